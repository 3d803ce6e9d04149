"""Causes of tiny weeks that nobody had thought of: whose own time is too little, and by which of the things typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from constraints.wishes import Wishes
from planner import api
from planner.language.limits import Refusal
from planner.model import Roster, Seat, Session, Topic, Wish
from planner.program import AwayRow
from planner.reasons.absences import says_absence
from planner.reasons.obstacles import Obstacles
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.missing_days import floor_causes
from planner.remedies.causes.subjects import begun
from planner.week.problem import problem_of
from tests.outside_weeks import MONDAY, save
from tests.small_week import program
from tests.test_why_too_few import TOPICS, Rows, causes

LEVELS: list[Any] = ["Level", "Min hours", "Max hours", "Min days", "Max days", "Max hours a day"]
CLIENTS: list[Any] = ["Client", "Level", "Tags", "Days"]
OTHERS: Rows = [["C2", "Easy", "", ""], ["C3", "Easy", "", ""]]
C2_COMES = ["C2", "Mon, Tue", "9:00", "11:00"]
EASY: list[Any] = ["Easy", 0, 9, 0]
PLAIN: Rows = [[*TOPICS, "For", "Not for", "Levels", "Only if asked", "Counts"]]
ANGER: list[Any] = ["Anger", "group", 60, 1, 3, "", "", "", 2]


def of_c1(folder: Path, **sheets: Rows) -> list[str]:
    """What is proven of C1, who comes on Monday and Tuesday from nine to eleven and needs four hours."""
    given: dict[str, Rows] = {
        "Levels": [LEVELS, ["Day", 4, 9, 0], EASY],
        "Clients": [CLIENTS, ["C1", "Day", "", ""], *OTHERS],
        "Topics": [*PLAIN, ANGER],
    }
    return causes(folder, [], **(given | {name.replace("_", " "): rows for name, rows in sheets.items()}))


def test_who_reaches_the_hours_is_not_told(tmp_path: Path) -> None:
    assert of_c1(tmp_path) == []


@pytest.mark.parametrize(
    ("sheet", "rows", "says"),
    [
        ("Clients", [CLIENTS, ["C1", "Day", "", "Mon"], *OTHERS], "C1 is authorised for Mon only"),
        ("Levels", [LEVELS, ["Day", 4, 9, 0, 1], EASY], "Day allows 1 day a week (Max days)"),
        ("Levels", [LEVELS, ["Day", 4, 9, 0, "", 1], EASY], "Day allows 1 h a day (Max hours a day)"),
        ("Away", [["Who", "First day", "Reason"], ["C1", MONDAY, "Dentist"]], "(Dentist)"),
        ("Topics", [*PLAIN, [*ANGER, "", "", "Easy"]], "Anger is for Easy, and C1 is Day (Levels)"),
        ("Topics", [*PLAIN, [*ANGER, "trauma track"]], "Anger is for clients with trauma track (For)"),
        (
            "Topics",
            [*PLAIN, [*ANGER, "", "", "", "yes"]],
            "Anger asks for a row of Needs or Curriculum (Only if asked)",
        ),
    ],
)
def test_what_takes_a_clients_own_time_is_named(tmp_path: Path, sheet: str, rows: Rows, says: str) -> None:
    found = of_c1(tmp_path, **{sheet: rows})
    assert all(one.startswith("C1") and says in one for one in found)
    assert len(found) == 1 + (sheet == "Away")  # an absence is told first, and then how many hours it leaves


def test_two_things_that_take_it_together_are_both_named_and_nothing_else(tmp_path: Path) -> None:
    [found] = of_c1(
        tmp_path,
        Clients=[CLIENTS, ["C1", "Day", "", "Mon"], *OTHERS],
        Levels=[LEVELS, ["Day", 2, 9, 0, "", 1], EASY],
    )
    assert found == (
        "C1: their hours hold 1 h of sessions at most, 2 h are required: 1 h can't be placed at all, because "
        "C1 is authorised for Mon only; Day allows 1 h a day (Max hours a day)"
    )


def test_topics_that_one_tag_bars_are_one_fact(tmp_path: Path) -> None:
    barred = [[name, *ANGER[1:], "", "new"] for name in ("Grief", "Sleep", "Stress")]
    [found] = of_c1(
        tmp_path,
        Clients=[CLIENTS, ["C1", "Day", "new", ""], *OTHERS],
        Topics=[*PLAIN, [*ANGER[:5], 1, *ANGER[6:]], *barred],
    )
    assert found.endswith("because 3 topics (Grief, Sleep, …) are not for clients with new (Not for)")


def test_a_topic_that_one_may_attend_and_that_counts_for_nothing_is_named(tmp_path: Path) -> None:
    rows = [[*ANGER, "", "", "Easy"], ["Grief", *ANGER[1:], "", "", "", "", "no"]]
    [found] = of_c1(tmp_path, Topics=[*PLAIN, *rows])
    assert found.startswith(
        "C1 may attend no topic that counts towards hours: Grief does not (Topics: Counts)"
    )


def test_a_level_that_nearly_nobody_reaches_is_told_once(tmp_path: Path) -> None:
    clients: Rows = [CLIENTS, ["C1", "Day", "", ""], ["C2", "Day", "", ""], ["C3", "Day", "", ""]]
    [found] = of_c1(tmp_path, Clients=clients, Levels=[LEVELS, ["Day", 9, 9, 0]])
    assert found.startswith(
        "3 clients (C1, C2, C3) can't reach the 9 h that Day asks for (Min hours). C1: their hours"
    )


def test_a_level_that_the_curriculum_sets_is_named_as_such(tmp_path: Path) -> None:
    clients: Rows = [
        ["Client", "Level", "Curriculum", "Curriculum start"],
        ["C1", "Easy", "Up", MONDAY],
        *OTHERS,
    ]
    [found] = of_c1(
        tmp_path,
        Levels=[LEVELS, ["Day", 5, 9, 0], EASY],
        Clients=clients,
        Curriculum=[["Curriculum", "From week", "To week", "Level"], ["Up", 1, 2, "Day"]],
    )
    assert "5 h are required (Day, by the curriculum)" in found


def test_a_topic_that_should_run_and_that_nobody_may_attend_is_told_though_nobody_asks(
    tmp_path: Path,
) -> None:
    topics: Rows = [
        [*PLAIN[0], "Runs at least"],
        ANGER,
        ["Grief", *ANGER[1:], "trauma track", "", "", "", "", 2],
    ]
    assert of_c1(tmp_path, Topics=topics) == [
        "Grief should run 2 times (Runs at least): "
        "Grief takes 1 client at least, and nobody may attend it (For trauma track)"
    ]


def test_a_large_room_that_is_away_seats_nobody(tmp_path: Path) -> None:
    topics: Rows = [TOPICS, ["Anger", "group", 60, 3, 9, "", "", "kitchen"]]
    rooms: Rows = [["Room", "Seats", "Kind"], ["Large", 9, "kitchen"], ["Small", 2, "kitchen"]]
    away: Rows = [["Who", "First day", "Last day"], ["Large", MONDAY, MONDAY.replace(month=12, day=6)]]
    needs: Rows = [[f"C{n}", "Anger", 1] for n in (1, 2, 3)]
    said = causes(tmp_path, needs, Topics=topics, Rooms=rooms, Away=away)
    assert said[0].startswith("Large is away Mon 2026-11-30 to Sun 2026-12-06")
    assert said[1].startswith(
        "Anger takes 3 clients at least, and Large, which alone seats as many, isn't available when it could be held "
        "(the largest room then seats 2)"
    )


def test_what_an_absence_is_named_for_comes_after_what_nothing_has_been_said_of(tmp_path: Path) -> None:
    """Ann is away, which three topics' sentences would say again; C1's window is another matter."""
    topics: Rows = [TOPICS, *([name, "group", 60, 1, 3] for name in ("Anger", "Grief", "Sleep"))]
    hours: Rows = [["Client", "Days", "From", "To"], ["C1", "Mon", "9:00", "10:00"]]
    hours += [[f"C{n}", "Mon, Tue", "9:00", "11:00"] for n in (2, 3)]
    said = causes(
        tmp_path,
        [["C2", name, 1] for name in ("Anger", "Grief", "Sleep")],
        Levels=[LEVELS, ["Day", 3, 9, 0], EASY],
        Topics=topics,
        Clients=[CLIENTS, ["C1", "Day", "", ""], *OTHERS],
        Client_availability=hours,
        Away=[["Who", "First day", "Last day"], ["Ann", MONDAY, MONDAY.replace(month=12, day=6)]],
    )
    assert said[0].startswith("Ann is away")
    assert said[1].startswith("C1: their hours hold 1 h")


def test_what_else_an_absence_leaves_comes_after_what_nothing_has_been_said_of(tmp_path: Path) -> None:
    """It takes a topic and the hours of three: one of the two is told first, then C4's window, then the other."""
    hours: Rows = [["Client", "Days", "From", "To"], *([f"C{n}", "Mon", "9:00", "11:00"] for n in (1, 2, 3))]
    said = causes(
        tmp_path,
        [["C1", "Anger", 1]],
        Levels=[LEVELS, ["Day", 2, 9, 0], EASY],
        Clients=[CLIENTS, *([f"C{n}", "Day", "", ""] for n in (1, 2, 3, 4))],
        Client_availability=[*hours, ["C4", "Mon", "9:00", "10:00"]],
        Away=[["Who", "First day", "Last day"], ["Ann", MONDAY, MONDAY]],
    )
    away = [number for number, one in enumerate(said) if one.startswith("Ann is away")]
    alone = next(number for number, one in enumerate(said) if one.startswith("C4: their hours hold 1 h"))
    assert away[0] == 0
    assert away[1:] and min(away[1:]) > alone


def test_days_under_the_floor_of_a_level_are_told_with_whose_time_holds_no_more(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Max hours", "Min days", "Min hours a day"], ["Day", 2, 9, 0, 3]],
        "Topics": [[*PLAIN[0]], ANGER],
        "Therapists": [["Therapist", "Leads"], ["Ann", "all"]],
        "Times": [["Days", "Starts"], ["Mon, Tue", "9:00, 10:00"]],
        "Clients": [["Client", "Level"], ["C1", "Day"], ["C2", "Day"]],
        "Client availability": [["Client", "Days", "From", "To"], ["C1", "Mon", "9:00", "11:00"], C2_COMES],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", "Mon, Tue", "9:00", "11:00"]],
    }
    given, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    problem, rules = problem_of(given, MONDAY), api.rules_of(given)
    roster = api.plan(given, MONDAY, seconds=1, reproducible=True)[0].roster
    [cause] = floor_causes(given, problem, roster, Obstacles(problem, rules, roster))
    assert cause.proven and cause.clients == ("C1", "C2")
    assert cause.says == (
        "2 clients (C1, C2) don't have the 3 h on each day they come, which Day asks for (Min hours a day). "
        "C1's hours on Mon hold 2 h of sessions at most"
    )
    [alone] = floor_causes(given, problem, roster, Obstacles(problem, rules, roster), client="C1")
    assert (
        alone.client == "C1"
        and "3 h are asked for on each day they come (Day: Min hours a day)" in alone.says
    )
    assert list(floor_causes(given, problem, Roster(MONDAY), Obstacles(problem, rules, roster))) == []


def test_a_short_day_on_which_a_client_could_stay_away_is_not_proven_with_one_that_is(tmp_path: Path) -> None:
    """C1 has Monday alone. C2 could come on Tuesday instead, which is long enough."""
    sheets: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Max hours", "Min days", "Min hours a day"], ["Day", 2, 9, 0, 2]],
        "Topics": [[*PLAIN[0]], ANGER],
        "Therapists": [["Therapist", "Leads"], ["Ann", "all"]],
        "Times": [["Days", "Starts"], ["Mon, Tue", "9:00, 10:00"]],
        "Clients": [["Client", "Level"], ["C1", "Day"], ["C2", "Day"]],
        "Client availability": [
            ["Client", "Days", "From", "To"],
            *([code, "Mon", "9:00", "10:00"] for code in ("C1", "C2")),
            ["C2", "Tue", "9:00", "11:00"],
        ],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", "Mon, Tue", "9:00", "11:00"]],
    }
    given, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    problem, rules = problem_of(given, MONDAY), api.rules_of(given)
    held = Session("M", "Anger", 9 * 60, 60, therapists=("Ann",), room=None, seats=(Seat("C1"), Seat("C2")))
    roster = Roster(MONDAY, (held,))
    found = list(floor_causes(given, problem, roster, Obstacles(problem, rules, roster)))
    assert [(cause.client, cause.proven) for cause in found] == [("C1", True), ("C2", False)]


def test_a_pair_kept_apart_of_whom_each_needs_the_only_session_is_told(tmp_path: Path) -> None:
    topics: Rows = [[*TOPICS, "Runs at most"], ["Anger", "group", 60, 1, 3, "", "", "", 1, 1]]
    said = causes(
        tmp_path, [["C1", "Anger"], ["C2", "Anger"]], Topics=topics, Apart=[["Client", "From"], ["C1", "C2"]]
    )
    assert said[0].startswith(
        "Anger: at most 1 session (Runs at most), and C1 and C2, who need it, are kept apart from one another (Apart)"
    )


def test_two_sessions_are_enough_for_a_pair_kept_apart(tmp_path: Path) -> None:
    topics: Rows = [[*TOPICS, "Runs at most"], ["Anger", "group", 60, 1, 3, "", "", "", 1, 2]]
    assert (
        causes(
            tmp_path,
            [["C1", "Anger"], ["C2", "Anger"]],
            Topics=topics,
            Apart=[["Client", "From"], ["C1", "C2"]],
        )
        == []
    )


def test_a_leader_who_is_there_for_less_than_a_session_takes_isn_t_said_to_be_away(tmp_path: Path) -> None:
    topics: Rows = [TOPICS, ["Anger", "group", 125, 1, 3]]
    hours: Rows = [["Client", "Days", "From", "To"], *([f"C{n}", "Mon", "9:00", "13:00"] for n in (1, 2, 3))]
    [found] = causes(tmp_path, [["C1", "Anger"]], Topics=topics, Client_availability=hours)
    assert found.startswith(
        "Ann, who alone leads Anger, isn't available for 125 min at any of its start times"
    )


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        (Wish("C1", prefers=False, therapist="Ann"), "C1 avoids Ann"),
        (Wish("C1", prefers=False, topic="Anger"), "C1 avoids Anger"),
        (Wish("C1", prefers=True, day=3), "C1 prefers Thu"),
        (Wish("C2", prefers=False, topic="Anger"), Wishes.bites),
    ],
)
def test_a_wish_that_is_a_must_is_named(wish: Wish, says: str) -> None:
    problem = replace(problem_of(program(), MONDAY), wishes=(wish,), topics={"Anger": Topic("Anger", 60)})
    assert Wishes().why(problem, Refusal("seat", "C1", topic="Anger", start=9 * 60)) == says


@pytest.mark.parametrize(("often", "said"), [(4, []), (5, ["4 sessions can be held at most"])])
def test_a_topic_that_should_run_more_often_than_it_can_is_told(
    tmp_path: Path, often: int, said: list[str]
) -> None:
    topics: Rows = [[*TOPICS, "Runs at least"], ["Anger", "group", 60, 1, 3, "", "", "", 1, often]]
    found = causes(tmp_path, [["C1", "Anger"]], Topics=topics)
    assert found == [f"Anger should run {often} times (Runs at least): {few}" for few in said]


def test_what_must_come_before_and_who_has_begun_are_named_where_nobody_may_attend(tmp_path: Path) -> None:
    topics: Rows = [[*TOPICS, "After"], ["Anger", "group", 60, 1, 3, "", "", "", 1, "Intro"]]
    topics += [["Intro", "education", 60, 1, 3, "", "", "", 1, ""]]
    assert "nobody may attend it (After Intro)" in causes(tmp_path, [["C1", "Anger"]], Topics=topics)[0]


def test_a_leader_whose_hours_have_ended_is_said_to_have_hours_that_ended(tmp_path: Path) -> None:
    hours: Rows = [["Therapist", "Days", "From", "To", "Last day"]]
    hours += [["Ann", "Mon, Tue", "9:00", "11:00", MONDAY.replace(day=20)]]
    [found] = causes(tmp_path, [["C1", "Anger"]], Therapist_availability=hours)
    assert found.startswith(
        "Ann, who alone leads Anger, isn't available at any of its start times: "
        "Ann's hours hold until Fri 2026-11-20 (Last day)"
    )


def test_a_leader_of_whose_hours_some_go_on_is_not_said_to_have_none_any_more(tmp_path: Path) -> None:
    hours: Rows = [["Therapist", "Days", "From", "To", "Last day"]]
    hours += [["Ann", "Mon", "9:00", "11:00", MONDAY.replace(day=20)], ["Ann", "Sat", "20:00", "21:00", ""]]
    [found] = causes(tmp_path, [["C1", "Anger"]], Therapist_availability=hours)
    assert found.startswith("Ann, who alone leads Anger, isn't available at any of its start times")
    assert "hold until" not in found


@pytest.mark.parametrize(
    ("says", "told"),
    [("nobody leads Anger", "Nobody leads Anger"), ("iop is a level here", "iop is a level here")],
)
def test_a_cause_begins_with_a_capital_letter_unless_with_a_name(says: str, told: str) -> None:
    given = replace(program(), levels={"iop": program().levels["Small"]})
    assert begun(given, Cause("", None, says, proven=True)).says == told


@pytest.mark.parametrize(
    ("opens", "closes", "when"),
    [(720, None, " from 12:00"), (None, 720, " until 12:00"), (720, 780, " 12:00-13:00"), (None, None, "")],
)
def test_an_absence_of_part_of_a_day_is_said_as_people_say_it(
    opens: int | None, closes: int | None, when: str
) -> None:
    row = AwayRow("Ann", first_day=MONDAY, last_day=MONDAY, opens=opens, closes=closes)
    assert says_absence(row) == f"Ann is away Mon 2026-11-30{when}"


def test_who_may_lead_one_a_day_is_told_where_that_makes_too_few_seats(tmp_path: Path) -> None:
    staff: Rows = [["Therapist", "Leads", "Most a day"], ["Ann", "all", 1]]
    topics: Rows = [TOPICS, ["Anger", "group", 60, 1, 1, "", "", "", 2]]
    [found, *_] = causes(tmp_path, [[f"C{n}", "Anger"] for n in (1, 2, 3)], Therapists=staff, Topics=topics)
    assert found.startswith(
        "Anger: at most 2 sessions of 60 min (Ann leads 1 a day at most) × 1 seat = 2; 3 are needed"
    )
    assert found.count("1 a day at most") == 1


@pytest.mark.parametrize(
    ("most", "says"),
    [
        (9, ["C1's needs take 5 h, and their hours hold 4 h of sessions at most"]),
        (3, ["C1's needs take 5 h, and C1 may have 3 h a week at most (Max hours)"]),
    ],
)
def test_needs_that_together_take_more_than_a_client_may_have_are_told(
    tmp_path: Path, most: int, says: list[str]
) -> None:
    levels: Rows = [LEVELS, ["Day", 0, most, 0], ["Easy", 0, 9, 0]]
    topics: Rows = [TOPICS, *([name, "group", 60, 1, 3, "", "", "", 2] for name in ("Anger", "Grief"))]
    clients: Rows = [CLIENTS, ["C1", "Day", "", ""], ["C2", "Easy", "", ""], ["C3", "Easy", "", ""]]
    needs: Rows = [["C1", "Anger", 3], ["C1", "Grief", 2], ["C2", "Anger", 2], ["C2", "Grief", 2]]
    found = causes(tmp_path, needs, Levels=levels, Topics=topics, Clients=clients)
    assert [one for one in found if "needs take" in one] == says


def test_a_stay_that_ends_is_said_where_needs_take_more_than_it_leaves(tmp_path: Path) -> None:
    levels: Rows = [LEVELS, ["Day", 0, 9, 0], ["Easy", 0, 9, 0]]
    topics: Rows = [TOPICS, *([name, "group", 60, 1, 3, "", "", "", 2] for name in ("Anger", "Grief"))]
    clients: Rows = [
        [*CLIENTS, "Ends"],
        ["C1", "Day", "", "", MONDAY],
        ["C2", "Easy", "", "", ""],
        ["C3", "Easy", "", "", ""],
    ]
    found = causes(
        tmp_path, [["C1", "Anger", 2], ["C1", "Grief", 2]], Levels=levels, Topics=topics, Clients=clients
    )
    [says] = [one for one in found if "needs take" in one]
    assert says.endswith(
        "their hours hold 2 h of sessions at most (the stay of C1 ends on Mon 2026-11-30, Clients!E2)"
    )


def test_a_level_that_keeps_long_hours_from_holding_more_is_named_with_them(tmp_path: Path) -> None:
    levels: Rows = [LEVELS, ["Day", 0, 9, 0, 1, 9], ["Easy", 0, 9, 0]]
    topics: Rows = [TOPICS, *([name, "group", 60, 1, 3, "", "", "", 2] for name in ("Anger", "Grief"))]
    clients: Rows = [CLIENTS, ["C1", "Day", "", ""], ["C2", "Easy", "", ""], ["C3", "Easy", "", ""]]
    needs: Rows = [["C1", "Anger", 2], ["C1", "Grief", 2]]
    found = causes(tmp_path, needs, Levels=levels, Topics=topics, Clients=clients)
    says = "C1's needs take 4 h, and their hours hold 2 h of sessions at most (Max days)"
    assert [one for one in found if "needs take" in one] == [says]


def test_a_topic_for_those_who_ask_says_so_where_too_few_do(tmp_path: Path) -> None:
    topics: Rows = [[*TOPICS, "Only if asked"], ["Anger", "group", 60, 2, 3, "", "", "", 1, "yes"]]
    [found] = causes(tmp_path, [["C1", "Anger"]], Topics=topics)
    assert found == "Anger takes 2 clients at least, and only 1 client may attend it (Only if asked)"
