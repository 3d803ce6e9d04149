"""Changes tried on a week: what can be added with them, and what a search near the clients concerned gives.

What a change mends is counted beside the week as it is, searched in the same way, and only for what it is to mend: so
nothing is put down to it which could be had without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.begin import begun_with
from planner.engine.nearby import better_nearby, filled_up
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster
from planner.model.faults import PlannerError
from planner.plan import StageResult, lines_of
from planner.planning import new_breaches, solved
from planner.program import Program
from planner.remedies.fixes.floor import Floor, floor_of_stages
from planner.remedies.outcome import Books, Key, seats_moved
from planner.rosters.known import known_part
from planner.search import Search
from planner.week.problem import problem_of

SEATS = 1000  # places that are free in one search: everybody's in the sessions of a week of fifty clients
SECONDS = 4.0  # on the clock for one search at most; mostly it is one, and on a busy machine more
WHOLE = 4.0  # seconds for a whole week searched anew
LEVELS = (Stage.HOURS, Stage.DAYS, Stage.DAILY_FLOOR, Stage.NEEDS)


@dataclass(frozen=True, slots=True)
class Mends:
    """What a change mends: minutes of hours, sessions of needs, days, and how many clients gain by it."""

    minutes: int
    needs: int
    clients: int
    days: int = 0


@dataclass(frozen=True)
class Missing:
    """What a week lacks, by client and topic: minutes (a day counts as one) or sessions.

    `total` is in the order in which it counts: minutes, days, needs by priority; `sessions` are those of needs;
    `hours` are each client's minutes and days.
    """

    of: Mapping[Key, int]
    total: tuple[int, int, int]
    sessions: int
    hours: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Tried:
    """A week with a change: its problem, its roster, and what is missing in it.

    `open_hours`: hours or days are missing that a longer search might find, at the cost of needs.
    """

    problem: Problem
    roster: Roster
    missing: Missing
    open_hours: bool = False


class Trials:
    """One week as it is, and as it would be with changes to the program.

    `roster` is the best known of the week as it is; whatever is tried begins with it. `given` is the roster in force,
    with which anybody's plan of the week begins (`plan --begin`); `None`: from nothing.
    """

    def __init__(
        self,
        program: Program,
        week: date,
        books: Books,
        roster: Roster,
        history: Sequence[Attended] = (),
        stages: Sequence[StageResult] = (),
        given: Roster | None = None,
    ) -> None:
        self.given = given
        self.program, self.week, self.books, self.history = program, week, books, history
        self.problem = problem_of(program, week, history)
        self.rules = counting(books.planning(program))
        self.roster, self.missing = roster, missing_in(self.problem, roster)
        self.floor = floor_of_stages(self.problem, stages)
        self.bounded = any(one.stage is Stage.HOURS and one.proven for one in stages)
        self._better(filled_up(self.problem, self.rules, roster))

    def _better(self, found: Roster | None) -> None:
        missing = None if found is None else missing_in(self.problem, found)
        if found is not None and missing is not None and missing.total < self.missing.total:
            self.roster, self.missing = found, missing

    def tried(self, changed: Program, asking: Collection[Key] = ()) -> Tried | None:
        """The week with a change: filled up, or with people seated anew for what is asked for; `None`: none stands."""
        problem, rules = problem_of(changed, self.week, self.history), counting(self.books.planning(changed))
        start = known_part(self.roster, problem)
        if asking:
            clients, topics = _concerned(problem, asking)
            found = better_nearby(problem, rules, start, clients, topics, SEATS, SECONDS)
        else:
            found = filled_up(problem, rules, start)
        if found is None or new_breaches(problem, found, rules):
            return None
        return Tried(problem, found, missing_in(problem, found))

    def settle_people(self, asking: Collection[Key], seconds: float) -> None:
        """Makes the week as it is better where people can be seated anew in it, as `tried` does with a change."""
        clients, topics = _concerned(self.problem, asking)
        if clients:
            self._better(
                better_nearby(
                    self.problem, self.rules, self.roster, clients, topics, SEATS, min(seconds, SECONDS)
                )
            )

    def settle_all(self, seconds: float = WHOLE) -> None:
        """Makes the week as it is better anywhere, as `anew` would with a change, and sees what it lacks at least."""
        try:
            start = replace(self.problem, begin=known_part(self.roster, self.problem))
            found = solved(start, self.rules, Search(max(seconds, 1.0)))
        except PlannerError:
            return
        self.floor |= floor_of_stages(self.problem, found.stages)
        self._better(found.roster)

    def anew(self, changed: Program, seconds: float = WHOLE) -> Tried | None:
        """The week with a change, all of it searched from the week as it is on; `None`: no plan stands."""
        return self._searched(changed, [self.roster], seconds)

    def planned(self, changed: Program, seconds: float) -> Tried | None:
        """The same, as anybody plans it who has made the change: begun with the roster given, if there is one."""
        return self._searched(changed, [self.given] if self.given else [], seconds)

    def _searched(self, changed: Program, begin: Sequence[Roster], seconds: float) -> Tried | None:
        problem, rules = problem_of(changed, self.week, self.history), counting(self.books.planning(changed))
        try:
            start, left = begun_with(problem, begin, rules, Search(seconds))
            found = solved(start, rules, left)
        except PlannerError:
            return None
        missing = missing_in(problem, found.roster)
        hours = all(one.proven for one in found.stages if one.stage < Stage.NEEDS)
        open_hours = any(missing.total[:2]) and not hours
        return Tried(problem, found.roster, missing, open_hours=open_hours)

    def mends(self, tried: Tried, asked: Collection[Key]) -> Mends | None:
        """What a change mends of what is `asked`, nothing else made worse on the whole; `None`: nothing."""
        before, after = self.missing, tried.missing
        gained = {key: before.of.get(key, 0) - after.of.get(key, 0) for key in asked}
        minutes = sum(gain for (_, topic), gain in gained.items() if topic is None)
        needs = sum(gain for (_, topic), gain in gained.items() if topic is not None)
        minutes = min(minutes, before.total[0] - after.total[0])
        needs = min(needs, before.sessions - after.sessions)
        if after.total >= before.total or minutes < 0 or needs < 0 or not (minutes or needs):
            return None
        return Mends(minutes, needs, len({code for (code, _), gain in gained.items() if gain > 0}))

    def shown(self, tried: Tried, asked: Collection[Key]) -> Mends | None:
        """The same, as far as no roster of the week without the change has it; `None`: nothing.

        Either no week lacks as little, or nobody (of a topic's needs, of a client's hours) does and the week on the
        whole lacks so much less than the best known without the change.
        """
        before, after, floor = self.missing, tried.missing, self.floor
        less = [was - now for was, now in zip(before.total[:2], after.total[:2], strict=True)]
        own = self._sure(_below(floor, after, asked), after)
        minutes = max(floor.minutes - after.total[0], min(own[0], less[0]))
        needs = max(floor.sessions - after.sessions, min(own[2], before.sessions - after.sessions))
        days = max(floor.days - after.total[1], min(own[1], less[1]))
        minutes = max(0, min(self._gain(tried, asked, hours=True), minutes))
        needs = max(0, min(self._gain(tried, asked, hours=False), needs))
        days = max(0, days) if any(topic is None for _, topic in asked) else 0
        worse = less[0] < 0 or after.sessions > before.sessions
        if worse or not (minutes or needs or days):
            return None
        gained = {code for code, topic in asked if self._gained(tried, (code, topic)) > 0}
        return Mends(minutes, needs, max(1, len(gained)), days)

    def shown_by_both(self, found: Tried, planned: Tried, asked: Collection[Key]) -> Mends | None:
        """What two weeks with the change both show: one was looked for, the other planned as anybody would plan it."""
        first = self.shown(found, asked)
        if first is None:
            return None
        second = self.shown(planned, asked) or Mends(0, 0, 0)
        minutes, needs, days = (
            min(first.minutes, second.minutes),
            min(first.needs, second.needs),
            min(first.days, second.days),
        )
        needs //= 2 if planned.open_hours else 1
        if not (minutes or needs or days):
            return None
        clients = first.clients if minutes or days else min(first.clients, needs)
        return Mends(minutes, needs, clients, days)

    def _sure(self, own: tuple[int, int, int], after: Missing) -> tuple[int, int, int]:
        """What of it is likely to be had in the best week as well: it may give up some for what else is lacking yet."""
        left = (after.total[0] - self.floor.minutes, after.total[1] - self.floor.days, after.sessions)
        rest = (left[0] + own[0], left[1] + own[1], left[2] - self.floor.sessions + own[2])
        minutes, days, needs = (
            much - min(max(0, other), much // 2) for much, other in zip(own, rest, strict=True)
        )
        return minutes, days, needs

    def _gain(self, tried: Tried, asked: Collection[Key], hours: bool) -> int:
        return sum(self._gained(tried, key) for key in asked if (key[1] is None) == hours)

    def _gained(self, tried: Tried, key: Key) -> int:
        return self.missing.of.get(key, 0) - tried.missing.of.get(key, 0)

    def moved(self, tried: Tried) -> int:
        """How many seats of the week as it is are elsewhere with the change."""
        return seats_moved(self.roster, tried.roster, tried.problem)


def _concerned(problem: Problem, asking: Collection[Key]) -> tuple[list[str], list[str]]:
    """Who asks, and in which topics a seat would help: the one that is needed; for hours, all that count."""
    counting = [name for name, topic in problem.topics.items() if topic.counts]
    topics = [name for _, topic in asking for name in (counting if topic is None else [topic])]
    return list(dict.fromkeys(code for code, _ in asking)), list(dict.fromkeys(topics))


def _below(floor: Floor, after: Missing, asked: Collection[Key]) -> tuple[int, int, int]:
    """Minutes, days and sessions by which clients' hours and topics' needs go below what each lacks at the least."""
    hours = [
        (floor.of_clients.get(code, (0, 0)), after.hours.get(code, (0, 0)))
        for code, topic in asked
        if not topic
    ]
    topics = {topic for _, topic in asked if topic is not None}
    lacking = Counter[str]()
    for (_, topic), many in after.of.items():
        lacking[topic or ""] += many
    return (
        sum(max(0, least[0] - has[0]) for least, has in hours),
        sum(max(0, least[1] - has[1]) for least, has in hours),
        sum(max(0, floor.of_topics.get(topic, 0) - lacking[topic]) for topic in topics),
    )


def counting(rules: Sequence[Rule]) -> list[Rule]:
    """The hard rules and those of the levels by which changes are judged: hours, days and needs."""
    return [rule for rule in rules if rule.hard or rule.stage in LEVELS]


def missing_in(problem: Problem, roster: Roster) -> Missing:
    """What a roster of the week lacks."""
    hours, needs = lines_of(problem, known_part(roster, problem), {})
    of: Counter[Key] = Counter()
    people = {}
    for line in hours:
        days = max(0, problem.clients[line.client].least_days - line.days)
        people[line.client] = line.short, days
        of[line.client, None] += line.short + days
    for need in needs:
        of[need.client, need.topic] += need.missing
    weighted = sum(need.priority * need.missing for need in needs)
    minutes, days = (sum(one[kind] for one in people.values()) for kind in (0, 1))
    return Missing(of, (minutes, days, weighted), sessions=sum(need.missing for need in needs), hours=people)
