"""Files that can't be written where they are asked for: refused before any work is done, with what to do."""

import errno
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.cli import app
from planner.model.faults import PlannerError
from planner.whole_file import write_whole
from tests.workbook.books import plain, save_workbook

# Commands that know before any work where their file goes.
WRITING = {
    "init": ("init", "OUT.xlsx"),
    "plan": ("plan", "BOOK", "-o", "OUT.xlsx"),
    "attendance": ("attendance", "BOOK", "-o", "OUT.csv"),
    "print": ("print", "BOOK", "--for", "door", "-o", "OUT.xlsx"),
    "whatif": ("whatif", "BOOK", "one more room", "--write", "OUT.xlsx"),
}


def said(tmp_path: Path, command: str, place: Path) -> str:
    book = save_workbook(tmp_path / "riverside.xlsx", plain())
    words = [word.replace("BOOK", str(book)).replace("OUT", str(place)) for word in WRITING[command]]
    done = CliRunner().invoke(app, words)
    assert done.exit_code in (1, 2), done.output
    return " ".join(done.output.replace("│", " ").split())


@pytest.mark.parametrize("command", WRITING)
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    assert "there is no folder" in said(tmp_path, command, tmp_path / "nowhere" / "out")


@pytest.mark.parametrize("command", WRITING)
def test_a_folder_that_may_not_be_written_to_is_named(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK and may(path, how))
    assert "may not be written to" in said(tmp_path, command, tmp_path / "out")


@pytest.mark.parametrize(
    ("number", "fix"),
    [
        (errno.ENOSPC, "make room, or name a file elsewhere"),
        (errno.EROFS, "; name a file elsewhere"),
        (errno.EIO, "; name a file elsewhere"),
    ],
)
def test_room_is_asked_for_where_there_is_none(
    tmp_path: Path, number: int, fix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refused)
    with pytest.raises(PlannerError) as trouble:
        write_whole(tmp_path / "roster.xlsx", b"")
    assert str(trouble.value).endswith(fix)
    assert list(tmp_path.iterdir()) == []
