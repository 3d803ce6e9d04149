"""What a coordinator's note on a row of the roster says to the planner."""

from __future__ import annotations

import re

from planner.tables.cells import Unreadable, read_choice
from planner.workbook.choices import STATUSES

# override, over-ride, overridden, overriden, overide; and not `over-identified with the group`
_OVERRIDE = re.compile(r"(?:over\W*r{1,2}id|overid)(?:e[dns]?|d?en)(?![^\W\d_])")


def is_override(note: str) -> bool:
    """Whether a note accepts what its row breaks: it begins with "override", however that is spelt."""
    return _OVERRIDE.match(note.strip().casefold()) is not None


def status_in(note: str) -> str | None:
    """What became of a seat, where that is all that a note says: it belongs into Status, and changes nothing here."""
    try:
        return read_choice(note.strip(" .!"), STATUSES) if note else None
    except Unreadable:
        return None
