"""Rows that a hand adds to a roster say the weekday, and often nothing else of the day."""

from __future__ import annotations

import pytest

from planner.model.faults import WorkbookFaults
from tests.workbook.hand_edited import ROSTER, Hands, at


@pytest.mark.parametrize("day", ["Fri", "Friday", "fri"])
def test_a_seat_or_a_session_with_a_weekday_alone_is_of_the_rosters_week(day: str) -> None:
    """Whoever adds a row types the weekday; the roster is of one week."""
    hands = Hands()
    made: dict[str, object] = {"Day": day, "Start": "9:00", "Topic": "Anger"}
    hands.sessions.append({**made, "Therapist": "T Wolf", "Room": "Oak"})
    hands.seats.extend({**made, "Client": code} for code in ("C002", "C003"))
    (added,) = (one for one in hands.roster().sessions if one not in ROSTER.sessions)
    assert (added.start, added.topic, added.clients) == (at(4, 9), "Anger", ("C002", "C003"))


def test_a_date_that_was_cleared_beside_its_weekday_changes_nothing() -> None:
    hands = Hands()
    for row in (*hands.sessions, *hands.seats):
        row["Date"] = None
    assert hands.roster() == ROSTER


def test_a_weekday_that_was_retyped_while_the_date_was_cleared_moves_the_session() -> None:
    hands = Hands()
    hands.session("Thu-1100-ANG").update({"Date": None, "Day": "Wed"})
    assert {one.id: one.start for one in hands.roster().sessions}["Thu-1100-ANG"] == at(2, 11)


@pytest.mark.parametrize("day", ["Mon, Tue", "daily"])
def test_several_weekdays_are_no_day_of_a_seat(day: str) -> None:
    hands = Hands()
    hands.seats.append({"Day": day, "Start": "9:00", "Topic": "Anger", "Client": "C002"})
    with pytest.raises(WorkbookFaults, match="a seat has neither a session's id nor Date"):
        hands.read()
