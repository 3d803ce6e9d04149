"""What is done to the command line from outside: interrupts, kills, names and numbers at their limits, odd streams."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from planner import whole_file
from planner.model.faults import PlannerError
from planner.whole_file import write_whole
from tests.command_line import WEEK, book, names, run

PLANNER = [sys.executable, "-m", "planner"]


def planner(*words: object, **how: Any) -> subprocess.CompletedProcess[str]:
    chosen: dict[str, Any] = {
        "capture_output": True,
        "text": True,
        "encoding": "utf-8",
        "errors": "replace",
        "timeout": 120,
    } | how
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [*PLANNER, *map(str, words)], check=False, **chosen
    )
    return done


# --- Ctrl-C and kills ---------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [0.15, 0.4, 0.8, 1.6])
def test_ctrl_c_leaves_with_130_one_sentence_and_a_whole_roster_or_none(
    tmp_path: Path, moment: float
) -> None:
    program, roster = book(tmp_path), tmp_path / "roster.xlsx"
    words = [*PLANNER, "plan", str(program), "-o", str(roster), "--week", "2026-12-02", "--seconds", "20"]
    running = subprocess.Popen([*words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(moment)  # any moment will do: nothing is expected to be reached by then
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert "Traceback" not in said and "mistake" not in said
    if running.returncode >= 0:  # before Python runs a line of ours, the system ends it
        assert running.returncode in (130, 0)
    if roster.exists():
        assert "Roster" in load_workbook(roster).sheetnames
    assert not list(tmp_path.glob("*.unfinished"))


def test_whoever_is_interrupted_is_told_what_is_written(tmp_path: Path) -> None:
    code = (
        "import os, signal, pathlib\n"
        "from planner.entry import run\n"
        "from planner.whole_file import write_whole\n"
        "def command(prog_name):\n"
        f"    write_whole(pathlib.Path({str(tmp_path / 'roster.xlsx')!r}), b'whole')\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "run(lambda: command)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "interrupted: roster.xlsx is written")


def test_an_interrupt_after_all_is_done_changes_nothing() -> None:
    """Python's own end takes a while, and used to end by the signal, as if nothing had been said."""
    code = (
        "import atexit, os, signal\n"
        "from planner.entry import run\n"
        "atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "run(lambda: lambda prog_name: print('done'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_at_every_moment_the_name_holds_the_old_or_the_new_roster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before, between and after each step that touches the folder."""
    path, kept = tmp_path / "roster.xlsx", tmp_path / "roster (before).xlsx"
    path.write_bytes(b"old")
    seen = []
    for module, name in ((os, "link"), (os, "replace")):
        usual = getattr(module, name)

        def step(*given: object, usual: Any = usual) -> None:
            seen.append(path.read_bytes())
            usual(*given)
            seen.append(path.read_bytes())

        monkeypatch.setattr(module, name, step)
    write_whole(path, b"new", kept)
    assert seen == [b"old", b"old", b"old", b"new"] and kept.read_bytes() == b"old"
    assert names(tmp_path) == ["roster (before).xlsx", "roster.xlsx"]


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    over = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    dead, living = int(over.stdout), os.getppid()
    for number in (dead, living):
        (tmp_path / whole_file.UNFINISHED.format(number)).write_bytes(b"half")
    write_whole(tmp_path / "roster.xlsx", b"whole")
    assert names(tmp_path) == [whole_file.UNFINISHED.format(living), "roster.xlsx"]


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(b"old")

    def full(self: Path, content: bytes) -> int:
        self.open("wb").write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    ways: tuple[dict[str, Any], ...] = ({"kept": tmp_path / "kept.xlsx"}, {"new": True})
    for how in ways:
        with pytest.raises(PlannerError, match="No space left on device"):
            write_whole(path, b"new", **how)
    assert names(tmp_path) == ["roster.xlsx"] and path.read_bytes() == b"old"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "riverside.xlsx"
    write_whole(path, b"first", new=True)
    with pytest.raises(PlannerError, match="there is such a file already"):
        write_whole(path, b"second", new=True)
    assert path.read_bytes() == b"first" and names(tmp_path) == ["riverside.xlsx"]


# --- names and numbers at their limits ----------------------------------------------------------


@pytest.mark.parametrize(
    "option",
    [
        ("--seconds", "inf"), ("--seconds", "nan"), ("--seconds", "-1"), ("--seconds", "1e99"),
        ("--seed", str(2**31)), ("--seed", str(2**70)), ("--seed", "-1"), ("--weeks", str(10**9)),
        ("--week", "0001-01-01"), ("--week", "9999-12-31"), ("--week", "2026-99-99"), ("--week", "12/7/2026"),
        ("--week", ""), ("-o", "r" * 300 + ".xlsx"), ("-o", "r" * 252 + ".xlsx"), ("-o", "/dev/null/x.xlsx"),
    ],
)  # fmt: skip
def test_a_number_or_name_at_its_limit_is_answered_with_what_to_do(
    tmp_path: Path, option: tuple[str, str]
) -> None:
    done = run("plan", book(tmp_path), *option)
    assert done.exit_code in (1, 2) and "mistake" not in done.stderr
    assert names(tmp_path) == ["riverside.xlsx"]


@pytest.mark.parametrize("length", [225, 235, 245, 250])
def test_a_long_name_is_planned_or_refused_and_never_a_mistake(tmp_path: Path, length: int) -> None:
    program = book(tmp_path).rename(tmp_path / f"{'b' * length}.xlsx")
    first = run("plan", program, *WEEK)
    again = run("plan", program, *WEEK)
    assert (first.exit_code, again.exit_code) in {(0, 0), (2, 2)}
    assert (first.exit_code == 0) == (length + len(" 2026-11-30.xlsx") <= 255)


@pytest.mark.parametrize(
    "word", ["x" * 300 + ".xlsx", "nowhere/" * 60 + "b.xlsx", "a\0b.xlsx", ".", "/", "/dev/null"]
)
def test_an_odd_workbook_is_refused(word: str) -> None:
    done = run("check", word)
    assert done.exit_code in (1, 2) and "mistake" not in done.stderr, done.stderr


def test_a_name_that_is_no_text_is_refused_and_named(tmp_path: Path) -> None:
    program = book(tmp_path)
    odd = os.fsencode(tmp_path) + b"/\xff\xfe.xlsx"
    os.rename(program, odd)
    commands: list[list[str | bytes]] = [["check", odd], ["plan", odd, "--seconds", "1"]]
    for words in commands:
        done = subprocess.run([*PLANNER, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 2 and "rename the file" in done.stderr and "Traceback" not in done.stderr


def test_what_the_machine_refuses_is_no_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = book(tmp_path)

    def forbidden(self: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", forbidden)
    done = run("plan", program, *WEEK)
    assert done.exit_code in (1, 2) and "mistake" not in done.stderr


def test_attendance_never_writes_over_a_program(tmp_path: Path) -> None:
    program = book(tmp_path)
    assert run("plan", program, *WEEK, "-o", tmp_path / "roster.xlsx").exit_code == 0
    folder = tmp_path / "csv"
    folder.mkdir()
    for name in ("Topics", "therapists", "Clients", "attendance"):
        (folder / f"{name}.csv").write_text("mine", encoding="utf-8")
    for name in ("attendance", "Topics"):
        done = run("attendance", tmp_path / "roster.xlsx", "-o", folder / f"{name}.csv")
        assert done.exit_code == 2 and (folder / f"{name}.csv").read_text(encoding="utf-8") == "mine"
    assert run("attendance", tmp_path / "roster.xlsx", "-o", tmp_path / "attendance.csv").exit_code == 0


# --- streams ------------------------------------------------------------------------------------


def shell(line: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line.replace("planner", f"{sys.executable} -m planner")],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120, env={**os.environ, **environment},
    )  # fmt: skip


def test_a_full_stdout_is_said_and_leaves_with_1(tmp_path: Path) -> None:
    done = shell("planner rules > /dev/full", tmp_path)
    assert done.returncode == 1 and "No space left" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("streams", [">&- 2>&-", "2>/dev/full", "2> >(true)"])
def test_a_stream_that_nobody_reads_is_no_reason_to_stop(tmp_path: Path, streams: str) -> None:
    book(tmp_path)
    line = f"planner plan riverside.xlsx --week 2026-12-02 --seconds 1 {streams}"
    done = shell(line, tmp_path)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert "Roster" in load_workbook(tmp_path / "riverside 2026-11-30.xlsx").sheetnames


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    done = shell("planner rules | head -c 10; echo ${PIPESTATUS[0]}", tmp_path)
    assert done.stdout.endswith("0\n") and done.stderr == ""


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_what_a_terminal_cannot_show_is_escaped(tmp_path: Path, encoding: str) -> None:
    program = book(tmp_path).rename(tmp_path / "Φ☃.xlsx")
    done = planner("plan", program, *WEEK, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 0 and "\\u2603" in done.stdout
    told = planner("check", program, "--format", "json", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert json.loads(told.stdout)["errors"] == []


# --- many at random: python -m tests.test_attacks FOLDER ----------------------------------------


def many_kills(folder: Path, count: int, number: int = signal.SIGKILL) -> None:
    """Kills (or interrupts) so many plans at random moments; a whole roster stands under the name each time."""
    program, roster = book(folder), folder / "roster.xlsx"
    words = [*PLANNER, "plan", str(program), "-o", str(roster), "--week", "2026-12-02", "--seconds", "1"]
    subprocess.run(words, capture_output=True, check=True)
    found: dict[int, int] = {}
    before_us: list[str] = []
    for _ in range(count):
        running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        moment = random.random() * 4
        time.sleep(moment)
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
        found[running.returncode] = found.get(running.returncode, 0) + 1
        ours = "planner/" in said  # before Python runs a line of ours, the traceback is its own
        assert "Traceback" not in said or not ours, said
        if number == signal.SIGINT and running.returncode not in (130, 0):
            lines = [line.strip() for line in said.splitlines() if line.lstrip().startswith("File ")]
            where = lines[-1] if lines else "no line of Python had run"
            before_us.append(f"  exit {running.returncode} {moment:.2f} s after its start, at {where}")
        assert "Roster" in load_workbook(roster).sheetnames
    print(f"{count} times {signal.Signals(number).name}: exit codes {found}, a whole roster every time")
    print(*before_us, sep="\n", end="\n" if before_us else "")


if __name__ == "__main__":
    # In a shell's background an interrupt is ignored, and by whoever is started from there too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    many_kills(Path(sys.argv[1]), int(sys.argv[2]))
    many_kills(Path(sys.argv[1]), int(sys.argv[2]), signal.SIGINT)
