"""A new session put together on the finished board: who leads it, where, and who comes as well."""

from __future__ import annotations

from planner.language.rule import Rule
from planner.reasons.board import FinishedBoard, HardRows, Row

TURNS_AT_MOST = 12  # ways that are tried, each beginning with somebody else


class Staff:
    """What a new session could have: its column, what it takes of whom (how many, which are free), and clients."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.others: list[tuple[int, list[int]]] = []
        self.seats: list[tuple[Rule, int, list[int]]] = []


def put_together(rows: HardRows, board: FinishedBoard, columns: list[int], staff: Staff) -> list[int] | Row:
    """The columns with what the new session takes beside them, or the row that is against the last way tried."""
    against: Row | None = None
    wanted = [*staff.others, *((short, free) for _, short, free in staff.seats)]
    turns = max((len(free) for _, free in wanted), default=1) or 1
    for turn in range(min(turns, TURNS_AT_MOST)):
        trying, blocked = board.trying(columns), list[int]()
        chosen = trying.chosen
        for short, free in wanted:
            taken = sum(column in chosen for column in free)
            for column in (*free[turn:], *free[:turn]):
                if taken >= short:
                    break
                if column not in chosen:
                    over = trying.over(column)
                    blocked += over
                    if not over:
                        trying.add(column)
                        taken += 1
        while (against := board.against((), chosen, strict=True)) is not None:
            widening = board.widening(against.number, chosen)
            if widening is None:
                break
            trying.add(widening)
        else:
            return chosen
    assert against is not None
    # Who could come and finds no seat in any room isn't missing.
    uses = {use.column for use in rows.draft.uses} if against.lacking else set[int]()
    of_rooms = (
        row for row in blocked if any(column in uses and factor < 0 for column, factor in rows.terms(row))
    )
    return board.refusing(first) if (first := next(of_rooms, None)) is not None else against
