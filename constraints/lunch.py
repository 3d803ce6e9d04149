"""Nobody works through the middle of the day: clients and therapists get to eat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import Option, by_day
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster, Session, hours

CLIENT, THERAPIST = "client", "therapist"
Person = tuple[str, str]
"""What somebody is, and who: a client may be called what a therapist is."""


@dataclass(frozen=True)
class Lunch(Rule):
    """Whoever has sessions both before and after the time for lunch is free long enough inside it, in one piece.

    It holds for clients and therapists. Amount: minutes by which the longest free piece falls short, for each person
    and day with a session that starts before that time and one that ends after it. A missed seat is no session.
    """

    weight: int = 20

    name = "Lunch"
    stated = "Settings: Lunch, Lunch minutes"
    bites = "somebody would have no lunch"
    unit = "minute of lunch that is missing"
    stage = Stage.GOOD_WEEK
    of_one_client = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """For each person and day: the pieces that could be a lunch, and whether one is due."""
        for code in problem.clients if problem.lunch else ():
            yield from self._days(
                problem, draft, (CLIENT, code), [s for s in draft.seats_of(code) if not s.missed]
            )
        for name in problem.therapists if problem.lunch else ():
            yield from self._days(problem, draft, (THERAPIST, name), draft.leads_of(name))

    def _days(
        self, problem: Problem, draft: Draft, whose: Person, options: Collection[Option]
    ) -> Iterator[Limit | Goal]:
        assert problem.lunch is not None
        if self.hard:  # what has begun breaks no must
            options = [option for option in options if not draft.lowest[option.column]]
        for day, found in by_day(options).items():
            opens, closes = (day * MINUTES_A_DAY + minute for minute in problem.lunch)
            before = [option for option in found if option.start < opens]
            after = [option for option in found if option.end > closes]
            if before and after:
                due = draft.quantity(("lunch is due", *whose, day), 1)
                yield from self._due(draft, whose, day, (before, after), due)
                within = [o for o in found if o.start < closes and o.end > opens]
                limits, free = self._pieces(draft, whose, within, (opens, closes), problem.lunch_minutes)
                yield from limits
                yield Goal([*free, (due, -problem.lunch_minutes)], fewest=0, about=whose[1:])

    def _due(
        self, draft: Draft, whose: Person, day: int, sides: tuple[list[Option], list[Option]], due: int
    ) -> Iterator[Limit]:
        """A lunch is due when there is something on both sides of it."""
        both = []
        for side, options in zip(("before", "after"), sides, strict=True):
            there = draft.quantity((f"{side} lunch", *whose, day), 1)
            both.append((there, -1))
            for together in _by_start(draft, options):
                columns = [(option.column, 1) for option in together]
                yield Limit([*columns, (there, -1)], most=0, about=whose[1:])
        yield Limit([*both, (due, 1)], fewest=-1, about=whose[1:])

    def _pieces(
        self,
        draft: Draft,
        whose: Person,
        within: list[Option],
        lunch: tuple[int, int],
        minutes: int,
    ) -> tuple[list[Limit], list[tuple[int, int]]]:
        """One free piece: from the opening or the end of a session on, until the next session or the closing."""
        opens, closes = lunch
        limits: list[Limit] = []
        chosen, free = [], []
        for begins in sorted({opens, *(option.end for option in within if option.end < closes)}):
            most = min(minutes, closes - begins)
            here = draft.quantity(("eats from", *whose, begins), 1)
            piece = draft.quantity(("eats for", *whose, begins), most)
            chosen.append((here, 1))
            free.append((piece, 1))
            limits.append(Limit([(piece, 1), (here, -most)], most=0, about=whose[1:]))
            taken = [option for option in within if option.start < begins + most and option.end > begins]
            for together in _by_start(draft, taken):
                left = most - max(0, together[0].start - begins)
                columns = [(option.column, left) for option in together]
                limits.append(Limit([(piece, 1), *columns], most=most, about=whose[1:]))
        limits.append(Limit(chosen, most=1, about=whose[1:]))
        return limits, free

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for the longest free piece of each person's midday."""
        over = problem.untouched_at if self.must else set()
        days: dict[tuple[Person, int], list[Session]] = defaultdict(list)
        for session in roster.sessions if problem.lunch else ():
            if (session.topic, session.start) not in over:
                there = [(CLIENT, code) for code in session.coming]
                for whose in (*there, *((THERAPIST, name) for name in session.therapists)):
                    days[whose, session.day].append(session)
        for ((_, who), day), sessions in days.items():
            missing = _missing(problem, day, sessions)
            if missing > 0:
                says = f"{who} lacks {hours(missing)} of lunch on {problem.weekday_name(day)}"
                yield Breach(self.name, missing, says, (who,))


def _missing(problem: Problem, day: int, sessions: list[Session]) -> int:
    """Minutes of lunch missing in a day with these sessions."""
    assert problem.lunch is not None
    opens, closes = (day * MINUTES_A_DAY + minute for minute in problem.lunch)
    if min(s.start for s in sessions) >= opens or max(s.end for s in sessions) <= closes:
        return 0
    longest, free_from = 0, opens
    for session in sorted(sessions, key=lambda session: session.start):
        longest = max(longest, min(session.start, closes) - free_from)
        free_from = max(free_from, session.end)
    return problem.lunch_minutes - max(longest, closes - free_from, 0)


def _by_start(draft: Draft, options: Collection[Option]) -> Iterator[list[Option]]:
    """Options of which nobody has two, since they start together; what has begun may have been noted twice."""
    groups: dict[tuple[int, int], list[Option]] = defaultdict(list)
    for option in options:
        groups[option.start, option.column if draft.lowest[option.column] else -1].append(option)
    yield from groups.values()
