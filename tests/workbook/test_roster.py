"""Rosters come back as they were written, and as they were edited: by id and content, never by position."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.export.sheets.roster import write_roster
from planner.model import Seat
from planner.model.faults import WorkbookFaults
from planner.rosters.file import read_roster, read_roster_tables
from tests.export.sample import sample_plan
from tests.workbook.hand_edited import (
    CREATED,
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
    write,
    write_book,
    write_csv,
)

ANGER_MON, ANGER_TUE, ANGER_THU = "Mon-0900-ANG", "Tue-1100-ANG", "Thu-1100-ANG"
GRIEF_MON, GRIEF_WED, SOLO = "Mon-1100-GRI", "Wed-1000-GRI", "Mon-0900-SOL"


@pytest.fixture
def hands() -> Hands:
    return Hands()


# --- files ---------------------------------------------------------------------------------------


def test_a_written_roster_reads_back_as_it_was(tmp_path: Path) -> None:
    read = read_roster(write(tmp_path / "roster.xlsx", given().problem), given().program)
    assert read.rosters == read.published == (ROSTER,)
    assert read.path_name == "roster.xlsx" and not read.warnings


def test_the_plan_as_written_is_a_hidden_sheet_at_the_very_end(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "roster.xlsx", given().problem))
    assert book.sheetnames[-2:] == ["Lists", "As planned"]
    assert book["As planned"].sheet_state == "hidden"


def test_locks_statuses_notes_and_credited_minutes_come_back(tmp_path: Path) -> None:
    seats = (Seat("C005", True, "attended", "=1+1", minutes=25),)
    roster = with_session(SOLO, seats=seats, lock="therapist", note="Override: asked for")
    read = read_roster(write(tmp_path / "roster.xlsx", given().problem, roster), given().program)
    assert read.rosters == read.published == (roster,)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_libreoffice_makes_no_difference(tmp_path: Path) -> None:
    plans = [sample_plan(), sample_plan(date(2026, 12, 7))]
    write_roster(tmp_path / "roster.xlsx", plans, CREATED)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(tmp_path / "roster.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    before, after = read_roster(tmp_path / "roster.xlsx"), read_roster(tmp_path / "saved" / "roster.xlsx")
    assert after == before
    assert len(before.rosters) == 2 and before.published == before.rosters and before.rosters[1].sessions


def test_a_hand_in_excel_adds_deletes_retypes_and_sorts_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "roster.xlsx", given().problem)
    book = load_workbook(path)
    sheet = book["Roster"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    rows = [row for row in rows if (row[0], row[9]) != (ANGER_MON, "C007")]
    rows.append([None, datetime(2026, 12, 3), None, "11:00 AM", None, None, "anger ", None, None, " c005 "])
    rows.sort(key=lambda row: str(row[9]), reverse=True)
    sheet.delete_rows(2, sheet.max_row)
    for row in rows:
        sheet.append(row)
    sheet.auto_filter.ref = "A1:J5"
    sheet.row_dimensions[3].hidden = True
    for cells in book["Sessions"].iter_rows(min_row=2):
        if cells[0].value == GRIEF_WED:
            cells[3].value = time(10, 30)
    book.move_sheet("Roster", -4)
    book.save(path)
    read = read_roster(path, given().program)
    expected = with_seats(ANGER_MON, "C002", "C003", roster=with_session(GRIEF_WED, start=at(2, 10, 30)))
    assert read.rosters == (with_seats(ANGER_THU, "C005", "C007", "C011", "C014", roster=expected),)
    assert read.published == (ROSTER,)


def test_places_name_the_row_of_a_session_and_of_a_seat(hands: Hands) -> None:
    hands.seats.reverse()
    read = hands.read()
    place, seat = read.place(FIRST_DAY, SOLO), read.place(FIRST_DAY, SOLO, "C005")
    assert place and hands.sessions[int(place.cell[1:]) - 2]["Session"] == SOLO and place.sheet == "Sessions"
    assert seat and hands.seats[int(seat.cell[1:]) - 2]["Client"] == "C005" and seat.sheet == "Roster"
    assert seat.cell[0] == "J"


def test_csv_files_are_as_good(tmp_path: Path, hands: Hands) -> None:
    write_csv(tmp_path, "roster", hands.seats)
    write_csv(tmp_path, "sessions", hands.sessions)
    read = read_roster(tmp_path, given().program)
    assert read.rosters == (ROSTER,) and read.published is None
    assert [fault.says[:20] for fault in read.warnings] == ["the sheet As planned"]


def test_two_weeks_may_share_ids(tmp_path: Path) -> None:
    write_roster(tmp_path / "two.xlsx", [sample_plan(), sample_plan(date(2026, 12, 7))], CREATED)
    first, second = read_roster(tmp_path / "two.xlsx").rosters
    assert first.sessions == second.sessions and (second.first_day - first.first_day).days == 7


def test_a_session_dated_into_another_week_is_one_fault_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    write_roster(path, [sample_plan(), sample_plan(date(2026, 12, 7))], CREATED)
    book = load_workbook(path)
    book["Sessions"]["B2"].value += timedelta(days=7)
    book.save(path)
    with pytest.raises(WorkbookFaults) as trouble:
        read_roster(path)
    (fault,) = trouble.value.faults
    assert "twice in the week of 2026-12-07, and no longer in that of 2026-11-30" in fault.says


def test_a_program_workbook_is_no_roster(tmp_path: Path) -> None:
    write_book(tmp_path)
    with pytest.raises(WorkbookFaults, match="is a program workbook and no roster"):
        read_roster(tmp_path)


# --- what a hand means ---------------------------------------------------------------------------


def test_order_case_and_stray_blanks_mean_nothing(hands: Hands) -> None:
    random.Random(1).shuffle(hands.seats)
    hands.sessions.reverse()
    for row in hands.seats:
        row["Client"], row["Topic"] = f" {str(row['Client']).lower()} ", str(row["Topic"]).upper()
    assert hands.roster() == ROSTER


def test_rows_below_the_table_with_a_remark_alone_mean_nothing(hands: Hands) -> None:
    hands.seats.append({"Note": "copied from the board"})
    hands.sessions.append({"Note": "see above", "(Mine)": "x"})
    assert hands.roster() == ROSTER


def test_a_deleted_row_drops_the_seat(hands: Hands) -> None:
    hands.seats.remove(hands.seat(ANGER_MON, "C007"))
    assert hands.roster() == with_seats(ANGER_MON, "C002", "C003")


def test_a_session_whose_seats_are_all_gone_stays(hands: Hands) -> None:
    hands.seats.remove(hands.seat(SOLO, "C005"))
    assert hands.roster() == with_seats(SOLO)


def test_a_deleted_session_takes_its_seats_along(hands: Hands) -> None:
    hands.sessions.remove(hands.session(GRIEF_MON))
    read = hands.read()
    assert read.rosters == (in_order([one for one in SESSIONS if one.id != GRIEF_MON]),)
    (fault,) = read.warnings
    assert fault.says.endswith("the seats of C003, C005 and C011 go with it")
    assert fault.fix.startswith("delete their rows too: ")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (when(at(0, 13)), {"start": at(0, 13)}),
        ({"Start": "1:30 PM"}, {"start": at(0, 13, 30)}),
        ({"Day": "Tue"}, {"start": at(1, 11)}),  # the date was forgotten
        ({"Date": datetime(2026, 12, 2)}, {"start": at(2, 11)}),  # the weekday was forgotten
        ({"Therapist": "t vega"}, {"therapists": (VEGA,)}),
        ({"Therapist": "T Wolf; Ortiz, Ana"}, {"therapists": (WOLF, "Ortiz, Ana")}),
        ({"Therapist": None}, {"therapists": ()}),
        ({"Room": "OAK"}, {"room": "Oak"}),
        ({"Room": ""}, {"room": None}),
        ({"Topic": "Anger"}, {"topic": "Anger", "minutes": 60}),
    ],
)
def test_a_retyped_session_row_holds_for_all_its_seats(
    hands: Hands, typed: dict[str, object], parts: dict[str, object]
) -> None:
    hands.session(GRIEF_MON).update(typed)
    assert hands.roster() == with_session(GRIEF_MON, **parts)


def test_seats_retyped_like_their_session_follow_it(hands: Hands) -> None:
    for row in [hands.session(GRIEF_MON), *hands.seats_of(GRIEF_MON)[1:]]:
        row.update(when(at(4, 9)))
    assert hands.roster() == with_session(GRIEF_MON, start=at(4, 9))


def test_a_seat_retyped_to_another_sessions_time_moves_there(hands: Hands) -> None:
    hands.seat(GRIEF_MON, "C003").update(when(at(2, 10)))
    moved = with_seats(GRIEF_WED, "C003", "C005", "C011", roster=with_seats(GRIEF_MON, "C005", "C011"))
    assert hands.roster() == moved


def test_a_seat_retyped_to_another_topic_moves_there_whatever_its_therapist_says(hands: Hands) -> None:
    hands.seat(GRIEF_MON, "C003").update(when(at(1, 11)) | {"Topic": "Anger"})
    moved = with_seats(
        ANGER_TUE, "C003", "C005", "C007", "C011", roster=with_seats(GRIEF_MON, "C005", "C011")
    )
    assert hands.roster() == moved


def test_a_seat_retyped_to_where_nothing_was_makes_a_session(hands: Hands) -> None:
    hands.seat(GRIEF_MON, "C003").update(when(at(4, 9)))
    rest = with_seats(GRIEF_MON, "C005", "C011").sessions
    assert hands.roster() == in_order(
        [*rest, session("Fri-0900-GRI", "Grief", at(4, 9), [WOLF], "Elm", "C003")]
    )


def test_another_therapist_on_one_seat_is_another_session(hands: Hands) -> None:
    hands.seat(GRIEF_MON, "C003")["Therapist"] = VEGA
    rest = with_seats(GRIEF_MON, "C005", "C011").sessions
    made = session("Mon-1100-GRI-2", "Grief", at(0, 11), [VEGA], "Elm", "C003")
    assert hands.roster() == in_order([*rest, made])


def test_all_seats_of_a_session_retyped_alike_move_it(hands: Hands) -> None:
    for row in hands.seats_of(GRIEF_MON):
        row.update(when(at(4, 9)) | {"Therapist": VEGA, "Room": "Oak"})
    moved = with_session(GRIEF_MON, start=at(4, 9), therapists=(VEGA,), room="Oak")
    assert hands.roster() == moved


def test_a_seat_given_another_sessions_id_moves_there(hands: Hands) -> None:
    hands.seat(GRIEF_MON, "C003")["Session"] = ANGER_TUE
    moved = with_seats(
        ANGER_TUE, "C003", "C005", "C007", "C011", roster=with_seats(GRIEF_MON, "C005", "C011")
    )
    assert hands.roster() == moved


def test_a_copied_row_with_another_client_is_another_seat(hands: Hands) -> None:
    hands.session(ANGER_MON).update(when(at(0, 13)))  # the copy still says nine o'clock
    hands.seats.append(hands.seat(ANGER_MON, "C002") | {"Client": "C011"})
    moved = with_session(ANGER_MON, start=at(0, 13))
    assert hands.roster() == with_seats(ANGER_MON, "C002", "C003", "C007", "C011", roster=moved)


def test_a_copied_row_with_another_time_is_a_seat_there(hands: Hands) -> None:
    hands.seats.append(hands.seat(ANGER_MON, "C002") | when(at(3, 11)))
    assert hands.roster() == with_seats(ANGER_THU, "C002", "C007", "C011", "C014")


def test_a_row_without_id_finds_a_moved_session_where_it_was(hands: Hands) -> None:
    hands.session(ANGER_THU).update(when(at(3, 14)))
    hands.seats.append({**when(at(3, 11)), "Topic": "Anger", "Client": "C002"})
    moved = with_session(ANGER_THU, start=at(3, 14))
    assert hands.roster() == with_seats(ANGER_THU, "C002", "C007", "C011", "C014", roster=moved)


def test_rows_without_id_make_one_session_of_their_own(hands: Hands) -> None:
    vague = {**when(at(4, 9)), "Topic": "Women"}
    hands.seats.append({**vague, "Client": "C002"})
    hands.seats.append({**vague, "Client": "C003", "Therapist": "T Wolf; T Vega", "Room": "Oak"})
    made = session("Fri-0900-WOM", "Women", at(4, 9), [WOLF, VEGA], "Oak", "C002", "C003")
    assert hands.roster() == in_order([*SESSIONS, made])


def test_a_session_row_without_id_is_a_session_of_its_own(hands: Hands) -> None:
    hands.sessions.append({**when(at(4, 9)), "Topic": "Women", "Therapist": VEGA, "Room": "Oak"})
    hands.seats.append({**when(at(4, 9)), "Topic": "Women", "Client": "C002"})
    made = session("Fri-0900-WOM", "Women", at(4, 9), [VEGA], "Oak", "C002")
    assert hands.roster() == in_order([*SESSIONS, made])


def test_a_copied_session_row_with_another_time_is_a_session_of_its_own(hands: Hands) -> None:
    hands.sessions.append(hands.session(GRIEF_MON) | when(at(4, 9)))
    assert hands.roster() == in_order([*SESSIONS, session("Fri-0900-GRI", "Grief", at(4, 9), [WOLF], "Elm")])


def test_a_session_whose_id_was_lost_keeps_it(hands: Hands) -> None:
    hands.session(GRIEF_MON)["Session"] = None
    assert hands.roster() == ROSTER


def test_a_client_who_stands_twice_in_a_session_has_one_seat(hands: Hands) -> None:
    hands.seats.append(dict(hands.seat(SOLO, "C005")))
    read = hands.read()
    assert read.rosters == (ROSTER,)
    assert [fault.says for fault in read.warnings] == ["stands twice in this session"]


def test_retyped_minutes_count_only_for_a_seat_that_was_attended(hands: Hands) -> None:
    hands.seat(SOLO, "C005").update(Minutes=25, Status="Attended ")
    hands.seat(GRIEF_MON, "C003").update(Minutes=25)
    seats = {seat.client: seat for one in hands.roster().sessions[:3] for seat in one.seats}
    assert seats["C003"] == Seat("C003")
    assert Seat("C005", status="attended", minutes=25) in hands.roster().sessions[1].seats


def test_retyped_minutes_of_a_session_are_not_taken_over(hands: Hands) -> None:
    hands.session(GRIEF_MON)["Minutes"] = 90
    read = hands.read()
    assert read.rosters == (ROSTER,)
    assert [fault.says for fault in read.warnings] == [
        "isn't taken over: a session of Grief lasts 75 minutes"
    ]


def test_without_the_plan_as_written_a_session_row_is_believed(hands: Hands) -> None:
    hands.session(GRIEF_MON).update(when(at(4, 9)))
    hands.seat(ANGER_MON, "C007").update(when(at(3, 11)))
    read = hands.read(without=["As planned"])
    moved = with_seats(ANGER_MON, "C002", "C003", roster=with_session(GRIEF_MON, start=at(4, 9)))
    assert read.rosters == (with_seats(ANGER_THU, "C007", "C011", "C014", roster=moved),)
    assert read.published is None


def test_somebody_who_has_left_the_program_since_is_no_error(hands: Hands) -> None:
    clients = {code: row for code, row in given().program.clients.items() if code != "C014"}
    read = hands.read(replace(given().program, clients=clients))
    assert read.rosters == (ROSTER,)
    (warning,) = read.warnings
    assert (warning.found, warning.says) == ("C014", "is no longer on the sheet Clients")


def test_without_a_program_names_stand_as_they_are(hands: Hands) -> None:
    tables = [table for table in given().tables if table.name in ("Roster", "Sessions", "As planned")]
    assert read_roster_tables("roster.xlsx", tables).rosters == (ROSTER,)
