from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model import clock
from planner.tables.cells import Unreadable
from planner.tables.times import read_range, read_starts, read_time

MINUTES = st.integers(0, 1439)


def refused(reader: Callable[[Any], object], value: object) -> Unreadable:
    with pytest.raises(Unreadable) as trouble:
        reader(value)
    return trouble.value


@given(MINUTES)
def test_every_way_to_hold_a_time_is_that_time(minute: int) -> None:
    hour, rest = divmod(minute, 60)
    half = "am" if hour < 12 else "pm"
    assert read_time(time(hour, rest)) == minute
    assert read_time(timedelta(minutes=minute)) == minute
    assert read_time(minute / 1440) == minute
    assert read_time(clock(minute)) == minute
    assert read_time(f"{hour}:{rest:02d}:00") == minute
    assert read_time(f"{hour:02d}{rest:02d}") == minute
    assert read_time(f"{(hour - 1) % 12 + 1}:{rest:02d} {half.upper()}") == minute
    assert read_time(f"{(hour - 1) % 12 + 1}:{rest:02d}{half[0]}.m.") == minute


@pytest.mark.parametrize(
    ("value", "minute"),
    [
        ("9am", 540),
        ("noon", 720),
        ("12am", 0),
        ("12 pm", 720),
        ("midnight", 0),
        ("530pm", 1050),
        ("1130 am", 690),
        (900, 540),
        (1330, 810),
        (9, 540),
        ("14", 840),
    ],
)
def test_short_ways_to_write_a_time(value: int | str, minute: int) -> None:
    assert read_time(value) == minute


@pytest.mark.parametrize(
    "value", ["0:00", "24:00", "midnight", time(0), timedelta(days=1), datetime(1900, 1, 1), 0]
)
def test_midnight_ends_a_day(value: object) -> None:
    assert read_time(value, ends=True) == 1440


def test_midnight_begins_a_day() -> None:
    assert read_time("0:00") == 0
    assert "0:00" in refused(read_time, "24:00").fix


@pytest.mark.parametrize("value", ["25:00", "9:60", "nine", True, 2575, "13pm", "9:00-10:00", 1.5])
def test_what_is_no_time(value: object) -> None:
    assert refused(read_time, value).fix.startswith("try ")


@pytest.mark.parametrize(
    "value", ["Group at 9:60", "Group at 9:75", "Group at 24:10", "Group at 9:00 or 10:00"]
)
def test_what_no_clock_shows_is_proposed_to_nobody(value: str) -> None:
    assert refused(read_time, value).fix == refused(read_time, "nine").fix
    assert refused(read_time, "Group at 23:59").fix == "try 23:59"


@pytest.mark.parametrize("value", ["3", 3])
def test_a_bare_early_hour_may_mean_two_times(value: int | str) -> None:
    assert refused(read_time, value).fix == "try 3:00 or 15:00"


def test_a_time_with_seconds_is_not_rounded_in_silence() -> None:
    assert refused(read_time, time(9, 0, 30)).says == "has seconds"


@given(MINUTES, MINUTES)
def test_a_range_is_its_two_times(one: int, other: int) -> None:
    if one == other:
        return
    opens, closes = sorted((one, other))
    for dash in ("-", " - ", "–", " to "):
        assert read_range(f"{clock(opens)}{dash}{clock(closes)}") == (opens, closes)
    if opens >= 1:
        assert refused(read_range, f"{clock(closes)}-{clock(opens)}").says == "ends before it starts"


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_a_range_in_halves_of_the_day_is_its_two_times(opens: int, closes: int) -> None:
    def said(minute: int) -> str:
        hour, rest = divmod(minute % 1440, 60)
        return f"{(hour - 1) % 12 + 1}:{rest:02d}{'am' if hour < 12 else 'pm'}"

    if opens < closes:
        assert read_range(f"{said(opens)}-{said(closes)}") == (opens, closes)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("9-12", 9, 12),
        ("9:00-10:30", 9, 10.5),
        ("1-3pm", 13, 15),
        ("11-1pm", 11, 13),
        ("9-12pm", 9, 12),
        ("8-10pm", 20, 22),
        ("9am-1", 9, 13),
        ("1pm-3", 13, 15),
        ("10am-2", 10, 14),
        ("9-noon", 9, 12),
        ("noon-3", 12, 15),
        ("0900-1030", 9, 10.5),
        ("13-15", 13, 15),
        ("6pm-midnight", 18, 24),
        ("20:00-24:00", 20, 24),
        ("0-24", 0, 24),
    ],
)
def test_short_ways_to_write_a_range(text: str, opens: int, closes: float) -> None:
    assert read_range(text) == (opens * 60, closes * 60)


@pytest.mark.parametrize("text", ["3-1", "1-3", "6-9"])
def test_a_range_that_may_be_morning_or_afternoon_is_asked_back(text: str) -> None:
    assert "half of the day" in refused(read_range, text).fix


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("9-25", "try 9:00-10:25"),
        ("9-5", "try 09:00-17:00"),
        ("morning", "try 9:00-10:30 or 1-3pm"),
        ("9:00", "try 9:00-10:30 or 1-3pm"),
    ],
)
def test_a_bad_range_says_what_to_type(text: str, fix: str) -> None:
    assert refused(read_range, text).fix == fix


@pytest.mark.parametrize("made", [datetime(2026, 9, 12), datetime(2026, 12, 9)])
def test_a_date_that_excel_made_of_a_range_says_what_to_type(made: datetime) -> None:
    for reader in (read_range, read_time):
        trouble = refused(reader, made)
        assert "Excel made" in trouble.says
        assert "9:00-12:00" in trouble.fix


@pytest.mark.parametrize(
    ("value", "starts"),
    [
        ("9:00, 10:30, 13:00", [540, 630, 780]),
        ("10:30; 9am", [540, 630]),
        ("9:00-12:00 every 90", [540, 630, 720]),
        ("9:00-10:00 every 30 min, 13:00", [540, 570, 600, 780]),
        ("9-noon every 60", [540, 600, 660, 720]),
        (time(9), [540]),
        ("23:00-24:00 every 30", [1380, 1410]),
    ],
)
def test_starts_are_a_list_or_a_grid_with_its_ends(value: str | time, starts: list[int]) -> None:
    assert read_starts(value) == starts


@pytest.mark.parametrize("value", ["9:00-12:00", "9:00-12:00 every 0", "often", ";", datetime(2026, 9, 12)])
def test_starts_that_can_not_be_read(value: datetime | str) -> None:
    assert refused(read_starts, value).fix
