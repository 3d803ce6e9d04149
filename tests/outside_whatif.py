"""What-ifs for the outside fuzz: the week after a random change breaks no rule, and its numbers are its seats'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from planner import api
from planner.model import Roster
from planner.model.faults import PlannerError, WorkbookFaults
from planner.remedies.changes.copy import write_copy
from planner.remedies.outcome import Outcome
from tests.outside_answers import asked_week
from tests.outside_held import Held
from tests.outside_program import Outside
from tests.outside_reader import read_sheets
from tests.outside_runs import Wrong
from tests.outside_standing import Standing
from tests.outside_weeks import MONDAY, Weeks

MOVING = ("group", "education", "family")


def one_whatif(number: int, folder: Path) -> str:
    """A random change asked about in a random week, with its roster."""
    found = asked_week(number, folder)
    if isinstance(found, str):
        return found
    asked, before = found
    assert asked.roster is not None
    program, _ = api.load(asked.book)
    change, copy = _some_change(Weeks(number), Random(number)), folder / "copy.xlsx"
    roster = api.load_roster(asked.roster, program)
    try:
        [answer] = api.whatif(
            program, [change], roster, MONDAY, seconds=1, as_of=asked.as_of, book=asked.book
        )
    except PlannerError as trouble:
        if "isn't understood" in str(trouble):
            raise Wrong(f"{change}: {trouble}") from None
        return "refused"
    write_copy(asked.book, copy, answer.change.edits)
    try:
        api.load(copy, asked.as_of or datetime.combine(MONDAY, time()))
    except WorkbookFaults as faults_of_copy:
        raise Wrong(f"{change}: planned, and its copy is refused: {faults_of_copy.errors}") from None
    after = replace(before, program=Outside(read_sheets(copy)), held=tuple(_held(answer.roster)))
    stands = replace(before, program=after.program)
    faults = stands.new_faults(after.held) if asked.as_of else list(after.broken)
    if faults:
        raise Wrong(f"{change}: {faults[:4]}")
    if not asked.as_of and answer.before is not None:
        _judge_numbers(f"{change}, before", before, answer.before)
    _judge_numbers(f"{change}, after", after, answer.after)
    seats = {(code, one.topic, one.day, one.start) for one in after.held for code in one.seats}
    moved = sum(
        (code, one.topic, one.day, one.start) not in seats and code in after.in_the_program
        for one in before.held for code in one.seats
    )  # fmt: skip
    groups = _groups(after.program, before.held) - _groups(after.program, after.held)
    told, is_so = (answer.after.seats_moved, answer.after.groups_moved), (moved, groups.total())
    if told != is_so:
        raise Wrong(f"{change}: seats and groups moved are {told}, and it is {is_so}")
    return "asked"


def _some_change(weeks: Weeks, random: Random) -> str:
    client, therapist = random.choice(weeks.clients), random.choice(weeks.therapists)
    topic, hour = random.choice(weeks.topics), random.choice(weeks.hours)
    return random.choice((
        f"client {client} available Mon-Fri 8-17", f"therapist {therapist} away Wed-Fri", "closed Thu",
        f"topic {topic} largest 12", f"topic {topic} smallest 1", f"therapist {therapist} leads {topic}",
        f"add start Wed {hour}:30", f"admit 2 clients like {client}", f"client {client} leaves",
        f"client {client} min hours 5", f"topic {topic} for anybody", "changeover 15", "level OP min hours 2",
        f"client {client} needs {topic} 2 sessions must",
    ))  # fmt: skip


def _held(roster: Roster) -> list[Held]:
    return [
        Held(one.id, roster.first_day + timedelta(days=one.day), one.start % 1440, one.end - one.day * 1440,
             topic=one.topic, therapists=list(one.therapists), room=one.room,
             seats={seat.client: seat.status for seat in one.seats},
             credited={seat.client: one.credited(seat) for seat in one.seats})
        for one in roster.sessions
    ]  # fmt: skip


def _groups(program: Outside, held: Collection[Held]) -> Counter[tuple[str, object, int]]:
    groups = [name for name, terms in program.topics.items() if terms.kind in MOVING]
    return Counter((one.topic, one.day, one.start) for one in held if one.topic in groups)


def _judge_numbers(which: str, week: Standing, said: Outcome) -> None:
    lacks = [week.lacking(code, week.held) for code in week.in_the_program]
    staff = sum((one.end - one.start) * max(1, len(one.therapists)) for one in week.held)
    is_so = sum(one.short for one in lacks), sum(one.sessions for one in lacks), staff
    told = said.short_minutes, said.needs_missing, said.group_minutes
    if told != is_so:
        raise Wrong(f"{which}: short minutes, needs missing and staff minutes are {told}, and it is {is_so}")
