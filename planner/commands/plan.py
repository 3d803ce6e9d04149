"""`planner plan`: a roster from a program workbook."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from datetime import date
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
    tell,
    tell_faults,
)
from planner.commands.dates import day_from
from planner.commands.earlier import HistoryOption, earlier_weeks
from planner.commands.opened import opened
from planner.commands.progress import ProgressLine

if TYPE_CHECKING:
    from planner.plan import Plan


OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="ROSTER", help="Default: BOOK's name and the week's first day."),
]
WeekOption = Annotated[
    date | None,
    typer.Option(
        parser=day_from, metavar="DATE", help="Any day of the week to plan. Default: the coming week."
    ),
]
StrictOption = Annotated[
    bool,
    typer.Option("--strict", help="Leave with 4 if anybody is short of hours; the roster is written."),
]
BeginOption = Annotated[
    Path | None,
    typer.Option(
        "--begin", metavar="ROSTER", help="Begin with a roster of this week; anything in it may move."
    ),
]
FreshOption = Annotated[
    bool,
    typer.Option("--fresh", help="Forget last week's timetable, though not what was attended."),
]


def plan(
    book: BookArgument,
    output: OutputOption = None,
    week: WeekOption = None,
    weeks: Annotated[int, typer.Option(min=1, max=53, help="Plan so many weeks, one after another.")] = 1,
    seconds: SecondsOption = 60,
    seed: SeedOption = 1,
    reproducible: ReproducibleOption = False,
    strict: StrictOption = False,
    history: HistoryOption = None,
    fresh: FreshOption = False,
    begin: BeginOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Plan a week and write its roster, a workbook.

    The roster stands next to BOOK, such as "riverside 2026-11-30.xlsx"; one that stands there
    already is kept under another name. Stdout gets the roster's name, or the plan with
    --format json. Ctrl-C ends the search and keeps the best plan so far.

    Example: planner plan riverside.xlsx --week 2026-11-30 --seconds 30
    """
    with exit_codes(form):
        from planner import api
        from planner.commands.output import hand_in, roster_path
        from planner.week.calendar import week_of
        from planner.week.problem import coming_week

        given = opened(book, week=week, coming=True)
        program, warnings, day = given.program, given.warnings, given.day
        tell_faults(warnings)
        first = coming_week(program, date.today()) if day is None else week_of(program, day)
        path = roster_path(book, output, first)
        command = f"planner plan {shlex.quote(shown_name(book))} --week {first} --seconds {seconds:g}"
        command += _options(seed, weeks, reproducible, history, fresh, begin)
        file = api.load_roster(begin, program) if begin else None
        happened, odd = earlier_weeks(program, history, file, first)
        odd = [*(file.warnings if file else ()), *odd]
        tell_faults(odd)
        with ProgressLine(seconds) if is_terminal() else nullcontext() as line:
            plans = api.plan(
                program,
                first,
                weeks,
                seconds=seconds,
                seed=seed,
                reproducible=reproducible,
                on_progress=line.show if line else None,
                command=command,
                history=happened,
                fresh=fresh,
                begin=file,
            )
        hand_in(path, _with_seats(plans), [*warnings, *odd], form)
        if any(one.interrupted for one in plans):
            tell(f"Interrupted: {path.name} holds the best plan found until then.")
        if form is Format.TEXT:
            put(path)
        raise typer.Exit(_code(plans, strict))


def _options(
    seed: int, weeks: int, reproducible: bool, history: list[Path] | None, fresh: bool, begin: Path | None
) -> str:
    """The options as they are typed."""
    said = f" --seed {seed}"
    said += f" --weeks {weeks}" if weeks > 1 else ""
    said += " --reproducible" if reproducible else ""
    said += "".join(f" --history {shlex.quote(shown_name(earlier))}" for earlier in history or ())
    said += " --fresh" if fresh else ""
    return said + (f" --begin {shlex.quote(shown_name(begin))}" if begin else "")


def _with_seats(plans: list[Plan]) -> list[Plan]:
    """Without a week that was stopped before anybody was seated: what stands under the name already is better."""
    found = [one for one in plans if not one.interrupted or any(s.seats for s in one.roster.sessions)]
    if not found:
        raise KeyboardInterrupt
    return found


def _code(plans: list[Plan], strict: bool) -> ExitCode:
    if any(one.interrupted for one in plans):
        return ExitCode.INTERRUPTED
    if strict and any(line.short for one in plans for line in one.hours):
        return ExitCode.HOURS_MISSED
    return ExitCode.DONE
