"""What a commit has reached is kept level by level, can be compared with another's, and read against the bars."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.language.limits import Stage
from tests.benchmarks.bars import NEVER, WEEKS, gap_in_the_end, line, missing_after, to_hidden
from tests.benchmarks.commits import END, read_rows, rows_of, side_by_side, write_rows
from tests.benchmarks.judge import stage_value
from tests.benchmarks.ours import ours
from tests.benchmarks.planted import planted_week


def outcome(**changed: Any) -> dict[str, Any]:
    """A run that had its needs after 4 s, and 110 points in the end of which 100 are proven."""
    given: dict[str, Any] = {
        "commit": "old",
        "size": 48,
        "family": "listed",
        "tight": False,
        "seed": 1,
        "seconds": 30,
        "course": [
            (1.0, "NEEDS", 9, 0),
            (4.0, "NEEDS", 0, 0),
            (4.1, "GOOD_WEEK", 150, 0),
            (31.0, "GOOD_WEEK", 110, 100),
        ],
        "good_week": {"Idle": 110},
        "hidden": {"Idle": 125},
        "hidden_levels": {"NEEDS": 0, "GOOD_WEEK": 125},
        "processor_seconds": 58.0,
        "peak_megabytes": 300,
    }
    return given | changed


def test_every_level_is_kept_at_each_moment_it_had_come_to_and_in_the_end() -> None:
    rows = list(rows_of(outcome()))
    reached = {(row["level"], row["moment"]): (row["value"], row["bound"], row["gap"]) for row in rows}
    assert ("GOOD_WEEK", "60") not in reached  # the run ended before
    assert reached["NEEDS", "5"] == ("0", "0", "0.0000")
    assert reached["GOOD_WEEK", "5"] == ("150", "0", "")  # nothing is known yet
    assert reached["GOOD_WEEK", END] == ("110", "100", "0.1000")
    assert {row["hidden timetable's"] for row in rows if row["level"] == "GOOD_WEEK"} == {"125"}


def test_a_file_of_a_commit_comes_back_as_it_was_written(tmp_path: Path) -> None:
    rows = list(rows_of(outcome()))
    write_rows(rows, tmp_path / "deep" / "old.csv")
    assert read_rows(tmp_path / "deep" / "old.csv") == rows


def test_two_commits_are_told_apart_by_the_medians_that_differ() -> None:
    old = [row for seed in (1, 2, 3) for row in rows_of(outcome(seed=seed))]
    better = outcome(course=[*outcome()["course"][:-1], (29.0, "GOOD_WEEK", 105, 102)])
    # One seed better changes no median of three, two do.
    one = [row for seed in (2, 3) for row in rows_of(outcome(seed=seed))] + list(rows_of(better))
    two = [row for seed in (1, 2) for row in rows_of({**better, "seed": seed})] + list(rows_of(outcome()))
    assert side_by_side(old, one) == []
    ends = [said for said in side_by_side(old, two) if said.startswith("48 listed, 30 s, GOOD_WEEK at end")]
    assert ends == ["48 listed, 30 s, GOOD_WEEK at end: 110 -> 105, at least 100 -> 102"]


def test_a_bar_is_met_by_its_median_alone() -> None:
    assert line("gap", 0.03, [0.02, 0.05, 0.03])[2:] == ["0.03", "0.02, 0.05, 0.03", "yes"]
    assert line("gap", 0.03, [0.02, 0.05, NEVER])[-1] == "no"
    assert line("told only", NEVER, [0.02])[-1] == ""


def test_figures_are_read_from_a_run_and_from_one_that_failed() -> None:
    run, failed = outcome(), {"course": [], "hidden": {}, "seconds": 30}
    assert gap_in_the_end(run) == pytest.approx(0.1)
    assert to_hidden(run) == pytest.approx(0.88)
    assert missing_after(5)(run) == 0
    assert gap_in_the_end(failed) == to_hidden(failed) == missing_after(5)(failed) == NEVER


def test_the_weeks_of_the_bars_have_names_of_their_own() -> None:
    assert len({week.name for week in WEEKS}) == len(WEEKS)


def test_a_run_tells_the_course_of_every_level_up_to_the_roster() -> None:
    problem = planted_week(12, 1, "listed").problem
    trace = ours(problem, 1.5, seed=1, workers=1)
    assert trace.roster is not None
    last = {level: value for _, level, value, _ in trace.course}
    assert {"HOURS", "NEEDS", "GOOD_WEEK"} <= last.keys()
    for level, value in last.items():
        # What merely follows may be dearer on the way than it has to be; the roster is never dearer than was told.
        assert value >= stage_value(problem, trace.roster, Stage[level])
    assert [moment[0] for moment in trace.course] == sorted(moment[0] for moment in trace.course)
