"""A roster workbook written once, and a way to write others: for tests of what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.export.sheets.roster import write_roster
from planner.plan import Plan
from tests.export.odd_plans import CREATED, Write
from tests.export.sample import sample_plan


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*plans: Plan, name: str = "roster.xlsx") -> Path:
        path = tmp_path / name
        write_roster(path, plans, CREATED)
        return path

    return written


@pytest.fixture(scope="module")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roster") / "roster.xlsx"
    write_roster(path, [sample_plan()], CREATED)
    return path
