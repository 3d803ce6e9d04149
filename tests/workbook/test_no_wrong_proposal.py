"""What is proposed is what the whole cell says: never a part of a number, and never somebody who wasn't meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.tables.cells import Unreadable
from planner.tables.names import Names
from planner.tables.numbers import read_minutes, read_whole
from tests.workbook.books import faults_of, only, plain, put
from tests.workbook.hand_edited import Hands


@pytest.mark.parametrize("typed", ["one hundred", "twenty one", "a dozen", "ninety", "one thousand"])
def test_a_word_that_is_part_of_a_number_is_not_proposed(typed: str) -> None:
    for reader in (read_whole, read_minutes):
        with pytest.raises(Unreadable) as trouble:
            reader(typed, 1, 1440)
        assert "try" not in str(trouble.value)


@pytest.mark.parametrize(
    ("typed", "meant"), [("6o", 60), ("9O", 90), ("l0", 10), ("4S", None), ("60 x 2", None)]
)
def test_letters_that_look_like_digits_are_proposed_as_digits(typed: str, meant: int | None) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_whole(typed, 1, 1440)
    assert str(trouble.value).endswith(f"try {meant}") == (meant is not None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (1 / 24, 60),
        ("0.0416667", 60),
        (1.5 / 24, 90),
        (0.75 / 24, 45),
        ("1,5", 90),
        ("1:30:00", 90),
        (0.5, 30),
        (1.5, 90),
    ],
)
def test_minutes_whose_format_was_lost_are_proposed(typed: object, meant: int) -> None:
    with pytest.raises(Unreadable, match=rf"try {meant}$"):
        read_minutes(typed, 1, 1440)


@pytest.mark.parametrize("typed", [0.1, 0.33, "0.7"])
def test_what_is_no_time_of_day_is_not_proposed_as_minutes(typed: object) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_minutes(typed, 1, 1440)
    assert "try" not in str(trouble.value)


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("Office", "correct the spelling"),
        ("the office", "correct the spelling"),
        ("Closed", "did you mean everyone?"),
        ("C001-C002", "type each of them, from C001 to C002"),
        ("C001 to C002", "type each of them, from C001 to C002"),
        ("All clients", "else a row for each who is away"),
        ("every therapist", "correct the spelling"),
        ("C001 (new)", "did you mean 'C001'?"),
    ],
)
def test_who_is_away_is_asked_back_without_guessing(tmp_path: Path, who: str, says: str) -> None:
    away = [["Who", "First day"], [who, date(2026, 12, 1)]]
    rooms = [["Room", "Seats"], ["Office 1", 9], ["Office 2", 9]]
    (said,) = faults_of(tmp_path, plain(Away=away, Rooms=rooms))
    assert says in said and ("everyone?" in said) == (who == "Closed")


def test_a_remark_in_brackets_is_no_part_of_a_name_unless_brackets_tell_names_apart() -> None:
    names = Names("topic", "Topics", ["Skills", "Anger (evening)", "Anger"])
    assert names.says_unknown("Skills (mornings only)")[1] == "did you mean 'Skills'?"
    assert "'Anger'" not in names.says_unknown("Anger (adolescents)")[1]


@pytest.mark.parametrize("typed", ["any", "-", "any room", "n/a"])
def test_any_room_is_a_blank_and_not_none(tmp_path: Path, typed: str) -> None:
    tables = put(plain(Rooms=[["Room", "Seats"], ["Blue", 9]]), "Topics", 2, "Room kind", typed)
    only(
        tmp_path,
        tables,
        "warning: Topics!",
        "clear the cell if any room will do; type none if none is needed",
    )


@pytest.mark.parametrize("typed", ["everything", "any", "all topics"])
def test_all_topics_are_all(tmp_path: Path, typed: str) -> None:
    (said, *_) = faults_of(tmp_path, put(plain(), "Therapists", 2, "Leads", typed))
    assert said.endswith("; type all")


@pytest.mark.parametrize("typed", ["all groups", "All the groups", "every class"])
def test_all_groups_may_leave_out_individual_sessions(tmp_path: Path, typed: str) -> None:
    (said, *_) = faults_of(tmp_path, put(plain(), "Therapists", 2, "Leads", typed))
    assert said.endswith("; type all, if individual sessions and all else are meant too")


@pytest.mark.parametrize(
    ("note", "became"),
    [("CANCELLED", "cancelled"), ("no-show", "absent"), ("Excused.", "excused"), ("Canceled!", "cancelled")],
)
def test_what_became_of_a_seat_is_told_where_it_stands_in_a_note(note: str, became: str) -> None:
    hands = Hands()
    hands.sessions[0]["Note"] = note
    hands.seats[-1]["Note"] = note
    told = [str(fault) for fault in hands.read().warnings]
    assert len(told) == 2 and all(
        "changes nothing in a note" in fault and f"type {became} in Status" in fault for fault in told
    )


@pytest.mark.parametrize(
    "note", ["mother called", "override: cancelled by mistake", "cancelled last week, comes now", "ok"]
)
def test_other_notes_are_the_coordinators_own(note: str) -> None:
    hands = Hands()
    hands.seats[-1]["Note"] = note
    assert not [fault for fault in hands.read().warnings if "note" in fault.says]


@pytest.mark.parametrize(
    ("typed", "declared"),
    [
        ("men", "women"),
        ("male", "female"),
        ("Men's Group", "Women's Group"),
        ("AM Process", "PM Process"),
        ("Evening Process", "Morning Process"),
        ("Spanish Process", "English Process"),
        ("Process - Tues", "Process - Thurs"),
        ("Seeking Safety", "Seeking Sobriety"),
        ("Room East", "Room West"),
        ("Relapse Prevention II", "Relapse Prevention"),
        ("Anger B", "Anger"),
        ("non-smoker", "smoker"),
        ("OP", "IOP"),
        ("J. Smith", "K. Smith"),
        ("Ann Lee", "Dan Lee"),
    ],
)
def test_another_word_is_no_slip_however_like_it_is(typed: str, declared: str) -> None:
    for noun in ("topic", "tag"):
        assert Names(noun, "Topics", [declared]).nearest(typed) is None
        assert Names(noun, "Topics", [typed]).nearest(declared) is None


def test_one_of_two_that_are_as_like_is_not_proposed() -> None:
    assert Names("therapist", "Therapists", ["Anna", "Anne"]).nearest("Ann") is None
    assert Names("topic", "Topics", ["Process mornings", "Process evenings"]).nearest("Process") is None
    assert Names("topic", "Topics", ["Process", "Processing"]).nearest("Proces") == "Process"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("womens", "women"),
        ("omen", "women"),
        ("Proces Group", "Process Group"),
        ("Process Grp", "Process Group"),
        ("Dr. Chen", "Chen"),
        ("rotiz", "Ortiz"),
        ("Lee, Ann", "Ann Lee"),
        ("Women", "Women's Group"),
    ],
)
def test_slips_are_still_proposed(typed: str, meant: str) -> None:
    assert Names("therapist", "Therapists", [meant]).nearest(typed) == meant


@pytest.mark.parametrize("tag", ["not women", "non-women", "no women"])
def test_a_tag_that_says_not_is_no_list_of_tags(tmp_path: Path, tag: str) -> None:
    tables = put(put(plain(), "Topics", 2, "For", "women"), "Clients", 3, "Tags", tag)
    (said,) = [fault for fault in faults_of(tmp_path, tables) if "Clients!D3" in fault]
    assert "separate" not in said and "Not for keeps out who has it" in said


@pytest.mark.parametrize(
    ("column", "typed", "fix"),
    [
        ("For", "all", "clear the cell if the topic is for everybody"),
        ("For", "-", "clear the cell if the topic is for everybody"),
        ("For", "women/men", "a topic asks for all of its tags: give those clients one tag in common"),
        ("For", "women or men", "a topic asks for all of its tags: give those clients one tag in common"),
        ("For", "women and men", "separate tags by commas: type women, men"),
        ("Not for", "women or men", "separate tags by commas: type women, men"),
        ("Not for", "women and men", "separate tags by commas: type women, men"),
    ],
)
def test_tags_of_a_topic_that_are_several_or_mean_everybody(
    tmp_path: Path, column: str, typed: str, fix: str
) -> None:
    (said,) = [
        fault
        for fault in faults_of(tmp_path, put(plain(), "Topics", 2, column, typed))
        if "no client has" in fault
    ]
    assert said.endswith(f"; {fix}")


@pytest.mark.parametrize(
    ("setting", "typed", "fix"),
    [
        ("Notice", "two days", "type hours; try 48"),
        ("Notice", "48 hours", "type hours; try 48"),
        ("Notice", "a week", "type hours; try 168"),
        ("Time zone", "Chicago", "did you mean 'America/Chicago'?"),
        ("Time zone", "new york", "did you mean 'America/New_York'?"),
    ],
)
def test_settings_with_their_unit_or_city(tmp_path: Path, setting: str, typed: str, fix: str) -> None:
    only(tmp_path, plain(Settings=[["Setting", "Value"], [setting, typed]]), "error: Settings!B2", fix)


class _Unasked(dict[str, str]):
    """Spellings that may be looked up, and not gone through one by one."""

    def __iter__(self) -> Any:
        raise AssertionError("every name is held against every other")


def test_a_code_that_is_unknown_is_not_held_against_every_other() -> None:
    names = Names("client", "Clients", [f"C{number:03}" for number in range(100)])
    names._spelling = _Unasked(names._spelling)
    assert names.says_unknown("C512")[1] == "correct the spelling or add it to Clients"
