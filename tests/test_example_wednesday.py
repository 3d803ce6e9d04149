"""The example of a Wednesday: what has happened stands, who is ill or gone has no session, and edits are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from examples.make_wednesday import BOOK, FOLDER, ROSTER, THURSDAY
from planner.cli import app
from planner.model import Roster
from planner.rosters.file import read_roster

EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
NOON = 2 * 24 * 60 + 12 * 60


@pytest.fixture(scope="module")
def replanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Roster, str]:
    new = tmp_path_factory.mktemp("wednesday") / "new.xlsx"
    asked = ["--as-of", EXPECTED["as of"], "--seconds", "2", "--reproducible", "--format", "json"]
    done = CliRunner().invoke(app, ["replan", str(BOOK), str(ROSTER), *asked, "-o", str(new)])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), read_roster(new).rosters[0], str(summary_of(new))


def summary_of(path: Path) -> list[object]:
    import openpyxl

    sheet = openpyxl.load_workbook(path)["Summary"]
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]


Replanned = tuple[dict[str, Any], Roster, str]


def test_both_edits_are_told(replanned: Replanned) -> None:
    assert len(EXPECTED["edits"]) == 2
    for said in EXPECTED["edits"]:
        assert said[1:] in replanned[2]


def test_what_has_begun_stands(replanned: Replanned) -> None:
    before = read_roster(ROSTER).rosters[0]
    held = [session for session in before.sessions if session.start < NOON]
    assert [session for session in replanned[1].sessions if session.start < NOON] == held


def test_who_is_ill_or_gone_has_no_session(replanned: Replanned) -> None:
    ahead = [session for session in replanned[1].sessions if session.start >= THURSDAY]
    assert not [session.id for session in ahead if EXPECTED["ill"] in session.therapists]
    assert not [session.id for session in ahead if EXPECTED["discharged"] in session.clients]
    assert [session.id for session in ahead if EXPECTED["admitted"] in session.clients]


def test_nobody_is_short_and_everybody_concerned_is_told(replanned: Replanned) -> None:
    levels = {level["name"]: level for level in replanned[0]["levels"]}
    assert levels["minutes short"]["value"] == 0
    named = {(change["role"], change["who"]) for change in replanned[0]["changes"]}
    assert {("client", EXPECTED["admitted"]), ("therapist", EXPECTED["ill"])} <= named
    assert all(change["why"] and change["tell"] for change in replanned[0]["changes"])
    assert all(change["was"] != change["now"] for change in replanned[0]["changes"])
