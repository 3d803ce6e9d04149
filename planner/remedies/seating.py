"""One client's week in a roster in which everybody else stays: seat by seat, each tried on by the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Need, Problem, Roster, Session, Window
from planner.plan import HoursLine, NeedLine, lines_of
from planner.reasons.board import HardRows
from planner.reasons.obstacles import NEW, Obstacles
from planner.reasons.opening import Opening

NEW_DAY = 180  # minutes of a longer day that are no more trouble than coming on another one
NEW_SESSION = 240  # the same of a session that doesn't run yet
SEATS_AT_MOST = 30  # more sessions nobody sits through in a week


@dataclass(frozen=True)
class Seated:
    """A client's week in a roster: the sessions taken, in the order in which they were, and the whole roster."""

    roster: Roster
    taken: tuple[Session, ...]


class Seating:
    """A week's problem, its rules and the roster in which a client is seated; the rows are built once.

    In `closed` sessions, by topic and start, nobody is seated. `usual` are the hours of clients beyond which they are
    seated only as far as it takes.
    """

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[Rule],
        closed: Collection[tuple[str, int]] = frozenset(),
        usual: Mapping[str, tuple[Window, ...]] | None = None,
    ) -> None:
        self.problem, self.rules, self.closed = problem, rules, closed
        self.usual = {} if usual is None else usual
        self.rows = HardRows(problem, [rule for rule in rules if rule.hard])
        self._alone: dict[str, Problem] = {}

    def obstacles(self, roster: Roster) -> Obstacles:
        """What stands in the way in a roster."""
        return Obstacles(self.problem, self.rules, roster, self.rows)

    def lacking(self, roster: Roster, code: str) -> tuple[HoursLine, list[NeedLine]]:
        """The client's hours, and their needs with sessions missing."""
        hours, needs = self.lines(roster, code)
        return hours, [line for line in needs if line.missing]

    def lines(self, roster: Roster, code: str) -> tuple[HoursLine, list[NeedLine]]:
        """The client's hours, and all their needs."""
        [hours], needs = lines_of(self._own(code), roster, {})
        return hours, list(needs)

    def _own(self, code: str) -> Problem:
        """The week with nobody but the client in it: all that their hours and needs ask about."""
        if code not in self._alone:
            clients = {code: self.problem.clients[code]}
            needs = tuple(need for need in self.problem.needs if need.client == code)
            self._alone[code] = replace(self.problem, clients=clients, needs=needs)
        return self._alone[code]

    def seated(self, roster: Roster, code: str, without: Collection[tuple[str, int]] = ()) -> Seated:
        """The client's week, greedily: needs first, then hours on days they come anyway, and close together."""
        taken: list[Session] = []
        for _ in range(SEATS_AT_MOST):
            best = next(self._best(roster, code, {*without, *self.closed}), None)
            if best is None or best.session is None:
                break
            session = best.session
            if session.id == NEW:
                # Not a name that somebody seated before has brought in: a session is found again by it.
                new = sum(one.id.startswith(NEW) for one in roster.sessions)
                session = replace(session, id=f"{NEW} {new + 1}")
                before = None
            else:
                before = next(one for one in roster.sessions if one.id == session.id)
            taken.append(session)
            roster = self.obstacles(roster).trial.with_session(session, before)
        return Seated(roster, tuple(taken))

    def _best(self, roster: Roster, code: str, without: Collection[tuple[str, int]]) -> Iterator[Opening]:
        """The openings of use to the client, the best first; each has been tried on."""
        own = self._own(code)
        [hours], needs = lines_of(own, roster, {})
        client = self.problem.clients[code]
        asked = _asked(need for need, line in zip(own.needs, needs, strict=True) if line.missing)
        topics = {topic for topic, _ in asked}
        days_lack = hours.days < client.least_days
        if not (asked or hours.short or days_lack):
            return
        obstacles = self.obstacles(roster)
        mine = roster.of_client(code)
        days = {session.day for session in mine}
        wanted = []
        for topic in self.problem.topics.values():
            counts = topic.counts and (hours.short > 0 or days_lack)
            if topic.name not in topics and not counts:
                continue
            for start in obstacles.starts_of(code, topic):
                end, day = start + topic.minutes, start // MINUTES_A_DAY
                if not counts and (topic.name, day) not in asked:
                    continue
                if (topic.name, start) in without or roster.across(code, start, end):
                    continue
                runs = bool(obstacles.running.get((topic.name, start)))
                gap = min((max(start - s.end, s.start - end) for s in mine if s.day == day), default=0)
                new_day = day not in days
                beyond = self._beyond(code, mine, start, end, days_lack)
                beyond += NEW_SESSION if code in self.usual and not runs else 0
                score = (-asked.get((topic.name, day), 0), beyond, new_day != days_lack, not runs, gap, start)
                wanted.append((score, topic, start))
        for _, topic, start in sorted(wanted, key=lambda one: one[0]):
            opening = obstacles.look(code, topic, start)
            if opening.obstacle is None:
                yield opening

    def _beyond(self, code: str, mine: Sequence[Session], start: int, end: int, days_lack: bool) -> int:
        """By how many minutes a seat makes the client's usual day longer; a new one costs more, if none is lacking."""
        if code not in self.usual:
            return 0
        there = [(one.start, one.end) for one in self.usual[code]]
        there += [(one.start, one.end) for one in mine]
        day = start // MINUTES_A_DAY
        of_day = [one for one in there if one[0] // MINUTES_A_DAY == day]
        more = 0 if of_day or days_lack else NEW_DAY
        if not of_day:  # on another day at the time of day at which they come on others
            of_day = [_on_day(one, day) for one in there] or [(start, start)]
        first, last = min(one[0] for one in of_day), max(one[1] for one in of_day)
        return more + max(0, first - start) + max(0, end - last)


def _on_day(stretch: tuple[int, int], day: int) -> tuple[int, int]:
    """A stretch of a day at the same time of another one."""
    ahead = (day - stretch[0] // MINUTES_A_DAY) * MINUTES_A_DAY
    return stretch[0] + ahead, stretch[1] + ahead


def _asked(missing: Iterable[Need]) -> dict[tuple[str, int], int]:
    """Where a session would meet a need that is missing one: topic, day, and the greatest priority of them."""
    found: dict[tuple[str, int], int] = {}
    for need in missing:
        for day in range(DAYS_A_WEEK) if need.days is None else need.days:
            found[need.topic, day] = max(need.priority, found.get((need.topic, day), 0))
    return found
