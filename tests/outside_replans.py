"""Replans for the outside fuzz: a week in force, what happens in it, and what may become of it then."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from tests.outside_reader import MISSED, clock_of, day_of, plain, read_sheets
from tests.outside_runs import Wrong, checks, judged, planned, planner, sessions_of, without_faults
from tests.outside_weeks import MONDAY, Sheets, Weeks, save

NOON = datetime.combine(MONDAY, datetime.min.time()) + timedelta(days=2, hours=12)  # of Wednesday


def one_replan(number: int, folder: Path) -> str:
    """Plans a random week, changes the world within it, replans, and judges what comes out; then once more."""
    weeks, random = Weeks(number), Random(-number)
    sheets = weeks.sheets()
    book, roster, new = folder / "harbor.xlsx", folder / "roster.xlsx", folder / "new.xlsx"
    save(book, sheets)
    sheets = without_faults(book, sheets)
    how, known = planned(book, roster)
    if how != "planned" or known is None:
        return "not planned"
    as_of = NOON if number % 3 == 0 else some_moment(random)
    if number % 4 == 0:
        _nothing_moves(book, roster, folder / "same.xlsx", as_of, known)
    save(book, changed_in_the_week(sheets, weeks, random))
    locked, added = _hand(roster, random, as_of)
    if number % 20 == 7:
        _saved_by_another_program(roster)
    options = _options(random, weeks)
    code, told, said = _replan(book, roster, new, as_of, *options)
    moment = (as_of.date(), as_of.hour * 60 + as_of.minute)
    how = judged(code, told, said, book, new, moment, stands={one.partition(" ")[0] for one in added})
    if how == "planned" and told is not None:
        if "suggest" not in options:
            locked |= added
        checks(book, new, moment)
        _keeps_closed_groups_closed(sheets, roster, new, moment)
        recorded = {(row[4], row[0]) for row in sheets.get("Attendance", [])[1:]}
        _stands(roster, new, moment, locked, said, told, recorded)
        if number % 4 != 0 and not added:
            _nothing_moves(book, new, folder / "again.xlsx", as_of + timedelta(minutes=5), told)
    begins = MONDAY - timedelta(days=(MONDAY.weekday() - _first_weekday(sheets)) % 7)
    return f"{how} ({'week' if begins == MONDAY else 'week that begins elsewhere'})"


def some_moment(random: Random) -> datetime:
    """A moment from Monday to Friday, mostly in the middle of some session."""
    return NOON + timedelta(days=random.randint(-2, 2), minutes=random.randint(-250, 330))


def _replan(
    book: Path, roster: Path, new: Path, as_of: datetime, *more: str
) -> tuple[int, dict[str, Any] | None, str]:
    when = ("--as-of", f"{as_of:%Y-%m-%d %H:%M}")
    return planner("replan", book, roster, "-o", new, *when, "--seconds", "1", *more)


def _saved_by_another_program(roster: Path) -> None:
    """The roster as LibreOffice writes it, where it is installed."""
    office = shutil.which("soffice")
    if office:
        folder = roster.parent / "saved"
        words = [office, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(roster)]
        subprocess.run(words, check=True, capture_output=True, timeout=240)
        roster.write_bytes((folder / roster.name).read_bytes())


def _nothing_moves(book: Path, roster: Path, again: Path, as_of: datetime, known: dict[str, Any]) -> None:
    """Replanned with nothing changed, every seat, id, therapist and room stays, unless something is better for it."""
    code, told, said = _replan(book, roster, again, as_of)
    moment = (as_of.date(), as_of.hour * 60 + as_of.minute)
    if judged(code, told, said, book, again, moment) != "planned" or told is None:
        return
    before, after = sessions_of(roster), sessions_of(again)
    ids = {
        id for id, one in before.items() if one[5] and not one[5] <= after.get(id, (*one[:5], frozenset()))[5]
    }
    ids |= {id for id, one in before.items() if one[5] and one[:5] != after.get(id, one)[:5]}
    values = {level["name"]: level["value"] for level in known["levels"]}
    better = [level for level in told["levels"] if level["value"] < values.get(level["name"], 0)]
    if ids and not better:
        raise Wrong(f"nothing changed, and {sorted(ids)[:4]} did: {told['changes'][:3]}")


def _options(random: Random, weeks: Weeks) -> list[str]:
    """How a coordinator may ask for it: sometimes hand edits are only proposals, somebody is free, all else is kept."""
    chosen: list[str] = []
    if random.random() < 0.2:
        chosen += ["--edits", "suggest"]
    if random.random() < 0.2:
        chosen += ["--free", random.choice(weeks.clients)]
    elif random.random() < 0.15:
        chosen += ["--keep", "all", "--except", random.choice(weeks.clients)]
    return chosen


def _keeps_closed_groups_closed(sheets: Sheets, old: Path, new: Path, moment: tuple[date, int]) -> None:
    """A closed group that somebody came to this week takes in nobody who had no seat in it.

    The contract makes members of those who attended: a session that everybody missed begins nothing.
    """
    at = {str(heading): place for place, heading in enumerate(sheets["Topics"][0])}
    closed = {row[at["Topic"]] for row in sheets["Topics"][1:] if row[at["Membership"]] == "closed"}
    settled = {row[2] for row in sheets.get("Fixed", [])[1:]}
    before = list(sessions_of(old).values())
    came = {
        str(row["topic"])
        for row in read_sheets(old)["roster"]
        if row.get("client") is not None
        and plain(row.get("status") or "") not in MISSED
        and (day_of(row["date"]) or MONDAY, clock_of(row["start"]) or 0) < moment
    }
    for topic in (closed & came) - settled:
        inside = set().union(*(one[5] for one in before if one[2] == topic))
        for one in sessions_of(new).values():
            if one[2] == topic and one[:2] >= moment and not one[5] <= inside:
                raise Wrong(f"{topic} is closed and has begun, and {sorted(one[5] - inside)} came in")


def _first_weekday(sheets: Sheets) -> int:
    starts = [row[1] for row in sheets.get("Settings", []) if row[0] == "Week starts"]
    return {"Sunday": 6, "Wednesday": 2}.get(starts[0], 0) if starts else 0


def changed_in_the_week(sheets: Sheets, weeks: Weeks, random: Random) -> Sheets:
    """What a Wednesday brings: somebody ill from now on, a discharge, a new need."""
    changed = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    away = changed.setdefault("Away", [["Who", "First day", "Last day", "From", "To", "Reason"]])
    for _ in range(random.choice((0, 1, 2))):
        who = random.choice([*weeks.clients, *weeks.therapists, *weeks.rooms])
        away.append([who, MONDAY + timedelta(days=random.randint(2, 4)), None, None, None, "ill"])
    if random.random() < 0.3:
        random.choice(changed["Clients"][1:])[7] = MONDAY + timedelta(days=random.randint(2, 5))
    if len(away) == 1:
        del changed["Away"]
    return changed


def _hand(roster: Path, random: Random, as_of: datetime) -> tuple[set[str], set[str]]:
    """Fills in some Status cells of what is over, calls a seat ahead off or takes it out, locks a session or a seat.

    Gives the ids that are locked, and of a locked seat `id client`; and what was added whatever the rules say, also as
    `id client`.
    """
    book = openpyxl.load_workbook(roster)
    seats, sessions = book["Roster"], book["Sessions"]
    at = {cell.value: number for number, cell in enumerate(seats[1])}
    for row in seats.iter_rows(min_row=2):
        begins = _moment(row[at["Date"]].value, row[at["Start"]].value)
        if begins and begins < as_of and random.random() < 0.4:
            row[at["Status"]].value = random.choice(("attended", "excused", "absent"))
            if row[at["Status"]].value == "attended" and random.random() < 0.2:
                row[at["Minutes"]].value = 25
    ahead = [row for row in seats.iter_rows(min_row=2)
             if (begins := _moment(row[at["Date"]].value, row[at["Start"]].value)) and begins >= as_of]  # fmt: skip
    locked: set[str] = set()
    added: set[str] = set()
    if ahead and random.random() < 0.12:
        row, client = random.choice(ahead), random.choice(ahead)[at["Client"]].value
        here = {one[at["Client"]].value for one in ahead if one[0].value == row[0].value}
        if client not in here:
            values = {
                at["Client"]: client,
                at["Status"]: None,
                at["Note"]: "override: agreed",
                at["Lock"]: None,
            }
            seats.append([values.get(place, cell.value) for place, cell in enumerate(row)])
            added.add(f"{row[0].value} {client}")
    if ahead and random.random() < 0.3:
        row = random.choice(ahead)
        row[at["Lock"]].value = "yes"
        locked.add(f"{row[at['Session']].value} {row[at['Client']].value}")
    elif ahead and random.random() < 0.3:
        random.choice(ahead)[at["Status"]].value = "excused"
    elif ahead and random.random() < 0.4:
        seats.delete_rows(int(random.choice(ahead)[0].row or 0))
    at = {cell.value: number for number, cell in enumerate(sessions[1])}
    for row in sessions.iter_rows(min_row=2):
        begins = _moment(row[at["Date"]].value, row[at["Start"]].value)
        if begins and begins >= as_of and not locked and random.random() < 0.3:
            row[at["Lock"]].value = "all"
            locked.add(str(row[at["Session"]].value))
    book.save(roster)
    return locked, added


def _moment(day: Any, start: Any) -> datetime | None:
    on, minute = day_of(day), clock_of(start)
    return (
        None
        if on is None or minute is None
        else datetime.combine(on, datetime.min.time()) + timedelta(minutes=minute)
    )


def _stands(
    old: Path,
    new: Path,
    moment: tuple[date, int],
    locked: set[str],
    said: str,
    told: dict[str, Any] | None,
    recorded: set[tuple[str, date]],
) -> None:
    """What has begun stands, locks are kept exactly, and an id stays with its session."""
    before, after = sessions_of(old), sessions_of(new)
    warned = said + json.dumps(told or {}, ensure_ascii=False)
    for id, session in before.items():
        now = after.get(id)
        if session[:2] < moment and now is not None:  # the sheet Attendance may know of more who came
            came = {code for code in now[5] - session[5] if (code, session[0]) in recorded}
            now = (*now[:5], frozenset(now[5] - came))
        if session[:2] < moment and now != session:
            raise Wrong(f"{id} has begun and isn't as it was: {session} {after.get(id)}")
        if id in locked and after.get(id) != session and "gives way" not in warned:
            raise Wrong(f"{id} was locked and isn't as it was: {session} {after.get(id)}")
    seated = {f"{id} {client}" for id, session in after.items() for client in session[5]}
    lost = {one for one in locked if " " in one} - seated
    if lost and "gives way" not in warned:
        raise Wrong(f"a locked seat was lost: {lost}")
    for id in before.keys() & after.keys():
        if before[id][2] != after[id][2]:
            raise Wrong(f"{id} was {before[id][2]} and is {after[id][2]}")
