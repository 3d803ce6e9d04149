"""The care mix against counts made by hand."""

from __future__ import annotations

from datetime import date, timedelta

from planner.accounts.care_mix import CareMix, WeekLine, care_mix, in_plain_words
from planner.accounts.seats import record_of
from planner.model import Session
from planner.program import ClientRow, NeedRow, Program
from planner.rosters.roster_file import RosterFile
from tests.accounts.cases import MONDAY, file, held, program, told


def mix_of(*sessions: Session, of: Program | None = None) -> CareMix:
    return mixed([file(*sessions)], of)


def mixed(files: list[RosterFile], of: Program | None = None) -> CareMix:
    whole = of or program()
    return care_mix(whole, record_of(whole, files))


def week_of(mix: CareMix, client: str = "C001") -> WeekLine:
    return next(line for line in mix.lines if line.client == client)


def kinds(mix: CareMix, client: str = "C001") -> dict[str, tuple[int, int]]:
    return {line.kind: (line.scheduled, line.delivered) for line in mix.kinds if line.client == client}


def test_hours_stand_by_kind_and_only_what_counts() -> None:
    mix = mix_of(held(0, 9, "Anger", "C001"), held(0, 11, "Talk", "C001"), held(1, 9, "Yoga", "C001"))
    assert kinds(mix) == {"group": (90, 90), "education": (0, 0), "individual": (50, 50)}
    assert (week_of(mix).scheduled, week_of(mix).days_delivered) == (140, 1)


def test_every_client_of_the_week_has_a_line_even_without_a_seat() -> None:
    mix = mix_of(held(0, 9, "Anger", "C001"))
    assert kinds(mix, "C002") == {"group": (0, 0), "education": (0, 0), "individual": (0, 0)}


def test_excused_absent_and_cancelled_are_scheduled_and_not_delivered() -> None:
    mix = mix_of(
        held(0, 9, "Anger", "C001 excused"),
        held(1, 9, "Anger", "C001 absent"),
        held(2, 9, "Facts", "C001 cancelled"),
        held(3, 9, "Facts", "C001 attended"),
    )
    line = week_of(mix)
    assert (line.scheduled, line.delivered) == (90 + 90 + 60 + 60, 60)
    assert (line.days_scheduled, line.days_delivered) == (4, 1)
    assert line.missed == {"excused": 1, "absent": 1, "cancelled": 1}
    assert line.made_up == 0


def test_part_minutes_are_what_is_delivered() -> None:
    line = week_of(mix_of(held(0, 9, "Anger", "C001 attended 35")))
    assert (line.scheduled, line.delivered) == (90, 35)


def test_a_session_added_by_hand_makes_up_for_one_of_its_topic() -> None:
    missed, extra = held(0, 9, "Anger", "C001 absent"), held(4, 9, "Anger", "C001 attended")
    line = week_of(mixed([file(missed, extra, published=[held(0, 9, "Anger", "C001")])]))
    assert (sum(line.missed.values()), line.made_up) == (1, 1)


def test_a_session_that_was_planned_anyway_makes_up_for_nothing() -> None:
    both = (held(0, 9, "Anger", "C001 absent"), held(4, 9, "Anger", "C001 attended"))
    asked = program(needs=(NeedRow("C001", "Anger", 2),))
    assert week_of(mixed([file(*both, published=both)], asked)).made_up == 0


def test_a_seat_beyond_what_the_need_asks_for_makes_up() -> None:
    both = (held(0, 9, "Anger", "C001 absent"), held(4, 9, "Anger", "C001 attended"))
    asked = program(needs=(NeedRow("C001", "Anger", 1),))
    assert week_of(mixed([file(*both, published=both)], asked)).made_up == 1


def test_attendance_holds_against_the_roster_and_says_so() -> None:
    whole = program(attendance=(told(0, 9, "Anger", "C001", "attended", 40),))
    record = record_of(whole, [file(held(0, 9, "Anger", "C001 absent"))])
    assert [(seat.status, seat.credited) for seat in record.seats] == [("attended", 40)]
    assert any("Attendance holds" in said for said in record.warnings)


def test_what_only_attendance_tells_of_is_delivered_and_was_not_scheduled() -> None:
    whole = program(attendance=(told(2, 15, "Talk", "C001", "attended"),))
    line = week_of(mixed([file(held(0, 9, "Anger", "C001 attended"))], whole))
    assert (line.scheduled, line.delivered) == (90, 140)


def test_attendance_of_a_week_without_a_roster_is_no_part_of_the_audit() -> None:
    whole = program(attendance=(told(-6, 9, "Anger", "C001", "attended"),))
    mix = mixed([file(held(0, 9, "Anger", "C001 attended"))], whole)
    assert mix.weeks == (MONDAY,)
    assert week_of(mix).delivered == 90


def test_a_stay_that_ends_in_mid_week_has_its_part_of_the_minimum_and_its_own_seats() -> None:
    ends = MONDAY + timedelta(days=2)
    mondays_to_fridays = tuple((day, 9 * 60) for day in range(5))
    whole = program(clients={"C001": ClientRow("C001", "Three", ends=ends)}, starts=mondays_to_fridays)
    mix = mixed([file(held(0, 9, "Anger", "C001 attended"), held(3, 9, "Anger", "C001 attended"))], whole)
    line = week_of(mix)
    assert (line.scheduled, line.delivered) == (90, 90)
    assert 0 < line.required < 180


def test_of_two_rosters_of_a_week_the_later_given_counts() -> None:
    first = file(held(0, 9, "Anger", "C001 attended"), held(1, 9, "Anger", "C001 attended"))
    second = file(held(0, 9, "Anger", "C001 attended"))
    assert week_of(mixed([first, second])).delivered == 90


def test_weeks_are_accounted_one_by_one() -> None:
    mix = mixed([file(held(0, 9, "Anger", "C001")), file(held(0, 9, "Facts", "C001"), week=1)])
    mine = {line.week: line.delivered for line in mix.lines if line.client == "C001"}
    assert mine == {MONDAY: 90, date(2026, 12, 7): 60}


def test_tests_are_no_part_of_the_account() -> None:
    mix = mix_of(held(0, 9, "Anger", "C001"), held(0, 11, "Screen", "C001"), held(1, 9, "Yoga", "C001"))
    assert [line.topic for line in mix.topics] == ["Anger", "Yoga"]
    assert not any("Screen" in said or "testing" in said for said in in_plain_words(mix))


def test_the_first_page_says_the_whole_in_words() -> None:
    # C001: 90 + 60 of 90 + 60 + 90 minutes on two days; C002: 90 of 90 on one: 240 of 330 delivered, 180 of it group.
    mix = mix_of(
        held(0, 9, "Anger", "C001 attended", "C002 attended"),
        held(1, 9, "Facts", "C001 attended"),
        held(2, 9, "Anger", "C001 absent"),
    )
    assert in_plain_words(mix) == [
        "The program delivered on average 2 h a week on 1.5 days to 2 clients; the lowest week had 1.5 h; of it 75 % "
        "group, 25 % education; 73 % of the minutes scheduled were delivered.",
        "Three: on average 2.5 h a week on 2 days to 1 client; the lowest week had 2.5 h; of it 60 % group, 40 % "
        "education; 63 % of the minutes scheduled were delivered.",
        "None: on average 1.5 h a week on 1 day to 1 client; the lowest week had 1.5 h; of it 100 % group; 100 % of "
        "the minutes scheduled were delivered.",
        "1 seat missed (1 absent); 0 of them made up in the same week.",
        "The minimum was reached in 0 of 1 client's week; of the 1 below it, 0 had been scheduled below it.",
    ]
