"""`planner rules`: the rule book, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from planner.commands.console import Format, FormatOption, exit_codes, print_json

if TYPE_CHECKING:
    from planner.language.rule import Rule

COLUMNS = 80


def rules(form: FormatOption = Format.TEXT) -> None:
    """Print the rule book.

    Each rule with its sentence, how much it matters, and where in the workbook it is stated.

    Example: planner rules
    """
    with exit_codes(form):
        from constraints import rule_book

        book = rule_book()
        if form is Format.JSON:
            print_json([_as_json(rule) for rule in book])
        else:
            typer.echo("\n\n".join(_as_text(rule) for rule in book))


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "hard": rule.hard,
        "level": None if rule.stage is None else rule.stage.says,
        "weight": None if rule.hard else rule.weight,
        "says": rule.sentence,
        "stated": rule.stated,
    }


def _as_text(rule: Rule) -> str:
    import textwrap

    how = (
        "never broken"
        if rule.stage is None
        else f"level {rule.stage.value}, {rule.stage.says}; weight {rule.weight}"
    )
    lines = textwrap.wrap(f"{rule.name} ({how})", COLUMNS, subsequent_indent="  ")
    for text in (rule.sentence, f"Stated in: {rule.stated}"):
        lines += textwrap.wrap(text, COLUMNS, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(lines)
