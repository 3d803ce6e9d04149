"""`planner rules`: the rule book, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.commands.console import Format, FormatOption, exit_codes, print_json, put
from planner.folded import folded
from planner.remedies.fixes.prices import PREFIX, PRICES

if TYPE_CHECKING:
    from planner.language.rule import Rule

WHAT_IS_BEST = (
    "What is best is decided level by level: hours (1), needs (2), changes when a roster is replanned (3), a good "
    "week (4); a lower level is never improved at the cost of a higher one. A good week is one sum of points, the "
    "fewer the better, so that one thing can be weighed against another: a point is a minute that a client waits. "
    "The sheet Rules changes what each rule counts."
)


def rules(form: FormatOption = Format.TEXT) -> None:
    """Print the rule book.

    Each rule with its sentence, how much it matters, and where in the workbook it is stated.

    Example: planner rules
    """
    with exit_codes(form):
        from constraints import RULES

        book = [kind() for kind in RULES]
        if form is Format.JSON:
            print_json([_as_json(rule) for rule in book])
        else:
            blocks = ["\n".join(folded(WHAT_IS_BEST, hanging="")), *(_as_text(rule) for rule in book)]
            put("\n\n".join([*blocks, _prices()]))


def _prices() -> str:
    """What the kinds of changes cost that `planner explain` proposes."""
    costs = ", ".join(f"{PREFIX}{kind} {price}" for kind, price in PRICES.items())
    says = (
        f"What `planner explain` proposes first: of two changes that mend the same, the cheaper. The sheet Rules "
        f"sets another price, or `off`: {costs}."
    )
    return "\n".join(folded(says, hanging=""))


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "hard": rule.hard,
        "level": None if rule.stage is None else rule.stage.says,
        "weight": None if rule.hard else rule.weight if rule.in_use else 0,
        "unit": rule.unit,
        "says": rule.sentence,
        "stated": rule.stated,
    }


def _as_text(rule: Rule) -> str:
    how = _how_much(rule)
    lines = folded(f"{rule.name} ({how})")
    for text in (rule.sentence, f"Stated in: {rule.stated}"):
        lines += folded(text, "  ", hanging="")
    return "\n".join(lines)


def _how_much(rule: Rule) -> str:
    if rule.stage is None:
        return "never broken"
    if not rule.in_use:
        return f"level {rule.stage.level}: off unless Rules gives it points for each {rule.unit}"
    noun = "for" if rule.stage.level < 4 else "point for" if rule.weight == 1 else "points for"
    return f"level {rule.stage.level}: {rule.weight} {noun} each {rule.unit}"
