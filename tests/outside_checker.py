"""An independent judge of a roster: written from the contract alone, importing nothing of the planner.

`check_roster(book, roster)` reads a well-formed program workbook (an .xlsx file or a folder of CSV files) and a
roster workbook, and says in a sentence each what breaks a hard rule and where `Hours` and `Needs` don't agree with
what the seats add up to. An empty list means that nothing was found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tests.outside_held import Held, read_sessions
from tests.outside_people import judge_client, judge_therapist
from tests.outside_program import Outside
from tests.outside_reader import (
    MISSED,
    day_of,
    read_sheets,
)
from tests.outside_session import judge_session
from tests.outside_totals import judge_hours, judge_needs, judge_tests
from tests.outside_week import judge_meetings, judge_settled, judge_smallest, judge_topics


def check_roster(
    book: Path,
    roster: Path,
    as_of: tuple[date, int] | None = None,
    been: Collection[tuple[str, str, date, int]] = (),
    stands: Collection[str] = (),
) -> list[str]:
    """Every hard rule the roster breaks and every total it has wrong, a sentence each.

    What began before `as_of` (a date and a minute of it) stands as it is: it is judged only where what is ahead
    breaks a rule beside it. `been`: what else was attended, each a client, topic, date and minute of its end.
    `stands`: the ids of sessions that a note overrides; they are judged like what has begun.
    """
    program, sheets = Outside(read_sheets(book)), read_sheets(roster)
    held, found = read_sessions(program, sheets)
    weeks = sorted({program.week_of(session.day) for session in held})
    weeks = sorted({*weeks, *(program.week_of(day_of(row["week"]) or weeks[0]) for row in sheets["hours"])})
    begun = [s for s in held if (as_of is not None and (s.day, s.start) < as_of) or s.id in stands]
    found += rules_broken(program, held, weeks, begun, been)
    for week in weeks:
        mine = [session for session in held if program.week_of(session.day) == week]
        found += judge_hours(program, mine, week, sheets["hours"])
    found += judge_tests(program, roster)
    if len(weeks) == 1:
        found += judge_needs(program, held, weeks[0], sheets["needs"])
    return found


def rules_broken(
    program: Outside,
    held: list[Held],
    weeks: Collection[date],
    begun: Collection[Held] = (),
    been: Collection[tuple[str, str, date, int]] = (),
) -> list[str]:
    """Every hard rule that the sessions of some weeks break; what has `begun` stands, `been` as in `check_roster`."""
    found: list[str] = []
    program.has_been = {
        (code, s.topic, s.day, s.end)
        for s in begun
        for code, status in s.seats.items()
        if status not in MISSED
    }
    program.has_been |= set(been)
    for session in (one for one in held if one not in begun):
        week = program.week_of(session.day)
        program.has_been |= {
            (code, s.topic, s.day, s.end)
            for s in held
            if program.week_of(s.day) < week
            for code, status in s.seats.items()
            if status not in MISSED
        }
        found += judge_session(program, session)
    for week in weeks:
        mine = [session for session in held if program.week_of(session.day) == week]
        over = [session for session in mine if session in begun]
        found += _unless_begun(lambda some: judge_meetings(program, some), mine, over)
        found += _unless_begun(lambda some: judge_topics(program, some), mine, over)
        found += judge_smallest(program, [session for session in mine if session not in over])
        if not over:
            found += judge_settled(program, mine, week)
        for code in program.clients:
            found += _unless_begun(
                lambda some, code=code, week=week: judge_client(program, code, week, some),  # type: ignore[misc]
                [s for s in mine if code in s.seats], [s for s in over if code in s.seats],
            )  # fmt: skip
        for name in program.therapists:
            found += _unless_begun(
                lambda some, name=name: judge_therapist(program, name, some),  # type: ignore[misc]
                [s for s in mine if name in s.therapists], [s for s in over if name in s.therapists],
            )  # fmt: skip
    return found


def _unless_begun(
    judge: Callable[[list[Held]], Iterable[str]], every: list[Held], begun: list[Held]
) -> list[str]:
    """What a judge finds, if what has begun alone doesn't make it find something already."""
    if begun and any(True for _ in judge(begun)):
        return []
    return list(judge(every))


def main(arguments: list[Any]) -> int:
    """`python -m tests.outside_checker BOOK ROSTER` prints what it finds."""
    found = check_roster(Path(arguments[0]), Path(arguments[1]))
    print("\n".join(found) or "Nothing found.")
    return 1 if found else 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
