"""`planner check`: everything wrong with a program workbook, in one go."""

from __future__ import annotations

from planner.commands.console import (
    BookArgument,
    Format,
    FormatOption,
    exit_codes,
    print_json,
    tell,
    tell_faults,
)


def check(book: BookArgument, form: FormatOption = Format.TEXT) -> None:
    """Say everything that is wrong with a workbook.

    Each fault names the sheet, the cell, what was found and what is allowed.
    Leaves with 0 if a week can be planned from it (warnings or not), with 1 if not.

    Example: planner check riverside.xlsx
    """
    with exit_codes(form):
        from planner import api
        from planner.export.report import json_of

        program, warnings = api.load(book)
        api.rules_of(program)
        tell_faults(warnings)
        sizes = (
            (program.clients, "client"),
            (program.therapists, "therapist"),
            (program.topics, "topic"),
            (warnings, "warning"),
        )
        counted = ", ".join(f"{len(those)} {noun}{'' if len(those) == 1 else 's'}" for those, noun in sizes)
        tell(f"{book.name}: no errors; {counted}")
        if form is Format.JSON:
            print_json(json_of([], warnings=warnings))
