"""The outside fuzz: random weeks, replans, tiny weeks and questions, run by the command line and judged from outside.

`python -m tests.outside_fuzz weeks 1000`, `... replans 300`, `... tiny 100`; what is answered about random weeks by
`... fixes 100`, and with `fits`, `sessions`, `topics`, `whatifs`. `--from N` begins at another number, and
`--keep FOLDER` keeps the files of what went wrong. A fixed small part of it runs with the tests.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import openpyxl

from tests.outside_answers import one_fit, one_session, one_topic
from tests.outside_exhaustive import TinyWeek
from tests.outside_fixes import one_explained
from tests.outside_replans import one_replan
from tests.outside_runs import Wrong, checks, judged, planned, planner, sessions_of, without_faults
from tests.outside_weeks import Weeks, save
from tests.outside_whatif import one_whatif


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
        checks(book, roster)
        if number % 5 == 1:
            _two_weeks(book, folder / "two.xlsx")
        if number % 5 == 2:
            _after_another(book, roster, folder / "next.xlsx")
    return said + how


def _two_weeks(book: Path, roster: Path) -> None:
    """Two weeks at once are planned, each judged, and the second knows the first."""
    if planned(book, roster, "--weeks", "2")[0] == "planned":
        checks(book, roster)


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
    been = [(code, one[2], one[0], one[1]) for one in sessions_of(roster).values() for code in one[5]]
    judged(code, told, said, book, after, been=been)


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


RUNS = {"weeks": one_week, "replans": one_replan, "tiny": one_tiny, "fixes": one_explained,
        "fits": one_fit, "sessions": one_session, "topics": one_topic, "whatifs": one_whatif}  # fmt: skip


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
                print(f"{kind} {number}: {trouble}", flush=True)
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
    print(f"{asked.count} {asked.kind}: {dict(ended)}, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
