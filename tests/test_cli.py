"""The command line as people and scripts meet it: exit codes, what stdout and stderr hold, what is written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
import typer
from typer.testing import CliRunner, Result

from constraints import RULES
from planner import api
from planner.cli import app
from planner.commands import console, progress
from planner.commands.console import tell_faults, wrapped
from planner.commands.dates import day_from, moment_from, settled, settled_by_weeks
from planner.commands.output import roster_path, write_and_keep
from planner.engine.clock import Clock
from planner.language.limits import Breach, Stage
from planner.model import Roster
from planner.model.faults import Fault, RosterDisagrees
from planner.search import Progress
from tests.workbook.books import save_folder, save_workbook

REPOSITORY = Path(__file__).parents[1]
JSON_KEYS = {"week", "sessions", "hours", "needs", "levels", "changes", "warnings", "errors"}
SESSION_KEYS = {"id", "date", "start", "end", "minutes", "topic", "kind", "therapists", "room", "clients"}
WEEK = ("--week", "2026-12-02", "--seconds", "1")

Tables = dict[str, list[list[object]]]


def tables(**more: list[list[object]]) -> Tables:
    """Two clients who reach their 3 hours in a moment; whole sheets put in or replaced."""
    given: Tables = {
        "Levels": [["Level", "Min hours", "Max hours", "Min days", "Max days"], ["IOP", 3, 9, 3, 7]],
        "Topics": [["Topic", "Minutes", "Smallest", "Largest"], ["Anger", 60, 2, 8]],
        "Therapists": [["Therapist", "Leads"], ["Ortiz", "all"]],
        "Times": [["Days", "Starts"], ["Mon-Fri", "9:00"]],
        "Clients": [["Client", "Level"], ["C001", "IOP"], ["C014", "IOP"]],
        "Client availability": [
            ["Client", "Days", "From", "To"],
            ["C001", "Mon-Fri", "9:00", "12:00"],
            ["C014", "Mon-Fri", "9:00", "12:00"],
        ],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", "daily", "8:00", "18:00"]],
    }
    return given | {name.replace("_", " "): rows for name, rows in more.items()}


SHORT = tables(
    Client_availability=[
        ["Client", "Days", "From", "To"],
        ["C001", "Mon-Fri", "9:00", "12:00"],
        ["C014", "Mon", "9:00", "12:00"],
    ]
)
WRONG = tables(
    Topics=[["Topic", "Minutes", "Smallest", "Largest"], ["Anger", "soon", 2, 8], ["Grief", 60, "few", 8]]
)
CONTRADICTORY = tables(
    Fixed=[
        ["Day", "Start", "Topic", "Clients"],
        ["Mon", "9:00", "Anger", "C001"],
        ["Mon", "9:00", "Anger", "C014"],
    ]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def book(folder: Path, given: Tables | None = None) -> Path:
    return save_workbook(folder / "riverside.xlsx", given or tables())


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestPlan:
    def test_writes_the_roster_next_to_the_workbook(self, folder: Path) -> None:
        done = run("plan", book(folder), *WEEK)
        assert done.exit_code == 0
        assert names(folder) == ["riverside 2026-11-30.xlsx", "riverside.xlsx"]
        assert done.stdout.strip() == str(folder / "riverside 2026-11-30.xlsx")
        assert "Everyone reaches their hours" in done.stderr

    def test_a_folder_of_csv_files_gets_its_roster_beside_it(self, folder: Path) -> None:
        done = run("plan", save_folder(folder / "riverside", tables()), *WEEK)
        assert done.exit_code == 0
        assert names(folder) == ["riverside", "riverside 2026-11-30.xlsx"]

    def test_json_is_the_contracts_object(self, folder: Path) -> None:
        done = run("plan", book(folder), *WEEK, "--format", "json")
        told = json.loads(done.stdout)
        assert set(told) == JSON_KEYS
        assert set(told["sessions"][0]) == SESSION_KEYS
        assert told["week"] == "2026-11-30"
        assert [line["short"] for line in told["hours"]] == [0, 0]

    def test_warnings_are_said_and_noted_in_the_roster(self, folder: Path) -> None:
        given = tables(Topics=[["Topic", "Minutes", "Smalest"], ["Anger", 60, 2]])
        done = run("plan", book(folder, given), *WEEK)
        assert done.exit_code == 0
        assert re.search(r"^warning: riverside.xlsx: Topics!C1: .*Smallest", done.stderr, re.MULTILINE)
        summary = openpyxl.load_workbook(folder / "riverside 2026-11-30.xlsx")["Summary"]
        assert any("Smalest" in str(cell.value) for row in summary for cell in row)

    def test_a_roster_that_stands_there_is_kept(self, folder: Path) -> None:
        edited = folder / "riverside 2026-11-30.xlsx"
        edited.write_bytes(b"edited by hand")
        done = run("plan", book(folder), *WEEK)
        kept = [name for name in names(folder) if "(before " in name]
        assert done.exit_code == 0
        assert [(folder / name).read_bytes() for name in kept] == [b"edited by hand"]
        assert f"kept as {kept[0]}" in done.stderr

    def test_a_roster_of_the_week_can_be_begun_with_and_one_of_another_week_cannot(
        self, folder: Path
    ) -> None:
        given, roster = book(folder), folder / "riverside 2026-11-30.xlsx"
        assert run("plan", given, *WEEK).exit_code == 0
        again = run("plan", given, *WEEK, "--begin", roster, "-o", folder / "again.xlsx")
        assert again.exit_code == 0
        assert "--begin 'riverside 2026-11-30.xlsx'" in " ".join(again.stderr.split())
        other = run("plan", given, "--week", "2026-12-07", "--begin", roster)
        assert other.exit_code == 1
        assert "riverside 2026-11-30.xlsx has no week of 2026-12-07; it has 2026-11-30" in other.stderr

    def test_hours_missed_matter_only_with_strict(self, folder: Path) -> None:
        short = book(folder, SHORT)
        assert run("plan", short, *WEEK).exit_code == 0
        strict = run("plan", short, *WEEK, "--strict", "-o", folder / "strict.xlsx")
        assert strict.exit_code == 4
        assert "strict.xlsx" in names(folder)
        assert "Available for 1 h of sessions in the week, 3 h are required" in " ".join(
            strict.stderr.split()
        )

    def test_the_roster_says_how_it_was_made(self, folder: Path) -> None:
        done = run("plan", book(folder), *WEEK)
        assert "planner plan riverside.xlsx --week 2026-11-30 --seconds 1 --seed 1" in done.stderr

    def test_several_weeks_in_one_roster(self, folder: Path) -> None:
        done = run(
            "plan", book(folder), "--week", "2026-11-30", "--weeks", "2", "--seconds", "2", "--format", "json"
        )
        assert [week["week"] for week in json.loads(done.stdout)["weeks"]] == ["2026-11-30", "2026-12-07"]


class TestFaults:
    @pytest.mark.parametrize("command", ["plan", "check"])
    def test_every_fault_is_said_at_once_and_nothing_is_written(self, folder: Path, command: str) -> None:
        done = run(command, book(folder, WRONG))
        assert done.exit_code == 1
        assert "riverside.xlsx: Topics!B2: 'soon'" in done.stderr
        assert "riverside.xlsx: Topics!C3: 'few'" in done.stderr
        assert (done.stdout, names(folder)) == ("", ["riverside.xlsx"])

    @pytest.mark.parametrize("command", ["plan", "check"])
    def test_json_holds_the_faults_as_objects(self, folder: Path, command: str) -> None:
        told = json.loads(run(command, book(folder, WRONG), "--format", "json").stdout)
        assert set(told) == JSON_KEYS
        assert [(fault["sheet"], fault["cell"], fault["found"]) for fault in told["errors"]] == [
            ("Topics", "B2", "soon"),
            ("Topics", "C3", "few"),
        ]

    def test_a_file_that_is_not_there(self, folder: Path) -> None:
        done = run("plan", folder / "nowhere.xlsx")
        assert done.exit_code == 1
        assert "nowhere.xlsx: there is no such file" in done.stderr

    def test_a_contradiction_leaves_no_plan(self, folder: Path) -> None:
        done = run("plan", book(folder, CONTRADICTORY), *WEEK)
        assert done.exit_code == 3
        assert "no plan is possible" in done.stderr
        assert "riverside.xlsx: Fixed!A2" in done.stderr and "riverside.xlsx: Fixed!A3" in done.stderr
        assert "what forbids it: " in done.stderr
        assert (done.stdout, names(folder)) == ("", ["riverside.xlsx"])

    def test_a_roster_that_breaks_rules_is_not_written_and_names_no_client(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def disagree(*_: object, **__: object) -> None:
            raise RosterDisagrees([Breach("Tags", 1, "C014 has a seat in Anger", ("C014", "Mon-0900-ANG"))])

        monkeypatch.setattr(api, "plan", disagree)
        done = run("plan", book(folder), *WEEK)
        assert done.exit_code == 70
        assert "Tags: Mon-0900-ANG" in done.stderr
        assert "C014" not in done.stderr
        assert names(folder) == ["riverside.xlsx"]

    def test_an_unforeseen_error_is_one_sentence_without_its_text(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(*_: object, **__: object) -> None:
            raise ValueError("C014 is odd")

        monkeypatch.setattr(api, "plan", stumble)
        monkeypatch.delenv("PLANNER_DEBUG", raising=False)
        done = run("plan", book(folder), *WEEK)
        assert done.exit_code == 70
        assert done.stderr.count("\n") == 1
        assert "C014" not in done.stderr
        monkeypatch.setenv("PLANNER_DEBUG", "1")
        assert isinstance(run("plan", book(folder), *WEEK).exception, ValueError)


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
        self, folder: Path, words: tuple[str, ...], says: str
    ) -> None:
        program = book(folder)
        before = program.read_bytes()
        done = run(*(program if word == "BOOK" else word for word in words))
        assert done.exit_code == 2
        assert says in " ".join(done.stderr.split())
        assert (done.stdout, names(folder), program.read_bytes()) == ("", ["riverside.xlsx"], before)

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


class TestInterrupt:
    def test_the_best_plan_so_far_is_written(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        plan_as_ever: Callable[..., Any] = api.plan
        pressed: list[Progress] = []

        def press(progress: Progress) -> None:
            if not pressed:
                signal.raise_signal(signal.SIGINT)
            pressed.append(progress)

        def plan(*given: object, **asked: object) -> Any:
            return plan_as_ever(*given, **{**asked, "on_progress": press})

        monkeypatch.setattr(api, "plan", plan)
        done = run("plan", book(folder), *WEEK, "--weeks", "2")
        assert done.exit_code == 130
        assert "Interrupted: riverside 2026-11-30.xlsx holds the best plan" in done.stderr
        assert "riverside 2026-11-30.xlsx" in names(folder)

    def test_before_there_is_a_plan_nothing_is_written(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def press(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(api, "plan", press)
        done = run("plan", book(folder), *WEEK)
        assert (done.exit_code, done.stdout, names(folder)) == (130, "", ["riverside.xlsx"])
        assert done.stderr == "interrupted: nothing was written\n"

    def test_before_anybody_is_seated_nothing_is_written(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan_as_ever = api.plan

        def plan(*given: Any, **asked: Any) -> Any:
            stop = Event()
            stop.set()
            return plan_as_ever(*given, **{**asked, "stop": stop})

        monkeypatch.setattr(api, "plan", plan)
        done = run("plan", book(folder), *WEEK)
        assert (done.exit_code, done.stdout, names(folder)) == (130, "", ["riverside.xlsx"])
        assert done.stderr == "interrupted: nothing was written\n"

    def test_the_first_stops_the_clock_and_the_second_raises(self) -> None:
        clock = Clock(60)
        with clock.stopped_by_interrupt():
            signal.raise_signal(signal.SIGINT)
            assert clock.left() == 0
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


class TestRosterFile:
    def test_a_failed_writing_leaves_the_old_roster_in_place(self, folder: Path) -> None:
        old = folder / "riverside 2026-11-30.xlsx"
        old.write_bytes(b"edited by hand")
        with pytest.raises(ValueError, match="at least one"):
            write_and_keep(old, [], datetime(2026, 11, 30, 9, 5, 7))
        assert (names(folder), old.read_bytes()) == ([old.name], b"edited by hand")

    def test_a_link_to_the_workbook_is_the_workbook(self, folder: Path) -> None:
        program = book(folder)
        link = folder / "roster.xlsx"
        os.link(program, link)
        with pytest.raises(typer.BadParameter, match="never writes"):
            roster_path(program, link, date(2026, 11, 30))

    def test_the_folder_one_stands_in_has_a_name(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (folder / "riverside").mkdir()
        monkeypatch.chdir(folder / "riverside")
        path = roster_path(Path(), None, date(2026, 11, 30))
        assert path == folder.resolve() / "riverside 2026-11-30.xlsx"


class TestOtherCommands:
    def test_init_makes_a_workbook_once(self, folder: Path) -> None:
        assert run("init", folder / "riverside.xlsx").exit_code == 0
        made = (folder / "riverside.xlsx").read_bytes()
        again = run("init", folder / "riverside.xlsx")
        assert (again.exit_code, again.stdout) == (1, "")
        assert (folder / "riverside.xlsx").read_bytes() == made

    def test_check_finds_nothing_wrong(self, folder: Path) -> None:
        done = run("check", book(folder))
        assert (done.exit_code, done.stdout) == (0, "")
        assert "no errors; 2 clients, 1 therapist, 1 topic, 0 warnings" in done.stderr
        assert (
            set(json.loads(run("check", folder / "riverside.xlsx", "--format", "json").stdout)) == JSON_KEYS
        )

    def test_a_roster_as_it_was_planned_breaks_no_rule(self, folder: Path) -> None:
        program = book(folder)
        path = run("plan", program, *WEEK).stdout.strip()
        done = run("check", program, path)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == "riverside 2026-11-30.xlsx: no rule is broken; 0 of 2 clients short of hours\n"

    def test_a_roster_that_was_edited_is_judged_by_every_rule(self, folder: Path) -> None:
        path = run("plan", book(folder), *WEEK).stdout.strip()
        without_c014 = book(
            folder,
            tables(Topics=[["Topic", "Minutes", "Not for"], ["Anger", 60, "new"]])
            | {"Clients": [["Client", "Level", "Tags"], ["C001", "IOP", ""], ["C014", "IOP", "new"]]},
        )
        done = run("check", without_c014, path)
        assert done.exit_code == 1
        found = re.findall(
            r"^riverside 2026-11-30.xlsx: Roster!\w+: C014 has a seat .*rule: Tags", done.stderr, re.MULTILINE
        )
        assert len(found) >= 3
        told = json.loads(run("check", without_c014, path, "--format", "json").stdout)
        assert len(told["errors"]) == len(found)

    def test_a_client_who_has_left_is_named_where_they_still_sit(self, folder: Path) -> None:
        path = run("plan", book(folder), *WEEK).stdout.strip()
        left = tables(
            Clients=[["Client", "Level", "Ends"], ["C001", "IOP", None], ["C014", "IOP", date(2026, 11, 1)]]
        )
        done = run("check", book(folder, left), path)
        assert done.exit_code == 1
        assert "and is no client of this week" in done.stderr

    def test_a_roster_of_another_program_is_a_fault_with_its_cell(self, folder: Path) -> None:
        path = run("plan", book(folder), *WEEK).stdout.strip()
        other = tables(
            Topics=[["Topic", "Minutes"], ["Grief", 60]], Therapists=[["Therapist", "Leads"], ["Ben", "all"]]
        )
        other["Therapist availability"] = [
            ["Therapist", "Days", "From", "To"],
            ["Ben", "daily", "9:00", "12:00"],
        ]
        other["Needs"] = [["Client", "Topic"], ["C001", "Grief"]]
        done = run("check", book(folder, other), path)
        assert done.exit_code == 1, done.stderr
        assert re.search(r"^riverside 2026-11-30.xlsx: (Sessions|Roster)!\w+: ", done.stderr, re.MULTILINE)
        assert "a topic that the program doesn't have" in done.stderr

    def test_rules_prints_every_rule_at_80_columns(self) -> None:
        done = run("rules")
        assert done.exit_code == 0
        assert max(len(line) for line in done.stdout.splitlines()) <= 80
        for rule in RULES:
            assert f"{rule.name} (" in done.stdout
        assert done.stdout.count("(never broken)") == sum(rule.stage is None for rule in RULES)

    def test_rules_as_json(self) -> None:
        told = json.loads(run("rules", "--format", "json").stdout)
        assert [rule["rule"] for rule in told] == [rule.name for rule in RULES]
        hours = next(rule for rule in told if rule["rule"] == "Least hours")
        assert (hours["hard"], hours["level"], hours["weight"]) == (False, "minutes short", 1)


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

    def test_without_a_terminal_there_is_no_bar_and_no_traceback(self, folder: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "planner.cli", "plan", str(book(folder)), *WEEK],
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
