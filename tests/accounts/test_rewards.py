"""The ledger against sums made by hand, a case each. Anger, Facts and Talk count; Yoga doesn't."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planner.accounts.corrections import given_in, says_changed
from planner.accounts.rewards import Ledger, ledger_of
from planner.accounts.seats import record_of
from planner.model import Attended
from planner.program import ClientRow, CurriculumRow, NeedRow, Program, RewardRow
from planner.rosters.roster_file import RosterFile
from tests.accounts.cases import MONDAY, file, held, program, told

WEEK = RewardRow("Full week", "week complete", None, 1, cents=1000)
TWO = RewardRow("Two sessions", "sessions", None, 2, cents=250)
ROW = RewardRow("Two in a row", "in a row", None, 2, cents=300)


def ledger(
    reward: RewardRow, *files: RosterFile, of: Program | None = None, corrected: tuple[Attended, ...] = ()
) -> Ledger:
    whole = replace(of or program(), rewards=(reward,))
    return ledger_of(whole, record_of(whole, files, corrected, earlier=True))


def given(found: Ledger, client: str = "C001") -> list[tuple[str, int]]:
    """Days after the first Monday, and cents, of a client's lines."""
    return [(f"day {(line.day - MONDAY).days}", line.cents) for line in found.lines if line.client == client]


def days(*said: str, topic: str = "Anger", week: int = 0) -> RosterFile:
    """C001's seats, Monday, Tuesday and so on, one a day."""
    return file(
        *(held(day, 9, topic, f"C001 {status}".strip()) for day, status in enumerate(said)), week=week
    )


# --- week complete -------------------------------------------------------------------------------


def test_a_week_attended_in_full_is_earned_on_its_last_day() -> None:
    assert given(ledger(WEEK, days("attended", "attended"))) == [("day 1", 1000)]


def test_excused_and_cancelled_break_no_week() -> None:
    assert given(ledger(WEEK, days("attended", "excused", "cancelled"))) == [("day 0", 1000)]


def test_a_week_of_excuses_earns_nothing_and_breaks_nothing() -> None:
    steps = replace(WEEK, step=200)
    found = ledger(steps, days("attended"), days("excused", week=1), days("attended", week=2))
    assert given(found) == [("day 0", 1000), ("day 14", 1200)]


def test_an_absence_breaks_the_week() -> None:
    assert given(ledger(WEEK, days("attended", "absent"))) == []


def test_what_does_not_count_breaks_no_week() -> None:
    week = file(held(0, 9, "Anger", "C001 attended"), held(1, 9, "Yoga", "C001 absent"))
    assert given(ledger(WEEK, week)) == [("day 0", 1000)]


def test_a_session_made_up_later_does_not_mend_the_absence() -> None:
    week = file(held(0, 9, "Anger", "C001 absent"), held(4, 9, "Anger", "C001 attended"), published=[])
    assert given(ledger(WEEK, week)) == []


def test_a_part_of_the_minutes_is_attended_all_the_same() -> None:
    assert given(ledger(WEEK, days("attended 20", "attended"))) == [("day 1", 1000)]


def test_each_week_in_a_row_brings_a_step_more_and_an_absence_takes_it_back() -> None:
    steps = replace(WEEK, step=200)
    weeks = [
        days(status, week=week) for week, status in enumerate(("attended", "attended", "absent", "attended"))
    ]
    assert given(ledger(steps, *weeks)) == [("day 0", 1000), ("day 7", 1200), ("day 21", 1000)]


def test_without_reset_the_amount_goes_on_after_an_absence() -> None:
    steps = replace(WEEK, step=200, resets=False)
    weeks = [days(status, week=week) for week, status in enumerate(("attended", "absent", "attended"))]
    assert given(ledger(steps, *weeks)) == [("day 0", 1000), ("day 14", 1200)]


def test_a_stay_that_ends_in_mid_week_is_complete_with_what_lies_in_it() -> None:
    leaves = program(clients={"C001": ClientRow("C001", "Three", ends=MONDAY + timedelta(days=1))})
    assert given(ledger(WEEK, days("attended", "attended", "absent"), of=leaves)) == [("day 1", 1000)]


def test_only_the_topic_that_is_named_is_looked_at() -> None:
    week = file(held(0, 9, "Anger", "C001 attended"), held(1, 9, "Facts", "C001 absent"))
    assert given(ledger(replace(WEEK, topic="Anger"), week)) == [("day 0", 1000)]


# --- sessions, in a row --------------------------------------------------------------------------


def test_sessions_are_counted_over_absences_and_weeks() -> None:
    found = ledger(TWO, days("attended", "absent", "attended", "attended"), days("attended", week=1))
    assert given(found) == [("day 2", 250), ("day 7", 250)]


def test_an_absence_takes_the_step_of_sessions_back_but_not_the_count() -> None:
    steps = replace(TWO, step=100)
    week = days("attended", "attended", "attended", "attended", "attended", "absent", "attended")
    assert given(ledger(steps, week)) == [("day 1", 250), ("day 3", 350), ("day 6", 250)]


def test_in_a_row_begins_anew_after_an_absence() -> None:
    week = days("attended", "absent", "attended", "excused", "attended", "cancelled", "attended")
    assert given(ledger(ROW, week)) == [("day 4", 300)]


def test_an_excuse_neither_breaks_nor_counts_in_a_row() -> None:
    assert given(ledger(ROW, days("attended", "excused"))) == []
    assert given(ledger(ROW, days("attended", "excused", "attended"))) == [("day 2", 300)]


def test_two_sessions_of_one_day_are_two() -> None:
    week = file(held(0, 9, "Anger", "C001 attended"), held(0, 11, "Facts", "C001 attended"))
    assert given(ledger(ROW, week)) == [("day 0", 300)]


# --- topic complete ------------------------------------------------------------------------------


def test_a_topic_is_complete_once_when_its_total_was_attended() -> None:
    whole = program(needs=(NeedRow("C001", "Anger", 1, total=3),))
    reward = RewardRow("Finished", "topic complete", None, 1, cents=2000)
    found = ledger(
        reward, days("attended", "absent", "attended"), days("attended", "attended", week=1), of=whole
    )
    assert given(found) == [("day 7", 2000)]


def test_a_curriculum_says_how_many_there_are_in_all() -> None:
    whole = program(
        clients={"C001": ClientRow("C001", "Three", curriculum="Two weeks", curriculum_start=MONDAY)},
        curricula=(CurriculumRow("Two weeks", 1, 2, "Anger", sessions=2),),
    )
    reward = RewardRow("Finished", "topic complete", "Anger", 1, cents=2000)
    found = ledger(reward, days("attended", "attended"), days("attended", "attended", week=1), of=whole)
    assert given(found) == [("day 8", 2000)]


def test_attendance_from_before_the_rosters_counts_towards_a_topic() -> None:
    whole = program(
        needs=(NeedRow("C001", "Anger", 1, total=2),), attendance=(told(-7, 9, "Anger", "C001", "attended"),)
    )
    reward = RewardRow("Finished", "topic complete", None, 1, cents=2000)
    assert given(ledger(reward, days("attended"), of=whole)) == [("day 0", 2000)]


# --- the cap -------------------------------------------------------------------------------------


def test_the_cap_gives_what_is_left_of_it_and_then_nothing() -> None:
    capped = replace(TWO, cap=400)
    found = ledger(capped, days("attended", "attended", "attended", "attended", "attended", "attended"))
    assert given(found) == [("day 1", 250), ("day 3", 150), ("day 5", 0)]
    assert [line.withheld for line in found.lines] == [0, 100, 250]
    assert found.standings[0].following == "the cap of the stay is reached"


def test_a_cap_begins_anew_with_its_next_period_counted_from_the_stays_first_day() -> None:
    whole = program(clients={"C001": ClientRow("C001", "Three", starts=MONDAY - timedelta(days=4))})
    capped = replace(WEEK, cap=1500, cap_days=14)  # periods begin on days -4, 10 and 24
    found = ledger(capped, *(days("attended", week=week) for week in range(4)), of=whole)
    assert given(found) == [("day 0", 1000), ("day 7", 500), ("day 14", 1000), ("day 21", 500)]
    assert found.standings[0].following == "the cap is reached; a new period begins on 2026-12-24"


def test_each_client_has_a_cap_of_their_own() -> None:
    week = file(*(held(day, 9, "Anger", "C001 attended", "C002 attended") for day in range(4)))
    found = ledger(replace(TWO, cap=300), week)
    assert given(found, "C001") == given(found, "C002") == [("day 1", 250), ("day 3", 50)]


# --- the ledger ----------------------------------------------------------------------------------


def test_every_line_names_the_seats_that_earned_it() -> None:
    (line,) = ledger(ROW, days("attended", "excused", "attended")).lines
    assert [seat.named for seat in line.because] == ["2026-11-30 Mon-0900-ANG", "2026-12-02 Wed-0900-ANG"]


def test_totals_run_over_all_rewards_of_a_client_in_order_of_date() -> None:
    whole = program(rewards=(WEEK, TWO))
    found = ledger_of(whole, record_of(whole, [days("attended", "attended", "attended")], earlier=True))
    assert [(line.reward, line.cents, line.total) for line in found.lines] == [
        ("Two sessions", 250, 250),
        ("Full week", 1000, 1250),
    ]


def test_what_would_be_next_is_said() -> None:
    assert ledger(replace(WEEK, step=250), days("attended")).standings[0].following == (
        "12.50 for the next week without an absence"
    )
    assert ledger(ROW, days("attended")).standings[0].following == "3.00 after 1 more session in a row"


def test_a_thousand_small_amounts_add_up_to_the_cent() -> None:
    dime = RewardRow("Dime", "sessions", None, 1, cents=10)
    weeks = [
        file(*(held(day, 9, "Anger", "C001 attended") for day in range(7)), week=week) for week in range(100)
    ]
    assert ledger(dime, *weeks).lines[-1].total == 7000


def test_corrected_attendance_gives_the_corrected_ledger_and_says_what_changed() -> None:
    before = ledger(WEEK, days("attended", "attended"), days("attended", week=1))
    wrong = (told(1, 9, "Anger", "C001", "absent"),)
    after = ledger(WEEK, days("attended", "attended"), days("attended", week=1), corrected=wrong)
    assert given(after) == [("day 7", 1000)]
    assert says_changed(given_in(before.lines), after) == [
        "C001, Full week, 2026-12-01: 10.00 is no longer earned.",
        "C001 has earned 10.00 in all, 20.00 before.",
    ]


def test_the_same_attendance_again_changes_nothing() -> None:
    once = ledger(WEEK, days("attended", "attended"))
    assert says_changed(given_in(once.lines), once) == []
