"""Which rows of a sheet are records: no totals, no headings between rows, and what comes twice only once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.model import listed
from planner.model.faults import Fault
from planner.tables import cells
from planner.tables.columns import Sheet
from planner.tables.raw import LEFT_OUT, RawRow, RawTable, is_total
from planner.tables.rows import Row
from planner.workbook.headings import Headings, read_headings
from planner.workbook.odd_headings import second_headings

RUNS_TOLD = 4  # of rows that were pasted twice; the rest is counted


def rows_of(sheet: Sheet, table: RawTable, faults: list[Fault]) -> list[Row] | None:
    """The rows of a sheet, its headings matched to its columns; `None` if a required column is missing.

    What is wrong with the headings, and what is left out or hidden, is noted.
    """
    if not table.rows:
        if table.lines and not sheet.required:
            fix = "save the sheet again as 'CSV UTF-8', or delete the file if nothing is meant"
            faults.append(table.place().fault("", "is empty", fix, "warning"))
        return []
    headings = read_headings(sheet, table, faults)
    if headings is None:
        return None
    raws = [raw for raw in headings.rows if is_record(table, raw, headings, faults)]
    again = (
        second_headings(table, raws[0], [(sheet.column(name), at) for name, at in headings.columns.items()])
        if raws
        else None
    )
    if again is not None:
        faults.append(again)
        del raws[0]
    say_hidden(table, raws, faults, headings.columns)
    say_struck(table, raws, faults)
    if table.lines:
        _say_longer(table, raws, headings, faults)
    return [
        Row(sheet=sheet, table=table, raw=raw, columns=headings.columns, faults=faults, note=headings.note)
        for raw in raws
    ]


@dataclass(frozen=True)
class _Run:
    """Repeated rows, one below the other, that say the same as a run of earlier ones, or as a single one."""

    begins: int
    ends: int
    earlier: int
    last_earlier: int

    def with_next(self, row: int, first: int) -> _Run | None:
        """The run with one more row, `None` if that doesn't go on with it."""
        alone = self.begins == self.ends
        follows = first == self.last_earlier + 1 and (alone or self.last_earlier > self.earlier)
        stays = first == self.last_earlier and (alone or self.last_earlier == self.earlier)
        going_on = row == self.ends + 1 and (follows or stays) and first < self.begins
        return replace(self, ends=row, last_earlier=first) if going_on else None

    def says(self, noun: str) -> str:
        """`rows 3 to 5 say the same as row 2`."""
        several = self.ends > self.begins
        rows = f"{noun}s {self.begins} to {self.ends} say" if several else f"{noun} {self.begins} says"
        as_rows = f"{noun}s {self.earlier} to {self.last_earlier}" if self.last_earlier > self.earlier else ""
        return f"{rows} the same as {as_rows or f'{noun} {self.earlier}'}"


@dataclass
class _Repeats:
    """The runs of one sheet, and where the one warning about them stands among the faults."""

    warning: int
    runs: list[_Run]

    def add(self, row: int, first: int) -> None:
        """One more row, and the earlier one that says the same."""
        longer = self.runs[-1].with_next(row, first)
        if longer is None:
            self.runs.append(_Run(row, row, first, first))
        else:
            self.runs[-1] = longer

    def says(self, noun: str) -> str:
        """Which rows say the same as which; of many runs the rest is counted."""
        told = [run.says(noun) for run in self.runs[:RUNS_TOLD]]
        more = sum(run.ends - run.begins + 1 for run in self.runs[RUNS_TOLD:])
        *before, last = [*told, f"so {'does' if more == 1 else 'do'} {more:,} more"] if more else told
        return f"{', '.join(before)} and {last}" if before else last


class Once:
    """Tells rows that say the very same as an earlier one: one warning a sheet, however many were pasted."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, Hashable], Row] = {}
        self._repeats: dict[str, _Repeats] = {}

    def again(self, row: Row, said: Hashable, column: str) -> bool:
        """Whether an earlier row says the very same; the two count once, with a warning that names both.

        A row with an error says something else than what could be read of it, and is like no other.
        """
        if not row.sound:
            return False
        first = self._seen.setdefault((row.sheet.name, said), row)
        if first is row:
            return False
        noun = "line" if row.table.lines else "row"
        repeats = self._repeats.get(row.sheet.name)
        if row.acknowledged:
            pass
        elif repeats is None:
            self._repeats[row.sheet.name] = _Repeats(
                len(row.faults), [_Run(row.at, row.at, first.at, first.at)]
            )
            earlier = first.place(column).cell
            fix = f"delete {noun} {row.at}, or change what it should say otherwise"
            row.fault(
                column, f"{noun} {row.at} says the same as {earlier}; the two count once", fix, "warning", ""
            )
        else:
            repeats.add(row.at, first.at)
            told = row.faults[repeats.warning]
            fix = "delete them, or change what they should say otherwise"
            row.faults[repeats.warning] = replace(
                told, says=f"{repeats.says(noun)}; what is said twice counts once", fix=fix
            )
        return True


def is_record(
    table: RawTable,
    raw: RawRow,
    headings: Headings,
    faults: list[Fault],
    naming: Collection[str] = (),
    is_remark: Callable[[str, str], bool] = lambda column, text: False,
) -> bool:
    """Whether a row says something in a known column and is neither a total nor a heading between rows.

    What is left out is told, unless the row's note acknowledges it. `naming` are the columns in which a total may be
    called so, the first that is filled unless given; `is_remark` says of a column and a text that stands alone in it
    whether that is one.
    """
    there = {
        name: at
        for name, at in headings.columns.items()
        if at < len(raw.values) and raw.values[at] is not None
    }
    if not there:
        return False  # a note alone makes no row
    first = min(there, key=lambda name: there[name])
    name = next((one for one in naming or (first,) if _is_total(raw, there, one)), first)
    why = _why_left_out(raw, there, name, is_remark)
    if why is not None and not cells.acknowledges(_note_of(raw, headings)):
        text = cells.shown(raw.values[there[name]])
        faults.append(table.place(raw.number, there[name], name).fault(text, *why, "warning"))
    return why is None


def _why_left_out(
    raw: RawRow, there: Mapping[str, int], name: str, is_remark: Callable[[str, str], bool]
) -> tuple[str, str] | None:
    """Why a row is no record, and what to do about it; `name` is the column that says so."""
    if _is_total(raw, there, name):
        return (
            LEFT_OUT,
            "delete it, or type it outside the table; whatever is really called so needs another name",
        )
    if raw.across and len(there) == 1:
        return "is taken for a heading across the sheet and left out", "unmerge the cell if the row counts"
    if len(there) == 1 and is_remark(name, cells.shown(raw.values[there[name]])):
        says = "is taken for a heading or a remark and left out: nothing stands beside it"
        return says, "delete it, or type what it is about"
    if len(there) > 1 and all(
        cells.heading_key(cells.shown(raw.values[at])) == cells.heading_key(heading)
        for heading, at in there.items()
    ):
        return "repeats the headings and is left out", "delete the row"
    return None


def _is_total(raw: RawRow, there: Mapping[str, int], name: str) -> bool:
    beside = (raw.values[at] for other, at in there.items() if other != name)
    return name in there and is_total(raw.values[there[name]], beside)


def _note_of(raw: RawRow, headings: Headings) -> object:
    return (
        raw.values[headings.note] if headings.note is not None and headings.note < len(raw.values) else None
    )


def _say_longer(table: RawTable, raws: Sequence[RawRow], headings: Headings, faults: list[Fault]) -> None:
    """One warning of a CSV file's lines that hold more than there are headings: what stands in them may be shifted."""
    longer = [raw for raw in raws if any(value is not None for value in raw.values[headings.width :])]
    if longer:
        more = f", and so do {len(longer) - 1} more lines" if len(longer) > 2 else ""
        more = f", and so does line {longer[1].number}" if len(longer) == 2 else more
        says = f"holds {len(longer[0].values)} cells where {headings.width} have a heading{more}"
        fix = "put quotation marks around a cell that holds a comma (or whatever separates the cells)"
        faults.append(table.place(longer[0].number).fault("", says, fix, "warning"))


def say_hidden(
    table: RawTable, raws: Sequence[RawRow], faults: list[Fault], columns: Mapping[str, int] = {}
) -> None:
    """One warning a sheet: what the coordinator doesn't see rules the plan all the same; `columns`: known ones."""
    hidden = len(raws) if table.hidden else sum(raw.hidden for raw in raws)
    unseen = [
        name
        for name, at in columns.items()
        if at in table.hidden_columns
        and any(at < len(raw.values) and raw.values[at] is not None for raw in raws)
    ]
    if table.hidden and hidden:
        counted = f"its {hidden} rows count" if hidden > 1 else "its one row counts"
        says = f"the sheet is hidden, and {counted} all the same"
        fix = "show it (right-click a sheet's name: Unhide), and delete what shouldn't count"
    elif hidden or unseen:
        rows = [f"{hidden} hidden row{'s' * (hidden > 1)}"] if hidden else []
        named = [f"the hidden column{'s' * (len(unseen) > 1)} {listed(unseen)}"] if unseen else []
        says = f"{' and '.join(rows + named)} count{'s' * (hidden + len(unseen) == 1)} like the others"
        all_of = " and ".join([word for word, there in (("rows", hidden), ("columns", unseen)) if there])
        fix = f"show all {all_of}, and delete those that shouldn't count"
    else:
        return
    faults.append(table.place().fault("", says, fix, "warning"))


def say_struck(table: RawTable, raws: Sequence[RawRow], faults: list[Fault]) -> None:
    """One warning a sheet: a line through a row, which on paper calls it off, calls nothing off here."""
    struck = [raw.number for raw in raws if raw.struck]
    if not struck:
        return
    named = [f"{number}" for number in struck[:RUNS_TOLD]]
    named += [f"{len(struck) - RUNS_TOLD} more"] if len(struck) > RUNS_TOLD else []
    one = len(struck) == 1
    says = f"row{'s' * (not one)} {listed(named)} {'has' if one else 'have'} a line through the text"
    says += f", and {'counts' if one else 'count'} like the others"
    fix = "delete the rows that shouldn't count, and take the line away from those that should"
    faults.append(table.place().fault("", says, fix, "warning"))
