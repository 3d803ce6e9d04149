"""What all commands share: data to stdout, words for people to stderr, every error an exit code and no traceback."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from planner.model.faults import Fault, RosterDisagrees

SESSION_ID = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)-\d{4}-\S+")


class ExitCode(IntEnum):
    """How a command leaves; see the epilog of `planner --help`."""

    DONE = 0
    WRONG_INPUT = 1
    WRONG_USAGE = 2
    NO_PLAN = 3
    HOURS_MISSED = 4
    OUR_MISTAKE = 70
    INTERRUPTED = 130


class Format(StrEnum):
    """What stdout gets: `text` for people, `json` for programs (one object)."""

    TEXT = "text"
    JSON = "json"


BookArgument = Annotated[
    Path, typer.Argument(metavar="BOOK", help="The program workbook (.xlsx), or a folder of CSV files.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="text for people, json for programs.")]


def tell(text: str) -> None:
    """Says something to people: on stderr, so that stdout holds data only."""
    typer.echo(text, err=True)


def print_json(value: object) -> None:
    """Prints one JSON value on stdout."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell_faults(faults: Sequence[Fault]) -> None:
    """Says every fault, a line each; a warning says that it is one."""
    for fault in faults:
        tell(f"warning: {fault}" if fault.kind == "warning" else str(fault))


@contextmanager
def exit_codes(form: Format = Format.TEXT) -> Iterator[None]:
    """Around a command: errors are told (with JSON also on stdout) and become the documented exit codes.

    Whatever isn't foreseen leaves with 70 and one sentence without anything from the workbook;
    `PLANNER_DEBUG=1` in the environment lets the traceback through.
    """
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except KeyboardInterrupt:
        tell("interrupted: nothing was written")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except Exception as error:
        if os.environ.get("PLANNER_DEBUG") == "1":
            raise
        raise typer.Exit(_told(error, form)) from None


def _told(error: Exception, form: Format) -> int:
    from planner.model.faults import NoPlanPossible, PlannerError, RosterDisagrees, WorkbookFaults

    if isinstance(error, WorkbookFaults):
        tell_faults(error.faults)
        count = len(error.errors)
        tell(f"{count} error{'' if count == 1 else 's'}: nothing was planned or written")
        _print_errors(form, error.errors, error.warnings)
        return error.exit_code
    if isinstance(error, PlannerError):
        says = str(error)
        if isinstance(error, RosterDisagrees):
            says = _without_clients(error)
        elif isinstance(error, NoPlanPossible) and error.reasons:
            says = "\n".join(["no plan is possible; what is settled can't all be kept:", *error.reasons])
        tell(says)
        _print_errors(form, [says])
        return error.exit_code
    says = (
        f"the planner made a mistake ({type(error).__name__}) and stopped: nothing was written; "
        "with PLANNER_DEBUG=1 in the environment it says more"
    )
    tell(says)
    _print_errors(form, [says])
    return ExitCode.OUR_MISTAKE


def _print_errors(form: Format, errors: Sequence[Fault | str], warnings: Sequence[Fault] = ()) -> None:
    if form is Format.JSON:
        from planner.export.report import json_of

        print_json(json_of([], errors, warnings))


def _without_clients(error: RosterDisagrees) -> str:
    """The rules and session ids of breaches; their sentences name clients, and a log keeps what is printed."""
    found = {
        f"{breach.rule}: {', '.join(filter(SESSION_ID.fullmatch, breach.about)) or 'no session named'}": None
        for breach in error.breaches
    }
    lines = [
        "the finished roster breaks rules it was made under: a mistake of the planner's; nothing was written"
    ]
    return "\n".join([*lines, *found])


def is_terminal() -> bool:
    """Whether people watch stderr as it changes."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def date_from(text: str) -> date:
    """A date as people type it, `2026-12-02` or `2.12.2026`. Raises `typer.BadParameter` with what to type."""
    found = re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", text.strip()) or re.fullmatch(
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})", text.strip()
    )
    if found is None:
        raise typer.BadParameter(f"'{text}' is not a date; type 2026-12-02 or 2.12.2026")
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise typer.BadParameter(
            f"'{text}' is no day of the calendar; type 2026-12-02 or 2.12.2026"
        ) from None
