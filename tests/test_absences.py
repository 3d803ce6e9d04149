"""A plan's own sentences name the closure or the absence that is behind what is missing, with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf
from pathlib import Path
from typing import Any

import pytest

from planner import api
from planner.export.report import says_summary
from planner.model import Room, Roster
from planner.plan import Plan
from planner.program import AwayRow, Program
from planner.reasons.absences import absences_of, says_absence, with_absences
from planner.reasons.wording import Open
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.causes import certain_causes
from planner.remedies.causes.proving import Proving
from planner.week.problem import problem_of
from tests.outside_weeks import Sheets, save
from tests.small_week import CODES, TUE, program, weekly

MONDAY = date(2026, 11, 30)
SHEETS: Sheets = {
    "Topics": [["Topic", "Minutes"], ["Anger", 60]],
    "Therapists": [["Therapist", "Leads"], ["Ada", "all"]],
    "Clients": [["Client", "Level", "Min hours"], ["C001", "OP", 5]],
    "Client availability": [["Client", "Days", "From", "To"], ["C001", "Mon-Fri", "9:00", "10:00"]],
    "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ada", "Mon-Fri", "9:00", "10:00"]],
    "Needs": [["Client", "Topic", "Sessions"], ["C001", "Anger", 5]],
}
AWAY: list[list[Any]] = [
    ["Who", "First day", "Last day", "Reason"],
    ["everyone", "2026-12-03", "2026-12-04", "Audit"],
]
HOSPITAL: list[Any] = ["C001", "2026-12-01", None, "Hospital"]

STAY: Sheets = {
    **SHEETS,
    "Therapists": [["Therapist", "Leads"], ["Ada", "all"], ["Ben", "all"]],
    "Clients": [["Client", "Level", "Min hours", "Starts"], ["C001", "OP", 0, "2026-12-02"]],
    "Therapist availability": [
        ["Therapist", "Days", "From", "To"],
        ["Ada", "Mon-Fri", "9:00", "10:00"],
        ["Ben", "Mon-Fri", "9:00", "10:00"],
    ],
    "Away": [AWAY[0], ["Ben", "2026-12-03", "2026-12-04", "Conference"]],
}


def planned(tmp_path: Path, *rows: list[Any]) -> Plan:
    sheets: Sheets = {**SHEETS, "Away": [AWAY[0], *rows]}
    program, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    return api.plan(program, MONDAY, seconds=1, reproducible=True)[0]


def test_a_closure_and_a_client_s_absence_are_named_by_their_rows(tmp_path: Path) -> None:
    plan = planned(tmp_path, AWAY[1], HOSPITAL)
    (line,) = plan.hours
    assert line.reason.endswith(
        "(everyone is away Thu 2026-12-03 to Fri 2026-12-04 (Audit), Away!A2; "
        "C001 is away Tue 2026-12-01 (Hospital), Away!A3)"
    )


def test_a_therapist_s_absence_is_named_where_nobody_else_leads_it(tmp_path: Path) -> None:
    plan = planned(tmp_path, ["Ada", "2026-11-30", "2026-12-04", "Leave"])
    (need,) = plan.needs
    assert "Ada is away Mon 2026-11-30 to Fri 2026-12-04 (Leave), Away!A2" in need.reason


def test_the_absence_of_the_room_that_a_need_lacks_is_named_with_the_need(tmp_path: Path) -> None:
    topics = [["Topic", "Minutes", "Room kind"], ["Anger", 60, "studio"]]
    rooms = [["Room", "Seats", "Kind"], ["Oak", 9, "group"], ["Yew", 9, "studio"]]
    away = [AWAY[0], ["Yew", "2026-11-30", "2026-12-04", "Flood"], ["Oak", "2026-11-30", None, "Paint"]]
    sheets: Sheets = {**SHEETS, "Topics": topics, "Rooms": rooms, "Away": away}
    program, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.reason.endswith("Yew isn't available at any of them (Yew is away Mon 2026-11-30 to Fri 2026-12-04 "
        "(Flood), Away!A2)")  # fmt: skip


def test_an_absence_of_another_week_or_time_is_not_named(tmp_path: Path) -> None:
    plan = planned(tmp_path, ["everyone", "2026-12-07", "2026-12-08", "Later"], HOSPITAL)
    (line,) = plan.hours
    assert "Later" not in line.reason
    assert "Hospital" in line.reason


def test_a_program_from_no_file_has_no_cells(tmp_path: Path) -> None:
    program: Program = api.load(save(tmp_path / "book.xlsx", SHEETS))[0]
    gone = AwayRow("C001", date(2026, 12, 1), date(2026, 12, 1), reason="Hospital")
    program = replace(program, away=(gone,))
    assert problem_of(program, MONDAY).client_windows["C001"]
    plan = api.plan(program, MONDAY, seconds=1, reproducible=True)[0]
    assert plan.hours[0].reason.endswith("(C001 is away Tue 2026-12-01 (Hospital))")


def test_a_therapist_s_absence_is_not_named_where_others_lead_it_all_the_same(tmp_path: Path) -> None:
    program, _ = api.load(save(tmp_path / "book.xlsx", STAY))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.missing == 2
    assert need.reason == (
        "Anger fits into C001's hours only 3 times, 5 are asked "
        "(the stay of C001 begins on Wed 2026-12-02, Clients!D2)"
    )


def test_behind_hours_stands_the_absence_of_one_of_several_who_lead_what_nobody_is_there_for(
    tmp_path: Path,
) -> None:
    """Ben works in the morning alone: whoever comes in the evening lacks Ada, and the reason names neither."""
    evening: Sheets = {
        **STAY,
        "Clients": [["Client", "Level", "Min hours"], ["C001", "OP", 5]],
        "Client availability": [["Client", "Days", "From", "To"], ["C001", "Mon-Fri", "17:00", "18:00"]],
        "Therapist availability": [
            ["Therapist", "Days", "From", "To"],
            ["Ada", "Mon-Fri", "17:00", "18:00"],
            ["Ben", "Mon-Fri", "9:00", "10:00"],
        ],
        "Away": [AWAY[0], ["Ada", "2026-12-02", "2026-12-03", "Flu"], ["Ben", "2026-12-01", None, "Court"]],
    }
    program, _ = api.load(save(tmp_path / "book.xlsx", evening))
    plan = api.plan(program, MONDAY, seconds=1, reproducible=True)[0]
    assert plan.hours[0].short == 120
    assert "Ada is away Wed 2026-12-02 to Thu 2026-12-03 (Flu)" in plan.hours[0].reason
    assert "Ben" not in plan.hours[0].reason


def test_the_absence_of_a_therapist_whom_the_reason_names_is_named(tmp_path: Path) -> None:
    solo: Sheets = {
        **STAY,
        "Topics": [["Topic", "Minutes", "Kind"], ["Anger", 60, "individual"]],
        "Clients": [["Client", "Level", "Min hours", "Primary therapist"], ["C001", "OP", 0, "Ben"]],
        "Away": [AWAY[0], ["Ben", "2026-11-30", "2026-12-04", "Leave"]],
    }
    program, _ = api.load(save(tmp_path / "book.xlsx", solo))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.reason == (
        "At all 5 start times in C001's hours their primary therapist Ben isn't available "
        "(Ben is away Mon 2026-11-30 to Fri 2026-12-04 (Leave), Away!A2)"
    )


def test_why_a_primary_therapist_isnt_free_is_told_of_each_start_time(tmp_path: Path) -> None:
    """Ben leads Grief on Monday and Tuesday and isn't there on the other days: both are said."""
    busy: Sheets = {
        **STAY,
        "Topics": [["Topic", "Minutes", "Kind"], ["Anger", 60, "individual"], ["Grief", 60, "group"]],
        "Clients": [["Client", "Level", "Min hours", "Primary therapist"], ["C001", "OP", 0, "Ben"], ["C002", "OP"]],
        "Client availability": [["Client", "Days", "From", "To"], *(
            [code, "weekdays", "9:00", "10:00"] for code in ("C001", "C002")
        )],
        "Fixed": [["Day", "Start", "Topic", "Therapist", "Clients"], *(
            [day, "9:00", "Grief", "Ben", "C002"] for day in ("Mon", "Tue")
        )],
        "Away": [AWAY[0], ["Ben", "2026-12-02", "2026-12-04"]],
    }  # fmt: skip
    program, _ = api.load(save(tmp_path / "book.xlsx", busy))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.reason.startswith(
        "Of 5 start times in C001's hours, at 3 their primary therapist Ben isn't available, "
        "at 2 their primary therapist Ben isn't free "
    ), need.reason


def test_nothing_is_behind_what_nothing_is_in_the_way_of(tmp_path: Path) -> None:
    program, _ = api.load(save(tmp_path / "book.xlsx", STAY))
    reason = Open(
        "Nothing in the roster is in the way of it: planning longer, or a hand, may seat them there"
    )
    assert with_absences(program, problem_of(program, MONDAY), {("C001", "Anger"): reason}) == {
        ("C001", "Anger"): reason
    }


@pytest.mark.parametrize(
    ("sheets", "says"),
    [
        ({"Therapists": [["Therapist", "Leads"], ["Ada", "Grief"], ["Ben", "Grief"]]}, "Nobody leads Anger"),
        (
            {"Apart": [["Client", "From"], ["C001", "Ada"], ["C001", "Ben"]]},
            "C001 is kept apart from Ada and Ben, who alone lead Anger",
        ),
        (
            {"Levels": [["Level", "Min hours", "Max hours", "Max hours a day"], ["OP", 0, 20, 0.5]]},
            "Anger takes 1 h, and C001 may have 0.5 h a day at most (Max hours a day)",
        ),
    ],
)
def test_no_absence_and_no_stay_is_behind_what_is_so_in_every_week(
    tmp_path: Path, sheets: Sheets, says: str
) -> None:
    topics = [*SHEETS["Topics"], ["Grief", *SHEETS["Topics"][1][1:]]]
    program, _ = api.load(save(tmp_path / "book.xlsx", {**STAY, "Topics": topics, **sheets}))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.reason == says


def test_a_stay_that_ends_midweek_is_named_and_a_closure_after_it_is_not(tmp_path: Path) -> None:
    clients = [["Client", "Level", "Ends"], ["C001", "OP", "2026-12-02"]]
    away = [AWAY[0], ["everyone", "2026-12-03", None, "Audit"], ["C001", "2026-11-30", None, "Court"]]
    program, _ = api.load(save(tmp_path / "book.xlsx", {**STAY, "Clients": clients, "Away": away}))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.reason.endswith(
        "(the stay of C001 ends on Wed 2026-12-02, Clients!C2; C001 is away Mon 2026-11-30 (Court), Away!A3)"
    )


def test_a_stay_that_takes_no_day_of_the_client_s_is_not_named(tmp_path: Path) -> None:
    clients = [["Client", "Level", "Starts", "Days"], ["C001", "OP", "2026-12-02", "Wed, Thu, Fri"]]
    program, _ = api.load(save(tmp_path / "book.xlsx", {**STAY, "Clients": clients}))
    (need,) = api.plan(program, MONDAY, seconds=1, reproducible=True)[0].needs
    assert need.reason == (
        "Anger fits into C001's hours only 3 times, 5 are asked (C001 is authorised for Wed, Thu, Fri only, Clients!D2)"
    )


def away(who: str, reason: str, first: int, last: int | None = None, opens: int | None = None) -> AwayRow:
    from_day, to_day = (MONDAY + timedelta(days=day) for day in (first, first if last is None else last))
    return AwayRow(who, from_day, to_day, opens=opens, reason=reason)


ROOMS = {name: Room(name, 8) for name in ("Oak", "Elm", "Ash", "Fir", "Yew")}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [away(name, "Fire drill", 1) for name in ROOMS],
            ["Oak, Elm, Ash and 2 others are away Tue 2026-12-01 (Fire drill)"],
        ),
        (
            [away("Ada", "Training", 1), away("Ben", "Training", 1)],
            ["Ada and Ben are away Tue 2026-12-01 (Training)"],
        ),
        (
            [away("Ada", "Flu", day) for day in (0, 1, 2)],
            ["Ada is away Mon 2026-11-30 to Wed 2026-12-02 (Flu)"],
        ),
        (
            [away("Ada", "Court", 0), away("Ada", "court", 3, opens=720)],
            ["Ada is away Mon 2026-11-30 and Thu 2026-12-03 from 12:00 (Court)"],
        ),
    ],
)
def test_rows_of_one_absence_are_told_as_one(rows: list[AwayRow], says: list[str]) -> None:
    assert [
        says_absence(*those) for those in absences_of(program(rooms=ROOMS, away=tuple(rows)), MONDAY)
    ] == says


@pytest.mark.parametrize(
    "rows",
    [
        [away("Ada", "Leave", 0), away("Ben", "Leave", 1)],
        [away("Ada", "", 0), away("Ben", "", 0)],
        [away("Ada", "Leave", 0), away("Oak", "Leave", 0)],
        [away("C001", "Flu", 0), away("C002", "Flu", 0)],
        [away("Ada", "Leave", 0), away("Ada", "Flu", 1)],
    ],
)
def test_absences_at_other_times_for_other_reasons_or_of_clients_stay_apart(rows: list[AwayRow]) -> None:
    assert len(absences_of(program(rooms=ROOMS, away=tuple(rows)), MONDAY)) == len(rows)


def test_rooms_that_are_away_together_are_one_cause_though_each_alone_would_change_nothing() -> None:
    rooms = {name: ROOMS[name] for name in ("Oak", "Elm")}
    rows = tuple(away(name, "Flood", 1, 6) for name in rooms)
    whole = program(rooms=rooms, away=rows, client_hours=dict.fromkeys(CODES, weekly(TUE)))
    problem, rules = problem_of(whole, MONDAY), api.rules_of(whole)
    proving = Proving(whole, problem, rules, week=AskedWeek(problem.first_day), until=inf)
    causes = list(certain_causes(whole, problem, rules, Roster(MONDAY), None, proving))
    told = [cause.says for cause in causes if cause.says.startswith("Oak and Elm are away Tue 2026-12-01 to")]
    assert any("(Flood): that leaves too little for 4 clients" in says for says in told)
    assert not [cause for cause in causes if cause.says.startswith(("Oak is", "Elm is"))]


@pytest.mark.parametrize("days", ["Mon, Wed", None])
def test_days_that_are_not_authorised_and_a_level_by_the_curriculum_are_behind_missing_days(
    tmp_path: Path, days: str | None
) -> None:
    sheets: Sheets = {
        **SHEETS,
        "Levels": [["Level", "Min hours", "Min days"], ["OP", 0, 0], ["Phase one", 0, 5]],
        "Curriculum": [["Curriculum", "From week", "To week", "Level"], ["Phases", 1, 4, "Phase one"]],
        "Clients": [
            ["Client", "Level", "Days", "Curriculum", "Curriculum start"],
            ["C001", "OP", days, "Phases", MONDAY],
        ],
        "Client availability": [
            ["Client", "Days", "From", "To"],
            ["C001", "Mon-Fri" if days else "Mon, Wed", "9:00", "10:00"],
        ],
        "Needs": [["Client", "Topic", "Sessions"], ["C001", "Anger", 2]],
    }
    given, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    [line] = api.plan(given, MONDAY, seconds=1, reproducible=True)[0].hours
    assert "the level is Phase one by the curriculum Phases" in line.reason
    assert ("C001 is authorised for Mon, Wed only, Clients!C2" in line.reason) is (days is not None)


def test_when_a_client_can_come_is_behind_hours_that_their_own_time_doesn_t_hold(tmp_path: Path) -> None:
    levels = [["Level", "Min hours", "Min days"], ["OP", 9, 0]]
    short = {**SHEETS, "Levels": levels, "Clients": [["Client", "Level"], ["C001", "OP"]]}
    for row, behind in (
        (["C001", "Mon, Wed", "9:00", "10:00", None], "C001 can come Mon 09:00–10:00, Wed 09:00–10:00"),
        (["C001", "Mon", "5:00", "8:00", None], "C001 can come Mon 05:00–08:00"),
        (["C001", "Mon", "9:00", "10:00", "2026-11-27"], "C001's hours hold until Fri 2026-11-27 (Last day)"),
    ):
        there = [["Client", "Days", "From", "To", "Last day"], row]
        given, _ = api.load(save(tmp_path / "book.xlsx", {**short, "Client availability": there}))
        [line] = api.plan(given, MONDAY, seconds=1, reproducible=True)[0].hours
        assert f"({behind}, Client availability!A2)" in line.reason


def test_when_they_can_come_is_not_behind_what_is_so_of_several_clients(tmp_path: Path) -> None:
    codes = ("C001", "C002", "C003")
    sheets: Sheets = {
        **SHEETS,
        "Levels": [["Level", "Min hours", "Min days"], ["OP", 9, 0]],
        "Clients": [["Client", "Level"], *([code, "OP"] for code in codes)],
        "Client availability": [
            ["Client", "Days", "From", "To"],
            *([code, "Mon", "9:00", "10:00"] for code in codes),
        ],
    }
    given, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    assert not any("can come" in line.reason for line in api.plan(given, MONDAY, seconds=1)[0].hours)


ILL: list[list[Any]] = [[code, "2026-12-01", None, "flu"] for code in ("C001", "C002", "C003")]


def four_clients(tmp_path: Path, *rows: list[Any]) -> Plan:
    """Four clients like C001, who are each short of an hour a day on which they or all are away."""
    codes = ("C001", "C002", "C003", "C004")
    sheets: Sheets = {**SHEETS, "Away": [AWAY[0], *rows]}
    for name in ("Clients", "Client availability", "Needs"):
        sheets[name] = [SHEETS[name][0], *([code, *SHEETS[name][1][1:]] for code in codes)]
    program, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    return api.plan(program, MONDAY, seconds=1, reproducible=True)[0]


def test_a_flu_is_told_once_of_all_who_have_it_and_only_then_of_each(tmp_path: Path) -> None:
    plan = four_clients(tmp_path, *ILL)
    flu = "3 clients (C001, C002, C003), who miss something, are away (flu), Away!A2:A4"
    assert plan.absences == (flu,)
    assert says_summary(plan).index(flu) < says_summary(plan).index("C001 is away Tue 2026-12-01 (flu)")
    assert four_clients(tmp_path, *ILL[:2]).absences == ()


def test_a_closure_behind_what_several_miss_is_told_once(tmp_path: Path) -> None:
    assert four_clients(tmp_path, AWAY[1]).absences == (
        "Everyone is away Thu 2026-12-03 to Fri 2026-12-04 (Audit), Away!A2: "
        "that takes hours of 4 clients (C001, C002, C003, C004), who miss something",
    )
    later = ["everyone", "2026-12-07", "2026-12-08", "Later"]
    assert four_clients(tmp_path, later).absences == ()
