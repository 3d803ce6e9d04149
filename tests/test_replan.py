"""A published week replanned on the smallest instances: what is forced moves, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from constraints import rule_book
from planner.engine.seating import kept_ids
from planner.fingerprint import fingerprint_of
from planner.language.limits import Stage
from planner.model import Apart, Seat, Session, Therapist, Topic
from planner.model.faults import NoPlanPossible, PlannerError, WorkbookFaults
from planner.planning import as_it_stands, breaches_of
from planner.program import AwayRow, ClientRow, LevelOfCare, NeedRow, Program
from planner.replanning.carry_over import carried_over
from planner.replanning.problem import problem_in_force, replanning_of
from planner.replanning.request import Wanted
from planner.replanning.run import Asked, replan_file
from planner.replanning.run import replanned as searched
from planner.rosters.broken_rules import broken_rules
from planner.rosters.edits import edits_between
from planner.rosters.file import read_roster
from planner.rosters.roster_file import RosterFile
from planner.search import Search
from planner.week.problem import problem_of
from tests.replanned import ANGER, GRIEF, RULES, problem_to_replan, replanned, value_at, without_thursday
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
    seats,
    session,
    weekly,
    written,
)


def test_the_same_input_gives_the_same_roster() -> None:
    now = in_force()
    assert replanned(without_thursday(), now).roster == replanned(without_thursday(), now).roster


def test_a_roster_that_nothing_speaks_against_stays_as_it_is() -> None:
    found = replanned(program(), in_force())
    assert found.roster == in_force()
    assert value_at(found, Stage.MOVES) == (0, True)
    assert value_at(found, Stage.HANDOVERS) == (0, True)


def test_a_client_who_loses_a_day_moves_alone() -> None:
    now = in_force()
    found = replanned(without_thursday(), now)
    assert seats(now) - seats(found.roster) == {("C001", "Grief", GRIEF)}
    assert value_at(found, Stage.MOVES) == (1, True)


def test_near_seats_weigh_three_times_as_much() -> None:
    found = replanned(without_thursday(), in_force(), Wanted(datetime(2026, 12, 2, 12)))
    assert value_at(found, Stage.MOVES) == (3, True)


def test_seats_of_the_freed_cost_nothing() -> None:
    for name in ("c001", "Grief", "thursday", "Thu", "Ben"):
        found = replanned(without_thursday(), in_force(), Wanted(free=(name,)))
        assert value_at(found, Stage.MOVES) == (0, True), name


def test_a_name_nobody_has_is_refused() -> None:
    with pytest.raises(PlannerError, match="'Clara' is no client"):
        problem_to_replan(program(), in_force(), Wanted(free=("Clara",)))


def test_a_therapist_who_falls_ill_is_replaced_and_no_seat_moves() -> None:
    ill = program(away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 4)),))
    found = replanned(ill, in_force())
    assert seats(found.roster) == seats(in_force())
    assert found.roster.sessions[1].therapists == ("Ada",)
    assert value_at(found, Stage.HANDOVERS) == (1, True)


@pytest.mark.parametrize("deleted", [0, 1])
def test_of_two_groups_side_by_side_the_one_that_was_deleted_by_hand_is_not_put_back(deleted: int) -> None:
    two = in_force(
        session("Tue-0900-ANG", "Anger", ANGER, "Ada", "C001", "C002"),
        session("Tue-0900-ANG-2", "Anger", ANGER, "Ben", "C003", "C004"),
    )
    now = in_force(two.sessions[1 - deleted])
    small = {"Anger": Topic("Anger", 60, smallest=2, largest=2)}  # so that a second one would be of use
    only = program(topics=small, client_hours={code: weekly(TUE, closes=10) for code in CODES}, needs=())
    settled = problem_in_force(problem_of(only, MONDAY), now, Wanted(), 0)
    edits = edits_between(two, now)
    replanning = replanning_of(settled, now, two, Wanted(), edits, lambda id, client: f"roster: {id}{client}")
    found = searched(replanning, RULES, Search(0.5, reproducible=True))
    assert [one.start for one in found.roster.sessions if one.topic == "Anger"] == [ANGER]


# --- keep all, free -----------------------------------------------------------------------------


def test_keep_all_leaves_everybody_else_alone() -> None:
    now = in_force()
    found = replanned(without_thursday(), now, Wanted(keep_all=True, excepted=("C001",)))
    others = {seat for seat in seats(now) if seat[0] != "C001"}
    assert {seat for seat in seats(found.roster) if seat[0] != "C001"} == others


def test_keep_all_without_an_exception_for_what_must_change_stops() -> None:
    with pytest.raises(NoPlanPossible, match=r"--keep all.*Let it change: --except 'Grief'"):
        replanned(without_thursday(), in_force(), Wanted(keep_all=True, excepted=("Tue",)))


# --- nothing changed ----------------------------------------------------------------------------


def test_unchanged_gives_back_the_roster_and_claims_no_proof_it_does_not_have() -> None:
    replanning = problem_to_replan(program(), in_force())
    found = as_it_stands(replanning.problem, replanning.now, RULES)
    assert found.roster == in_force()
    assert all(result.proven == (result.value == 0) for result in found.stages)


def test_the_fingerprint_tells_inputs_apart_and_not_their_order() -> None:
    problem = problem_of(program(), MONDAY)
    shuffled = replace(
        problem,
        clients=dict(reversed(list(problem.clients.items()))),
        needs=tuple(reversed(problem.needs)),
        as_of=700,
        published=in_force(),
    )
    assert fingerprint_of(problem, RULES) == fingerprint_of(shuffled, RULES)
    longer = replace(problem, topics={**problem.topics, "Anger": Topic("Anger", 90)})
    assert fingerprint_of(problem, RULES) != fingerprint_of(longer, RULES)
    assert fingerprint_of(problem, RULES) != fingerprint_of(problem, RULES[:-1])


# --- what the outside fuzz found -----------------------------------------------------------------


def pair(smallest: int = 2) -> Program:
    """Two clients who can make up one group."""
    return program(
        topics={"Group": Topic("Group", 60, smallest=smallest, largest=3)},
        therapists={name: Therapist(name, frozenset({"Group"})) for name in ("Ada", "Ben")},
        clients={code: ClientRow(code, "Small") for code in CODES[:2]},
        needs=(),
    )


def test_a_lock_holds_no_session_below_its_smallest() -> None:
    left = replace(pair(), client_hours={"C001": weekly(MON), "C002": weekly(TUE)})
    alone = in_force(
        replace(session("Tue-0900-GRO", "Group", at(TUE, 9), "Ada", "C001", "C002"), lock="time")
    )
    with pytest.raises(NoPlanPossible, match=r"This lock can't be kept: .*Group on Tue 09:00"):
        replanned(left, alone)


def test_who_called_off_counts_for_the_smallest_of_a_session_that_is_kept() -> None:
    told = session("Tue-0900-GRO", "Group", at(TUE, 9), "Ada", Seat("C001", status="excused"), "C002")
    found = replanned(pair(), in_force(told), Wanted(keep_all=True))
    (kept,) = found.roster.sessions
    assert kept == told
    assert not breaches_of(problem_of(pair(), MONDAY), found.roster, RULES)


def test_an_id_stays_with_the_session_that_is_most_like_it() -> None:
    old = [
        session("first", "Group", at(TUE, 9), "Ben", "C001", "C002"),
        session("second", "Group", at(TUE, 9), "Cy", "C003"),
    ]
    new = [  # Ada comes first and has somebody of the first, but it is Ben's
        session("", "Group", at(TUE, 9), "Ada", "C002", "C003"),
        session("", "Group", at(TUE, 9), "Ben", "C001"),
    ]
    assert kept_ids(new, old, set()) == {0: "second", 1: "first"}


def test_the_id_of_a_session_that_a_hand_moved_goes_to_no_other() -> None:
    moved = in_force(replace(session("Mon-0900-ANG", "Anger", at(TUE, 9), "Ada", *CODES), lock="all"))
    only = program(starts=((MON, 540), (TUE, 540)), needs=(NeedRow("C001", "Anger", 5, 100),))
    found = replanned(only, moved, Wanted(free=CODES))
    assert {one.id for one in found.roster.sessions if one.start == at(TUE, 9)} >= {"Mon-0900-ANG"}
    (monday,) = [one for one in found.roster.sessions if (one.topic, one.start) == ("Anger", at(MON, 9))]
    assert monday.id != "Mon-0900-ANG"


def test_a_lock_goes_with_its_client_into_the_session_beside() -> None:
    two = in_force(
        session("Tue-0900-GRO", "Group", at(TUE, 9), "Ben", Seat("C001", locked=True)),
        session("Tue-0900-GRO-2", "Group", at(TUE, 9), "Ada", "C002"),
    )
    swapped = in_force(
        session("Tue-0900-GRO", "Group", at(TUE, 9), "Ben", "C002"),
        session("Tue-0900-GRO-2", "Group", at(TUE, 9), "Ada", "C001"),
    )
    kept = carried_over(swapped, two, problem_of(pair(1), MONDAY))
    assert [seat.locked for one in kept.sessions for seat in one.seats if seat.client == "C001"] == [True]


@pytest.mark.parametrize(("days", "musts", "others"), [((TUE,), 0, 7), ((), 100, 7), ((TUE, WED), 0, 0)])
def test_a_session_counts_for_the_must_of_its_topic_before_a_lesser_need(
    days: tuple[int, ...], musts: int, others: int
) -> None:
    hours = {**program().client_hours, "C001": weekly(*days)}
    asked = tuple(NeedRow("C001", "Anger", 1, priority) for priority in (7, 100))
    found = replanned(program(client_hours=hours, needs=asked), in_force())
    assert value_at(found, Stage.NEEDS) == (musts, True)
    assert value_at(found, Stage.OTHER_NEEDS) == (others, True)


@pytest.mark.parametrize("membership", ["closed", "open"])
def test_a_closed_group_that_has_begun_this_week_takes_nobody_else_in(membership: str) -> None:
    """C003 is new on Wednesday and needs Anger: the group on Friday has begun on Tuesday, without them."""
    topics = {"Anger": Topic("Anger", 60, smallest=2, largest=4, closed=membership == "closed")}
    needs = tuple(
        NeedRow(code, "Anger", count, 100) for code, count in (("C001", 2), ("C002", 2), ("C003", 1))
    )
    given = program(topics=topics, needs=needs, levels={"Small": LevelOfCare("Small", 0, 600)})
    now = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C002"),
    )
    found = replanned(given, now, Wanted(datetime(2026, 12, 2, 12)))
    assert seats(now) <= seats(found.roster)
    assert ("C003" in {code for code, *_ in seats(found.roster)}) == (membership == "open")


def test_whoever_has_a_seat_ahead_keeps_it_in_a_closed_group_that_began_without_them() -> None:
    topics = {"Anger": Topic("Anger", 60, smallest=2, largest=4, closed=True)}
    given = program(topics=topics, needs=(), levels={"Small": LevelOfCare("Small", 0, 600)})
    now = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Fri-0900-ANG", "Anger", at(FRI, 9), "Ada", "C001", "C003"),
    )
    assert replanned(given, now, Wanted(datetime(2026, 12, 2, 12))).roster == now


def test_a_test_left_alone_by_a_deletion_elsewhere_is_planned_anew_and_not_refused(tmp_path: Path) -> None:
    breath = Topic("Breath", 10, kind="testing", smallest=1, largest=1, counts=False)
    given = program(
        topics={**program().topics, "Breath": breath},
        therapists={
            name: Therapist(name, frozenset({"Anger", "Grief", "Breath"})) for name in ("Ada", "Ben")
        },
        needs=(*program().needs, NeedRow("C001", "Breath", 1, 100)),
    )
    test = Session(
        "Thu-1100-BRE", "Breath", at(THU, 11), 10, therapists=("Ada",), room=None, seats=(Seat("C001"),)
    )
    path = written(tmp_path / "roster.xlsx", given, in_force(*in_force().sessions, test), RULES)
    book = openpyxl.load_workbook(path)
    for sheet in (book["Sessions"], book["Roster"]):
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, 1).value == "Thu-1000-GRI":
                sheet.delete_rows(row)
    book.save(path)
    search = Search(0.5, reproducible=True)
    (plan,) = replan_file(given, read_roster(path, given), RULES, rule_book(), Asked(), search)
    tests = [one for one in plan.roster.sessions if one.topic == "Breath"]
    assert [one.coming for one in tests] == [("C001",)]
    assert not list(broken_rules(plan.problem, RosterFile("", (plan.roster,), {}), RULES))


def test_a_note_that_overrides_one_thing_hides_no_other_of_its_session(tmp_path: Path) -> None:
    apart = program(apart=(Apart("C001", "C002"),))
    path = written(tmp_path / "roster.xlsx", apart, in_force(), RULES)
    book = openpyxl.load_workbook(path)
    sheet = book["Roster"]
    note = next(cell.column for cell in sheet[1] if cell.value == "Note")
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 10).value == "C001":
            sheet.cell(row, note, "override: agreed with both")
    book.save(path)
    ill = replace(apart, away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 3)),))
    with pytest.raises(WorkbookFaults, match="Ben isn't available for all of Grief"):
        replan_file(ill, read_roster(path, ill), RULES, rule_book(), Asked(), Search(0.5, reproducible=True))


def moved_by_hand(path: Path, id: str, to: time | date, heading: str = "Start") -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Sessions"]
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == id)
    sheet.cell(row, column, to)
    book.save(path)


def test_a_group_that_a_hand_moves_goes_on_without_the_one_who_is_away_all_day(tmp_path: Path) -> None:
    """C001 called off all of Thursday: it isn't the move of Grief that keeps them from coming."""
    path = written(tmp_path / "roster.xlsx", program(), in_force(), RULES)
    moved_by_hand(path, "Thu-1000-GRI", time(11))
    away = replace(program(), away=(AwayRow("C001", date(2026, 12, 3), date(2026, 12, 3)),))
    search = Search(0.5, reproducible=True)
    (plan,) = replan_file(away, read_roster(path, away), RULES, rule_book(), Asked(), search)
    grief = next(one for one in plan.roster.sessions if one.topic == "Grief" and one.day == THU)
    assert (grief.start, grief.coming) == (at(THU, 11), ("C002", "C003", "C004"))
    assert not plan.edits_left


def test_a_group_that_a_hand_moves_to_when_somebody_cant_come_is_asked_back(tmp_path: Path) -> None:
    path = written(tmp_path / "roster.xlsx", program(), in_force(), RULES)
    moved_by_hand(path, "Thu-1000-GRI", time(11))
    away = AwayRow("C001", date(2026, 12, 3), date(2026, 12, 3), opens=11 * 60, closes=12 * 60)
    given = replace(program(), away=(away,))
    with pytest.raises(WorkbookFaults, match="C001 isn't available for all of Grief"):
        replan_file(
            given, read_roster(path, given), RULES, rule_book(), Asked(), Search(0.5, reproducible=True)
        )


def test_a_day_that_was_too_long_before_excuses_no_hand_that_makes_another_too_long(tmp_path: Path) -> None:
    """Everybody's Tuesday has two hours where one is allowed by now; a hand makes Thursday as long."""
    roster = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *CODES),
        session("Tue-1000-GRI", "Grief", at(TUE, 10), "Ben", *CODES),
        session("Thu-0900-ANG", "Anger", at(THU, 9), "Ada", *CODES),
        session("Fri-1000-GRI", "Grief", at(FRI, 10), "Ben", *CODES),
    )
    path = written(tmp_path / "roster.xlsx", program(), roster, RULES)
    moved_by_hand(path, "Fri-1000-GRI", date(2026, 12, 3), "Date")
    short = program(levels={"Small": LevelOfCare("Small", 60, 600, most_minutes_a_day=60)})
    with pytest.raises(WorkbookFaults, match=r"2 h .*Thu"):
        replan_file(
            short, read_roster(path, short), RULES, rule_book(), Asked(), Search(0.5, reproducible=True)
        )
