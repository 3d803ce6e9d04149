"""What can be read and can't be meant: evening hours typed as morning, tags that decide nothing, shares for hours."""

from datetime import time
from pathlib import Path

import pytest

from tests.workbook.books import Tables, faults_of, only, plain, put, read


def with_hours(*rows: list[object]) -> Tables:
    tables = plain()
    tables["Client availability"] = [
        ["Client", "Days", "From", "To"],
        *rows,
        ["C002", "Mon-Fri", "8:00", "20:00"],
    ]
    return tables


@pytest.mark.parametrize(("opens", "closes"), [("5:30", "8:30"), (time(5, 30), time(8, 30))])
def test_evening_hours_typed_as_morning_are_asked_back(
    tmp_path: Path, opens: str | time, closes: str | time
) -> None:
    tables = with_hours(["C001", "Mon, Tue", opens, closes])
    only(tmp_path, tables, "warning: Client availability!C2", "did you mean 17:30-20:30?")


def test_a_beginning_in_the_night_that_could_be_the_evening_is_asked_back(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", time(5, 20), time(20, 45)])
    only(
        tmp_path,
        tables,
        "warning: Client availability!C2",
        "middle of the night",
        "did you mean 17:20-20:45?",
    )


def test_early_hours_are_fine_where_sessions_start_early(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", "5:30", "8:30"])
    tables["Times"] = [["Days", "Starts"], ["Mon-Fri", "6:00-19:00 every 60"]]
    tables["Therapist availability"] = [
        ["Therapist", "Days", "From", "To"],
        ["Ortiz", "Mon", "6:00", "18:00"],
    ]
    tables["Therapist availability"].append(["Chen", "Mon", "6:00", "18:00"])
    assert faults_of(tmp_path, tables) == []


def test_a_window_shorter_than_any_session_is_told(tmp_path: Path) -> None:
    only(
        tmp_path,
        with_hours(["C001", "Mon", "9:00", "9:45"]),
        "warning: Client availability!C2",
        "correct the hours",
    )


def test_a_settled_session_is_a_start_too(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", "6:00", "7:30"])
    tables["Fixed"] = [["Day", "Start", "Topic"], ["Mon", "6:15", "Anger"]]
    assert faults_of(tmp_path, tables) == []


def test_windows_that_touch_join_up(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", "9:00", "9:30"], ["C001", "Mon", "9:30", "12:00"])
    assert faults_of(tmp_path, tables) == []


@pytest.mark.parametrize(("closes", "gap"), [("11:59", "a minute"), ("11:58", "2 minutes")])
def test_windows_a_minute_or_two_apart_are_told(tmp_path: Path, closes: str, gap: str) -> None:
    tables = with_hours(["C001", "Mon-Fri", "9:00", closes], ["C001", "Mon", "12:00", "15:00"])
    only(
        tmp_path,
        tables,
        "warning: Client availability!C3",
        f"is {gap} after the window before it ends ({closes})",
    )


def tagged(*tags: object) -> Tables:
    tables = plain()
    tables["Topics"][0].append("Not for")
    tables["Topics"][1].append("women")
    tables["Clients"] = [["Client", "Tags"], *([f"C{at:03d}", tag] for at, tag in enumerate(tags, start=1))]
    tables["Client availability"] = [["Client", "Days", "From", "To"]]
    tables["Client availability"] += [
        [f"C{at:03d}", "Mon", "9:00", "15:00"] for at in range(1, len(tags) + 1)
    ]
    return tables


def test_tags_on_two_lines_are_two_tags(tmp_path: Path) -> None:
    program, _ = read(tmp_path, tagged("women\ntrauma"))
    assert program.clients["C001"].tags == {"women", "trauma"}


@pytest.mark.parametrize("tag", ["women/trauma", "women & trauma", "women and trauma", "Trauma | Women"])
def test_a_tag_that_holds_another_is_told(tmp_path: Path, tag: str) -> None:
    only(
        tmp_path,
        tagged("women", tag),
        f"warning: Clients!B3: '{tag}' is one tag",
        "separate tags by commas: type ",
    )


def test_a_tag_that_no_topic_asks_for_is_told_once(tmp_path: Path) -> None:
    only(
        tmp_path,
        tagged("women", "female", "Female"),
        "warning: Clients!B3: 'female' is a tag that no topic asks for",
    )


def test_a_misspelt_tag_is_told_with_the_tag_meant(tmp_path: Path) -> None:
    only(tmp_path, tagged("women", "wommen"), "warning: Clients!B3", "did you mean 'women'?")


def test_tags_are_notes_where_no_topic_asks_for_any(tmp_path: Path) -> None:
    tables = tagged("women", "female")
    tables["Topics"][1][-1] = None
    assert faults_of(tmp_path, tables) == []


@pytest.mark.parametrize("hours", [0.375, 0.5, "0.09"])
def test_less_than_an_hour_a_week_is_asked_back(tmp_path: Path, hours: float | str) -> None:
    tables = plain()
    tables["Therapists"][1][2] = hours
    only(tmp_path, tables, "warning: Therapists!C2", "is only", "type hours")


def test_a_heading_between_clients_is_no_client(tmp_path: Path) -> None:
    tables = tagged(None, None, None)
    tables["Clients"].insert(3, ["EVENING TRACK", None])
    program, (warning,) = read(tmp_path, tables)
    assert list(program.clients) == ["C001", "C002", "C003"]
    assert "Clients!A4: 'EVENING TRACK' is taken for a heading or a remark" in str(warning)


@pytest.mark.parametrize(
    "remark",
    ["* C003 back from leave Tue", "as of 11/20 by KM", "Wait list (call before 5)", "3 more to be admitted"],
)
def test_a_remark_below_the_clients_is_no_client(tmp_path: Path, remark: str) -> None:
    tables = tagged(None, None, None)
    tables["Clients"].append([remark, None])
    program, (warning,) = read(tmp_path, tables)
    assert list(program.clients) == ["C001", "C002", "C003"]
    assert f"Clients!A5: '{remark}' is taken for a heading or a remark" in str(warning)


@pytest.mark.parametrize(
    ("sheet", "column", "row"),
    [
        ("Client availability", "A", ["updated 11/20 by KM"]),
        ("Therapist availability", "A", ["from January on"]),
        ("Needs", "B", [None, "to be discussed with Chen"]),
        ("Fixed", "A", ["not before the new year"]),
        ("Attendance", "A", ["sheet two is missing"]),
        ("Wishes", "C", [None, None, "see the intake form"]),
    ],
)
def test_a_remark_in_another_sheet_is_one_fault_and_not_one_a_column(
    tmp_path: Path, sheet: str, column: str, row: list[object]
) -> None:
    headings = {
        "Needs": ["Client", "Topic"],
        "Fixed": ["Day", "Start", "Topic"],
        "Attendance": ["Date", "Topic", "Client"],
        "Wishes": ["Client", "Wish", "What"],
    }
    tables = plain()
    tables.setdefault(sheet, [list(headings.get(sheet, []))]).append(row)
    at = f"error: {sheet}!{column}{len(tables[sheet])}"
    only(tmp_path, tables, at, "stands alone in its row", "delete the row if it is a remark")


@pytest.mark.parametrize(
    "typed",
    [
        *("every other Monday", "Mon (odd weeks)", "Mon, alternating", "biweekly Mon"),
        *("every second Monday", "every 2nd Mon", "every third Mon"),
    ],
)
def test_a_rhythm_typed_into_the_day_is_told_where_it_belongs(tmp_path: Path, typed: str) -> None:
    tables = plain(Fixed=[["Day", "Start", "Topic"], [typed, "9:30", "Anger"]])
    only(tmp_path, tables, "error: Fixed!A2", "in Every how many weeks apart")


@pytest.mark.parametrize("typed", ["every Monday", "each Mon", "on Mondays", "every mon and every wed"])
def test_every_monday_is_monday(tmp_path: Path, typed: str) -> None:
    program, faults = read(tmp_path, plain(Fixed=[["Day", "Start", "Topic"], [typed, "9:30", "Anger"]]))
    assert faults == [] and {row.weekday for row in program.fixed} == ({0, 2} if "wed" in typed else {0})


@pytest.mark.parametrize(("ends", "begins"), [("11:30", "11:30"), ("11:15", "11:00"), ("11:30", "11:31")])
def test_windows_that_a_session_needs_together_are_fine_each(tmp_path: Path, ends: str, begins: str) -> None:
    """What starts at 11:00 in the first lasts through the second. A gap of a minute is told as such alone."""
    tables = with_hours(["C001", "Mon", "10:45", ends], ["C001", "Mon", begins, "12:00"])
    tables["Times"] = [["Days", "Starts"], ["Mon-Fri", "8:00, 11:00"]]
    told = [one for one in faults_of(tmp_path, tables) if "Client availability" in one]
    assert len(told) == (begins == "11:31") and all("don't join up" in one for one in told)


def test_a_client_whose_hours_are_not_known_yet_stays_a_client(tmp_path: Path) -> None:
    tables = tagged(None, None, None)
    tables["Clients"].append(["C044", None])
    program, (warning,) = read(tmp_path, tables)
    assert "C044" in program.clients and "has no row on Client availability" in str(warning)


@pytest.mark.parametrize(("typed", "read_as"), [("avoid", False), ("Avoids", False), ("prefer", True)])
def test_the_words_people_use_for_wishes(tmp_path: Path, typed: str, read_as: bool) -> None:
    program, warnings = read(tmp_path, plain(Wishes=[["Client", "Wish", "What"], ["C001", typed, "Fri"]]))
    assert (program.wishes[0].prefers, warnings) == (read_as, [])


@pytest.mark.parametrize(
    ("typed", "read_as"), [("No show", "absent"), ("no-show", "absent"), ("Canceled", "cancelled")]
)
def test_the_words_people_use_for_attendance(tmp_path: Path, typed: str, read_as: str) -> None:
    lines = [["Date", "Topic", "Client", "Status"], ["2026-11-23", "Anger", "C001", typed]]
    program, warnings = read(tmp_path, plain(Attendance=lines))
    assert (program.attendance[0].status, warnings) == (read_as, [])


def test_a_short_test_is_no_reason_to_come(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", "5:30", "8:30"])
    tables["Topics"].append(["Urine test", "testing", 10, None, None])
    only(tmp_path, tables, "warning: Client availability!C2", "did you mean 17:30-20:30?")


def test_a_topics_own_starts_count(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", "6:00", "7:30"])
    tables["Topics"][0].append("Starts")
    tables["Topics"][1].append("6:00")
    assert faults_of(tmp_path, tables) == []


def test_hours_are_not_judged_while_the_times_can_not_be_read(tmp_path: Path) -> None:
    tables = with_hours(["C001", "Mon", "5:30", "8:30"])
    tables["Times"] = [["Days", "Starts"], ["Mon-Fri", "every half hour"]]
    only(tmp_path, tables, "error: Times!B2")


@pytest.mark.parametrize("tag", ["male", "court ordered", "Spanish-speaking", "teens only"])
@pytest.mark.parametrize("column", ["For", "Not for"])
def test_a_topics_tag_that_nobody_has_is_told_with_what_comes_of_it(
    tmp_path: Path, column: str, tag: str
) -> None:
    tables = put(plain(), "Topics", 2, column, tag)
    (said,) = (one for one in faults_of(tmp_path, tables) if "Topics!" in one)
    assert f"'{tag}' is a tag that no client has" in said and said.startswith("warning")
    assert ("so it keeps nobody out" in said) == (column == "Not for")
    known = faults_of(tmp_path, put(tables, "Topics", 2, "Note", "ok: there may be some in spring"))
    assert not [one for one in known if "Topics!" in one]
