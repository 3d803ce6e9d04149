"""What can't stand in the roster that is asked about: the rules it breaks, those of one cell of the workbook as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.program import Program
from planner.reasons.places import CELLS_AT_MOST
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.stated import cells_stated
from planner.rosters.notes import is_override

Stated = tuple[Breach, tuple[str, ...]]
"""A breach and the cells in which what it breaks is stated."""


def causes_of_broken(
    program: Program,
    problem: Problem,
    roster: Roster,
    rules: Sequence[Rule],
    breaches: Sequence[Breach],
    client: str | None = None,
) -> Iterator[Cause]:
    """The cells by which a roster can't stand as it is, those first by which most of it can't.

    A roster of last time doesn't know what has been typed since: where much of it breaks what one cell says, that is
    the cell that was changed. What a note accepts isn't told.
    """
    by_name, accepted = {rule.name: rule for rule in rules}, _accepted(roster)
    left: list[Stated] = [
        (one, cells_stated(program, problem, roster, by_name[one.rule], one))
        for one in breaches
        if client in (None, *one.about) and not any(row <= {*one.about} for row in accepted)
    ]
    while left:
        [(rule, cell), _] = _most_common(left)
        alike = [one for one in left if rule == one[0].rule and cell in (one[1] or ("",))]
        left = [one for one in left if one not in alike]
        yield _cause(problem, by_name[rule], alike)


def _most_common(left: Sequence[Stated]) -> tuple[tuple[str, str], int]:
    """The rule and the cell ('': it stands in none) that most of the breaches are of."""
    [most] = Counter((one.rule, cell) for one, cells in left for cell in cells or ("",)).most_common(1)
    return most


def _cause(problem: Problem, rule: Rule, alike: Sequence[Stated]) -> Cause:
    """What breaks one cell, told by its first, with the column where it is but one."""
    first, cells = alike[0]
    shared = tuple(cell for cell in cells if all(cell in others for _, others in alike))[:CELLS_AT_MOST]
    says = f"{first.says}{_column(rule)}"
    if more := len(alike) - 1:
        says += f"; {more} more like it"
    codes = tuple(sorted({name for one, _ in alike for name in one.about if name in problem.clients}))
    return Cause(
        codes[0] if len(codes) == 1 else "", None, says, True, places=shared, clients=codes, of_roster=True
    )


def _column(rule: Rule) -> str:
    """`(Most a day)`: the column that a rule's number stands in, if it is one."""
    _, _, column = rule.stated.partition(": ")
    return f" ({column})" if column and not any(sign in column for sign in ",;(") else ""


def _accepted(roster: Roster) -> Collection[set[str]]:
    """The rows that a note accepts: a session, or a client in it."""
    sessions = [{session.id} for session in roster.sessions if is_override(session.note)]
    seats = [
        {session.id, seat.client}
        for session in roster.sessions
        for seat in session.seats
        if is_override(seat.note)
    ]
    return [*sessions, *seats]
