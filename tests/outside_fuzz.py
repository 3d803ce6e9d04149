"""The outside fuzz: random weeks, replans and tiny weeks, run by the command line and judged from outside.

`python -m tests.outside_fuzz weeks 1000`, `... replans 300`, `... tiny 100`; `--from N` begins at another number, and
`--keep FOLDER` keeps the files of what went wrong. A fixed small part of it runs with the tests.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from typer.testing import CliRunner

from planner.cli import app
from tests.outside_checker import check_roster
from tests.outside_exhaustive import TinyWeek
from tests.outside_reader import MISSED, clock_of, day_of, plain, read_sheets
from tests.outside_weeks import MONDAY, Sheets, Weeks, save

WEEK = ("--week", "2026-11-30", "--seconds", "1")
PART = timedelta(days=2, hours=12)  # Wednesday noon, when a week is replanned


class Wrong(AssertionError):
    """Something that no run may do; the sentence says what."""


def planner(*words: object) -> tuple[int, dict[str, Any] | None, str]:
    """A run of the command line: its exit code, its JSON and what it said."""
    done = CliRunner().invoke(app, [*map(str, words), "--format", "json"])
    told = json.loads(done.stdout) if done.stdout.startswith("{") else None
    return done.exit_code, told, done.stderr


def planned(book: Path, roster: Path, *more: str) -> tuple[str, dict[str, Any] | None]:
    """Plans a workbook, and raises `Wrong` for whatever may not be; says how it ended."""
    code, told, said = planner("plan", book, "-o", roster, *WEEK, *more)
    return _judged(code, told, said, book, roster), told


def _judged(
    code: int,
    told: dict[str, Any] | None,
    said: str,
    book: Path,
    roster: Path,
    as_of: tuple[date, int] | None = None,
    been: Sequence[tuple[str, str, date, int]] = (),
) -> str:
    if told is None:
        raise Wrong(f"exit {code} without JSON: {said[-300:]}")
    if code == 1:
        if roster.exists():
            raise Wrong("faults, and a roster all the same")
        if told["errors"] and "there is no sheet" in told["errors"][0]["says"]:
            return "faults"
        if not told["errors"] or not all(fault["cell"] or fault["sheet"] for fault in told["errors"]):
            raise Wrong(f"an error without a cell: {said[-300:]}")
        return "faults"
    if code == 3:
        if not re.search("!|--except", said.split("no plan is possible", 1)[-1]):
            raise Wrong(f"no plan, and no cell: {said[-300:]}")
        return "no plan"
    if code != 0:
        raise Wrong(f"exit {code}: {said[-300:]}")
    for level in told["levels"]:
        if level["bound"] > level["value"]:
            raise Wrong(f"a bound above the value: {level}")
        if level["proven"] != (level["bound"] == level["value"]):
            raise Wrong(f"proven, and not: {level}")
    if found := check_roster(book, roster, as_of, been):
        raise Wrong(" | ".join(found[:5]))
    return "planned"


def one_week(number: int, folder: Path) -> str:
    """Plans one random week and judges it: as it was typed, and once more without the rows that are faults.

    Of ten, two are planned with the week after it, and two after the week before, whose roster is handed on.
    """
    book, roster, sheets = folder / "harbor.xlsx", folder / "roster.xlsx", Weeks(number).sheets()
    how = planned(save(book, sheets), roster)[0]
    said = ""
    if how == "faults":
        save(book, without_faults(book, sheets))
        how, said = planned(book, roster)[0], "mended, then "
    if how == "planned":
        _checks(book, roster)
        if number % 5 == 1:
            _two_weeks(book, folder / "two.xlsx")
        if number % 5 == 2:
            _after_another(book, roster, folder / "next.xlsx")
    return said + how


def _two_weeks(book: Path, roster: Path) -> None:
    """Two weeks at once are planned, each judged, and the second knows the first."""
    if planned(book, roster, "--weeks", "2")[0] == "planned":
        _checks(book, roster)


def _after_another(book: Path, roster: Path, after: Path) -> None:
    """The week after, which knows the roster in which everybody came."""
    filled = openpyxl.load_workbook(roster)
    status = next(cell.column for cell in filled["Roster"][1] if cell.value == "Status")
    for row in filled["Roster"].iter_rows(min_row=2):
        if row[0].value:
            row[status - 1].value = "attended"
    filled.save(roster)
    words = ("--week", "2026-12-07", "--seconds", "1", "--history", str(roster))
    code, told, said = planner("plan", book, "-o", after, *words)
    been = [(code, one[2], one[0], one[1]) for one in _sessions(roster).values() for code in one[5]]
    _judged(code, told, said, book, after, been=been)


def without_faults(book: Path, sheets: Sheets) -> Sheets:
    """The sheets without the rows (of Needs and Fixed) and the cells (of Clients) that `check` calls faults."""
    for _ in range(6):
        wrong = (planner("check", book)[1] or {"errors": []})["errors"]
        rows = {
            (fault["sheet"], int(re.sub(r"\D", "", fault["cell"]) or 0), fault["cell"][:1]) for fault in wrong
        }
        if not wrong:
            break
        mended: Sheets = {}
        for name, kept in sheets.items():
            bad = {row: ord(column) - ord("A") for sheet, row, column in rows if sheet == name}
            if name == "Clients":
                kept = [[None if bad.get(at) == cell else value for cell, value in enumerate(row)]
                        for at, row in enumerate(kept, start=1)]  # fmt: skip
                bad = {}
            kept = [row for at, row in enumerate(kept, start=1) if at not in bad]
            if len(kept) > 1:
                mended[name] = kept
        sheets = mended
        save(book, sheets)
    return sheets


def one_replan(number: int, folder: Path) -> str:
    """Plans a random week, changes the world on Wednesday noon, replans, and judges what comes out."""
    weeks, random = Weeks(number), Random(-number)
    sheets = weeks.sheets()
    book, roster, new = folder / "harbor.xlsx", folder / "roster.xlsx", folder / "new.xlsx"
    save(book, sheets)
    sheets = without_faults(book, sheets)
    if planned(book, roster)[0] != "planned":
        return "not planned"
    begins = MONDAY - timedelta(days=(MONDAY.weekday() - _first_weekday(sheets)) % 7)
    as_of = datetime.combine(MONDAY, datetime.min.time()) + PART
    changed = _changed(sheets, weeks, random)
    save(book, changed)
    locked = _hand(roster, random, as_of)
    options = _options(random, weeks)
    code, told, said = planner(
        "replan", book, roster, "-o", new, "--as-of", f"{as_of:%Y-%m-%d %H:%M}", "--seconds", "1", *options
    )
    moment = (as_of.date(), as_of.hour * 60)
    how = _judged(code, told, said, book, new, moment)
    if how == "planned":
        _checks(book, new, moment)
        _keeps_closed_groups_closed(sheets, roster, new, moment)
        recorded = {(row[4], row[0]) for row in sheets.get("Attendance", [])[1:]}
        _stands(roster, new, moment, locked, said, told, recorded)
    return f"{how} ({'week' if begins == MONDAY else 'week that begins elsewhere'})"


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


def _checks(book: Path, new: Path, moment: tuple[date, int] = (date.min, 0)) -> None:
    """What the planner wrote, its own `check` finds nothing in, but for what had begun: facts may break a rule."""
    code, told, said = planner("check", book, new)
    overridden = told and any("override" in fault["says"] for fault in told["warnings"])
    ahead = [fault for fault in (told or {}).get("errors", ()) if not _has_begun(new, fault, moment)]
    if code and not overridden and (ahead or not (told or {}).get("errors")):
        raise Wrong(f"check of the new roster: exit {code}: {ahead or said[-300:]}")


def _has_begun(roster: Path, fault: dict[str, Any], moment: tuple[date, int]) -> bool:
    """Whether a fault stands in a row of Roster or Sessions that is about a session before the moment."""
    if fault["sheet"] not in ("Roster", "Sessions"):
        return False
    sheet = openpyxl.load_workbook(roster)[fault["sheet"]]
    at = {cell.value: number for number, cell in enumerate(sheet[1])}
    row = sheet[int(re.sub(r"\D", "", fault["cell"]))]
    day, start = day_of(row[at["Date"]].value), clock_of(row[at["Start"]].value)
    return day is not None and start is not None and (day, start) < moment


def _keeps_closed_groups_closed(sheets: Sheets, old: Path, new: Path, moment: tuple[date, int]) -> None:
    """A closed group that somebody came to this week takes in nobody who had no seat in it.

    The contract makes members of those who attended: a session that everybody missed begins nothing.
    """
    at = {str(heading): place for place, heading in enumerate(sheets["Topics"][0])}
    closed = {row[at["Topic"]] for row in sheets["Topics"][1:] if row[at["Membership"]] == "closed"}
    settled = {row[2] for row in sheets.get("Fixed", [])[1:]}
    before = list(_sessions(old).values())
    came = {
        str(row["topic"])
        for row in read_sheets(old)["roster"]
        if row.get("client") is not None
        and plain(row.get("status") or "") not in MISSED
        and (day_of(row["date"]) or MONDAY, clock_of(row["start"]) or 0) < moment
    }
    for topic in (closed & came) - settled:
        inside = set().union(*(one[5] for one in before if one[2] == topic))
        for one in _sessions(new).values():
            if one[2] == topic and one[:2] >= moment and not one[5] <= inside:
                raise Wrong(f"{topic} is closed and has begun, and {sorted(one[5] - inside)} came in")


def _first_weekday(sheets: Sheets) -> int:
    starts = [row[1] for row in sheets.get("Settings", []) if row[0] == "Week starts"]
    return {"Sunday": 6, "Wednesday": 2}.get(starts[0], 0) if starts else 0


def _changed(sheets: Sheets, weeks: Weeks, random: Random) -> Sheets:
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


def _hand(roster: Path, random: Random, as_of: datetime) -> set[str]:
    """Fills in some Status cells of what is over, calls a seat ahead off or takes it out, locks a session or a seat.

    Gives the ids that are locked, and of a locked seat `id client`.
    """
    book = openpyxl.load_workbook(roster)
    seats, sessions = book["Roster"], book["Sessions"]
    at = {cell.value: number for number, cell in enumerate(seats[1])}
    for row in seats.iter_rows(min_row=2):
        begins = _moment(row[at["Date"]].value, row[at["Start"]].value)
        if begins and begins < as_of and random.random() < 0.4:
            row[at["Status"]].value = random.choice(("attended", "excused", "absent"))
    ahead = [row for row in seats.iter_rows(min_row=2)
             if (begins := _moment(row[at["Date"]].value, row[at["Start"]].value)) and begins >= as_of]  # fmt: skip
    locked: set[str] = set()
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
    return locked


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
    before, after = _sessions(old), _sessions(new)
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


def _sessions(roster: Path) -> dict[str, tuple[date, int, str, str, str, frozenset[str]]]:
    sheets = read_sheets(roster)
    seats: dict[str, set[str]] = {}
    for row in sheets["roster"]:
        if row.get("client") is not None:
            seats.setdefault(str(row["session"]), set()).add(str(row["client"]))
    found = {}
    for row in sheets["sessions"]:
        day, start, id = day_of(row["date"]), clock_of(row["start"]), str(row["session"])
        assert day is not None and start is not None
        who = (str(row["topic"]), str(row["therapist"]), str(row["room"]), frozenset(seats.get(id, ())))
        found[id] = (day, start, *who)
    return found


def one_tiny(number: int, folder: Path) -> str:
    """Plans a tiny week and holds what is claimed to every roster there is."""
    tiny = TinyWeek(number)
    how, told = planned(save(folder / "tiny.xlsx", tiny.sheets()), folder / "roster.xlsx", "--reproducible")
    if how != "planned" or told is None:
        raise Wrong(f"a tiny week ended with {how}")
    best = tiny.best()
    for level in told["levels"]:
        if level["name"] in best:
            lowest = best[level["name"]]
            if (
                level["value"] < lowest
                or level["bound"] > lowest
                or (level["proven"] and level["value"] != lowest)
            ):
                raise Wrong(f"{level}, where {lowest} is the best there is")
            if level["value"] != lowest:
                return f"{level['name']} not reached"
    return "best"


RUNS = {"weeks": one_week, "replans": one_replan, "tiny": one_tiny}


def run(kind: str, numbers: range, keep: Path | None = None) -> tuple[Counter[str], dict[int, str]]:
    """Runs so many of a kind: how they ended, and what went wrong by number."""
    ended: Counter[str] = Counter()
    wrong: dict[int, str] = {}
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            try:
                ended[RUNS[kind](number, folder)] += 1
            except Wrong as trouble:
                wrong[number] = str(trouble)
                for file in folder.glob("*.xlsx") if keep else ():
                    (keep / f"{kind}-{number}-{file.name}").write_bytes(file.read_bytes())  # type: ignore[operator]
    return ended, wrong


def main(words: list[str]) -> int:
    """See the module."""
    reader = argparse.ArgumentParser(prog="python -m tests.outside_fuzz")
    reader.add_argument("kind", choices=RUNS)
    reader.add_argument("count", type=int)
    reader.add_argument("--from", dest="first", type=int, default=1)
    reader.add_argument("--keep", type=Path)
    asked = reader.parse_args(words)
    ended, wrong = run(asked.kind, range(asked.first, asked.first + asked.count), asked.keep)
    for number, said in wrong.items():
        print(f"{asked.kind} {number}: {said}")
    print(f"{asked.count} {asked.kind}: {dict(ended)}, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
