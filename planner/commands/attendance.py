"""`planner attendance`: the history of many rosters as one CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.commands.console import exit_codes, put, tell, tell_faults
from planner.commands.places import check_place


def attendance(
    rosters: Annotated[
        list[Path], typer.Argument(metavar="ROSTER...", help="Rosters with their Status filled in.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="CSV", help="The file to write.")] = Path(
        "attendance.csv"
    ),
) -> None:
    """Collect what many rosters say was attended, with the columns of the sheet Attendance.

    A seat whose Status is blank counts as attended. Of two rosters of one week, the later named counts.

    Example: planner attendance "riverside 2026-11-30.xlsx" "riverside 2026-12-07.xlsx" -o attendance.csv
    """
    if output.suffix.lower() != ".csv":
        raise typer.BadParameter(f"the file's name ends in .csv; try -o '{output.stem}.csv'")
    check_place(output)
    with exit_codes():
        _check_is_no_programs(output)
        from planner import api
        from planner.export.attendance import write_attendance
        from planner.history import attended_of
        from planner.model import counted

        files = [api.load_roster(path) for path in rosters]
        tell_faults([fault for file in files for fault in file.warnings])
        lines = attended_of(files)
        write_attendance(output, lines)
        tell(f"{counted(len(lines), 'line')} of attendance from {counted(len(files), 'roster')}.")
        put(output)


def _check_is_no_programs(output: Path) -> None:
    """Raises `typer.BadParameter` for a file of a folder that is a program: the planner never writes those."""
    from planner.tables.cells import heading_key

    if not output.exists():
        return
    beside = {heading_key(path.stem) for path in output.parent.glob("*.csv")}
    if {"topics", "therapists", "clients"} <= beside:
        raise typer.BadParameter(
            f"{output.name} belongs to a program's folder of CSV files, which the planner never writes; "
            "name another file with -o"
        )
