"""What a hand changed is said in its own words, locked by default, and checked with the cell concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from constraints import rule_book
from planner.model import Roster, Seat, Session, Wording
from planner.model.faults import PlannerError
from planner.replanning.locks import locks_by_hand, with_locks
from planner.rosters.broken_rules import BrokenRule, broken_rules
from planner.rosters.edits import edits_between, edits_of, is_kept, taken_out
from tests.workbook.hand_edited import (
    FIRST_DAY,
    ROSTER,
    SESSIONS,
    VEGA,
    WOLF,
    Hands,
    at,
    given,
    in_order,
    session,
    when,
    with_seats,
    with_session,
)

ANGER_MON, ANGER_TUE, ANGER_THU = "Mon-0900-ANG", "Tue-1100-ANG", "Thu-1100-ANG"
GRIEF_MON, GRIEF_WED, SOLO = "Mon-1100-GRI", "Wed-1000-GRI", "Mon-0900-SOL"
RULES = rule_book()
NEW = session("Fri-0900-WOM", "Women", at(4, 9), [VEGA, WOLF], "Oak", "C002", "C003")


def said(now: Roster, published: Roster = ROSTER) -> list[str]:
    return [edit.says for edit in edits_between(published, now)]


def without(id: str) -> list[Session]:
    return [one for one in SESSIONS if one.id != id]


def broken(hands: Hands) -> list[BrokenRule]:
    return broken_rules(given().problem, hands.read(), RULES)


def test_edits_are_told_by_the_programs_clock() -> None:
    later = with_session(GRIEF_MON, start=at(0, 13))
    (edit,) = edits_between(ROSTER, later, wording=Wording(12))
    assert edit.says == "you moved Grief from Mon 11:00 AM to Mon 1:00 PM"


# --- what was edited -----------------------------------------------------------------------------


def test_an_unedited_roster_has_no_edits() -> None:
    assert said(ROSTER) == []
    assert edits_of(Hands().read(), FIRST_DAY) == ()


@pytest.mark.parametrize(
    ("now", "sentences"),
    [
        (
            with_seats(
                ANGER_TUE, "C003", "C005", "C007", "C011", roster=with_seats(GRIEF_MON, "C005", "C011")
            ),
            ["you moved C003 from Grief (Mon 11:00) to Anger (Tue 11:00)"],
        ),
        (with_seats(SOLO), ["you took C005 out of Solo (Mon 09:00)"]),
        (with_seats(SOLO, "C005", "C011"), ["you added C011 to Solo (Mon 09:00)"]),
        (with_session(GRIEF_MON, start=at(2, 9)), ["you moved Grief from Mon 11:00 to Wed 09:00"]),
        (
            with_session(GRIEF_MON, therapists=(VEGA,)),
            ["you gave Grief (Mon 11:00) to T Vega instead of T Wolf"],
        ),
        (with_session(GRIEF_MON, therapists=()), ["you took T Wolf off Grief (Mon 11:00)"]),
        (with_session(GRIEF_MON, room="Oak"), ["you put Grief (Mon 11:00) in Oak instead of Elm"]),
        (with_session(GRIEF_MON, room=None), ["you took Elm from Grief (Mon 11:00)"]),
        (with_session(GRIEF_MON, topic="Anger"), ["you made Grief (Mon 11:00) a session of Anger"]),
        (
            in_order([*SESSIONS, NEW]),
            [
                "you added Women (Fri 09:00) led by T Vega and T Wolf in Oak",
                "you added C002 to Women (Fri 09:00)",
                "you added C003 to Women (Fri 09:00)",
            ],
        ),
        (in_order(without(GRIEF_MON)), ["you deleted Grief (Mon 11:00), with C003, C005 and C011 in it"]),
        (in_order(without(SOLO)), ["you deleted Solo (Mon 09:00), with C005 in it"]),
    ],
)
def test_each_edit_is_a_sentence(now: Roster, sentences: list[str]) -> None:
    assert said(now) == sentences


def test_a_moved_seat_is_paired_with_the_same_topic_first() -> None:
    now = with_seats(ANGER_MON, "C002", "C007")  # C003 leaves Anger, and joins Anger and Grief
    now = with_seats(GRIEF_WED, "C003", "C005", "C011", roster=now)
    now = with_seats(ANGER_THU, "C003", "C007", "C011", "C014", roster=now)
    assert said(now) == [
        "you moved C003 from Anger (Mon 09:00) to Anger (Thu 11:00)",
        "you added C003 to Grief (Wed 10:00)",
    ]


def test_a_seat_goes_with_its_session_without_a_word_of_its_own() -> None:
    now = with_session(GRIEF_MON, start=at(2, 9), topic="Anger", therapists=(VEGA,), room="Oak")
    assert {edit.client for edit in edits_between(ROSTER, now)} == {""}


def test_locks_statuses_and_notes_are_no_edits() -> None:
    now = with_session(SOLO, lock="all", note="x", seats=(Seat("C005", True, "absent", "ill"),))
    assert said(now) == []


def test_an_edit_names_its_row() -> None:
    hands = Hands()
    hands.session(GRIEF_MON).update(when(at(4, 9)))
    hands.seat(ANGER_MON, "C007").update(when(at(3, 9)))
    edits = edits_of(hands.read(), FIRST_DAY)
    assert [(edit.kind, str(edit.place)) for edit in edits] == [
        ("session added", "roster.xlsx: Roster!J4"),  # on Thursday, and so before Friday's
        ("session moved", "roster.xlsx: Sessions!A4"),
        ("seat moved", "roster.xlsx: Roster!J4"),
    ]
    moved_seat = edits[2]
    assert (moved_seat.was, moved_seat.session) == (ANGER_MON, "Thu-0900-ANG")


# --- locks ---------------------------------------------------------------------------------------


def locked(now: Roster) -> list[tuple[str, str, str]]:
    """Session, client and part of each lock that the edits amount to."""
    edits = edits_between(ROSTER, now)
    return [(lock.session.id, lock.client, lock.part) for lock in locks_by_hand(now, edits, 0)]


@pytest.mark.parametrize(
    ("parts", "locks"),
    [
        ({"start": at(4, 9)}, ["time"]),
        ({"therapists": (VEGA,)}, ["therapist"]),
        ({"start": at(4, 9), "room": "Oak"}, ["time", "room"]),
        ({"therapists": (VEGA,), "room": "Oak"}, ["therapist", "room"]),
        ({"topic": "Anger"}, ["all"]),
        ({}, []),
    ],
)
def test_what_was_edited_of_a_session_is_locked(parts: dict[str, object], locks: list[str]) -> None:
    assert locked(with_session(GRIEF_MON, **parts)) == [(GRIEF_MON, "", lock) for lock in locks]


def test_a_therapist_and_a_room_that_were_edited_lock_nobodys_seat() -> None:
    now = with_session(GRIEF_MON, therapists=(VEGA,), room="Oak")
    (settled,) = with_locks((), tuple(locks_by_hand(now, edits_between(ROSTER, now), 0)))
    assert (settled.therapists, settled.room, settled.clients) == ((VEGA,), "Oak", ())
    assert settled.open_seats


def test_edits_of_what_has_begun_lock_nothing() -> None:
    now = with_session(GRIEF_MON, room="Oak")
    assert list(locks_by_hand(now, edits_between(ROSTER, now), at(0, 12))) == []


def test_seats_moved_or_added_are_locked_and_those_given_up_are_named() -> None:
    now = with_seats(GRIEF_WED, "C003", "C005", "C011", roster=with_seats(GRIEF_MON, "C005"))
    now = in_order([*now.sessions, NEW])
    assert locked(now) == [
        (NEW.id, "", "all"),
        (NEW.id, "C002", "seat"),
        (GRIEF_WED, "C003", "seat"),
        (NEW.id, "C003", "seat"),
    ]
    edits = edits_between(ROSTER, now)
    assert taken_out(edits) == ((GRIEF_MON, "C003"), (GRIEF_MON, "C011"))


def test_a_deleted_session_is_given_up_whole() -> None:
    assert taken_out(edits_between(ROSTER, in_order(without(SOLO)))) == ((SOLO, ""),)


# --- broken rules --------------------------------------------------------------------------------


def test_an_unedited_roster_breaks_nothing() -> None:
    assert broken(Hands()) == []


def one_broken(hands: Hands) -> tuple[str, str, bool]:
    (found,) = broken(hands)
    return found.breach.rule, str(found.place).removeprefix("roster.xlsx: "), found.overridden


def last_cell(hands: Hands) -> str:
    return f"Roster!J{len(hands.seats) + 1}"


def test_a_client_who_is_not_free_is_shown_in_their_row() -> None:
    hands = Hands()
    hands.session(ANGER_THU).update(when(at(3, 14)))
    assert one_broken(hands) == ("Availability", "Roster!J23", False)
    assert (hands.seats[21]["Session"], hands.seats[21]["Client"]) == (ANGER_THU, "C011")


def test_a_session_too_full_is_shown_in_its_row() -> None:
    hands = Hands()
    hands.seats.append(hands.seat(GRIEF_WED, "C005") | {"Client": "C002"})
    hands.seats.append(hands.seat(GRIEF_WED, "C005") | {"Client": "C014"})
    found = {(one.breach.rule, str(one.place)) for one in broken(hands)}
    assert ("Group size", "roster.xlsx: Sessions!A9") in found


def test_of_two_sessions_at_once_the_edited_row_is_shown() -> None:
    hands = Hands()
    hands.seats.append({**when(at(0, 9)), "Topic": "Anger", "Client": "C005"})
    found = [one for one in broken(hands) if one.breach.rule == "One place at a time"]
    assert [str(one.place) for one in found] == [f"roster.xlsx: {last_cell(hands)}"]


def test_too_many_hours_are_shown_in_the_row_that_was_added() -> None:
    hands = Hands()  # C005 may have 4.5 hours and has 4 h 10
    hands.seats.append({**when(at(3, 11)), "Topic": "Anger", "Client": "C005"})
    rules = {one.breach.rule: one for one in broken(hands)}
    assert str(rules["Most hours"].place) == f"roster.xlsx: {last_cell(hands)}"


@pytest.mark.parametrize("note", ["override", " Override: asked for by the court", "OVERRIDE"])
def test_a_note_on_the_row_accepts_what_it_breaks(note: str) -> None:
    hands = Hands()
    hands.session(ANGER_THU).update(when(at(3, 14)))
    hands.seat(ANGER_THU, "C011")["Note"] = note
    (found,) = broken(hands)
    assert found.overridden and found.reason == note.strip()


@pytest.mark.parametrize(
    ("client", "note"), [("C011", "not an override"), ("C007", "override"), ("C011", "")]
)
def test_another_note_or_another_row_accepts_nothing(client: str, note: str) -> None:
    hands = Hands()
    hands.session(ANGER_THU).update(when(at(3, 14)))
    hands.seat(ANGER_THU, client)["Note"] = note
    assert [found.overridden for found in broken(hands)] == [False]


def test_a_note_on_the_sessions_row_accepts_what_the_session_breaks() -> None:
    hands = Hands()
    hands.session(ANGER_THU).update(when(at(3, 14)) | {"Note": "override: the court's wish"})
    assert one_broken(hands)[2]


def test_a_note_accepts_too_many_hours_on_a_row_that_counts_towards_them_only() -> None:
    def found(note_on: tuple[str, str]) -> bool:
        hands = Hands()  # C005 may have 3 hours a day, and so 4.5 a week
        hands.seats.append({**when(at(3, 11)), "Topic": "Anger", "Client": "C005"})
        hands.seats.append({**when(at(1, 13)), "Topic": "Skills", "Client": "C011"})
        hands.seat(*note_on)["Note"] = "override"
        return next(one.overridden for one in broken(hands) if one.breach.rule == "Most hours")

    assert found((GRIEF_WED, "C005"))
    assert not found((GRIEF_WED, "C011"))


def test_a_client_who_is_not_here_this_week_is_said() -> None:
    problem = given().problem
    clients = {code: client for code, client in problem.clients.items() if code != "C007"}
    found = broken_rules(replace(problem, clients=clients), Hands().read(), RULES)
    unknown = [one for one in found if one.breach.rule == "Program workbook"]
    assert [one.breach.says for one in unknown] == [
        f"C007 has a seat in Anger on {day} and is no client of this week"
        for day in ("Mon 09:00", "Tue 11:00", "Thu 11:00")
    ]
    assert [str(one.place) for one in unknown] == [
        f"roster.xlsx: Roster!J{row}" for row in rows_of(Hands(), "C007")
    ]


def rows_of(hands: Hands, client: str) -> Sequence[int]:
    return [at for at, row in enumerate(hands.seats, start=2) if row["Client"] == client]


def test_a_week_that_the_file_does_not_hold_is_one_sentence() -> None:
    problem = replace(given().problem, first_day=FIRST_DAY.replace(day=23))
    with pytest.raises(PlannerError, match=r"^roster\.xlsx has no roster for the week of 2026-11-23$"):
        broken_rules(problem, Hands().read(), RULES)


def test_an_edit_is_kept_where_the_roster_has_what_the_hand_left() -> None:
    for edited in (
        with_session(GRIEF_MON, start=at(0, 13), therapists=(VEGA,), room="Oak"),
        with_session(GRIEF_MON, topic="Women"),
        with_seats(GRIEF_MON, "C099"),
        in_order(without(GRIEF_MON)),
        in_order([*SESSIONS, NEW]),
    ):
        edits = edits_between(ROSTER, edited)
        assert edits and all(is_kept(edit, ROSTER, edited, edited) for edit in edits)
        assert not any(is_kept(edit, ROSTER, edited, ROSTER) for edit in edits)


def test_who_was_taken_off_by_hand_is_off_whoever_comes_instead() -> None:
    edited = with_session(GRIEF_MON, therapists=(), room=None)
    edits = edits_between(ROSTER, edited)
    assert [edit.kind for edit in edits] == ["therapist changed", "room changed"]
    filled = with_session(GRIEF_MON, therapists=(VEGA,), room="Oak")
    assert all(is_kept(edit, ROSTER, edited, filled) for edit in edits)
    both = with_session(GRIEF_MON, therapists=(WOLF, VEGA))
    (edit,) = edits_between(ROSTER, both)
    assert is_kept(edit, ROSTER, both, both) and not is_kept(edit, ROSTER, both, filled)
    assert not any(is_kept(edit, ROSTER, edited, ROSTER) for edit in edits)
