"""Locks and hand edits when a week is replanned: they are kept, and who contradicts whom is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints import rule_book
from planner.engine.settle import Contradiction
from planner.model import Fixed, Roster, Seat
from planner.model.faults import NoPlanPossible
from planner.program import AwayRow, ClientRow
from planner.replanning.conflicts import verdict
from planner.replanning.locks import locks_of, with_locks
from planner.replanning.request import Wanted
from planner.rosters.edits import Edit
from planner.week.problem import problem_of
from tests.replanned import ANGER, GRIEF, replanned
from tests.small_week import (
    CODES,
    MON,
    MONDAY,
    TUE,
    WED,
    at,
    in_force,
    program,
    seats,
    session,
    weekly,
)


def locked(part: str, seat: bool = False) -> Roster:
    now = in_force()
    last = now.sessions[1]
    if seat:
        last = replace(last, seats=tuple(replace(one, locked=one.client == "C001") for one in last.seats))
    return in_force(now.sessions[0], replace(last, lock=part))


def test_a_locked_seat_is_kept_against_all_that_is_soft() -> None:
    # Only with a fifth chair could everybody have Anger on Friday; the lock holds C001 in Grief.
    now = locked("", seat=True)
    found = replanned(program(), now, Wanted(free=CODES))
    assert ("C001", "Grief", GRIEF) in seats(found.roster)
    kept = next(
        s for one in found.roster.sessions if one.start == GRIEF for s in one.seats if s.client == "C001"
    )
    assert kept.locked


@pytest.mark.parametrize("part", ["all", "time", "therapist", "clients"])
def test_a_lock_settles_its_part(part: str) -> None:
    (fixed,) = with_locks((), locks_of(locked(part), 0))
    assert (fixed.topic, fixed.start, fixed.locked) == ("Grief", GRIEF, True)
    assert fixed.therapists == (("Ben",) if part in ("all", "therapist") else ())
    assert fixed.clients == (CODES if part in ("all", "clients") else ())
    assert fixed.open_seats is (part in ("time", "therapist"))


def test_locks_of_one_session_are_one_settled_session_and_take_in_the_workbooks_row() -> None:
    locks = locks_of(locked("therapist", seat=True), 0, lambda id, client: f"{id} {client}".strip())
    row = Fixed("Grief", GRIEF, place="Fixed!A2")
    (fixed,) = with_locks((row,), locks)
    assert not fixed.locked
    assert fixed.therapists == ("Ben",)
    assert fixed.clients == ("C001",)
    assert fixed.place == "Fixed!A2, Thu-1000-GRI, Thu-1000-GRI C001"
    assert len(with_locks((replace(row, therapists=("Ada",)),), locks)) == 2


def test_locks_in_the_past_are_over() -> None:
    assert locks_of(locked("all"), GRIEF + 1) == ()


def test_a_lock_that_cannot_be_kept_stops_and_says_why() -> None:
    ill = program(away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 3)),))
    with pytest.raises(NoPlanPossible) as stopped:
        replanned(ill, locked("therapist"))
    (reason,) = stopped.value.reasons
    assert "roster: Thu-1000-GRI: the therapist of Grief on Thu 10:00" in reason
    assert "Ben isn't available" in reason
    assert stopped.value.exit_code == 3


def test_two_locks_that_contradict_each_other_are_named_and_no_third() -> None:
    both = in_force(
        replace(session("Mon-0900-ANG", "Anger", at(MON, 9), "Ada", *CODES), lock="all"),
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", Seat("C001", locked=True), "C002"),
        replace(session("Tue-0900-GRI", "Grief", at(TUE, 9), "Ben", "C001", "C003"), lock="clients"),
    )
    with pytest.raises(NoPlanPossible) as stopped:
        replanned(program(), both)
    (reason,) = stopped.value.reasons
    assert reason.startswith("These locks contradict each other: ")
    assert "Tue-0900-ANGC001" in reason
    assert "Tue-0900-GRI" in reason
    assert "Mon-0900-ANG" not in reason
    assert reason.endswith("Releasing any one of them mends it.")


def test_an_edit_that_cannot_be_kept_is_called_an_edit_with_the_way_out() -> None:
    ill = program(away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 3)),))
    edit = Edit("therapist changed", "Thu-1000-GRI", "", "you gave Grief (Thu 10:00) to Ben instead of Ada")
    with pytest.raises(NoPlanPossible) as stopped:
        replanned(ill, in_force(), edits=(edit,))
    (reason,) = stopped.value.reasons
    assert reason.startswith(
        "This edit can't be kept: roster: Thu-1000-GRI: you gave Grief (Thu 10:00) to Ben"
    )
    assert "Ben isn't available" in reason
    assert "override" in reason and "--edits suggest" in reason
    assert "lock" not in reason


def test_a_seat_that_is_lost_with_everybody_who_could_lead_it_says_who_is_away() -> None:
    ill = program(away=tuple(AwayRow(who, date(2026, 12, 3), date(2026, 12, 3)) for who in ("Ada", "Ben")))
    edit = Edit("seat added", "Thu-1000-GRI", "C001", "you added C001 to Grief (Thu 10:00)")
    with pytest.raises(NoPlanPossible) as stopped:
        replanned(ill, in_force(), edits=(edit,))
    (reason,) = stopped.value.reasons
    assert "you added C001" in reason and "Ben isn't available" in reason


def test_an_edit_and_a_lock_that_contradict_each_other_are_called_what_they_are() -> None:
    now = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", Seat("C001", locked=True), "C002"),
        session("Tue-0900-GRI", "Grief", at(TUE, 9), "Ben", "C001", "C003"),
    )
    edit = Edit("seat added", "Tue-0900-GRI", "C001", "you added C001 to Grief (Tue 09:00)")
    with pytest.raises(NoPlanPossible) as stopped:
        replanned(program(), now, edits=(edit,))
    (reason,) = stopped.value.reasons
    assert reason.startswith("These locks and edits contradict each other: ")
    assert "--edits suggest" in reason


def test_two_conflicts_are_told_at_once_with_the_smallest_set_to_release() -> None:
    ill = program(away=(AwayRow("Ben", date(2026, 12, 3), date(2026, 12, 3)),))
    now = in_force(
        replace(session("Tue-0900-ANG", "Anger", ANGER, "Ada", *CODES), lock="clients"),
        replace(session("Thu-1000-GRI", "Grief", GRIEF, "Ben", *CODES), lock="therapist"),
    )
    away = replace(ill, client_hours={**ill.client_hours, "C002": weekly(MON, WED)})
    with pytest.raises(NoPlanPossible) as stopped:
        replanned(away, now)
    assert len(stopped.value.reasons) == 3
    assert stopped.value.reasons[-1].startswith("The smallest set to release: ")


def test_a_lock_on_somebody_who_has_left_is_named() -> None:
    left = program(clients={code: ClientRow(code, "Small") for code in CODES[1:]}, needs=())
    with pytest.raises(NoPlanPossible, match="C001 is no client of this week"):
        replanned(left, locked("clients"))


@pytest.mark.parametrize("named", [(), (("Fixed", "Screen on Wed"),)])
def test_where_the_week_is_impossible_whatever_is_released_no_lock_is_blamed(
    named: tuple[tuple[str, ...], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hand took a settled session out: what forbids it was told as eight empty lists of locks."""
    monkeypatch.setattr("planner.replanning.conflicts.contradiction_in", lambda *_: Contradiction(named))
    three = tuple(Fixed("Anger", at(TUE, 9), place=f"Fixed!A{row}") for row in (2, 3, 4))
    problem, rules = problem_of(program(), MONDAY), rule_book()
    found = verdict(problem, three, locks_of(locked("all"), 0), rules)
    assert found.conflicts == ()
    (said,) = found.says(problem)
    assert all(row.place in said for row in three)
