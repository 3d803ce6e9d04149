"""What is told of rooms, hours that are over, start times, a changeover and leaders: the fact that binds, its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from planner import api
from planner.model import Roster, Therapist
from planner.reasons.missing import reasons_for
from planner.week.problem import problem_of
from tests.small_week import MONDAY, program
from tests.test_why_too_few import TOPICS, Rows, causes, proven

ALL: Rows = [[code, "Anger", 1] for code in ("C1", "C2", "C3")]
HOURS = ["Therapist", "Days", "From", "To", "First day", "Last day"]
COMES = ["Client", "Days", "From", "To"]


def test_a_room_with_too_few_seats_is_named_with_the_cell_of_its_seats(tmp_path: Path) -> None:
    topics: Rows = [TOPICS, ["Anger", "group", 60, 3, 3, "", "", "art"]]
    rooms: Rows = [["Room", "Seats", "Kind"], ["Elm", 9, "group"], ["Oak", 2, "art"]]
    [found] = proven(tmp_path, ALL, Topics=topics, Rooms=rooms)
    assert found.says.startswith(
        "Anger takes 3 clients at least, and its largest room seats 2 (Seats of Oak)"
    )
    assert "Oak alone is of the kind art" in found.says
    assert "Rooms!B3" in found.places


def test_hours_that_are_over_are_told_by_their_last_day_alone(tmp_path: Path) -> None:
    over: Rows = [HOURS, ["Ann", "Mon, Tue", "9:00", "11:00", "", date(2026, 11, 27)]]
    [found] = causes(tmp_path, ALL, Therapist_availability=over)
    assert "Ann's hours hold until Fri 2026-11-27 (Last day)" in found
    assert "Ann is there" not in found


def test_start_times_are_told_with_the_days_they_are_on(tmp_path: Path) -> None:
    times: Rows = [["Days", "Starts"], ["Mon", "9:00"], ["Tue", "18:00"]]
    topics: Rows = [TOPICS, ["Talk", "individual", 60, 1, 1]]
    needs: Rows = [[code, "Talk", 1] for code in ("C1", "C2")]
    [found] = causes(tmp_path, needs, Topics=topics, Times=times)
    assert "sessions start at 09:00 on Mon and 18:00 on Tue only" in found


def test_what_takes_sessions_from_all_is_named_though_somebody_never_could_come(tmp_path: Path) -> None:
    topics: Rows = [TOPICS, ["Anger", "group", 60, 1, 2]]
    comes: Rows = [
        COMES,
        *([code, "Mon", "9:00", "11:00"] for code in ("C1", "C2")),
        ["C3", "Tue", "9:00", "11:00"],
    ]
    ann: Rows = [HOURS, ["Ann", "Mon", "9:00", "11:00"]]
    found = causes(
        tmp_path,
        ALL,
        Topics=topics,
        Client_availability=comes,
        Therapist_availability=ann,
        Settings=[["Setting", "Value"], ["Changeover", 45]],
    )
    assert [one for one in found if "at most 1 session" in one and "a changeover takes 45 min" in one]


def test_a_settled_session_that_leaves_no_pause_before_another_is_named_with_the_limit(
    tmp_path: Path,
) -> None:
    """Ann leads one session in a row, and Grief is settled right before the only time of Anger."""
    found = causes(
        tmp_path,
        ALL[:1],
        Topics=[
            [*TOPICS, "Starts"],
            ["Anger", "group", 60, 1, 3, "", "", "", "", "10:00"],
            ["Grief", "group", 60, 1, 3],
        ],
        Therapists=[["Therapist", "Leads", "Most in a row"], ["Ann", "all", 1]],
        Times=[["Days", "Starts"], ["Mon", "9:00, 10:00"]],
        Fixed=[["Day", "Start", "Topic", "Therapist"], ["Mon", "9:00", "Grief", "Ann"]],
    )
    assert [one for one in found if "(Most in a row)" in one and "(Fixed: Grief)" in one]


def test_a_need_is_told_who_alone_has_the_tag_of_a_leader_and_not_who_else_is_busy() -> None:
    whole = program()
    topics = {**whole.topics, "Anger": replace(whole.topics["Anger"], leader_tags=frozenset({"peer"}))}
    ben = Therapist("Ben", frozenset({"Anger", "Grief"}), tags=frozenset({"peer"}))
    hours = {"Ada": whole.therapist_hours["Ada"]}
    tagged = replace(whole, topics=topics, therapists={**whole.therapists, "Ben": ben}, therapist_hours=hours)
    problem = problem_of(tagged, MONDAY)
    said = reasons_for(problem, Roster(MONDAY), api.rules_of(tagged), program=tagged)
    assert "Ben, who alone leads Anger with the tag peer" in said["C001", "Anger"]


def test_two_things_that_each_keep_a_topic_from_being_held_are_told_by_their_own_facts(
    tmp_path: Path,
) -> None:
    """Ann is away and her room is too small: neither is the reason for the other."""
    topics: Rows = [TOPICS, ["Anger", "group", 60, 3, 3]]
    away: Rows = [["Who", "First day", "Last day", "Reason"], ["Ann", MONDAY, date(2026, 12, 6), "Sick"]]
    found = causes(tmp_path, ALL, Topics=topics, Rooms=[["Room", "Seats"], ["Oak", 2]], Away=away)
    [small] = [one for one in found if "its largest room seats 2 (Seats of Oak)" in one]
    assert "away" not in small
    assert [one for one in found if one.startswith("Ann, who alone leads Anger") and "(Sick)" in one]


def test_two_therapists_are_not_said_to_miss_each_other_where_it_is_the_room_that_is_away(
    tmp_path: Path,
) -> None:
    topics: Rows = [TOPICS, ["Anger", "group", 60, 1, 3, "", 2]]
    both: Rows = [HOURS, *([name, "Mon, Tue", "9:00", "11:00"] for name in ("Ann", "Bea"))]
    found = causes(
        tmp_path,
        ALL,
        Topics=topics,
        Therapists=[["Therapist", "Leads"], ["Ann", "all"], ["Bea", "all"]],
        Therapist_availability=both,
        Rooms=[["Room", "Seats"], ["Oak", 9]],
        Away=[["Who", "First day", "Last day"], ["Oak", MONDAY, date(2026, 12, 6)]],
    )
    assert not [one for one in found if "are there together" in one]
    assert [one for one in found if "no room for Anger is available" in one]


def test_a_primary_therapist_who_can_see_nobody_is_told_once_beside_one_who_can_see_some(
    tmp_path: Path,
) -> None:
    """Ann leads settled sessions all the time, and Bea one hour a week: each with what binds her."""
    topics: Rows = [TOPICS, ["Talk", "individual", 60, 1, 1], ["Staff", "community", 120, 1, 9]]
    clients: Rows = [["Client", "Level", "Primary therapist"]]
    clients += [[f"C{n}", "Day", "Ann" if n < 3 else "Bea"] for n in (1, 2, 3, 4)]
    found = causes(
        tmp_path,
        [[f"C{n}", "Talk", 1] for n in (1, 2, 3, 4)],
        Topics=topics,
        Clients=clients,
        Client_availability=[COMES, *([f"C{n}", "Mon, Tue", "9:00", "11:00"] for n in (1, 2, 3, 4))],
        Therapists=[
            ["Therapist", "Leads", "Most hours"],
            ["Ann", "all", ""],
            ["Bea", "all", 1],
            ["Cat", "all", ""],
        ],
        Therapist_availability=[
            HOURS,
            *([name, "Mon, Tue", "9:00", "11:00"] for name in ("Ann", "Bea", "Cat")),
        ],
        Fixed=[
            ["Day", "Start", "Topic", "Therapist"],
            ["Mon", "9:00", "Staff", "Ann"],
            ["Tue", "9:00", "Staff", "Ann"],
        ],
    )
    ann = [one for one in found if "Ann" in one]
    assert len(ann) == 1 and "(Fixed: Staff)" in ann[0]
    assert [one for one in found if one.startswith("Bea can lead at most 1 session of Talk (Most hours 1 h)")]
