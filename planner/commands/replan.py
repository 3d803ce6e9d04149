"""`planner replan`: a new roster that changes as little of the old one as it can."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.commands.console import (
    BookArgument,
    ExitCode,
    Format,
    FormatOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    exit_codes,
    is_terminal,
    put,
    shown_name,
    tell_faults,
)
from planner.commands.dates import AsOfOption, settled
from planner.commands.earlier import HistoryOption, earlier_weeks
from planner.commands.progress import ProgressLine

if TYPE_CHECKING:
    from planner.rosters.roster_file import RosterFile


class Keep(StrEnum):
    """What `--keep` keeps."""

    ALL = "all"


class Edits(StrEnum):
    """What hand edits are: `lock` keeps them exactly, `suggest` where nothing speaks against it."""

    LOCK = "lock"
    SUGGEST = "suggest"


RosterArgument = Annotated[
    Path, typer.Argument(metavar="ROSTER", help="The roster in force, edited by hand or not.")
]


OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="NEW", help='Default: ROSTER\'s name and "replanned".'),
]
KeepOption = Annotated[
    Keep | None, typer.Option("--keep", help="all: lock every session and seat but --except's.")
]
ExceptedOption = Annotated[
    list[str] | None,
    typer.Option("--except", metavar="NAME", help="A client, therapist, topic or day; repeatable."),
]
FreeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--free", metavar="NAME", help="A client, therapist, topic or day that may change; repeatable."
    ),
]
EditsOption = Annotated[
    Edits, typer.Option("--edits", help="What was edited by hand is locked, or only suggested.")
]


def replan(
    book: BookArgument,
    roster: RosterArgument,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    keep: KeepOption = None,
    excepted: ExceptedOption = None,
    free: FreeOption = None,
    edits: EditsOption = Edits.LOCK,
    history: HistoryOption = None,
    seconds: SecondsOption = 60,
    seed: SeedOption = 1,
    reproducible: ReproducibleOption = False,
    form: FormatOption = Format.TEXT,
) -> None:
    """Plan a week anew with as few changes as hours and must-needs allow.

    What has begun stands, with what was delivered (Status). Locks and hand edits are kept, or the
    run stops with 3 and says which contradict each other. The new roster has a sheet Changes: who,
    what was, what is, why, whom to tell.

    Example: planner replan riverside.xlsx "riverside 2026-11-30.xlsx" --as-of "2026-12-02 12:00"
    """
    if excepted and keep is None:
        raise typer.BadParameter("--except goes with --keep all")
    with exit_codes(form):
        from planner import api
        from planner.commands.output import hand_in, roster_path

        program, warnings = api.load(book, datetime.max)
        meant = settled(as_of, program.month_first, "--as-of") if as_of else None
        file = api.load_roster(roster, program)
        first = file.rosters[0].first_day
        moment = meant or now_unless_over(file, program.time_zone)
        api.refuse_contradictions(program, warnings, moment or datetime.combine(first, time()))
        warnings = [*warnings, *file.warnings]
        tell_faults(warnings)
        path = roster_path(book, output or _beside(roster), first)
        wanted = api.Wanted(moment, tuple(free or ()), keep is not None, tuple(excepted or ()))
        options = [("--except", name) for name in excepted or ()] + [("--free", name) for name in free or ()]
        options += [("--history", shown_name(earlier)) for earlier in history or ()]
        command = f"planner replan {shlex.quote(shown_name(book))} {shlex.quote(shown_name(roster))}"
        command += f' --as-of "{moment:%Y-%m-%d %H:%M}"' if moment else ""
        command += " --keep all" if keep else ""
        command += "".join(f" {option} {shlex.quote(name)}" for option, name in options)
        command += f" --edits {edits.value}" if edits is not Edits.LOCK else ""
        command += f" --seconds {seconds:g} --seed {seed}" + (" --reproducible" if reproducible else "")
        before, odd = earlier_weeks(program, history, file, None)
        tell_faults(odd)
        with ProgressLine(seconds) if is_terminal() else nullcontext() as line:
            plans = api.replan(
                program,
                file,
                wanted,
                edits is Edits.SUGGEST,
                seconds=seconds,
                seed=seed,
                reproducible=reproducible,
                on_progress=line.show if line else None,
                command=command,
                history=before,
            )
        changed = any(one.changes for one in plans)
        hand_in(path, plans, [*warnings, *odd], form, "" if changed else "Nothing changes for anybody.")
        if form is Format.TEXT:
            put(path)
        raise typer.Exit(ExitCode.INTERRUPTED if any(one.interrupted for one in plans) else ExitCode.DONE)


def _beside(roster: Path) -> Path:
    """A name beside the old roster that is still free, so that the command that made the new one can be repeated."""
    names = (f"{roster.stem} replanned{f' {number}' if number > 1 else ''}.xlsx" for number in range(1, 1000))
    return next(roster.with_name(name) for name in names if not roster.with_name(name).exists())


def now_unless_over(file: RosterFile, time_zone: str = "") -> datetime | None:
    """Now, to the minute; `None` where the roster's weeks are over: then nothing is taken to have begun."""
    from zoneinfo import ZoneInfo

    now = datetime.now(ZoneInfo(time_zone) if time_zone else None).replace(
        second=0, microsecond=0, tzinfo=None
    )
    over = [now.date() >= week.first_day + timedelta(days=7) for week in file.rosters]
    return None if all(over) else now
