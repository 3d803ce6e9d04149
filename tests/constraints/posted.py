"""What a rule's posting makes of a given roster, worked out exactly and without the planner's engine.

Columns that rules make for themselves are free: they take whatever costs least. Those that hang together
form a *knot*; a knot is solved once for each of the bounds it is met with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from ortools.sat.python import cp_model

from planner.language.draft import Draft
from planner.language.limits import Goal, Limit
from planner.language.rule import Rule
from planner.model import Problem, Roster
from tests.constraints.on_draft import columns_of

TRIES = 3000  # as many combinations are tried one by one before a solver is asked


@dataclass(frozen=True)
class Row:
    """A limit (`price` 0) or goal, its terms split in those of options and those of free columns."""

    decided: tuple[tuple[int, int], ...]
    free: tuple[tuple[int, int], ...]
    fewest: int | None
    most: int | None
    price: int

    def bounds(self, values: dict[int, int]) -> tuple[int | None, int | None]:
        """What is left for the free columns once the options are known."""
        known = sum(factor * values.get(column, 0) for column, factor in self.decided)
        fewest = None if self.fewest is None else self.fewest - known
        return fewest, None if self.most is None else self.most - known


class Posted:
    """One rule's posting over one problem; `given` rules add their bars only. A `draft` of its own has its bars."""

    def __init__(
        self, problem: Problem, rule: Rule, given: Iterable[Rule] = (), draft: Draft | None = None
    ) -> None:
        bars = [bar for one in (rule, *given) for bar in one.bars(problem)]
        self.draft = Draft(problem, bars) if draft is None else draft
        kinds = (self.draft.seats, self.draft.sessions, self.draft.leads, self.draft.uses)
        self._options = [option.column for kind in kinds for option in kind]
        posted = list(rule.post(problem, self.draft))
        price = 0 if rule.hard else rule.weight
        rows = [self._row(item, price) for item in [*self.draft.definitions, *posted]]
        self._plain = [row for row in rows if not row.free]
        self._knots = list(self._tie([row for row in rows if row.free]))
        self._known: list[dict[object, int | None]] = [{} for _ in self._knots]

    def cost(self, roster: Roster) -> int | None:
        """The least the roster can cost, weight included; `None` when it isn't allowed."""
        values = columns_of(self.draft, roster)
        if values is None:
            return None
        lowest, highest = self.draft.lowest, self.draft.highest
        if any(not lowest[column] <= values.get(column, 0) <= highest[column] for column in self._options):
            return None
        total = 0
        for row in self._plain:
            missed = _missed(0, *row.bounds(values))
            if missed and not row.price:
                return None
            total += missed * row.price
        for rows, known in zip(self._knots, self._known, strict=True):
            bounds = tuple(row.bounds(values) for row in rows)
            if bounds not in known:
                known[bounds] = self._least(rows, bounds)
            least = known[bounds]
            if least is None:
                return None
            total += least
        return total

    def _row(self, item: Limit | Goal, weight: int) -> Row:
        options = set(self._options)
        return Row(
            tuple((column, factor) for column, factor in item.terms if column in options),
            tuple((column, factor) for column, factor in item.terms if column not in options),
            item.fewest,
            item.most,
            price=item.price * weight if isinstance(item, Goal) else 0,
        )

    def _tie(self, rows: Sequence[Row]) -> Iterable[list[Row]]:
        knots: list[tuple[set[int], list[Row]]] = []
        for row in rows:
            columns, tied = {column for column, _ in row.free}, [row]
            for knot in [knot for knot in knots if knot[0] & columns]:
                columns, tied = columns | knot[0], knot[1] + tied
                knots.remove(knot)
            knots.append((columns, tied))
        return [rows for _, rows in knots]

    def _least(self, rows: list[Row], bounds: Sequence[tuple[int | None, int | None]]) -> int | None:
        columns = sorted({column for row in rows for column, _ in row.free})
        ranges: list[Sequence[int]] = [
            range(self.draft.lowest[c], self.draft.highest[c] + 1) for c in columns
        ]
        if len(columns) == 1:
            ranges = [_corners(ranges[0], rows, bounds)]
        size = 1
        for values in ranges:
            size *= len(values)
        if size > TRIES:
            return self._least_by_solver(rows, bounds, columns)
        best: int | None = None
        for chosen in product(*ranges):
            value = dict(zip(columns, chosen, strict=True))
            total = 0
            for row, (fewest, most) in zip(rows, bounds, strict=True):
                missed = _missed(sum(factor * value[c] for c, factor in row.free), fewest, most)
                if missed and not row.price:
                    break
                total += missed * row.price
            else:
                best = total if best is None else min(best, total)
        return best

    def _least_by_solver(
        self, rows: list[Row], bounds: Sequence[tuple[int | None, int | None]], columns: list[int]
    ) -> int | None:
        model = cp_model.CpModel()
        place = {c: model.new_int_var(self.draft.lowest[c], self.draft.highest[c], "") for c in columns}
        total: list[cp_model.LinearExpr] = []
        for row, (fewest, most) in zip(rows, bounds, strict=True):
            terms = sum(factor * place[c] for c, factor in row.free)
            missed = model.new_int_var(0, 10**7 if row.price else 0, "")
            total.append(missed * row.price)
            if fewest is not None:
                model.add(terms + missed >= fewest)
            if most is not None:
                model.add(terms - missed <= most)
        model.minimize(sum(total))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL, solver.status_name()
        return round(solver.objective_value)


def _corners(
    values: Sequence[int], rows: Sequence[Row], bounds: Sequence[tuple[int | None, int | None]]
) -> list[int]:
    """Of a single column's values those at which some row begins or ends to be missed: between them cost is linear."""
    found = {values[0], values[-1]}
    for row, ends in zip(rows, bounds, strict=True):
        for end in ends if row.free else ():
            below = 0 if end is None else end // row.free[0][1]
            found |= {below, below + 1}
    return sorted(value for value in found if values[0] <= value <= values[-1])


def _missed(total: int, fewest: int | None, most: int | None) -> int:
    below = 0 if fewest is None else fewest - total
    above = 0 if most is None else total - most
    return max(0, below, above)
