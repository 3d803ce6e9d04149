"""The columns and settings from which a good week is told: what is read, what a blank means, what is no sense."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.model.faults import Fault, WorkbookFaults
from planner.program import Program
from planner.workbook.read import read_program
from tests.workbook.books import plain, save_folder

STAFF = [["Therapist", "Leads"], ["Ortiz", "all"], ["Chen", "all"]]


def read(folder: Path, **sheets: Sequence[Any]) -> tuple[Program, list[Fault]]:
    return read_program(save_folder(folder, plain(Therapists=STAFF, **sheets)))


def topics(*rows: list[object], columns: list[str]) -> list[list[object]]:
    return [["Topic", "Minutes", *columns], *([name, 60, *rest] for name, *rest in rows)]


def test_a_best_size_left_blank_is_halfway_rounded_up(tmp_path: Path) -> None:
    given = topics(["Anger", 3, 8, None], ["Grief", 3, 8, 4], columns=["Smallest", "Largest", "Best size"])
    program, _ = read(tmp_path, Topics=given)
    assert [program.topics[name].best for name in ("Anger", "Grief")] == [6, 4]


def test_a_best_size_lies_between_smallest_and_largest(tmp_path: Path) -> None:
    given = topics(["Anger", 3, 8, 9], ["Grief", 3, 8, 4], columns=["Smallest", "Largest", "Best size"])
    with pytest.raises(WorkbookFaults) as found:
        read(tmp_path, Topics=given)
    [fault] = found.value.errors
    assert (fault.found, fault.says) == ("9", "is not between Smallest (3) and Largest (8)")


@pytest.mark.parametrize(
    ("kind", "membership", "typed", "asked"),
    [
        ("group", "open", None, False),
        ("education", None, None, False),
        ("group", "closed", None, True),
        ("family", None, None, True),
        ("community", None, None, True),
        ("community", None, "no", False),
        ("group", None, "yes", True),
    ],
)
def test_who_has_to_ask_goes_by_kind_and_membership(
    tmp_path: Path, kind: str, membership: str | None, typed: str | None, asked: bool
) -> None:
    columns = ["Kind", "Membership", "Only if asked"]
    given = topics(["Anger", kind, membership, typed], ["Grief", None, None, None], columns=columns)
    program, _ = read(tmp_path, Topics=given)
    assert program.topics["Anger"].only_if_asked == asked


def test_starts_of_a_topic_and_tags_of_its_leaders(tmp_path: Path) -> None:
    columns = ["Starts", "Leader tags", "Leaders"]
    given = topics(
        ["Anger", "13:00; 9:00-10:00 every 30", "spanish", 0], ["Grief", None, None, 2], columns=columns
    )
    program, _ = read(tmp_path, Topics=given)
    anger, grief = program.topics["Anger"], program.topics["Grief"]
    assert (anger.starts, anger.leader_tags, anger.leaders) == (
        (540, 570, 600, 780),
        frozenset({"spanish"}),
        0,
    )
    assert (grief.starts, grief.leader_tags, grief.leaders) == (None, frozenset(), 2)


def test_pauses_of_a_level(tmp_path: Path) -> None:
    given = [["Level", "Most on end", "Pause"], ["IOP", 120, None], ["PHP", None, 15]]
    program, _ = read(tmp_path, Levels=given)
    assert [(level.most_on_end, level.pause) for level in program.levels.values()] == [(120, 10), (None, 15)]


def test_lunch_and_closures(tmp_path: Path) -> None:
    given = [["Setting", "Value"], ["Lunch", "11:30-13:30"], ["Lunch minutes", 45], ["Closures", "prorated"]]
    program, _ = read(tmp_path, Settings=given)
    assert (program.lunch, program.lunch_minutes, program.closures) == ((690, 810), 45, "prorated")
    program, _ = read(tmp_path / "blank")
    assert (program.lunch, program.lunch_minutes, program.closures) == (None, 30, "full")
