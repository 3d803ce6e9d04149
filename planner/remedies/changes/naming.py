"""Whom and what a phrase names, as the program spells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from planner.model import DAYS_A_WEEK
from planner.model.faults import PlannerError
from planner.program import Program
from planner.tables.cells import key
from planner.tables.dates import read_date
from planner.tables.names import Names, names_in, nearest_in
from planner.tables.rewrite import RowEdit as Edit
from planner.tables.weekdays import read_days

Found = Mapping[str, str]
"""The parts of a phrase by name, those that were said."""

Does = Callable[[Program, date, Found], tuple[Program, Sequence[Edit]]]
"""What a phrase does to a program in the week that begins on a date, and the rows of the workbook that say so."""

WHO = {"client": "clients", "therapist": "therapists", "room": "rooms", "topic": "topics", "level": "levels"}
NAMED_AT_MOST = 8


def settled_at(place: str) -> str:
    """How a phrase names a settled session by where its row stands: `Fixed!A5`, or `Fixed line 5` of a CSV file."""
    cell = place.rpartition(": ")[2]
    return cell if "!" in cell else f"Fixed {cell}"


def somebody(program: Program, kind: str, name: str) -> tuple[str, str]:
    """Whom a name means: the kind (client, therapist, room, topic, level) and the name as the program spells it.

    Raises `PlannerError` when nobody or nothing has that name. It proposes what must have been meant and never somebody
    else; names of things (not of clients) are listed.
    """
    kinds = [one for one in WHO if kind.casefold() == one] or ["client", "therapist", "room"]
    for one in kinds:
        for known in getattr(program, WHO[one]):
            if key(known) == key(name):
                return one, known
    said = f"'{name}' is no {kind.casefold() or 'client, therapist or room'} of the program"
    declared = [Names(one, "", getattr(program, WHO[one])) for one in kinds]
    near = nearest_in(name, *declared)
    if len(several := names_in(name, *declared)) > 1:
        said += f": one at a time, such as '{several[0]}'"
    elif near:
        said += f"; did you mean '{near}'?"
    elif len(kinds) == 1 and kinds[0] != "client":
        there = list(getattr(program, WHO[kinds[0]]))
        more = ", …" if len(there) > NAMED_AT_MOST else ""
        said += f"; there are {', '.join(there[:NAMED_AT_MOST])}{more}" if there else "; there are none"
    raise PlannerError(said)


def with_field(row: Any, field: str, value: object) -> Any:
    """A row with one field changed."""
    return replace(row, **{field: value})


def dates(program: Program, week: date, said: str) -> list[date]:
    """The days that are meant: weekdays of the week (`Thu-Fri`), a date, or a stretch of dates (`… to …`)."""
    pieces = re.split(r"\s+(?:to|until)\s+", said)
    if any(character.isdigit() for character in said) and len(pieces) <= 2:
        first, last = (read_date(piece, program.month_first) for piece in (pieces[0], pieces[-1]))
        if last < first:
            raise PlannerError(f"'{said}' ends before it begins")
        return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    meant = read_days(said)
    return [day for day in (week + timedelta(n) for n in range(DAYS_A_WEEK)) if day.weekday() in meant]


def one_day(program: Program, week: date, said: str) -> date:
    """The one day that is meant: a weekday of the week, or a date."""
    days = dates(program, week, said)
    if len(days) != 1:
        raise PlannerError(f"'{said}' is {len(days)} days, and one is meant here")
    return days[0]
