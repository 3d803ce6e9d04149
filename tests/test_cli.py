"""The command line as people and scripts meet it: exit codes, what stdout and stderr hold, what is written."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
import typer

from constraints import RULES
from planner import api
from planner.commands.output import roster_path, write_and_keep
from planner.engine.clock import Clock
from planner.language.limits import Breach
from planner.model.faults import RosterDisagrees
from planner.search import Progress
from tests.command_line import (
    CONTRADICTORY,
    JSON_KEYS,
    SESSION_KEYS,
    SHORT,
    WEEK,
    WRONG,
    book,
    names,
    run,
    tables,
)
from tests.workbook.books import save_folder


class TestPlan:
    def test_writes_the_roster_next_to_the_workbook(self, tmp_path: Path) -> None:
        done = run("plan", book(tmp_path), *WEEK)
        assert done.exit_code == 0
        assert names(tmp_path) == ["riverside 2026-11-30.xlsx", "riverside.xlsx"]
        assert done.stdout.strip() == str(tmp_path / "riverside 2026-11-30.xlsx")
        assert "Everyone reaches their hours" in done.stderr

    def test_a_folder_of_csv_files_gets_its_roster_beside_it(self, tmp_path: Path) -> None:
        done = run("plan", save_folder(tmp_path / "riverside", tables()), *WEEK)
        assert done.exit_code == 0
        assert names(tmp_path) == ["riverside", "riverside 2026-11-30.xlsx"]

    def test_json_is_the_contracts_object(self, tmp_path: Path) -> None:
        done = run("plan", book(tmp_path), *WEEK, "--format", "json")
        told = json.loads(done.stdout)
        assert set(told) == JSON_KEYS
        assert set(told["sessions"][0]) == SESSION_KEYS
        assert told["week"] == "2026-11-30"
        assert [line["short"] for line in told["hours"]] == [0, 0]

    def test_warnings_are_said_and_noted_in_the_roster(self, tmp_path: Path) -> None:
        given = tables(Topics=[["Topic", "Minutes", "Smalest"], ["Anger", 60, 2]])
        done = run("plan", book(tmp_path, given), *WEEK)
        assert done.exit_code == 0
        assert re.search(r"^warning: riverside.xlsx: Topics!C1: .*Smallest", done.stderr, re.MULTILINE)
        summary = openpyxl.load_workbook(tmp_path / "riverside 2026-11-30.xlsx")["Summary"]
        assert any("Smalest" in str(cell.value) for row in summary for cell in row)

    def test_a_roster_that_stands_there_is_kept(self, tmp_path: Path) -> None:
        edited = tmp_path / "riverside 2026-11-30.xlsx"
        edited.write_bytes(b"edited by hand")
        done = run("plan", book(tmp_path), *WEEK)
        kept = [name for name in names(tmp_path) if "(before " in name]
        assert done.exit_code == 0
        assert [(tmp_path / name).read_bytes() for name in kept] == [b"edited by hand"]
        assert f"kept as {kept[0]}" in done.stderr

    def test_a_roster_of_the_week_can_be_begun_with_and_one_of_another_week_cannot(
        self, tmp_path: Path
    ) -> None:
        given, roster = book(tmp_path), tmp_path / "riverside 2026-11-30.xlsx"
        assert run("plan", given, *WEEK).exit_code == 0
        again = run("plan", given, *WEEK, "--begin", roster, "-o", tmp_path / "again.xlsx")
        assert again.exit_code == 0
        assert "--begin 'riverside 2026-11-30.xlsx'" in " ".join(again.stderr.split())
        other = run("plan", given, "--week", "2026-12-07", "--begin", roster)
        assert other.exit_code == 1
        assert "riverside 2026-11-30.xlsx has no week of 2026-12-07; it has 2026-11-30" in other.stderr

    def test_hours_missed_matter_only_with_strict(self, tmp_path: Path) -> None:
        short = book(tmp_path, SHORT)
        assert run("plan", short, *WEEK).exit_code == 0
        strict = run("plan", short, *WEEK, "--strict", "-o", tmp_path / "strict.xlsx")
        assert strict.exit_code == 4
        assert "strict.xlsx" in names(tmp_path)
        said = " ".join(strict.stderr.split())
        assert "Available for 1 h of sessions in the week" in said and "3 h are required" in said

    def test_the_roster_says_how_it_was_made(self, tmp_path: Path) -> None:
        done = run("plan", book(tmp_path), *WEEK)
        assert "planner plan riverside.xlsx --week 2026-11-30 --seconds 1 --seed 1" in done.stderr

    def test_several_weeks_in_one_roster(self, tmp_path: Path) -> None:
        done = run(
            "plan",
            book(tmp_path),
            "--week",
            "2026-11-30",
            "--weeks",
            "2",
            "--seconds",
            "2",
            "--format",
            "json",
        )
        assert [week["week"] for week in json.loads(done.stdout)["weeks"]] == ["2026-11-30", "2026-12-07"]


class TestFaults:
    @pytest.mark.parametrize("command", ["plan", "check"])
    def test_every_fault_is_said_at_once_and_nothing_is_written(self, tmp_path: Path, command: str) -> None:
        done = run(command, book(tmp_path, WRONG))
        assert done.exit_code == 1
        assert "riverside.xlsx: Topics!B2: 'soon'" in done.stderr
        assert "riverside.xlsx: Topics!C3: 'few'" in done.stderr
        assert (done.stdout, names(tmp_path)) == ("", ["riverside.xlsx"])

    @pytest.mark.parametrize("command", ["plan", "check"])
    def test_json_holds_the_faults_as_objects(self, tmp_path: Path, command: str) -> None:
        told = json.loads(run(command, book(tmp_path, WRONG), "--format", "json").stdout)
        assert set(told) == JSON_KEYS
        assert [(fault["sheet"], fault["cell"], fault["found"]) for fault in told["errors"]] == [
            ("Topics", "B2", "soon"),
            ("Topics", "C3", "few"),
        ]

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        done = run("plan", tmp_path / "nowhere.xlsx")
        assert done.exit_code == 1
        assert "nowhere.xlsx: there is no such file" in done.stderr

    def test_a_contradiction_leaves_no_plan(self, tmp_path: Path) -> None:
        done = run("plan", book(tmp_path, CONTRADICTORY), *WEEK)
        assert done.exit_code == 3
        assert "no plan is possible" in done.stderr
        assert "riverside.xlsx: Fixed!A2" in done.stderr and "riverside.xlsx: Fixed!A3" in done.stderr
        assert "what forbids it: " in done.stderr
        assert (done.stdout, names(tmp_path)) == ("", ["riverside.xlsx"])

    def test_a_roster_that_breaks_rules_is_not_written_and_names_no_client(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def disagree(*_: object, **__: object) -> None:
            raise RosterDisagrees([Breach("Tags", 1, "C014 has a seat in Anger", ("C014", "Mon-0900-ANG"))])

        monkeypatch.setattr(api, "plan", disagree)
        done = run("plan", book(tmp_path), *WEEK)
        assert done.exit_code == 70
        assert "Tags: Mon-0900-ANG" in done.stderr
        assert "C014" not in done.stderr
        assert names(tmp_path) == ["riverside.xlsx"]

    def test_an_unforeseen_error_is_one_sentence_without_its_text(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(*_: object, **__: object) -> None:
            raise ValueError("C014 is odd")

        monkeypatch.setattr(api, "plan", stumble)
        monkeypatch.delenv("PLANNER_DEBUG", raising=False)
        done = run("plan", book(tmp_path), *WEEK)
        assert done.exit_code == 70
        assert done.stderr.count("\n") == 1
        assert "C014" not in done.stderr
        monkeypatch.setenv("PLANNER_DEBUG", "1")
        assert isinstance(run("plan", book(tmp_path), *WEEK).exception, ValueError)


class TestInterrupt:
    def test_the_best_plan_so_far_is_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        plan_as_ever: Callable[..., Any] = api.plan
        pressed: list[Progress] = []

        def press(progress: Progress) -> None:
            if not pressed:
                signal.raise_signal(signal.SIGINT)
            pressed.append(progress)

        def plan(*given: object, **asked: object) -> Any:
            return plan_as_ever(*given, **{**asked, "on_progress": press})

        monkeypatch.setattr(api, "plan", plan)
        done = run("plan", book(tmp_path), *WEEK, "--weeks", "2")
        assert done.exit_code == 130
        assert "Interrupted: riverside 2026-11-30.xlsx holds the best plan" in done.stderr
        assert "riverside 2026-11-30.xlsx" in names(tmp_path)

    def test_before_there_is_a_plan_nothing_is_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def press(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(api, "plan", press)
        done = run("plan", book(tmp_path), *WEEK)
        assert (done.exit_code, done.stdout, names(tmp_path)) == (130, "", ["riverside.xlsx"])
        assert done.stderr == "interrupted: nothing was written\n"

    def test_before_anybody_is_seated_nothing_is_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plan_as_ever = api.plan

        def plan(*given: Any, **asked: Any) -> Any:
            stop = Event()
            stop.set()
            return plan_as_ever(*given, **{**asked, "stop": stop})

        monkeypatch.setattr(api, "plan", plan)
        done = run("plan", book(tmp_path), *WEEK)
        assert (done.exit_code, done.stdout, names(tmp_path)) == (130, "", ["riverside.xlsx"])
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
    def test_a_failed_writing_leaves_the_old_roster_in_place(self, tmp_path: Path) -> None:
        old = tmp_path / "riverside 2026-11-30.xlsx"
        old.write_bytes(b"edited by hand")
        with pytest.raises(ValueError, match="at least one"):
            write_and_keep(old, [], datetime(2026, 11, 30, 9, 5, 7))
        assert (names(tmp_path), old.read_bytes()) == ([old.name], b"edited by hand")

    def test_a_link_to_the_workbook_is_the_workbook(self, tmp_path: Path) -> None:
        program = book(tmp_path)
        link = tmp_path / "roster.xlsx"
        os.link(program, link)
        with pytest.raises(typer.BadParameter, match="never writes"):
            roster_path(program, link, date(2026, 11, 30))

    def test_the_folder_one_stands_in_has_a_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "riverside").mkdir()
        monkeypatch.chdir(tmp_path / "riverside")
        path = roster_path(Path(), None, date(2026, 11, 30))
        assert path == tmp_path.resolve() / "riverside 2026-11-30.xlsx"


class TestOtherCommands:
    def test_init_makes_a_workbook_once(self, tmp_path: Path) -> None:
        assert run("init", tmp_path / "riverside.xlsx").exit_code == 0
        made = (tmp_path / "riverside.xlsx").read_bytes()
        again = run("init", tmp_path / "riverside.xlsx")
        assert (again.exit_code, again.stdout) == (1, "")
        assert (tmp_path / "riverside.xlsx").read_bytes() == made

    def test_check_finds_nothing_wrong(self, tmp_path: Path) -> None:
        done = run("check", book(tmp_path))
        assert (done.exit_code, done.stdout) == (0, "")
        assert "no errors; 2 clients, 1 therapist, 1 topic, 0 warnings" in done.stderr
        assert (
            set(json.loads(run("check", tmp_path / "riverside.xlsx", "--format", "json").stdout)) == JSON_KEYS
        )

    def test_a_roster_as_it_was_planned_breaks_no_rule(self, tmp_path: Path) -> None:
        program = book(tmp_path)
        path = run("plan", program, *WEEK).stdout.strip()
        done = run("check", program, path)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == "riverside 2026-11-30.xlsx: no rule is broken; 0 of 2 clients short of hours\n"

    def test_a_roster_that_was_edited_is_judged_by_every_rule(self, tmp_path: Path) -> None:
        path = run("plan", book(tmp_path), *WEEK).stdout.strip()
        without_c014 = book(
            tmp_path,
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

    def test_a_client_who_has_left_is_named_where_they_still_sit(self, tmp_path: Path) -> None:
        path = run("plan", book(tmp_path), *WEEK).stdout.strip()
        left = tables(
            Clients=[["Client", "Level", "Ends"], ["C001", "IOP", None], ["C014", "IOP", date(2026, 11, 1)]]
        )
        done = run("check", book(tmp_path, left), path)
        assert done.exit_code == 1
        assert "and is no client of this week" in done.stderr

    def test_a_roster_of_another_program_is_a_fault_with_its_cell(self, tmp_path: Path) -> None:
        path = run("plan", book(tmp_path), *WEEK).stdout.strip()
        other = tables(
            Topics=[["Topic", "Minutes"], ["Grief", 60]], Therapists=[["Therapist", "Leads"], ["Ben", "all"]]
        )
        other["Therapist availability"] = [
            ["Therapist", "Days", "From", "To"],
            ["Ben", "daily", "9:00", "12:00"],
        ]
        other["Needs"] = [["Client", "Topic"], ["C001", "Grief"]]
        done = run("check", book(tmp_path, other), path)
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
