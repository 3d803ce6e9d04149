"""What is typed and shown on the command line: options, dates, help, progress, and the real process."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import typer

from planner.cli import app
from planner.commands import console, progress
from planner.commands.console import tell_faults, wrapped
from planner.commands.dates import day_from, moment_from, settled, settled_by_weeks
from planner.language.limits import Stage
from planner.model import Roster
from planner.model.faults import Fault
from planner.search import Progress
from tests.command_line import (
    REPOSITORY,
    SHORT,
    WEEK,
    book,
    names,
    run,
)


def test_the_command_that_explain_prints_plans_the_week_that_was_asked_about(tmp_path: Path) -> None:
    """Whatever week is the coming one, and with the same history."""
    of, before, roster = book(tmp_path, SHORT), tmp_path / "before.xlsx", tmp_path / "week 1.xlsx"
    assert run("plan", of, "--week", "2026-12-07", "--seconds", "1", "-o", before).exit_code == 0
    assert run("plan", of, "--week", "2026-12-14", "--seconds", "1", "-o", roster).exit_code == 0
    explained = run("explain", of, roster, "--history", before, "--seconds", "4")
    last = explained.stdout.splitlines()[-1]
    assert last == "    planner plan BOOK --week 2026-12-14 --begin 'week 1.xlsx' --history before.xlsx"
    there = {"BOOK": of, roster.name: roster, before.name: before}
    words = [there.get(word, word) for word in shlex.split(last)[1:]]
    assert run(*words, "--seconds", "1", "-o", tmp_path / "again.xlsx").exit_code == 0


class TestUsage:
    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("plan",), "BOOK"),
            (("plan", "BOOK", "--week", "soon"), "'soon' is not a date; type 2026-12-02 or Dec 2, 2026"),
            (("plan", "BOOK", "--week", "2026-02-30"), "no day of the calendar"),
            (("plan", "BOOK", "--weeks", "0"), "--weeks"),
            (("plan", "BOOK", "-o", "roster.pdf"), ".xlsx"),
            (("plan", "BOOK", "-o", "nowhere/roster.xlsx"), "no folder nowhere"),
            (("plan", "BOOK", "-o", "BOOK"), "is the program workbook, which the planner never writes"),
            (("init", "riverside.ods"), "riverside.xlsx"),
            (("paln",), "paln"),
        ],
    )
    def test_what_is_not_understood_leaves_with_2(
        self, tmp_path: Path, words: tuple[str, ...], says: str
    ) -> None:
        program = book(tmp_path)
        before = program.read_bytes()
        done = run(*(program if word == "BOOK" else word for word in words))
        assert done.exit_code == 2
        assert says in " ".join(done.stderr.split())
        assert (done.stdout, names(tmp_path), program.read_bytes()) == ("", ["riverside.xlsx"], before)

    @pytest.mark.parametrize("text", ["2026-12-02", "2.12.2026", "02.12.2026", " 2026-12-2 "])
    def test_dates_as_people_type_them(self, text: str) -> None:
        assert day_from(text) == date(2026, 12, 2)

    @pytest.mark.parametrize(
        ("text", "month_first", "day"),
        [
            ("12/7/2026", True, date(2026, 12, 7)),
            ("12/7/2026", False, date(2026, 7, 12)),
            ("12/30/2026", None, date(2026, 12, 30)),
            ("Monday, December 7, 2026", None, date(2026, 12, 7)),
        ],
    )
    def test_a_week_as_america_types_it(self, text: str, month_first: bool | None, day: date) -> None:
        assert settled(day_from(text), month_first) == day

    def test_a_week_without_a_year_is_the_nearest(self) -> None:
        near = date.today() + timedelta(days=40)
        assert day_from(f"{near:%b} {near.day}") == near
        assert settled(day_from(f"{near.month}/{near.day}"), True) == near

    def test_a_week_that_may_be_two_days_names_both_and_the_setting(self) -> None:
        with pytest.raises(typer.BadParameter, match="2026-12-07 or 2026-07-12, or say on Settings"):
            settled(day_from("12/7/2026"), None)

    @pytest.mark.parametrize(
        ("text", "month_first", "moment"),
        [
            ("12/2/2026 8:00", True, "2026-12-02T08:00:00"),
            ("12/2/2026 8:00", False, "2026-02-12T08:00:00"),
            ("12/2/2026", True, "2026-12-02T00:00:00"),
            ("2026-12-02 12:00", None, "2026-12-02T12:00:00"),
            ("2026-12-02T12:00", None, "2026-12-02T12:00:00"),
            ("Dec 2, 2026 8am", None, "2026-12-02T08:00:00"),
            ("Wednesday, December 2, 2026 noon", None, "2026-12-02T12:00:00"),
            ("12/30/26 1:30 PM", None, "2026-12-30T13:30:00"),
        ],
    )
    def test_a_moment_as_people_type_it(self, text: str, month_first: bool | None, moment: str) -> None:
        found = settled(moment_from(text), month_first, "--as-of")
        assert type(found) is datetime and found.isoformat() == moment

    @pytest.mark.parametrize(
        "text", ["noon", "8:00", "2026-12-02 25:00", "2026-12-02 5", "tomorrow 9:00", ""]
    )
    def test_what_is_no_moment_is_told_with_what_to_type(self, text: str) -> None:
        with pytest.raises(typer.BadParameter, match="2026-12-02"):
            moment_from(text)

    def test_a_moment_that_may_be_two_names_both_and_the_setting(self) -> None:
        with pytest.raises(
            typer.BadParameter, match="--as-of may be two dates; type 2026-12-02 or 2026-02-12, or"
        ):
            settled(moment_from("12/2/2026 8:00"), None, "--as-of")

    def test_without_a_program_the_rosters_weeks_settle_which_date_is_meant(self) -> None:
        weeks = [Roster(date(2026, 11, 30)), Roster(date(2026, 12, 7))]
        assert settled_by_weeks(day_from("12/7/2026"), weeks) == date(2026, 12, 7)
        assert settled_by_weeks(moment_from("7/12/2026 9:00"), weeks) == datetime(2026, 12, 7, 9)
        with pytest.raises(typer.BadParameter, match=r"type 2026-10-09 or 2026-09-10$"):
            settled_by_weeks(day_from("10/9/2026"), weeks)

    def test_of_very_many_faults_the_errors_are_told_and_the_rest_counted(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        faults = [
            Fault("a.xlsx", "Needs", f"B{at}", "", says="is odd", fix="", kind="warning") for at in range(500)
        ]
        faults += [Fault("a.xlsx", "Needs", "C1", "", says="is wrong")] * 3
        tell_faults(faults)
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 101
        assert [line for line in told if "is wrong" in line] == ["a.xlsx: Needs!C1: is wrong"] * 3
        assert told[-1].startswith("and 403 warnings more")

    def test_faults_wrap_where_a_terminal_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = f"a.xlsx: Needs!B3: {'word ' * 40}end"
        assert wrapped(text) == text
        monkeypatch.setattr(console, "is_terminal", lambda: True)
        monkeypatch.setenv("COLUMNS", "80")
        lines = wrapped(text).splitlines()
        assert len(lines) == 3 and all(len(line) <= 80 for line in lines)
        assert [line.startswith("  ") for line in lines] == [False, True, True]


class TestHelp:
    def test_every_command_shows_an_example_of_itself(self) -> None:
        for command in app.registered_commands:
            assert command.callback is not None
            name = command.name or command.callback.__name__
            done = run(name, "--help")
            assert done.exit_code == 0
            assert f"Example: planner {name} " in f"{done.stdout} ".replace("\n", " ")

    def test_what_the_readme_types_is_a_command_with_these_options(self) -> None:
        readme = REPOSITORY / "README.md"
        known = {
            command.name or command.callback.__name__
            for command in app.registered_commands
            if command.callback
        }
        typed = re.findall(r"^\s*(?:\$ )?planner ([a-z]+)(.*)$", readme.read_text("utf-8"), re.MULTILINE)
        assert {name for name, _ in typed} <= known
        for name, rest in typed:
            options = set(re.findall(r"(?<!\S)--?[a-z]+", rest.split("#")[0]))
            assert options <= set(re.findall(r"--?[a-z]+", run(name, "--help").stdout)), (name, options)


class TestProgress:
    def test_says_hours_needs_bounds_and_seconds(self) -> None:
        at = Progress(
            7.0, Stage.NEEDS, {Stage.HOURS: 90, Stage.NEEDS: 30}, {Stage.HOURS: 90, Stage.NEEDS: 10}
        )
        assert progress.says(at, 7.4, 60) == (
            "hours short 1.5 (best possible), needs missing 30 (at best 10), 7 of 60 s"
        )

    def test_says_that_a_first_plan_is_being_made(self) -> None:
        assert progress.says(None, 0.4, 60) == "making a first plan, 0 of 60 s"

    def test_is_wiped_and_leaves_the_hint(self, capsys: pytest.CaptureFixture[str]) -> None:
        with progress.ProgressLine(60):
            pass
        hint, _, line = capsys.readouterr().err.partition("\n")
        assert hint == progress.KEEP
        assert line.strip() == ""


class TestProcess:
    """The real command in a process of its own."""

    def planner(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "planner.cli", *map(str, words)],
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            check=False,
        )

    def test_help_imports_nothing_heavier_than_typer(self) -> None:
        done = self.planner("--help")
        assert (done.returncode, "Usage: planner" in done.stdout) == (0, True)
        imported = set(re.findall(r"\|\s+([\w.]+)$", done.stderr, re.MULTILINE))
        assert "typer" in imported
        heavy = {
            "ortools",
            "numpy",
            "pandas",
            "openpyxl",
            "xlsxwriter",
            "rich",
            "constraints",
            "planner.model",
        }
        assert not heavy & imported

    def test_only_what_solves_something_waits_for_the_solver(self) -> None:
        done = self.planner("check", "examples/quick_start/quick_start.xlsx")
        imported = set(re.findall(r"\|\s+([\w.]+)$", done.stderr, re.MULTILINE))
        assert "openpyxl" in imported
        assert not {"ortools", "pandas", "xlsxwriter"} & imported

    def test_without_a_terminal_there_is_no_bar_and_no_traceback(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "planner.cli", "plan", str(book(tmp_path)), *WEEK],
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            check=False,
        )
        assert done.returncode == 0
        assert "\r" not in done.stderr
        assert "\x1b" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr

    def test_version(self) -> None:
        assert self.planner("--version").stdout.startswith("planner ")
