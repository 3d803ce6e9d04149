"""Headings of dates, weekdays of a month, dots between names, and one more word for a total."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.workbook.books import RULES, faults_of, only, plain, put


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        *((one, "First day") for one in ("Valid from", "Effective", "Since")),
        *((one, "Last day") for one in ("Until", "Valid until", "Expires")),
    ],
)
def test_a_date_that_bounds_a_row_of_hours_is_no_column_to_pass_over(
    tmp_path: Path, heading: str, meant: str
) -> None:
    tables = put(plain(), "Client availability", 2, heading, date(2026, 12, 11))
    only(tmp_path, tables, f"warning: Client availability!E1: '{heading}'", f"did you mean {meant}?")


@pytest.mark.parametrize(
    "day",
    [
        *("1st Mon", "First Monday of the month", "last Fri", "2nd and 4th Tue", "3rd Wed."),
        "every second Monday of the month",
    ],
)
def test_a_weekday_of_each_month_is_a_row_a_date(tmp_path: Path, day: str) -> None:
    tables = plain(Fixed=[["Day", "Start", "Topic"], [day, "9:00", "Anger"]])
    only(tmp_path, tables, f"error: Fixed!A2: '{day}'", "type a row with a date for each")


@pytest.mark.parametrize("between", [" · ", " • ", "·"])
def test_dots_separate_no_names(tmp_path: Path, between: str) -> None:
    tables = put(plain(), "Therapists", 2, "Leads", f"Anger{between}Individual")
    only(tmp_path, tables, "error: Therapists!B2", "type Anger, Individual")


def test_a_sum_total_is_no_client(tmp_path: Path) -> None:
    tables = plain()
    tables["Clients"].append(["Sum total", None, None, None, None])
    (said,) = faults_of(tmp_path, tables, RULES)
    assert "Clients!A4: 'Sum total' is taken for a row of totals" in said
