"""`check` counts the days on which clients could come at all, against those that their level asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner import api
from tests.small_week import FRI, MON, MONDAY, THU, TUE, WED, program, weekly

EVERY_DAY = (MON, TUE, WED, THU, FRI)


def said(days: tuple[int, ...], led: tuple[int, ...] = EVERY_DAY, least: int = 3) -> list[str]:
    """What is counted where C001 comes on some days, an hour each is asked for, and therapists are there on some."""
    levels = {"Small": replace(program().levels["Small"], least_minutes=60, least_days=least)}
    whole = program(
        levels=levels,
        client_hours={**program().client_hours, "C001": weekly(*days)},
        therapist_hours={name: weekly(*led) for name in ("Ada", "Ben")},
        needs=(),
    )
    return [one.says for one in api.shortages(whole, MONDAY) if one.clients == {"C001"}]


def test_days_on_which_they_are_there_are_counted() -> None:
    assert said((MON, TUE)) == ["C001: available for a session on 2 days, 3 are required (Min days)"]


def test_days_on_which_nobody_is_there_to_lead_do_not_count() -> None:
    assert said((MON, TUE, WED), led=(TUE, WED)) == [
        "C001: therapists and rooms are there in their hours on 2 days, 3 are required (Min days)"
    ]


@pytest.mark.parametrize("days", [(MON, TUE, WED), EVERY_DAY])
def test_nothing_is_told_of_whoever_can_come_often_enough(days: tuple[int, ...]) -> None:
    assert said(days) == []


def test_whose_hours_hold_too_little_is_told_once() -> None:
    [only] = said(())
    assert "their hours hold no session" in only
