"""What all commands share: data to stdout, words for people to stderr, every error an exit code and no traceback."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

if TYPE_CHECKING:
    from planner.model.faults import Fault, RosterDisagrees

SESSION_ID = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)-\d{4}-\S+")


MOST_SECONDS = 7 * 24 * 60 * 60
MOST_SEED = 2**31 - 1  # what the solver takes


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
    """Says something to people: on stderr, so that stdout holds data only. Where nobody can read it, it isn't said."""
    try:
        typer.echo(text, err=True)
    except OSError:
        _silence(sys.stderr)


def put(text: object) -> None:
    """Puts data on stdout. A reader who has left (a closed pipe) is no trouble; a full disk is a `PlannerError`."""
    from planner.model.faults import PlannerError

    try:
        typer.echo(text)
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        says = (
            f"the output can't be written: {error.strerror or error}; files that were named as written stand"
        )
        raise PlannerError(says) from None


def _silence(stream: TextIO) -> None:
    """What is still buffered goes nowhere, so that nothing complains at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_json(value: object) -> None:
    """Prints one JSON value on stdout; where the stream can't hold every letter, they are escaped as JSON does."""
    import json

    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").replace("-", "").lower()
    put(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2))


def shown_name(path: Path) -> str:
    """A file's name in a command that is shown and kept, whatever bytes it is made of."""
    return path.name.encode("utf-8", "backslashreplace").decode()


def tell_faults(faults: Sequence[Fault]) -> None:
    """Says every fault, wrapped where a terminal is; of very many the errors first, the rest counted."""
    from planner.model.faults import the_first

    told, more = the_first(faults)
    for fault in told:
        tell(wrapped(f"warning: {fault}" if fault.kind == "warning" else str(fault)))
    if more:
        tell(wrapped(more))


def wrapped(text: str) -> str:
    """A sentence in lines that a terminal holds, the second and later ones set in; as it is where nobody looks."""
    if not is_terminal():
        return text
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    return textwrap.fill(text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


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
    from planner.model.wording import counted

    if isinstance(error, WorkbookFaults):
        tell_faults(error.faults)
        tell(f"{counted(len(error.errors), 'error')}: nothing was planned or written")
        _print_errors(form, error.errors, error.warnings)
        return error.exit_code
    if isinstance(error, PlannerError):
        says = str(error)
        if isinstance(error, RosterDisagrees):
            says = _without_clients(error)
        elif isinstance(error, NoPlanPossible) and error.reasons:
            says = "\n".join(["no plan is possible; what must be can't all be kept:", *error.reasons])
        tell(says)
        _print_errors(form, [says])
        return error.exit_code
    if isinstance(error, OSError | MemoryError | UnicodeEncodeError):
        says = _says_of_the_machine(error)
        tell(says)
        _print_errors(form, [says])
        return ExitCode.WRONG_INPUT
    says = (
        f"the planner made a mistake ({type(error).__name__}) and stopped: nothing was written; "
        "with PLANNER_DEBUG=1 in the environment it says more"
    )
    tell(says)
    _print_errors(form, [says])
    return ExitCode.OUR_MISTAKE


def _says_of_the_machine(error: OSError | MemoryError | UnicodeEncodeError) -> str:
    """What went wrong outside of the planner, and what to do."""
    if isinstance(error, MemoryError):
        return "this machine hasn't enough memory for it; close other programs, or plan a smaller file"
    if isinstance(error, UnicodeEncodeError):
        return "a file's name or a cell holds bytes that are no text; rename the file, or type the cell anew"
    name = os.path.basename(os.fsdecode(error.filename)) if error.filename else "a file or folder"
    name = name.encode("utf-8", "backslashreplace").decode()
    shown = f"{name[:60]}..." if len(name) > 60 else name
    what = error.strerror or type(error).__name__
    return f"{shown}: {what}; see whether it is there, has a shorter name, and may be read and written by you"


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
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def seconds_from(text: str) -> float:
    """How long to search, in seconds. Raises `typer.BadParameter` for what is no number of seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 1 <= seconds <= MOST_SECONDS:
        raise typer.BadParameter(f"'{text}' is no number of seconds from 1 to {MOST_SECONDS}; try 60")
    return seconds


SecondsOption = Annotated[
    float,
    typer.Option(parser=seconds_from, metavar="SECONDS", help="How long to search at most, for all weeks."),
]
ReproducibleOption = Annotated[
    bool,
    typer.Option("--reproducible", help="The same input gives the same roster on every machine; slower."),
]
SeedOption = Annotated[
    int, typer.Option(min=0, max=MOST_SEED, help="Another number, another roster among equals.")
]
