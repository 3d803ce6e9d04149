from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.tables import cells, dates, numbers, weekdays
from planner.tables.cells import Unreadable
from planner.tables.names import Names
from planner.tables.shown import ShownNumber, text_shown


def fix_of(reader: Callable[[Any], object], value: object) -> str:
    with pytest.raises(Unreadable) as trouble:
        reader(value)
    return trouble.value.fix


@pytest.mark.parametrize("text", ["NA", "None", "0", "nan"])
def test_words_that_other_programs_take_for_blanks_are_names(text: str) -> None:
    assert not cells.blank(text)
    assert cells.read_text(text) == text


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u00a0", "\n"])
def test_only_an_empty_cell_is_blank(nothing: str | None) -> None:
    assert cells.blank(nothing)


@pytest.mark.parametrize("something", [0, 0.0, False])
def test_zero_and_false_are_not_blank(something: bool | float) -> None:
    assert not cells.blank(something)


def test_stray_blanks_are_trimmed_from_text() -> None:
    assert cells.read_text("\u00a0Relapse \u00a0 prevention\u200b ") == "Relapse prevention"


@pytest.mark.parametrize(("number", "name"), [(14, "14"), (14.0, "14"), (1.5, "1.5"), (True, "TRUE")])
def test_a_number_can_be_a_name(number: bool | float, name: str) -> None:
    assert cells.read_text(number) == name


@pytest.mark.parametrize("made", [datetime(2026, 9, 12), time(9), timedelta(hours=30)])
def test_a_name_that_excel_made_a_date_is_not_guessed(made: object) -> None:
    assert "Text" in fix_of(cells.read_text, made)


@pytest.mark.parametrize("value", ["yes", "Y", " TRUE ", "x", "1", 1, 1.0, True])
def test_every_way_to_say_yes(value: object) -> None:
    assert cells.read_yes_no(value) is True


@pytest.mark.parametrize("value", ["no", "N", "false", "0", 0, 0.0, False])
def test_every_way_to_say_no(value: object) -> None:
    assert cells.read_yes_no(value) is False


@pytest.mark.parametrize("value", ["maybe", 2, "ja"])
def test_neither_yes_nor_no(value: int | str) -> None:
    assert fix_of(cells.read_yes_no, value) == "type yes or no"


@pytest.mark.parametrize("value", ["12", 12, 12.0, "12.0", " 12\u00a0"])
def test_whole_numbers(value: float | str) -> None:
    assert numbers.read_whole(value) == 12


@pytest.mark.parametrize(
    "value", ["1.5", 1.5, "twelve", True, time(12), datetime(2026, 1, 1), "1e3", "nan", "1,000"]
)
def test_what_is_no_whole_number(value: object) -> None:
    with pytest.raises(Unreadable, match="not a whole number"):
        numbers.read_whole(value)


def test_whole_numbers_keep_within_their_bounds() -> None:
    assert numbers.read_whole(0) == 0
    for value, most in ((-1, None), (0, 3), (4, 3), (1e15, None)):
        with pytest.raises(Unreadable):
            numbers.read_whole(value, 1, most)


@pytest.mark.parametrize(("value", "minutes"), [("9", 540), (7.5, 450), ("7,5", 450), (0, 0), (7.33, 440)])
def test_hours_are_decimal(value: float | str, minutes: int) -> None:
    assert numbers.read_hours(value) == minutes


@pytest.mark.parametrize(
    ("value", "meant"),
    [("7:30", "try 7.5"), (time(7, 30), "try 7.5"), (timedelta(hours=30), "try 30"), ("9 h", "try 9")],
)
def test_hours_typed_as_a_time_say_what_to_type(value: object, meant: str) -> None:
    assert fix_of(numbers.read_hours, value).endswith(meant)


def test_minutes_typed_as_hours_are_found_out() -> None:
    assert fix_of(lambda value: numbers.read_hours(value, 0, 7 * 1440), 540) == "type hours, not minutes"


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_every_way_to_write_a_date_is_that_date(day: date) -> None:
    assert dates.read_date(day) == day
    assert dates.read_date(datetime(day.year, day.month, day.day, 9, 30)) == day
    assert dates.read_date(day.isoformat()) == day
    assert dates.read_date(f"{day.day}.{day.month}.{day.year}") == day
    assert dates.read_date(f"{day.day} {dates.MONTHS[day.month - 1].title()} {day.year}") == day
    assert dates.read_date(f"{dates.MONTHS[day.month - 1]} {day.day}, {day.year}") == day


def swapped(day: date) -> date:
    return date(day.year, day.day, day.month)


@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_a_date_with_slashes_is_read_only_where_it_can_mean_one_day(day: date) -> None:
    text = f"{day.month}/{day.day}/{day.year}"
    if day.day > 12 or day.day == day.month:
        assert dates.read_date(text) == day
        assert dates.read_date(text, month_first=False) == day
    else:
        assert dates.read_date(text, month_first=True) == day
        assert dates.read_date(f"{day.day}/{day.month}/{day.year}", month_first=False) == day
        if day.weekday() != swapped(day).weekday():
            assert dates.read_date(text, weekdays={day.weekday()}) == day
        assert day.isoformat() in fix_of(dates.read_date, text)


@pytest.mark.parametrize("value", ["2026-02-30", "soon", 12, "31.11.2026", datetime(1926, 11, 30), True])
def test_what_is_no_date(value: object) -> None:
    assert "2026-11-30" in fix_of(dates.read_date, value)


@pytest.mark.parametrize(
    "text",
    [
        "30-Nov-26",
        "Monday, November 30, 2026",
        "Mon 11/30/26",
        "Nov. 30 2026",
        "30.11.26",
        "2026/11/30",
        "2026–11–30",
        "11—30—2026",
        "2026-11-30 (Mon)",
        "11/30/2026, Monday",
        "30 Nov 2026 Mon.",
    ],
)
def test_the_date_formats_of_spreadsheets(text: str) -> None:
    assert dates.read_date(text) == date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday, November 30, 2026",
        "2026-11-30 (Tue)",
        "11/30/2026 noon",
        "Dec 1",
        "12/1",
        "1-Dec",
        "Dec 9-10",
        "12/9/10",
    ],
)
def test_a_date_that_lacks_its_year_or_has_another_weekday_is_asked_back(text: str) -> None:
    with pytest.raises(Unreadable):
        dates.read_date(text, month_first=True)


def test_a_date_shown_as_a_number_is_said_as_a_date() -> None:
    assert fix_of(dates.read_date, 46356).endswith("try 2026-11-30")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon", {0}),
        ("monday", {0}),
        ("Mondays", {0}),
        ("Tues", {1}),
        ("Mon-Fri", {0, 1, 2, 3, 4}),
        ("Mon – Wed", {0, 1, 2}),
        ("Mon, Wed, Fri", {0, 2, 4}),
        ("Mon;Wed and Fri", {0, 2, 4}),
        ("Mon Wed", {0, 2}),
        ("Sat-Mon", {5, 6, 0}),
        ("Mon-Tue, Sat", {0, 1, 5}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("Weekend", {5, 6}),
        ("daily", {0, 1, 2, 3, 4, 5, 6}),
        ("weekend, Mon", {0, 5, 6}),
        ("M-F", {0, 1, 2, 3, 4}),
        ("M W F", {0, 2, 4}),
        ("MWF", {0, 2, 4}),
        ("M-Th", {0, 1, 2, 3}),
        ("T/Th", {1, 3}),
        ("TTh", {1, 3}),
        ("T, R", {1, 3}),
        ("MTWTF", {0, 1, 2, 3, 4}),
        ("Mon\nWed\nFri", {0, 2, 4}),
        ("Mon-Fri except Wed", {0, 1, 3, 4}),
        ("weekdays, not Wed", {0, 1, 3, 4}),
    ],
)
def test_days(text: str, days: set[int]) -> None:
    assert weekdays.read_days(text) == days


@pytest.mark.parametrize("value", ["T", "S", "Mon-Fry", "Someday", ",", 3, "W T", "Wed not Wed"])
def test_what_is_no_day(value: int | str) -> None:
    assert "Mon" in fix_of(weekdays.read_days, value)


@pytest.mark.parametrize(
    "text", ["Anger, Grief", "Anger;Grief", " Anger ,; Grief,Anger", "Anger\n Grief\r\n"]
)
def test_a_list_is_separated_by_comma_semicolon_or_line_break(text: str) -> None:
    assert cells.read_list(text) == ["Anger", "Grief"]


def test_a_name_that_holds_a_comma_is_matched_whole_first() -> None:
    declared = Names("topic", "Topics", ["Grief, loss and change", "Grief", "Anger"]).find
    assert cells.read_list("grief,  loss and change", declared) == ["Grief, loss and change"]
    assert cells.read_list("Anger, Grief, Loss and change; Grief", declared) == [
        "Anger",
        "Grief, loss and change",
        "Grief",
    ]


def test_a_part_that_nobody_declared_stays_as_typed() -> None:
    assert cells.read_list("Angr, Anger", Names("topic", "Topics", ["Anger"]).find) == ["Angr", "Anger"]


def test_one_number_is_a_list_of_one_name() -> None:
    assert cells.read_list(14.0) == ["14"]


def test_curly_and_straight_quotes_are_the_same() -> None:
    topics = Names("topic", "Topics", ["Women's group", "Men’s “talk”"])
    assert (topics.find("Women’s Group"), topics.find('men\'s "talk"')) == ("Women's group", "Men’s “talk”")


@pytest.mark.parametrize("wrong", ["C005", "C04", "C1", "K004", "C040", "C104"])
def test_no_code_is_proposed_for_another(wrong: str) -> None:
    codes = Names("client", "Clients", ["C004", "C020", "C001", "C01", "C400"])
    assert codes.nearest(wrong) in ((None, "C004") if wrong == "C04" else (None,))


@pytest.mark.parametrize("looks", ["H1", "HOO1", "h-001", "HO01"])
def test_a_code_that_only_looks_otherwise_is_proposed(looks: str) -> None:
    assert Names("client", "Clients", ["H001", "H021", "H010"]).nearest(looks) == "H001"


def test_a_name_with_the_last_name_first_is_proposed_as_it_stands() -> None:
    assert Names("therapist", "Therapists", ["Ann Lee", "Bo Ruiz"]).nearest("Lee, Ann") == "Ann Lee"


@pytest.mark.parametrize(
    "stamp",
    [
        *("11/30/2026 12:00:00 AM", "11/30/2026 0:00", "2026-11-30T00:00:00Z", "2026-11-30 00:00:00.000"),
        "Nov 30, 2026 12:00 AM",
    ],
)
def test_a_date_with_midnight_beside_it_is_that_day(stamp: str) -> None:
    assert dates.read_date(stamp, month_first=True) == date(2026, 11, 30)


@pytest.mark.parametrize("stamp", ["11/30/2026 2:15 PM", "2026-11-30T14:15:00Z", "30 Nov 2026 14:15"])
def test_a_date_with_a_time_of_day_is_proposed_alone(stamp: str) -> None:
    assert fix_of(lambda value: dates.read_date(value, month_first=True), stamp).endswith("try 2026-11-30")


def test_names_that_differ_in_a_digit_are_no_typing_errors() -> None:
    topics = Names("topic", "Topics", ["Anger 1", "Anger 2"])
    assert (topics.nearest("Anger 3"), topics.nearest("Angr 2")) == (None, "Anger 2")


@pytest.mark.parametrize(
    ("value", "meant"),
    [("1.5 hrs", 90), ("90 min", 90), ("90'", 90), ("1:30", 90), ("1h30", 90), (time(1, 30), 90), (1.5, 90),
     (timedelta(hours=1, minutes=30), 90), ("1 hour", 60), ("2 h 15 min", 135),
     ("½ hour", 30), ("1/2 hour", 30), ("half hour", 30), ("an hour and a half", 90), ("hour and a half", 90),
     ("three quarters of an hour", 45), ("1 hour and 15 minutes", 75), ("two hours", 120), ("1 and a half hrs", 90)],
)  # fmt: skip
def test_lengths_in_hours_say_their_minutes(value: object, meant: int) -> None:
    assert fix_of(numbers.read_minutes, value).endswith(f"try {meant}")


@pytest.mark.parametrize(
    ("value", "meant"), [("3 days", 3), ("10 max", 10), ("1x", 1), ("2/wk", 2), ("twice", 2)]
)
def test_the_one_number_in_a_cell_is_proposed(value: str, meant: int) -> None:
    assert fix_of(numbers.read_whole, value).endswith(f"try {meant}")


@pytest.mark.parametrize(
    ("value", "meant"),
    [("90 min", "1.5"), ("540 minutes", "9"), ("1 hr 30 min", "1.5"), ("nine and a half", "9 or 7.5")],
)
def test_minutes_in_a_column_of_hours_say_their_hours(value: str, meant: str) -> None:
    assert fix_of(numbers.read_hours, value) == f"type decimal hours; try {meant}"


def test_a_share_of_a_position_is_asked_back() -> None:
    for value in ("50%", "50 %", "0.5 FTE", ShownNumber(0.5, "50%")):
        assert fix_of(numbers.read_hours, value) == "type hours; 50 % of 40 is 20"


def test_what_less_than_an_hour_may_have_been() -> None:
    assert numbers.hours_meant_by_a_part(0.375) == "type hours: the time 9:00 is 9, and 37.5 % of 40 is 15"
    assert numbers.hours_meant_by_a_part("0,09") == "type hours: 9 % of 40 is 3.6"


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (7, "000", "007"),
        (7, '"C"000', "C007"),
        (12345, "00-00", "123-45"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (7, "General", ""),
        (7, "0", ""),
        (7.5, "000", ""),
        (7, "#,##0.00", ""),
        (7, "[Red]000;-000", "007"),
    ],
)
def test_what_a_number_format_shows(number: float, number_format: str, text: str) -> None:
    assert text_shown(number, number_format) == text


def test_names_match_whatever_their_case_and_blanks() -> None:
    topics = Names("topic", "Topics", ["Relapse prevention"])
    assert topics.find("RELAPSE\u00a0 Prevention ") == "Relapse prevention"
    assert topics.find("Relapse") is None
    assert topics.nearest("Relaps preventoin") == "Relapse prevention"
    assert topics.nearest("Yoga") is None
