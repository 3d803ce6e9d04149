"""`planner check`: everything wrong with a program workbook, or with a roster, in one go."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.commands.console import (
    BookArgument,
    ExitCode,
    Format,
    FormatOption,
    exit_codes,
    print_json,
    tell,
    tell_faults,
)
from planner.commands.dates import WeekOption
from planner.commands.earlier import HistoryOption, earlier_weeks
from planner.commands.opened import opened

if TYPE_CHECKING:
    from planner.model import Attended
    from planner.model.faults import Fault
    from planner.plan import Plan
    from planner.program import Program
    from planner.reasons.shortage import Shortage
    from planner.rosters.roster_file import RosterFile

MOST_NAMED = 6  # clients in one sentence; the rest is counted


def check(
    book: BookArgument,
    roster: Annotated[
        Path | None, typer.Argument(metavar="[ROSTER]", help="A roster, edited by hand or not.")
    ] = None,
    week: WeekOption = None,
    history: HistoryOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Say everything that is wrong with a workbook, or a roster.

    Each fault names the sheet, the cell, what was found and what is allowed; of a roster, every
    rule that it breaks. What can be counted is counted of the coming week, or that of --week. Leaves
    with 0 if nothing is wrong (warnings or not), with 1 if something is.

    Example: planner check riverside.xlsx
    """
    with exit_codes(form):
        from planner.export.report import json_of

        given = opened(book, roster, week)
        program, warnings, day = given.program, given.warnings, given.day
        errors: list[Fault] = []
        plans: list[Plan] = []
        if roster is None or given.file is None:
            happened, odd = earlier_weeks(program, history, None, day)
            more = [*odd, *_worth_knowing(book.name, program, day, happened)]
            warnings = program.whereabouts.to_tell([*warnings, *more])
            tell_faults(warnings)
            tell(f"{book.name}: no errors; {_sizes(program, warnings)}")
        else:
            file, happened, odd = _to_check(program, given.file, day, history)
            more, errors, summary, plans = _check_roster(file, program, happened)
            warnings = program.whereabouts.to_tell([*warnings, *odd, *more])
            tell_faults([*warnings, *errors])
            tell(f"{roster.name}: {summary}")
        if form is Format.JSON:
            print_json(json_of(plans, errors, warnings))
        raise typer.Exit(ExitCode.WRONG_INPUT if errors else ExitCode.DONE)


def _worth_knowing(
    name: str, program: Program, day: date | None, happened: Sequence[Attended]
) -> list[Fault]:
    """Warnings about a workbook without a fault: what makes the search slow, which settled sessions give way, and what
    can be counted of the coming week, or that of a day: shortages that no plan can mend.
    """
    from planner import api
    from planner.model.faults import Fault
    from planner.week.calendar import week_of

    which = f"the week of {week_of(program, day).isoformat()}" if day else "the coming week"
    found = [*api.advice(program), *api.giving_way(program)]
    for says, place in _told_together(api.shortages(program, day, happened)):
        sheet, _, cell = place.partition("!")
        found.append(Fault(name, sheet, cell, found="", says=f"{says}, in {which}", kind="warning"))
    return found


def _told_together(shortages: Sequence[Shortage]) -> list[tuple[str, str]]:
    """Sentences and their first cells; what is the very same of several clients is one sentence that names them."""
    from planner.model import listed

    alike: dict[tuple[str, bool], list[Shortage]] = {}
    for shortage in shortages:
        rest = shortage.says.removeprefix(f"{next(iter(shortage.clients), '')}: ")
        alike.setdefault((rest, rest == shortage.says), []).append(shortage)
    told = []
    for (rest, _), same in alike.items():
        codes = [code for shortage in same for code in shortage.clients] if len(same) > 1 else []
        more = [f"{len(codes) - MOST_NAMED} more"] if len(codes) > MOST_NAMED else []
        says = f"{listed([*codes[:MOST_NAMED], *more])}, each: {rest}" if codes else same[0].says
        told.append((says, next(iter(same[0].places), "")))
    return told


def _to_check(
    program: Program, file: RosterFile, day: date | None, history: Sequence[Path] | None
) -> tuple[RosterFile, list[Attended], list[Fault]]:
    """The roster, all its weeks or that of a day, what happened before, and what is odd in that."""
    from planner.rosters.meant import roster_of_week
    from planner.week.calendar import week_of

    if day is not None:
        one = roster_of_week(file, week_of(program, day))
        return replace(file, rosters=(one,)), *earlier_weeks(program, history, file, day)
    return file, *earlier_weeks(program, history, file, None)


def _check_roster(
    file: RosterFile, program: Program, happened: Sequence[Attended]
) -> tuple[list[Fault], list[Fault], str, list[Plan]]:
    from planner import api
    from planner.model import counted, hours
    from planner.rosters.broken_rules import faults_of, plans_of
    from planner.settled.small_sessions import settled_below_smallest

    found = faults_of(file, program, api.rules_of(program), happened)
    errors = [fault for fault in found if fault.kind == "error"]
    overridden = [fault for fault in found if fault.kind == "warning"]
    plans, told = plans_of(file, program, happened)
    short = [line for plan in plans for line in plan.hours if line.short]
    broken = counted(len(errors), "fault") if errors else "no rule is broken"
    broken += f", {len(overridden)} overridden" if overridden else ""
    clients = counted(len(program.clients), "client")
    said = f"{broken}; {len({line.client for line in short})} of {clients} short of hours"
    several = len(file.rosters) > 1
    for line in short:
        when = f" in the week of {line.week.isoformat()}" if several else ""
        of = f"{hours(line.planned)} of {hours(line.required)}"
        said += f"\n{line.client} is short of {hours(line.short)}{when} ({of})"
    for plan in plans:
        told += [given.told for given in plan.problem.gave_way]
        told += settled_below_smallest(program, plan.problem, plan.roster)
    return [*file.warnings, *told, *overridden], errors, said, plans


def _sizes(program: Program, warnings: Sized) -> str:
    from planner.model import counted

    sizes = (
        (program.clients, "client"),
        (program.therapists, "therapist"),
        (program.topics, "topic"),
        (warnings, "warning"),
    )
    return ", ".join(counted(len(those), noun) for those, noun in sizes)
