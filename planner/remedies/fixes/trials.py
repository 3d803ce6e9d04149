"""Changes tried on a week: what can be added with them, and what a search near the clients concerned gives.

What a change mends is counted beside the week as it is, searched in the same way, and only for what it is to mend: so
nothing is put down to it which could be had without.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from planner.begin import begun_with
from planner.engine.nearby import better_nearby, filled_up
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.model.faults import PlannerError
from planner.plan import StageResult
from planner.planning import new_breaches, solved
from planner.program import Program
from planner.remedies.asked_week import AskedWeek
from planner.remedies.fixes.floor import floor_of_stages
from planner.remedies.fixes.missing import Mends, Missing, below, mends_of_topics, missing_in
from planner.remedies.outcome import Books, Key, seats_moved
from planner.remedies.seating import Seating
from planner.rosters.known import known_part
from planner.search import Search

SEATS = 1000  # places that are free in one search: everybody's in the sessions of a week of fifty clients
SECONDS = 4.0  # on the clock for one search at most; mostly it is one, and on a busy machine more
FEW = 4  # clients who are seated one after another
WHOLE = 4.0  # seconds for a whole week searched anew
USUAL = (
    60.0  # seconds for which weeks are planned: a fifth of them at most goes into what a search begins with
)
LEAST_OF_A_PLAN = 0.5  # seconds for a week that is planned, however busy the machine is
CHANGES = (
    Stage.MOVES,
    Stage.HANDOVERS,
    Stage.OTHER_NEEDS,
)  # what comes after them in a week that is replanned
LEVELS = (Stage.HOURS, Stage.DAYS, Stage.DAILY_FLOOR, Stage.NEEDS)


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
        week: AskedWeek,
        books: Books,
        roster: Roster,
        stages: Sequence[StageResult] = (),
        given: Roster | None = None,
    ) -> None:
        self.given = given
        self.program, self.week, self.books = program, week, books
        self.problem = week.problem(program)
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
        problem, rules = self.week.problem(changed), counting(self.books.planning(changed))
        start = known_part(self.roster, problem)
        if asking:
            clients, topics = _concerned(problem, asking)
            found = better_nearby(problem, rules, start, clients, topics, SEATS, SECONDS)
        else:
            found = filled_up(problem, rules, start)
        if found is None or new_breaches(problem, found, rules):
            return None
        return Tried(problem, found, missing_in(problem, found))

    def joined(self, changed: Program, asking: Collection[Key]) -> Tried | None:
        """The week with a change, nobody moved in it: whoever asks is seated, of many whatever can be added is.

        Few are seated beyond the hours they have only as far as it takes. `None`: no such week stands.
        """
        codes = dict.fromkeys(code for code, _ in asking)
        if len(codes) > FEW:
            return self.tried(changed)
        problem, rules = self.week.problem(changed), counting(self.books.planning(changed))
        found, usual = known_part(self.roster, problem), self.problem.client_windows
        seating = Seating(problem, rules, usual={code: usual.get(code, ()) for code in codes})
        for code in codes:
            found = seating.seated(found, code).roster if code in problem.clients else found
        if new_breaches(problem, found, rules):
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
        """The same, as anybody plans it who has made the change: begun with the roster given, if there is one.

        A week of which some has begun is replanned.
        """
        if self.week.in_force is not None:
            book = self.books.replanning(changed)
            rules = [rule for rule in book if rule.hard or rule.stage in (*LEVELS, *CHANGES)]
            return self._searched(changed, (), seconds, rules)
        return self._searched(changed, [self.given] if self.given else [], seconds)

    def _searched(
        self, changed: Program, begin: Sequence[Roster], seconds: float, asked: Sequence[Rule] | None = None
    ) -> Tried | None:
        """What a plan has when its search begins, and what so many seconds more find."""
        problem, begins = self.week.problem(changed), monotonic()
        rules = counting(self.books.planning(changed)) if asked is None else asked
        try:
            start, _ = begun_with(problem, begin, rules, Search(USUAL))
            left = max(seconds - (monotonic() - begins), LEAST_OF_A_PLAN)
            found = solved(start, rules, Search(left))
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

    def shown(self, tried: Tried, asked: Collection[Key], hours_first: bool = False) -> Mends | None:
        """The same, as far as no roster of the week without the change has it; `None`: nothing.

        Of hours and days either no week lacks as little, or nobody whom it is asked for does and the week on the whole
        lacks so much less than the best known without the change. Of needs no week lacks as few, or as few of a topic:
        how many a better week lacks in all depends on what they weigh. `hours_first`: needs may be missing for hours,
        which go first: a longer plan finds them again.
        """
        before, after, floor = self.missing, tried.missing, self.floor
        less = [was - now for was, now in zip(before.total[:2], after.total[:2], strict=True)]
        if less[0] < 0:
            return None
        minutes, days, needs = 0, 0, 0
        if hours_first or after.sessions <= before.sessions:
            own = self._sure(below(floor, after, asked), after)
            minutes = max(floor.minutes - after.total[0], min(own[0], less[0]))
            minutes = max(0, min(self._gain(tried, asked, hours=True), minutes))
            days = max(0, floor.days - after.total[1], min(own[1], less[1]))
            days = days if any(topic is None for _, topic in asked) else 0
            needs = max(0, min(self._gain(tried, asked, hours=False), floor.sessions - after.sessions))
        of_topics = None if needs else mends_of_topics(before, [after], floor, asked)
        if of_topics is not None:
            found = replace(of_topics, minutes=minutes, days=days)
        elif minutes or needs or days:
            found = Mends(minutes, needs, 1, days)
        else:
            return None
        return replace(found, clients=self._gaining(tried, asked, found))

    def shown_by_both(self, found: Tried, planned: Tried, asked: Collection[Key]) -> Mends | None:
        """What two weeks with the change both show: one was looked for, the other planned as anybody would plan it."""
        first, second = self.shown(found, asked), self.shown(planned, asked, hours_first=True)
        if first is None or second is None:
            return None
        minutes, days = min(first.minutes, second.minutes), min(first.days, second.days)
        needs = min(first.needs, second.needs)
        topics: tuple[str, ...] = ()
        if first.topics or second.topics:
            weeks = [found.missing, planned.missing]
            of_topics = mends_of_topics(self.missing, weeks, self.floor, asked)
            needs, topics = (of_topics.needs, of_topics.topics) if of_topics is not None else (0, ())
        needs //= 2 if planned.open_hours else 1
        if not (minutes or needs or days):
            return None
        clients = first.clients if minutes or days else min(first.clients, needs)
        return Mends(minutes, needs, clients, days=days, topics=topics if needs else ())

    def _sure(self, own: tuple[int, int], after: Missing) -> tuple[int, int]:
        """What of it is likely to be had in the best week as well: it may give up some for what else is lacking yet."""
        left = (after.total[0] - self.floor.minutes, after.total[1] - self.floor.days)
        minutes, days = (
            much - min(max(0, other + much), much // 2) for much, other in zip(own, left, strict=True)
        )
        return minutes, days

    def _gaining(self, tried: Tried, asked: Collection[Key], mends: Mends) -> int:
        """How many clients gain some of what is mended: hours or days, or sessions of needs."""
        hours, needs = bool(mends.minutes or mends.days), bool(mends.needs)
        kinds = {True: hours, False: needs}
        return max(
            1, len({key[0] for key in asked if kinds[key[1] is None] and self._gained(tried, key) > 0})
        )

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


def counting(rules: Sequence[Rule]) -> list[Rule]:
    """The hard rules and those of the levels by which changes are judged: hours, days and needs."""
    return [rule for rule in rules if rule.hard or rule.stage in LEVELS]
