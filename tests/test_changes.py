"""What changed, for whom, why and whom to tell: exactly that, and nothing that stayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from constraints import replanning_book
from planner.export.changes import says_changes
from planner.export.hand_over import errands_of
from planner.export.sheets.page import PAGE_PIXELS, SPARE
from planner.export.sheets.roster import write_roster
from planner.model import Problem, Roster, Seat, Topic
from planner.plan import Change, Plan
from planner.program import AwayRow, ClientRow, Program
from planner.replanning.carry_over import MAKE_UP
from planner.replanning.causes import FOR_OTHERS
from planner.replanning.changes import changes_between, steps_between
from planner.replanning.request import lead_of
from planner.week.problem import problem_of
from tests.small_week import (
    CODES,
    FRI,
    MON,
    MONDAY,
    THU,
    TUE,
    WED,
    at,
    in_force,
    program,
    session,
    weekly,
)

RULES = replanning_book()
OLD = in_force()
ANGER, GRIEF = OLD.sessions


def changes(
    new: Roster, given: Program | None = None, as_of: int = 0, edited: Roster | None = None
) -> tuple[Change, ...]:
    problem = replace(problem_of(given or program(), MONDAY), as_of=as_of)
    return changes_between(OLD, new, problem, RULES, edited)


def only(role: str, found: tuple[Change, ...]) -> Change:
    (change,) = [change for change in found if change.role == role]
    return change


def test_nothing_unchanged_is_listed() -> None:
    told = replace(GRIEF, lock="all", note="mine", seats=tuple(replace(s, locked=True) for s in GRIEF.seats))
    assert changes(OLD) == ()
    assert changes(in_force(ANGER, told)) == ()


ONCE_A_WEEK = replace(program().topics["Anger"], most_a_week=1)
ONCE_A_DAY = replace(program().topics["Anger"], most_a_day=1)


@pytest.mark.parametrize("anger", [ONCE_A_WEEK, ONCE_A_DAY], ids=["a week", "a day"])
def test_a_seat_that_moves_isnt_itself_the_reason_why_it_moves(anger: Topic) -> None:
    """Who has Anger once a week has it once before and after: what is new in its place isn't in its way."""
    topics = {**program().topics, "Anger": anger}
    later = session("Tue-1100-ANG", "Anger", at(TUE, 11), "Ada", *CODES)
    found = changes(in_force(GRIEF, later), program(topics=topics))
    assert {change.why for change in found if change.role == "client"} == {FOR_OTHERS}


def test_whom_a_session_takes_to_run_is_told_so() -> None:
    """C001 and C002 have their two hours; without them Friday's Anger would be below its smallest of two."""
    run = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002")
    found = changes(in_force(ANGER, GRIEF, run))
    assert only("session", found).why == "Not needed for hours or needs."
    whys = {one.who: one.why for one in found if one.role == "client"}
    says = "Without {}, Anger on Fri 09:00 would have fewer than the 2 it takes."
    assert whys == {code: says.format(code) for code in ("C001", "C002")}
    more = replace(run, seats=(*run.seats, Seat("C003")))
    assert {one.why for one in changes(in_force(ANGER, GRIEF, more)) if one.role == "client"} == {
        "Not needed for hours or needs."
    }


def test_whoever_loses_a_session_because_the_other_cant_come_is_told_that() -> None:
    """C001 and C002 are seen together on Tuesday; C002 is away, and C003 and C004 have the time."""
    both = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002")
    instead = session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C003", "C004")
    friday = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002")
    hours = {**program().client_hours, "C002": weekly(MON, WED, THU, FRI)}
    problem = problem_of(program(client_hours=hours), MONDAY)
    found = changes_between(in_force(both, GRIEF), in_force(instead, friday, GRIEF), problem, RULES)
    whys = {one.who: one.why for one in found if one.who in ("C001", "C002")}
    assert whys == {
        "C001": "Only 1 of its clients could still come; it takes 2.",
        "C002": "C002 isn't available.",
    }


def test_none_is_said_where_none_of_a_sessions_clients_can_come() -> None:
    hours = dict.fromkeys(CODES, weekly(MON, WED, THU, FRI))
    found = changes(in_force(GRIEF), program(client_hours=hours))
    assert only("session", found).why == "None of its clients could still come; it takes 2."


def test_what_has_begun_is_not_listed() -> None:
    assert changes(in_force(GRIEF), as_of=at(TUE, 9) + 1) == ()
    assert len(changes(in_force(GRIEF), as_of=at(TUE, 9))) == 4 + 1 + 1


def test_a_seat_that_moves_is_one_change() -> None:
    friday = session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ada", "C001", "C002")
    without = replace(GRIEF, seats=GRIEF.seats[2:])
    hours = {**program().client_hours, "C001": weekly(MON, TUE, WED, FRI)}
    found = changes(in_force(ANGER, without, friday), program(client_hours=hours))
    first, second = (change for change in found if change.role == "client")
    assert first == Change(
        who="C001",
        role="client",
        was="Thu 10:00 Grief with Ben",
        now="Fri 09:00 Grief with Ada",
        why="C001 isn't available.",
        tell="C001; Ben; Ada",
        notice_hours=82,
        session="Fri-0900-GRI",
        when=datetime(2026, 12, 3, 10),
    )
    assert (second.who, second.why) == ("C002", FOR_OTHERS)


def test_moves_are_paired_nearest_in_time() -> None:
    monday = session("a", "Anger", at(MON, 9), "Ada", "C001")
    thursday = session("b", "Anger", at(THU, 9), "Ada", "C001")
    tuesday = session("c", "Anger", at(TUE, 9), "Ada", "C001")
    grief = session("d", "Grief", at(MON, 9), "Ada", "C001")
    steps = steps_between([monday, thursday], [tuesday, grief])
    assert [(step.was, step.now) for step in steps] == [(monday, tuesday), (None, grief), (thursday, None)]


def test_an_ill_therapist_is_the_reason_for_a_new_one() -> None:
    ill = program(away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 3)),))
    found = changes(in_force(ANGER, replace(GRIEF, therapists=("Ada",))), ill)
    assert {change.why for change in found} == {"Ben is not available then."}
    assert [change.who for change in found] == [*CODES, "Ada", "Ben", "Grief"]
    ben = next(change for change in found if change.who == "Ben")
    assert (ben.role, ben.was, ben.now, ben.tell) == ("therapist", "Thu 10:00 Grief with Ben", "", "Ben")
    assert only("session", found).tell == "Ben; Ada; front desk"


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"second_leader_above": 3}, "has 4 clients and 1 therapist; above 3 clients it takes 2."),
        ({"leaders": 2}, "has 1 therapist and asks for 2."),
        ({"leader_tags": frozenset({"nurse"})}, "nurse"),
    ],
)
def test_the_rule_that_the_old_therapists_break_is_the_reason_for_others(
    terms: dict[str, object], why: str
) -> None:
    usual = program().topics
    stricter = program(topics={**usual, "Grief": replace(usual["Grief"], **terms)})  # type: ignore[arg-type]
    found = changes(in_force(ANGER, replace(GRIEF, therapists=("Ada", "Ben"))), stricter)
    said = {change.why for change in found if change.role in ("therapist", "session")}
    assert len(said) == 1 and why in said.pop()


def test_whoever_joins_is_why_a_group_has_a_second_leader() -> None:
    three, topics = replace(GRIEF, seats=GRIEF.seats[:3]), program().topics
    given = program(topics={**topics, "Grief": replace(topics["Grief"], second_leader_above=3)})
    new = in_force(ANGER, replace(GRIEF, therapists=("Ada", "Ben")))
    found = changes_between(in_force(ANGER, three), new, problem_of(given, MONDAY), RULES)
    assert "above 3 clients it takes 2." in only("session", found).why


def test_officers_of_mandated_clients_are_told() -> None:
    mandated = program(
        clients={code: ClientRow(code, "Small", tags=frozenset({"Mandated"})) for code in CODES}
    )
    found = changes(in_force(ANGER, replace(GRIEF, seats=GRIEF.seats[1:])), mandated)
    assert only("client", found).tell == "C001; Ben; probation officer"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            program(clients={code: ClientRow(code, "Small") for code in CODES[1:]}, needs=()),
            "C001 is not in the program this week.",
        ),
        (
            program(
                clients={
                    code: ClientRow(code, "Small", ends=date(2026, 12, 2) if code == "C001" else None)
                    for code in CODES
                }
            ),
            "C001's stay ends on Wed.",
        ),
        (
            program(
                clients={
                    code: ClientRow(code, "Small", weekdays=frozenset({0, 1}) if code == "C001" else None)
                    for code in CODES
                }
            ),
            "C001 isn't authorised for Thu.",
        ),
        (
            program(therapists={"Ada": program().therapists["Ada"]}),
            "Ben no longer works here.",
        ),
    ],
)
def test_a_dropped_seat_names_the_input_that_forced_it(given: Program, why: str) -> None:
    found = changes(in_force(ANGER, replace(GRIEF, seats=GRIEF.seats[1:])), given)
    assert only("client", found).why == why


def test_a_seat_that_somebody_else_took_names_the_rule() -> None:
    full = replace(GRIEF, seats=(*GRIEF.seats[1:], Seat("C005")))
    clients = {code: ClientRow(code, "Small") for code in (*CODES, "C005")}
    hours = {code: weekly(MON, TUE, WED, THU, FRI) for code in clients}
    found = changes(in_force(ANGER, full), program(clients=clients, client_hours=hours))
    dropped, added = [change for change in found if change.role == "client"]
    assert dropped.why == "Grief is full (4 of 4)."
    assert (added.who, added.why) == ("C005", "C005 is new in this roster.")


def test_a_make_up_says_what_it_makes_up_for() -> None:
    missed = replace(ANGER, seats=(Seat("C001", status="excused"), *ANGER.seats[1:]))
    friday = session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", Seat("C001", note=MAKE_UP), "C002")
    found = changes(in_force(missed, GRIEF, friday), as_of=at(WED, 0))
    mine = next(change for change in found if change.who == "C001")
    assert (mine.was, mine.why) == ("", "Makes up for the excused Tue 09:00 Anger.")


def test_what_a_hand_did_is_said_to_be_by_hand() -> None:
    moved = in_force(ANGER, replace(GRIEF, seats=GRIEF.seats[1:]))
    assert only("client", changes(moved, edited=moved)).why == "Changed by hand."
    assert only("client", changes(moved, edited=OLD)).why != "Changed by hand."


def test_where_a_hand_only_took_out_what_came_instead_is_the_planners() -> None:
    friday = session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ada", *CODES)
    found = changes(in_force(ANGER, friday), edited=in_force(ANGER))
    assert {change.why for change in found if change.role == "client"} == {
        f"Taken out by hand. Needed for {code}'s 2 h this week." for code in CODES
    }
    (told,) = [change for change in found if change.role == "session"]
    assert (told.was, told.now) == ("Thu 10:00 Grief with Ben", "Fri 09:00 Grief with Ada")
    assert told.why.startswith("Taken out by hand. ")
    led = {change.who: change.why for change in found if change.role == "therapist"}
    assert led["Ben"] == "Changed by hand."
    assert "by hand" not in led["Ada"]


def test_a_therapist_given_by_hand_and_a_room_chosen_by_the_planner_are_told_apart() -> None:
    by_hand = replace(GRIEF, therapists=("Ada",))
    moved = replace(by_hand, room="Oak")
    (mine,) = {change.why for change in changes(in_force(ANGER, by_hand), edited=in_force(ANGER, by_hand))}
    assert mine == "Changed by hand."
    told = only("session", changes(in_force(ANGER, moved), edited=in_force(ANGER, by_hand)))
    assert told.why != "Changed by hand."


def test_without_a_program_nothing_is_said_of_why() -> None:
    bare = Problem(MONDAY, {}, {}, {}, starts=(), client_windows={}, therapist_windows={})
    found = changes_between(OLD, in_force(ANGER), bare, None)
    assert {change.why for change in found} == {""}
    assert len(found) == 4 + 1 + 1


def test_the_text_fits_80_columns() -> None:
    text = says_changes(changes(in_force(ANGER)))
    assert all(len(line) <= 80 for line in text.splitlines())
    assert text.startswith("Clients\n  C001: Thu 10:00 Grief with Ben -> nothing.")


def written(tmp_path: Path, problem: Problem, new: Roster, found: tuple[Change, ...]) -> Worksheet:
    path = tmp_path / "roster.xlsx"
    write_roster(path, [Plan(problem, new, (), (), needs=(), changes=found)], datetime(2026, 12, 1))
    return openpyxl.load_workbook(path)["Changes"]


def test_each_person_has_a_page_to_hand_over(tmp_path: Path) -> None:
    new = in_force(ANGER, replace(GRIEF, therapists=("Ada",), seats=GRIEF.seats[1:]))
    sheet = written(tmp_path, problem_of(program(), MONDAY), new, changes(new))
    titles = [cell.value for cell in sheet["A"] if cell.value and "  ·  Changes" in str(cell.value)]
    assert [title.split()[0] for title in titles] == [*CODES, "Ada", "Ben"]
    assert len(sheet.row_breaks.brk) == len(titles)
    assert not sheet.page_setup.fitToHeight or not sheet.sheet_properties.pageSetUpPr
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    page = next(number for number, row in enumerate(rows) if str(row[0]).startswith("C001  "))
    assert rows[page + 2][0] == "Thu 10:00 Grief with Ben"
    assert rows[page + 2][3] == "– (no longer)"
    assert rows[page + 2][5] is None, "why is not the client's affair"


def test_a_page_of_changes_is_one_page_wide_in_any_font(tmp_path: Path) -> None:
    sheet = written(tmp_path, problem_of(program(), MONDAY), in_force(ANGER), changes(in_force(ANGER)))
    widths = sum(dimension.width for dimension in sheet.column_dimensions.values())
    characters_across = 137  # of Excel's own font, on landscape Letter between these margins
    without_it = (
        1.33  # so much wider columns come out where that font is missing, as on Linux without Carlito
    )
    assert widths * float(sheet.page_setup.scale or 0) / 100 * without_it < characters_across


def test_what_is_scaled_and_not_fitted_has_room_for_any_font() -> None:
    inches_across, pixels_an_inch, without_it = 11 - 0.4 - 0.4, 96, 1.33
    assert PAGE_PIXELS * SPARE * without_it < inches_across * pixels_an_inch


def errands(new: Roster, as_of: int = 0) -> list[tuple[str, list[str]]]:
    problem = replace(problem_of(program(), MONDAY), as_of=as_of)
    found = changes_between(OLD, new, problem, RULES)
    told = errands_of(Plan(problem, new, (), (), needs=(), changes=found))
    return [(errand.heading, [call.who for call in errand.calls]) for errand in told]


def test_on_sunday_monday_is_tomorrow() -> None:
    """Before the week has begun notice runs from the moment of replanning too, and not from the week's beginning."""
    moved = in_force(replace(ANGER, start=at(MON, 10)), GRIEF)
    sunday = replace(problem_of(program(), MONDAY), lead=8 * 60)
    found = changes_between(OLD, moved, sunday, RULES)
    assert {change.notice_hours for change in found} == {8 + 10}
    first, *_ = errands_of(Plan(sunday, moved, (), (), needs=(), changes=found))
    assert first.heading == "Phone first (today and tomorrow, until Mon 30 Nov 2026)"
    saturday = replace(sunday, lead=32 * 60)
    first, *_ = errands_of(Plan(saturday, moved, (), (), needs=(), changes=found))
    assert first.heading == "Phone: a time, a day or a seat changes"


def test_the_first_minute_of_the_week_is_a_moment_like_any_other() -> None:
    week = problem_of(program(), MONDAY)
    monday = replace(week, lead=lead_of(datetime(2026, 11, 30), week))
    moved = in_force(replace(ANGER, start=at(TUE, 10)), GRIEF)
    found = changes_between(OLD, moved, monday, RULES)
    first, *_ = errands_of(Plan(monday, moved, (), (), needs=(), changes=found))
    assert first.heading == "Phone first (today and tomorrow, until Tue 1 Dec 2026)"


def test_whoever_has_a_change_by_tomorrow_is_phoned_first() -> None:
    thursday = replace(GRIEF, start=at(FRI, 10))
    assert errands(in_force(ANGER, thursday), at(WED, 12)) == [
        ("Phone first (today and tomorrow, until Thu 3 Dec 2026)", [*CODES, "Ben"])
    ]
    assert errands(in_force(ANGER, thursday), at(TUE, 12)) == [
        ("Phone: a time, a day or a seat changes", [*CODES, "Ben"])
    ]


def test_nobody_is_phoned_because_of_a_room_or_another_therapist() -> None:
    room = replace(GRIEF, room="Oak")
    assert errands(in_force(ANGER, room)) == [
        ("Therapists and rooms that change, nobody's time", ["Thu-1000-GRI"])
    ]


def test_another_topic_on_the_same_day_is_one_move() -> None:
    lost = [replace(GRIEF, seats=GRIEF.seats[1:])]
    instead = session("Thu-1300-ANG", "Anger", at(THU, 13), "Ada", "C001")
    found = changes(in_force(ANGER, *lost, instead))
    move = only("client", found)
    assert (move.was, move.now) == ("Thu 10:00 Grief with Ben", "Thu 13:00 Anger with Ada")
    assert move.retimed


def test_another_topic_at_the_very_same_time_is_told() -> None:
    lost = [replace(GRIEF, seats=GRIEF.seats[1:])]
    instead = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ben", "C001")
    move = only("client", changes(in_force(ANGER, *lost, instead)))
    assert (move.was, move.now) == ("Thu 10:00 Grief with Ben", "Thu 10:00 Anger with Ben")


def test_what_nothing_forbids_says_what_it_gives_way_to() -> None:
    instead = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ben", "C003", "C004")
    found = changes(in_force(ANGER, instead))
    why = "Gives way to Anger on Thu 10:00: "
    assert only("session", tuple(one for one in found if one.who == "Grief")).why.startswith(why)
    assert {one.why for one in found if one.who == "C001"} == {
        "Gives way to Anger on Thu 10:00: needed for C003's 2 h this week."
    }
    assert all(one.retimed for one in found if one.who in CODES[:2])  # so that they are phoned


def test_a_seat_gives_way_to_the_clients_own_session_and_not_to_the_one_they_left() -> None:
    anger = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ada", "C001", "C002")
    old = in_force(anger, session("Thu-1000-GRI", "Grief", GRIEF.start, "Ben", "C003", "C004"))
    # Two sit in Anger as before, C003 among them, and there are free seats; C001 goes to Grief.
    left = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ada", "C002", "C003")
    new = in_force(left, session("Thu-1000-GRI", "Grief", GRIEF.start, "Ben", "C001", "C004"))
    found = changes_between(old, new, problem_of(program(), MONDAY), RULES)
    assert {one.who: one.why for one in found if one.role == "client"} == {
        "C001": "Gives way to Grief on Thu 10:00: needed for C001's 2 h this week.",
        "C003": "Gives way to Anger on Thu 10:00: needed for C003's 2 h this week.",
    }


def test_appointments_of_two_clients_are_two_lines_and_no_handing_over() -> None:
    alone = program().topics["Grief"]
    given = program(topics={**program().topics, "Grief": replace(alone, smallest=1, largest=1)})
    old = replace(GRIEF, seats=GRIEF.seats[:1])
    new = replace(GRIEF, seats=GRIEF.seats[1:2], therapists=("Ada",))
    problem = problem_of(given, MONDAY)
    found = changes_between(in_force(ANGER, old), in_force(ANGER, new), problem, RULES)
    assert [(one.was != "", one.now != "") for one in found if one.role == "session"] == [
        (True, False),
        (False, True),
    ]


def test_what_a_therapist_no_longer_leads_and_what_they_lead_at_another_time_are_two_things() -> None:
    later = session("Thu-1100-ANG", "Anger", at(THU, 11), "Ben", *CODES)
    found = changes(in_force(ANGER, later))
    assert [(one.was, one.now) for one in found if one.role == "therapist"] == [
        ("Thu 10:00 Grief with Ben", ""),
        ("", "Thu 11:00 Anger with Ben"),
    ]
    assert len([one for one in found if one.role == "client"]) == 4  # whoever comes for it has one line


def test_what_comes_instead_of_another_topic_that_a_hand_took_out_is_the_planners() -> None:
    instead = session("Thu-1000-ANG", "Anger", GRIEF.start, "Ben", *CODES)
    found = changes(in_force(ANGER, instead), edited=in_force(ANGER))
    whys = {one.role: one.why for one in found if one.who not in ("Anger", "Grief")}
    assert whys == {
        role: f"Taken out by hand. Needed for C00{n}'s 2 h this week."
        for role, n in (("client", 4), ("therapist", 1))
    }


def test_who_was_in_a_session_that_a_hand_changed_was_not_taken_out() -> None:
    moved = replace(GRIEF, start=at(THU, 11))
    friday = session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ada", *CODES)
    found = changes(in_force(ANGER, friday), edited=in_force(ANGER, moved))
    assert {change.why for change in found if change.role == "client"} == {
        f"Changed by hand. Needed for {code}'s 2 h this week." for code in CODES
    }


def test_an_edit_that_is_not_kept_is_not_the_cause_of_what_comes_beside_the_session() -> None:
    elsewhere = replace(GRIEF, room="Elm")
    stays = replace(GRIEF, seats=GRIEF.seats[:2])
    beside = session("Thu-1000-GRI-2", "Grief", GRIEF.start, "Ada", *CODES[2:])
    found = changes(in_force(ANGER, stays, beside), edited=in_force(ANGER, elsewhere))
    assert {one.who for one in found if one.role == "client"} == set(CODES[2:])
    assert not [one.why for one in found if "by hand" in one.why]
