"""Starts of settled sessions that can't be meant so, and days of Times on which nobody is."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.workbook.books import Tables, faults_of, plain, put


def at_start(
    tmp_path: Path, start: object, topic: str = "Anger", therapist: str | None = None, **more: Any
) -> list[str]:
    """What is said of the start of a settled session; Ortiz is there from 9 to 17, Chen from 8 to 12."""
    fixed = [["Day", "Start", "Topic", "Therapist"], ["Mon", start, topic, therapist]]
    return [fault for fault in faults_of(tmp_path, plain(Fixed=fixed, **more)) if "Fixed!B2" in fault]


@pytest.mark.parametrize("start", ["2:00", "02:00", time(2), "2:00 am", 200])
def test_a_settled_start_when_nobody_is_ever_there_meant_the_afternoon(tmp_path: Path, start: object) -> None:
    (said,) = at_start(tmp_path, start)
    assert "nobody who could lead Anger is ever there; did you mean 14:00?" in said


@pytest.mark.parametrize(("start", "meant"), [("1:30", "13:30"), ("2:00", "14:00")])
def test_it_is_asked_back_beside_the_times_too(tmp_path: Path, start: str, meant: str) -> None:
    (said,) = at_start(tmp_path, start, Times=[["Days", "Starts"], ["daily", "9:00, 14:00"]])
    assert said.endswith(f"did you mean {meant}? If not, write ok into the row's Note")


@pytest.mark.parametrize("start", ["9:00", "16:30", "8:00", "5:30", "7:00"])
def test_no_afternoon_is_proposed_where_somebody_is_there_or_nobody_is_then_either(
    tmp_path: Path, start: str
) -> None:
    assert at_start(tmp_path, start) == []


def test_it_goes_by_who_leads_the_session(tmp_path: Path) -> None:
    assert at_start(tmp_path, "2:00", "Individual", "Chen") == []  # Chen leaves at noon
    (said,) = at_start(tmp_path, "2:00", "Anger", "Ortiz")
    assert "did you mean 14:00?" in said


def test_a_session_that_nobody_leads_goes_by_its_clients(tmp_path: Path) -> None:
    topics = put(put(plain(), "Topics", 2, "Leaders", 0), "Topics", 2, "Kind", "mutual help")["Topics"]
    assert at_start(tmp_path, "2:00", Topics=topics) == []
    hours = [
        ["Client", "Days", "From", "To"],
        ["C001", "Mon", "13:00", "17:00"],
        ["C002", "Mon", "9:00", "12:00"],
    ]
    (said,) = at_start(tmp_path, "2:00", Topics=topics, Client_availability=hours)
    assert "did you mean 14:00?" in said


def days_told(tmp_path: Path, tables: Tables, days: str) -> list[str]:
    tables["Times"] = [["Days", "Starts"], [days, "9:00, 10:30"]]
    tables["Therapist availability"] = [
        ["Therapist", "Days", "From", "To"],
        ["Ortiz", "Mon-Thu", "9:00", "17:00"],
    ]
    tables["Therapist availability"] += [["Chen", "Fri", "9:00", "17:00"]]
    return [fault for fault in faults_of(tmp_path, tables) if "Times!A2" in fault]


def test_days_of_times_on_which_nobody_is_are_told_where_part_weeks_are_prorated(tmp_path: Path) -> None:
    (said,) = days_told(tmp_path, put(plain(), "Clients", 2, "Ends", date(2026, 12, 4)), "daily")
    assert "warning" in said and "holds Sat and Sun, when no therapist is ever there" in said
    assert "in a week in which a stay begins or ends, the minimum goes by days out of 7, not out of 5" in said
    assert days_told(tmp_path, put(plain(), "Clients", 2, "Ends", date(2026, 12, 4)), "Mon-Fri") == []
    full = plain(Settings=[["Setting", "Value"], ["Part weeks", "full"]])
    assert days_told(tmp_path, full, "daily") == []
    prorated = plain(Settings=[["Setting", "Value"], ["Part weeks", "full"], ["Closures", "prorated"]])
    assert days_told(tmp_path, prorated, "daily") != []
