"""What changed, as text for the terminal and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from planner.folded import folded
from planner.plan import CLIENT, SESSION, THERAPIST, Change

TITLES = {CLIENT: "Clients", THERAPIST: "Therapists", SESSION: "Sessions"}


def says_changes(changes: Sequence[Change]) -> str:
    """The changes as text, no line longer than 80 columns, each person with whom to tell; no final newline."""
    blocks = []
    for role, found in groupby(changes, key=lambda change: change.role):
        lines = [TITLES.get(role, role)]
        for change in found:
            lines += folded(_sentence(change), "  ")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def json_of_changes(changes: Sequence[Change]) -> dict[str, object]:
    """One object with the list `changes`, as `--format json` of `replan` has it."""
    return {"changes": [asdict(change) for change in changes]}


def _sentence(change: Change) -> str:
    what = f"{change.who}: {change.was or 'nothing'} -> {change.now or 'nothing'}."
    notice = f"in {change.notice_hours} h" if change.notice_hours >= 0 else "begun"
    tell = f"Tell: {change.tell} ({notice})." if change.tell else f"({notice})"
    return " ".join(part for part in (what, change.why, tell) if part)
