"""The cells of what a cause's sentence names, and which causes are told before others."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import api
from planner.program import Program
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.named_cells import with_cells
from planner.remedies.causes.offer_facts import OfferFacts
from planner.remedies.causes.question import Question
from planner.remedies.causes.subjects import heavy_first
from planner.week.problem import problem_of
from tests.outside_weeks import MONDAY, save
from tests.test_why_too_few import Rows


def book(folder: Path) -> Program:
    """One topic, two therapists, two clients; the second may have hours of her own."""
    hours = [["Client", "Days", "From", "To"], ["C1", "Mon", "9:00", "12:00"], ["C2", "Mon", "9:00", "12:00"]]
    sheets: dict[str, Rows] = {
        "Settings": [["Setting", "Value"], ["Changeover", 15]],
        "Levels": [["Level", "Min hours", "Max hours", "Max hours a day"], ["Day", 1, 9, 3]],
        "Topics": [["Topic", "Minutes", "Smallest", "Most a day", "Room kind"], ["Anger", 60, 1, 1, "office"]],
        "Therapists": [["Therapist", "Leads", "Most a day"], ["Ann", "all", 2], ["Ben", "all", 3]],
        "Rooms": [["Room", "Seats", "Kind"], ["Blue", 4, "office"], ["Red", 9, "group"]],
        "Times": [["Days", "Starts"], ["Mon", "9:00, 10:00"], ["Mon", "11:00"]],
        "Clients": [["Client", "Level", "Max hours"], ["C1", "Day", ""], ["C2", "Day", 5]],
        "Client availability": hours,
        "Therapist availability": [["Therapist", "Days", "From", "To"],
                                   ["Ann", "Mon", "9:00", "12:00"], ["Ben", "Mon", "9:00", "12:00"]],
        "Needs": [["Client", "Topic", "Priority"], ["C1", "Anger", "could"], ["C2", "Anger", "should"]],
    }  # fmt: skip
    return api.load(save(folder / "book.xlsx", sheets))[0]


@pytest.mark.parametrize(
    ("says", "cells"),
    [
        ("C1's hours hold 2 h at most (Max hours a day)", ("Levels!D2",)),
        ("C1 would have more than 9 h a week (Max hours)", ("Levels!C2",)),
        ("C2 would have more than 5 h a week (Max hours)", ("Clients!C3",)),
        ("C1 has Anger that day already (Most a day 1), and Ben is free", ("Topics!D2",)),
        ("Ann would lead more than that (Most a day), C1 has Anger", ("Therapists!C2",)),
        ("Anger takes 6, and its largest room seats 4 (Room kind office)", ("Topics!E2",)),
        ("Ann leads another session within 15 min (Changeover)", ("Settings!B2",)),
        ("Ann leads another session, Ben isn't available", ("Therapist availability!A3",)),
        ("of 4 start times of Anger in C1's hours (Topics: Most a day), Ann leads", ("Topics!D2",)),
        ("Anger is missing on Wed (Times lets no session start on Wed)", ("Times!A2", "Times!A3")),
        ("Blue isn't free", ()),
        ("C1 can come on Monday (the stay of C1 ends, Clients!H7)", ("Clients!H7",)),
    ],
)
def test_a_sentence_that_names_a_column_has_its_cell(
    tmp_path: Path, says: str, cells: tuple[str, ...]
) -> None:
    program = book(tmp_path)
    found = with_cells(
        program, problem_of(program, MONDAY), Cause("", None, says, True, places=("Clients!A2",))
    )
    assert set(found.places) == {*cells, "Clients!A2"}
    assert found.places[-1] == "Clients!A2"  # what the sentence is about comes first


def test_what_only_could_be_had_is_told_last(tmp_path: Path) -> None:
    problem = problem_of(book(tmp_path), MONDAY)
    could, should = (Cause(code, "Anger", code, True, clients=(code,)) for code in ("C1", "C2"))
    hours, of_all = Cause("C1", None, "hours", True, clients=("C1",)), Cause("", None, "of all", False)
    assert heavy_first(problem, [could, should, hours, of_all]) == [should, hours, of_all, could]


def test_the_kind_of_the_other_rooms_stands_behind_those_that_alone_are_of_it(tmp_path: Path) -> None:
    program = book(tmp_path)
    question = Question(program, (), AskedWeek(MONDAY), client="C1", topic="Anger")
    [alone] = [fact for fact in OfferFacts(question).of_rooms() if "alone" in fact.says]
    assert (alone.says, alone.places) == ("Blue alone is of the kind office", ("Rooms!C2", "Rooms!C3"))
