"""The rule books of a program, by its sheet Rules. Beside `planner rules` only this module knows the rules' names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from constraints import RULES, replanning_book, rule_book
from planner.language.rule import Rule
from planner.model.faults import PlannerError
from planner.program import Program
from planner.remedies.fixes.prices import NAMES as FIX_NAMES
from planner.remedies.outcome import Books


def known_names() -> dict[str, bool]:
    """The names that the sheet Rules may hold, and whether they may be weighed or switched off: rules and fixes."""
    return {rule.name: rule.stage is not None for rule in RULES} | dict.fromkeys(FIX_NAMES, True)


def soft_rules() -> tuple[str, ...]:
    """The names that the sheet Rules may weigh or switch off: soft rules, and what kinds of fixes cost."""
    return tuple(name for name, soft in known_names().items() if soft)


def rules_of(program: Program) -> tuple[Rule, ...]:
    """The rule book with the weights and uses of the workbook's `Rules` sheet.

    Raises `PlannerError` for a use that no rule has: of a program that `load` has read there is none.
    """
    return _book(program, rule_book)


def replanning_rules_of(program: Program) -> tuple[Rule, ...]:
    """The same for replanning, with as few changes as hours and must-needs allow."""
    return _book(program, replanning_book)


def _book(program: Program, make: Callable[[Mapping[str, str | int]], tuple[Rule, ...]]) -> tuple[Rule, ...]:
    try:
        return make({row.rule: row.use for row in program.rule_uses if row.rule not in FIX_NAMES})
    except ValueError as trouble:
        raise PlannerError(str(trouble)) from None


BOOKS = Books(rules_of, replanning_rules_of)
