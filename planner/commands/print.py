"""`planner print`: the few sheets that one needs on paper, from a roster as it stands."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.commands.console import exit_codes, put, tell_faults
from planner.commands.dates import WeekOption, settled_by_weeks

if TYPE_CHECKING:
    from planner.rosters.roster_file import RosterFile

PURPOSES = ("door", "client", "therapist", "sign-in")
OF_SOMEBODY = ("client", "therapist")
FOR = "door, client CODE, therapist NAME, or sign-in"


WhoArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[CODE|NAME]", help="With --for client or --for therapist.")
]
NamesOption = Annotated[
    Path | None,
    typer.Option(
        "--names", metavar="FILE", help="Clients' names, for sign-in only: columns Client and Name."
    ),
]


def print_sheets(
    roster: Annotated[Path, typer.Argument(metavar="ROSTER", help="The roster, edited by hand or not.")],
    purpose: Annotated[str, typer.Option("--for", metavar="WHOM", help=FOR + ".")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The workbook to write.")],
    who: WhoArgument = None,
    names: NamesOption = None,
    week: WeekOption = None,
) -> None:
    """Make the sheets to print for one purpose, from a roster's flat sheets as they stand.

    door: the week and a page for each room, without clients and tests. client CODE: that client's week with
    homework, nobody else and no tests. therapist NAME: their week with the codes of whom they see.
    sign-in: a page to sign for each session; with --names first name and last initial instead of codes.
    Names are joined on paper only: they go into no other file.

    Example: planner print "riverside 2026-11-30.xlsx" --for client C014 -o C014.xlsx
    """
    words = purpose.split()
    purpose, somebody = words[0] if words else "", " ".join([*words[1:], *(who or [])])
    if purpose not in PURPOSES:
        raise typer.BadParameter(f"--for takes {FOR}")
    if bool(somebody) != (purpose in OF_SOMEBODY):
        missing = f"name whom: --for {purpose} {'C014' if purpose == 'client' else 'NAME'}"
        raise typer.BadParameter(missing if not somebody else f"--for {purpose} names nobody")
    if names is not None and purpose != "sign-in":
        raise typer.BadParameter("--names is for sign-in sheets only")
    with exit_codes():
        from planner import api
        from planner.commands.account_file import account_path
        from planner.whole_file import write_whole

        path = account_path([roster, *([names] if names else [])], output, purpose)
        file = api.load_roster(roster)
        tell_faults(file.warnings)
        day = settled_by_weeks(week, file.rosters) if week else None
        write_whole(path, _content(file, purpose, somebody, names, day))
        put(path)


def _content(file: RosterFile, purpose: str, somebody: str, names: Path | None, week: date | None) -> bytes:
    from planner.export import prints
    from planner.export.sheets import prints as sheets
    from planner.workbook.one_sheet import read_names

    now = datetime.now()
    if purpose == "therapist":
        name = prints.the_therapist(file, somebody)
        return sheets.therapist_workbook(prints.plans_as_they_stand(file, week), name, now)
    if purpose == "client":
        code = prints.the_client(file, somebody)
        plans = prints.plans_as_they_stand(file, week, seen_by_clients=True)
        due = [prints.due_for(file, plan, code) for plan in plans]
        return sheets.client_workbook(plans, code, due, now)
    plans = prints.plans_as_they_stand(file, week, seen_by_clients=True)
    if purpose == "door":
        return sheets.door_workbook(plans, now)
    labels = prints.labels_for(file, read_names(names)) if names else {}
    return sheets.sign_in_workbook(plans, labels, now)
