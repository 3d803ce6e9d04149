"""Tables in a file of their own: attendance that corrects a roster, names that are joined in print."""

from __future__ import annotations

from pathlib import Path

from planner.model import Attended
from planner.model.faults import Fault, WorkbookFaults
from planner.program import Program
from planner.tables import cells
from planner.tables.columns import Column, Sheet
from planner.tables.names import Names
from planner.tables.open import open_tables
from planner.tables.raw import RawTable, cannot_read
from planner.workbook.attendance import lines_of_attendance
from planner.workbook.kept_rows import rows_of
from planner.workbook.sheets import SHEET_OF

NAMES = Sheet(
    "Names",
    "name",
    (
        Column("Client", "name", "The client's code."),
        Column("Name", "text", "The client's first and last name."),
    ),
    required=True,
)


def read_attendance_file(path: Path, program: Program) -> tuple[tuple[Attended, ...], list[Fault]]:
    """Lines of attendance with the columns of the sheet Attendance, and the warnings.

    A CSV file, or a workbook or folder with such a sheet. Raises `WorkbookFaults` with all that is wrong.
    """
    faults: list[Fault] = []
    sheet = SHEET_OF["Attendance"]
    rows = rows_of(sheet, _table_of(path, sheet, open_tables(path, single=True)), faults)
    lines = lines_of_attendance(
        rows or (),
        Names("client", "Clients", program.clients),
        Names("topic", "Topics", program.topics),
        Names("therapist", "Therapists", program.therapists),
    )
    _raise_errors(faults)
    return lines, faults


def read_names(path: Path) -> dict[str, str]:
    """Each client's name by code (as `cells.key` compares it). Raises `WorkbookFaults`; no name stands in a fault."""
    faults: list[Fault] = []
    found: dict[str, str] = {}
    rows_at: dict[str, int] = {}
    table = _table_of(path, NAMES, open_tables(path, single=True))
    headings = (
        {cells.heading_key(cells.shown(value)) for value in table.rows[0].values} if table.rows else set()
    )
    if not {"client", "name"} <= headings:  # what stands there instead may be a name, and isn't repeated
        at = table.rows[0].number if table.rows else 1
        says = "the columns Client and Name are missing; this row should hold the headings"
        raise WorkbookFaults([table.place(at).fault("", says, "type them above the first client")])
    for row in rows_of(NAMES, table, faults) or ():
        code, name = row.text("Client"), row.text("Name")
        for column, text in (("Client", code), ("Name", name)):
            if not text:
                row.fault(column, f"{column} is blank", "type it, or delete the row", found="")
        if not code or not name:
            continue
        if cells.key(code) in found:
            says = f"stands twice (first in row {rows_at[cells.key(code)]})"
            row.fault("Client", says, "delete one of the two rows", found="")  # a name may stand there
        rows_at.setdefault(cells.key(code), row.at)
        found.setdefault(cells.key(code), name)
    _raise_errors([fault for fault in faults if fault.kind == "error"])
    return found


def _table_of(path: Path, sheet: Sheet, tables: list[RawTable]) -> RawTable:
    """The sheet by its name, or the only one there is."""
    named = [table for table in tables if cells.heading_key(table.name) == cells.heading_key(sheet.name)]
    visible = [table for table in tables if table.rows and not table.hidden]
    if named or len(visible) == 1:
        return (named or visible)[0]
    says = f"has no sheet {sheet.name}"
    raise cannot_read(path.name, says, f"give its sheet the name {sheet.name}")


def _raise_errors(faults: list[Fault]) -> None:
    if any(fault.kind == "error" for fault in faults):
        raise WorkbookFaults(faults)
