"""One more therapist, hours for a topic more, a larger group without a second leader: proposed, said, written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner import api
from planner.model.faults import PlannerError
from planner.program import NeedRow
from planner.remedies.changes.change import change_of, changed_by
from planner.remedies.changes.copy import write_copy
from planner.week.problem import problem_of
from tests.small_week import CODES, FRI, MON, MONDAY, program, weekly
from tests.workbook.books import plain, put, save_workbook

GRIEF_ONLY = tuple(replace(row, topics=frozenset({"Grief"})) for row in weekly(MON, FRI))
CHANGES = (
    "one more therapist like Ortiz",
    "therapist Ortiz hours on Mon also for Individual",
    "admit one client like C001",
)


def test_one_more_therapist_leads_the_same_at_the_same_times() -> None:
    whole = program()
    changed = change_of(whole, MONDAY, "one more therapist like Ada").program
    assert changed.therapists == {
        **whole.therapists,
        "Therapist 1": replace(whole.therapists["Ada"], name="Therapist 1"),
    }
    assert changed.therapist_hours["Therapist 1"] == whole.therapist_hours["Ada"]


def test_what_is_written_into_a_copy_is_what_was_planned_with(tmp_path: Path) -> None:
    book = put(plain(), "Therapist availability", 2, "Topics", "Grief, loss and change")
    book["Needs"] = [["Client", "Topic", "From", "Total"], ["C001", "Anger", date(2026, 11, 2), 9]]
    book = put(book, "Client availability", 2, "First day", date(2026, 11, 2))
    save_workbook(tmp_path / "clinic.xlsx", book)
    whole, _ = api.load(tmp_path / "clinic.xlsx")
    change = changed_by(whole, MONDAY, CHANGES)
    write_copy(tmp_path / "clinic.xlsx", tmp_path / "copy.xlsx", change.edits)
    written, _ = api.load(tmp_path / "copy.xlsx")
    assert problem_of(written, MONDAY) == problem_of(change.program, MONDAY)


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("one more therapist like Nobody", "is no therapist"),
        ("0 more therapists like Ada", "1 to 20 therapists"),
        ("therapist Ada hours also for Anger", "no hours of Ada are for other topics"),
        ("client C001 hours also for Angre", "is no topic"),
    ],
)
def test_what_can_t_be_changed_so_is_said(phrase: str, says: str) -> None:
    with pytest.raises(PlannerError, match=says):
        change_of(program(), MONDAY, phrase)


def test_hours_on_some_days_are_for_a_topic_more_on_those_alone() -> None:
    whole = program(therapist_hours={"Ada": GRIEF_ONLY, "Ben": ()})
    rows = change_of(whole, MONDAY, "therapist Ada hours on Fri also for Anger").program.therapist_hours[
        "Ada"
    ]
    assert [row.weekday for row in rows if row.topics == {"Anger"}] == [FRI]
    needs = tuple(NeedRow(code, "Anger") for code in CODES)
    assert problem_of(replace(whole, needs=needs), MONDAY).hours_for["Ada"]["Anger"] == ()
