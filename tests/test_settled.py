"""Settled sessions and absence: a weekly row gives way for its week and says so. 30 November 2026 is a Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from constraints import replanning_book, rule_book
from planner import api
from planner.model import Problem, Room, Session, Topic
from planner.model.faults import Fault
from planner.planning import solved
from planner.program import AwayRow, FixedRow, Program
from planner.replanning.problem import Replanning
from planner.search import Search
from planner.settled.giving_way import giving_way
from planner.settled.stand_ins import as_can_be_held
from planner.week.problem import problem_of
from tests.replanned import problem_to_replan
from tests.small_week import CODES, MON, MONDAY, TUE, at, in_force, program, weekly
from tests.workbook.books import save_workbook

TUESDAY = date(2026, 12, 1)
WEEKLY = FixedRow("Anger", 9 * 60, TUE, None, therapists=("Ada",), room=None, clients=CODES)


def week(*away: AwayRow, settled: FixedRow = WEEKLY, **more: Any) -> Problem:
    return problem_of(program(fixed=(settled,), away=away, **more), MONDAY)


def ill(who: str, **more: Any) -> AwayRow:
    return AwayRow(who, TUESDAY, TUESDAY, **more)


def test_without_an_absence_a_weekly_row_holds() -> None:
    (fixed,) = week(ill("Ben")).fixed
    assert (fixed.therapists, fixed.clients, fixed.start) == (("Ada",), CODES, at(TUE, 9))
    assert week(ill("Ben")).gave_way == ()


def test_an_absent_therapist_is_replaced_by_another_who_leads_the_topic() -> None:
    found = week(ill("Ada"))
    assert found.fixed[0].therapists == () and found.fixed[0].clients == CODES
    assert [(one.without, one.cancelled) for one in found.gave_way] == [(frozenset({"Ada"}), False)]


@pytest.mark.parametrize(
    "who", ["nobody else leads it", "everybody is away", "the other is settled elsewhere"]
)
def test_without_another_therapist_the_session_is_cancelled(who: str) -> None:
    given = program(fixed=(WEEKLY,), away=(ill("Ada"),))
    if who == "nobody else leads it":
        ben = replace(given.therapists["Ben"], leads=frozenset({"Grief"}))
        given = replace(given, therapists={**given.therapists, "Ben": ben})
    elif who == "everybody is away":
        given = replace(given, away=(ill("Ada"), ill("Ben", opens=9 * 60, closes=9 * 60 + 30)))
    else:
        given = replace(given, fixed=(WEEKLY, FixedRow("Grief", 9 * 60 + 30, TUE, None, therapists=("Ben",))))
    found = problem_of(given, MONDAY)
    assert "Anger" not in {fixed.topic for fixed in found.fixed}
    assert [one.cancelled for one in found.gave_way if one.topic == "Anger"] == [True]


def test_one_stand_in_takes_over_one_of_two_sessions() -> None:
    """Both would have Ben, as each for itself can see; only one can."""
    other = FixedRow("Grief", 9 * 60, TUE, None, therapists=("Ada",))
    given = program(fixed=(replace(WEEKLY, start=10 * 60), other, WEEKLY), away=(ill("Ada"),))
    found = problem_of(given, MONDAY)
    assert [(fixed.topic, fixed.start % (24 * 60)) for fixed in found.fixed] == [
        ("Anger", 600),
        ("Grief", 540),
    ]
    assert [one.cancelled for one in found.gave_way] == [False, False, True]


def test_a_blank_therapist_is_nobody_when_everybody_who_leads_is_away() -> None:
    found = week(ill("Ada"), ill("Ben"), settled=replace(WEEKLY, therapists=()))
    assert found.fixed == () and found.gave_way[0].without == {"Ada", "Ben"}


def test_an_absent_client_is_left_out_and_nobody_takes_the_seat() -> None:
    found = week(ill("C002"))
    assert found.fixed[0].clients == ("C001", "C003", "C004") and not found.fixed[0].open_seats
    everybody = week(*(ill(code) for code in CODES))
    assert everybody.fixed == () and everybody.gave_way[0].cancelled


def test_a_session_that_nobody_could_ever_lead_is_not_excused_by_an_absent_client() -> None:
    given = program(fixed=(replace(WEEKLY, therapists=()),), away=(ill("C002"),))
    two = {**given.topics, "Anger": replace(given.topics["Anger"], leaders=3)}
    (given_way,) = problem_of(replace(given, topics=two), MONDAY).gave_way
    assert not given_way.cancelled


def test_a_closure_cancels_whatever_it_touches() -> None:
    assert week(ill("everyone", opens=9 * 60 + 45, closes=12 * 60)).fixed == ()
    assert len(week(ill("everyone", opens=10 * 60, closes=12 * 60)).fixed) == 1


@pytest.mark.parametrize(("seats", "cancelled"), [(4, False), (3, True)])
def test_an_absent_room_is_exchanged_for_one_that_fits(seats: int, cancelled: bool) -> None:
    rooms = {"Blue": Room("Blue", 8), "Green": Room("Green", seats)}
    found = week(ill("Blue"), settled=replace(WEEKLY, room="Blue"), rooms=rooms)
    assert [one.cancelled for one in found.gave_way] == [cancelled]
    assert [fixed.room for fixed in found.fixed] == ([] if cancelled else [None])


@pytest.mark.parametrize("why", ["has led enough", "lacks a tag", "stands in elsewhere"])
def test_who_cannot_stand_in_after_all_is_known_by_the_rules_and_the_session_is_cancelled(why: str) -> None:
    given = program(fixed=(WEEKLY,), away=(ill("Ada"),))
    ben, anger = given.therapists["Ben"], given.topics["Anger"]
    if why == "has led enough":
        given = replace(given, therapists={**given.therapists, "Ben": replace(ben, most_minutes=30)})
    elif why == "lacks a tag":
        given = replace(
            given, topics={**given.topics, "Anger": replace(anger, leader_tags=frozenset({"EMDR"}))}
        )
    else:
        other = FixedRow("Anger", 10 * 60, TUE, None, therapists=("Ben",), room=None, clients=(), place="B")
        given = replace(given, fixed=(replace(WEEKLY, place="A"), other))
        given = replace(given, therapists={**given.therapists, "Ben": replace(ben, most_a_day=1)})
    rules = api.rules_of(given)
    week_before = problem_of(given, MONDAY)
    assert [one.cancelled for one in week_before.gave_way] == [False]
    held = as_can_be_held(given, week_before, rules)
    assert [one.cancelled for one in held.gave_way] == [True]
    assert "nobody and no room can stand in: Ada is away" in held.gave_way[0].told.says
    assert [fixed.start for fixed in held.fixed] == ([at(TUE, 10)] if why == "stands in elsewhere" else [])


def test_other_weeks_and_rows_with_a_date_do_not_give_way() -> None:
    given = program(fixed=(WEEKLY,), away=(ill("Ada"),))
    assert problem_of(given, date(2026, 12, 7)).fixed[0].therapists == ("Ada",)
    once = replace(WEEKLY, weekday=None, day=TUESDAY)
    assert week(ill("Ada"), settled=once).fixed[0].therapists == ("Ada",)


@pytest.mark.parametrize(
    ("stay", "why"),
    [({"ends": MONDAY}, "ended on 2026-11-30"), ({"starts": date(2026, 12, 14)}, "begins on 2026-12-14")],
)
def test_a_weekly_row_says_whose_stay_does_not_hold_that_day(stay: dict[str, Any], why: str) -> None:
    others = {code: row for code, row in program().clients.items() if code != "C001"}
    clients = {**others, "C001": replace(program().clients["C001"], **stay)}
    (told,) = (found := week(clients=clients)).gave_way
    assert found.fixed[0].clients == CODES[1:] and not told.cancelled
    assert told.told.says.endswith(f"is held without C001: the stay of C001 {why}")
    alone = week(settled=replace(WEEKLY, clients=("C001",)), clients=clients)
    assert alone.fixed == () and alone.gave_way[0].cancelled
    once = replace(WEEKLY, weekday=None, day=TUESDAY)
    assert week(settled=once, clients=clients).gave_way == ()


def test_a_client_whose_stay_is_over_is_told_with_both_cells(tmp_path: Path) -> None:
    given, _ = api.load(book(tmp_path, ["Tue", "9:00", "Anger", "Ann", None, "C001, C002"], [], MONDAY))
    (told,) = giving_way(given, MONDAY)
    assert str(told).startswith("harbor.xlsx: Fixed!A2: Anger on ")
    assert "is held without C001: the stay of C001 ended on 2026-11-30 (Clients!C2)" in told.says
    _, faults = api.load(book(tmp_path, [TUESDAY, "9:00", "Anger", "Ann", None, "C001, C002"], [], MONDAY))
    (fault,) = [one for one in faults if one.sheet == "Fixed"]
    assert fault.says.endswith("the stay ended on 2026-11-30 (Clients!C2)")


def test_a_row_of_several_days_is_told_of_once_a_week_with_what_to_do(tmp_path: Path) -> None:
    """In this week on Tue and Wed, and so in the next; in a plan of one week, for that week."""
    given, _ = api.load(book(tmp_path, ["Tue-Wed", "9:00", "Anger", "Ann", None, "C001, C002"], [], MONDAY))
    (told,) = giving_way(given, MONDAY)
    assert told.says.endswith("and so 1 more time in the week and in 1 later week")
    assert told.fix == "take C001 out of the row's Clients"
    (plan,) = api.plan(given, MONDAY, seconds=2, reproducible=True)
    (warned,) = [str(one) for one in plan.warnings if "held without C001" in str(one)]
    assert "and so 1 more time in the week; take C001" in warned


def test_hours_that_hold_for_a_time_are_an_absence_for_the_rest() -> None:
    from_next_week = tuple(
        replace(hours, first_day=date(2026, 12, 7)) for hours in program().therapist_hours["Ada"]
    )
    given = program(fixed=(WEEKLY,))
    given = replace(given, therapist_hours={**given.therapist_hours, "Ada": from_next_week})
    (told,) = problem_of(given, MONDAY).gave_way
    assert told.without == {"Ada"} and "Ada is not available" in told.told.says
    assert problem_of(given, date(2026, 12, 7)).gave_way == ()


# --- replanning ---------------------------------------------------------------------------------


def replanning(given: Program, lock: str = "") -> Replanning:
    first, *others = in_force().sessions
    return problem_to_replan(given, in_force(replace(first, lock=lock), *others))


def held(given: Program, lock: str = "") -> dict[str, Session]:
    again = replanning(given, lock)
    found = solved(again.problem, replanning_book(), Search(3, reproducible=True))
    return {session.id: session for session in found.roster.sessions}


@pytest.mark.parametrize("lock", ["", "therapist", "all"])
def test_on_wednesdays_replan_the_row_gives_way_and_so_does_a_lock_on_its_session(lock: str) -> None:
    given = program(fixed=(WEEKLY,), away=(ill("Ada"),))
    now = held(given, lock)["Tue-0900-ANG"]
    assert now.therapists == ("Ben",) and now.clients == CODES
    told = replanning(given, lock).gave_way
    assert [said.startswith("The lock gives way") for said in told] == [True] * bool(lock)


def test_a_lock_on_a_session_that_is_cancelled_asks_for_nothing() -> None:
    given = program(fixed=(WEEKLY,), away=(ill("everyone"),))
    assert "Tue-0900-ANG" not in held(given, "all")


# --- as people meet it --------------------------------------------------------------------------


def book(folder: Path, fixed: list[object], away: list[list[object]], first_ends: date | None = None) -> Path:
    return save_workbook(
        folder / "harbor.xlsx",
        {
            "Topics": [["Topic", "Minutes", "Smallest", "Largest"], ["Anger", 60, 2, 8]],
            "Therapists": [["Therapist", "Leads"], ["Ann", "all"], ["Ben", "all"]],
            "Times": [["Days", "Starts"], ["Mon-Fri", "9:00"]],
            "Clients": [["Client", "Level", "Ends"], ["C001", "OP", first_ends], ["C002", "OP"]],
            "Client availability": [["Client", "Days", "From", "To"], ["C001", "daily", "8:00", "18:00"],
                                    ["C002", "daily", "8:00", "18:00"]],
            "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", "daily", "8:00", "18:00"],
                                       ["Ben", "daily", "8:00", "18:00"]],
            "Fixed": [["Day", "Start", "Topic", "Therapist", "Room", "Clients"], fixed],
            "Away": [["Who", "First day", "Last day", "Reason"], *away],
        },
    )  # fmt: skip


def warnings(path: Path) -> list[Fault | str]:
    given, _ = api.load(path)
    (plan,) = api.plan(given, MONDAY, seconds=2, reproducible=True)
    return list(plan.warnings)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("everyone", "doesn't take place: everyone is away (Away!A2)"),
        ("Ann", "is led by somebody else than Ann: Ann is away (Away!A2)"),
        ("C002", "is held without C002: C002 is away (Away!A2)"),
    ],
)
def test_the_plans_warning_names_both_cells_and_no_reason(tmp_path: Path, who: str, said: str) -> None:
    path = book(
        tmp_path, ["Tue", "9:00", "Anger", "Ann", None, "C001, C002"], [[who, TUESDAY, None, "detox"]]
    )
    told = next(one for one in warnings(path) if isinstance(one, Fault))
    assert (told.file, told.sheet, told.cell) == ("harbor.xlsx", "Fixed", "A2")
    assert told.says == f"Anger on Tue 09:00 (2026-12-01) {said}" and "detox" not in str(told)


def test_weeks_without_the_absence_say_nothing(tmp_path: Path) -> None:
    path = book(
        tmp_path, ["Tue", "9:00", "Anger", "Ann", None, "C001, C002"], [["everyone", TUESDAY, None, ""]]
    )
    given, _ = api.load(path)
    plans = api.plan(given, MONDAY, weeks=2, seconds=4, reproducible=True)
    assert ["Away!A2" in str(plan.warnings) for plan in plans] == [True, False]
    assert "Tue-0900-ANG" in {session.id for session in plans[1].roster.sessions}


# --- few come -----------------------------------------------------------------------------------


def small(folder: Path, clients: str | None, note: str = "") -> list[str]:
    path = book(
        folder,
        ["Tue", "9:00", "Anger", "Ann", None, clients],
        [["C002", date(2026, 11, 30), date(2026, 12, 6)]],
    )
    write_note(path, note)
    given, _ = api.load(path)
    (plan,) = api.plan(given, MONDAY, seconds=2, reproducible=True)
    return [str(one) for one in plan.warnings if "takes place with" in str(one)]


def write_note(path: Path, note: str) -> None:
    sheet = openpyxl.load_workbook(path)
    sheet["Fixed"]["G1"], sheet["Fixed"]["G2"] = "Note", note or None
    sheet.save(path)


@pytest.mark.parametrize(("clients", "who"), [("C001", "1 client"), (None, "nobody")])
def test_a_settled_session_that_few_attend_is_told_from_the_finished_roster(
    tmp_path: Path, clients: str | None, who: str
) -> None:
    """C001 alone is there; without a need nobody seats them in a group for two."""
    (said,) = small(tmp_path, clients)
    assert said.startswith("harbor.xlsx: Fixed!C2: Anger on Tue 09:00 (2026-12-01) takes place with")
    assert f"with {who}, and is for 2 to 8" in said or "with 1 client, and is for 2 to 8" in said


def test_a_coordinator_who_knows_is_not_told_again(tmp_path: Path) -> None:
    assert small(tmp_path, "C001", note="ok") == []


@pytest.mark.parametrize(
    ("note", "warned"), [("", 1), ("okra", 1), ("ok", 0), ("OK, it is one client only", 0)]
)
def test_what_gives_way_is_told_beforehand_unless_it_is_acknowledged(
    tmp_path: Path, note: str, warned: int
) -> None:
    """Of the two Tuesdays on which everyone is away the first is told, with the cells of both sides."""
    later = TUESDAY + timedelta(days=7)
    path = book(
        tmp_path, ["Tue", "9:00", "Anger", "Ann", None, None], [["everyone", TUESDAY, later, "closed"]]
    )
    write_note(path, note)
    given, _ = api.load(path)
    told = given.whereabouts.to_tell(giving_way(given, TUESDAY - timedelta(days=20)))
    assert [str(one).partition(": Anger on ")[0] for one in told] == ["harbor.xlsx: Fixed!A2"] * warned
    for one in told:
        assert "(2026-12-01) doesn't take place: everyone is away (Away!A2), and so in 1 later week" in str(
            one
        )
    (plan,) = api.plan(given, MONDAY, seconds=2, reproducible=True)
    assert len([one for one in plan.warnings if "doesn't take place" in str(one)]) == warned


def test_what_is_over_gives_way_to_nothing_any_more(tmp_path: Path) -> None:
    path = book(tmp_path, ["Tue", "9:00", "Anger", "Ann", None, None], [["Ann", TUESDAY, TUESDAY, "ill"]])
    given, _ = api.load(path)
    assert len(giving_way(given, TUESDAY)) == 1
    assert giving_way(given, TUESDAY + timedelta(days=1)) == []


def test_nothing_opens_beside_a_settled_session_that_could_take_all_who_come() -> None:
    """Else the settled one, which may be empty, would run beside it for the sake of `Runs at least`."""
    nine = {code: (weekly(MON, opens=9, closes=10) if code in CODES[:2] else ()) for code in CODES}
    topics = {"Anger": Topic("Anger", 60, smallest=2, largest=4, runs_at_least=2)}
    settled = FixedRow("Anger", 9 * 60, MON)
    given = program(topics=topics, client_hours=nine, fixed=(settled,), needs=())
    found = solved(problem_of(given, MONDAY), rule_book(), Search(3, reproducible=True))
    assert [sorted(session.clients) for session in found.roster.sessions] == [["C001", "C002"]]


def test_a_topic_that_nobody_leads_may_be_settled_twice_at_one_time() -> None:
    rows = tuple(
        FixedRow("Tea", 9 * 60, TUE, None, room=room, clients=clients)
        for room, clients in (("Oak", ()), ("Elm", CODES[:1]))
    )
    tea = Topic("Tea", 60, "community", smallest=1, largest=9, counts=False, leaders=0, only_if_asked=True)
    given = program(fixed=rows, rooms={name: Room(name, 9) for name in ("Oak", "Elm")})
    problem = problem_of(replace(given, topics={**given.topics, "Tea": tea}), MONDAY)
    held = solved(problem, rule_book(), Search(1, reproducible=True)).roster.sessions
    assert sorted(one.room or "" for one in held if one.topic == "Tea") == ["Elm", "Oak"]
