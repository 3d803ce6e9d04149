"""A fixed part of the outside fuzz: random weeks that use every column, replans, and tiny weeks tried exhaustively.

The rest by `python -m tests.outside_fuzz weeks 1000`, and so on: its module says which.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.workbook.sheets import SHEETS
from tests.outside_exhaustive import TinyWeek
from tests.outside_fuzz import RUNS
from tests.outside_runs import Wrong, planned
from tests.outside_weeks import Weeks, save

PARTS = {
    "weeks": range(1, 13),
    "replans": range(1, 6),
    "tiny": range(1, 9),
    "fixes": range(3, 6),
    "fits": range(9, 11),
    "sessions": range(9, 11),
    "topics": range(9, 11),
    "whatifs": range(9, 11),
}


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind, numbers in PARTS.items() for number in numbers]
)
def test_nothing_is_wrong_with(tmp_path: Path, kind: str, number: int) -> None:
    RUNS[kind](number, tmp_path)


def test_the_random_weeks_use_every_column_of_the_contract() -> None:
    used: dict[str, set[str]] = {}
    for number in range(1, 400):
        for name, rows in Weeks(number).sheets().items():
            columns = {
                str(heading)
                for at, heading in enumerate(rows[0])
                if any(row[at : at + 1] != [None] for row in rows[1:])
            }
            used.setdefault(name, set()).update(columns)
    known = {(sheet.name, column.name) for sheet in SHEETS for column in sheet.columns}
    assert {(sheet, name) for sheet, name in known if name not in used.get(sheet, set())} == set()


def test_the_judge_can_say_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A roster of another week's workbook is found out."""
    from tests import outside_runs

    monkeypatch.setattr(outside_runs, "check_roster", lambda *_: ["C001 is in two places."])
    with pytest.raises(Wrong, match="two places"):
        planned(save(tmp_path / "tiny.xlsx", TinyWeek(2).sheets()), tmp_path / "roster.xlsx")


def test_counting_every_roster_finds_the_best_by_hand() -> None:
    """Two clients, one start, groups of two: both need Anger, who are apart: neither can have it."""
    tiny = TinyWeek(2)
    tiny.clients, tiny.days, tiny.works, tiny.leads = ["C0", "C1"], ("Mon",), [{"Mon"}], [{0}]
    tiny.topics = [{"name": "Anger", "smallest": 2, "largest": 2, "week": None, "least": 1, "most": None}]
    tiny.there, tiny.hours = {"C0": {"Mon"}, "C1": {"Mon"}}, {"C0": 0, "C1": 0}
    tiny.needs, tiny.apart, tiny.steps = {(0, 0): (1, 100), (1, 0): (2, 10)}, set(), {0: [], 1: []}
    names = ("needs missing (by priority)", "sessions missing of topics that should run")
    assert tiny.best() == dict(zip(names, (10, 0), strict=True))
    tiny.apart = {(1, 0)}
    TinyWeek._splits.cache_clear()
    assert tiny.best() == dict(zip(names, (120, 1), strict=True))
