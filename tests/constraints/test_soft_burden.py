"""Staff time, best size, days on site, idle time: what a week costs clients and staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.best_size import BestSize
from constraints.days_on_site import DaysOnSite
from constraints.idle_time import IdleTime
from constraints.staff_time import StaffTime
from planner.model import Client, Roster, Seat, Topic
from tests.constraints.minimise import amount, checked_cost, minimise, posted_cost
from tests.constraints.weeks import at, held, roster, week

ANGER = Topic("Anger", 60, smallest=2, largest=5, most_a_day=3)
TALK = Topic("Talk", 45, kind="individual", largest=1)
CODES = ["C002", "C003", "C005", "C007", "C011", "C013", "C014"]
STARTS = [at(0, 9), at(0, 10), at(0, 14, 30), at(3, 11)]
WEEK = week([ANGER, TALK], [Client(code, "IOP") for code in CODES], STARTS, ["Ada", "Ben"])


def test_a_day_on_site_counts_once_however_many_sessions_it_has() -> None:
    three = roster(
        held("Anger", at(0, 9), "C014", "C002"),
        held("Talk", at(0, 10), "C014", minutes=45),
        held("Anger", at(3, 11), "C014", "C003"),
    )
    assert amount(WEEK, DaysOnSite(), three) == 4
    says = {breach.about[0]: breach.says for breach in DaysOnSite().check(WEEK, three)}
    assert says["C014"] == "C014 comes on 2 days: Mon, Thu"
    assert says["C002"] == "C002 comes on 1 day: Mon"


def idle(*sessions: tuple[str, int, int]) -> Roster:
    return roster(*(held(topic, start, "C014", minutes=minutes) for topic, start, minutes in sessions))


def test_sessions_that_touch_leave_no_idle_time() -> None:
    assert amount(WEEK, IdleTime(), idle(("Anger", at(0, 9), 60), ("Anger", at(0, 10), 60))) == 0


def test_the_gap_between_two_sessions_is_idle() -> None:
    apart = idle(("Talk", at(0, 10), 45), ("Anger", at(0, 14, 30), 60))
    assert amount(WEEK, IdleTime(), apart) == 225
    [breach] = IdleTime().check(WEEK, apart)
    assert breach.says == "C014 waits 3 h 45 min between sessions on Mon"


def test_gaps_of_a_day_add_up() -> None:
    three = idle(("Talk", at(0, 9), 45), ("Anger", at(0, 10), 60), ("Talk", at(0, 14, 30), 45))
    assert amount(WEEK, IdleTime(), three) == 15 + 210


def test_the_night_between_two_days_is_not_idle() -> None:
    assert amount(WEEK, IdleTime(), idle(("Anger", at(0, 9), 60), ("Anger", at(3, 11), 60))) == 0


def test_a_missed_session_ends_nobodys_wait() -> None:
    missed = held("Anger", at(0, 9), Seat("C014", status="cancelled"))
    begun = replace(WEEK, past=(missed,), as_of=at(0, 9, 30))
    assert amount(begun, IdleTime(), roster(missed, held("Anger", at(0, 14, 30), "C014"))) == 0


def test_two_past_sessions_noted_for_one_time_leave_a_plan_possible() -> None:
    twice = (held("Anger", at(0, 9), "C014"), held("Talk", at(0, 9), "C014"))
    begun = replace(WEEK, past=twice, as_of=at(0, 12))
    later = roster(*twice, held("Anger", at(0, 14, 30), "C014"))
    assert checked_cost(begun, IdleTime(), later) == 270
    assert posted_cost(begun, IdleTime(), later) <= 270


def test_what_was_waited_already_breaks_no_must_and_still_costs() -> None:
    waited = (held("Anger", at(0, 9), "C014"), held("Talk", at(0, 11), "C014", minutes=45))
    begun = replace(WEEK, past=waited, as_of=at(0, 12))
    assert amount(begun, IdleTime(), roster(*waited)) == 60
    strict = replace(IdleTime(), must=True)
    assert list(strict.check(begun, roster(*waited))) == []
    assert minimise(begun, [strict], given=roster(*waited)) is not None
    late = roster(*waited, held("Anger", at(0, 14, 30), "C014"))
    assert [breach.amount for breach in strict.check(begun, late)] == [165]
    assert minimise(begun, [strict], given=late) is None


def test_staff_time_is_minutes_times_leaders_past_ones_too() -> None:
    past = held("Anger", at(0, 9), "C014", minutes=40)
    led_by_two = replace(WEEK.topics["Anger"], leaders=2)
    begun = replace(WEEK, topics={**WEEK.topics, "Anger": led_by_two}, past=(past,), as_of=at(0, 9, 30))
    later = held("Anger", at(3, 11), "C002", by=("Ada", "Ben"))
    both = roster(past, later, held("Talk", at(0, 10), "C003", minutes=45))
    assert amount(begun, StaffTime(), both) == 2 * 40 + 2 * 60 + 45
    assert [breach.says for breach in StaffTime().check(begun, both)] == [
        "Anger runs 2 times: 3 h 20 min of staff",
        "Talk runs once: 45 min of staff",
    ]


def groups(*sizes: int) -> Roster:
    return roster(*(held("Anger", start, *CODES[:size]) for start, size in zip(STARTS, sizes, strict=False)))


@pytest.mark.parametrize(("sizes", "amiss"), [((4,), 0), ((4, 4), 0), ((2, 5), 3), ((4, 2, 3), 3)])
def test_a_best_size_left_blank_is_halfway_and_rounded_up(sizes: tuple[int, ...], amiss: int) -> None:
    assert amount(WEEK, BestSize(), groups(*sizes)) == amiss


def test_a_best_size_counts_clients_below_and_above_it() -> None:
    sized = replace(WEEK, topics={**WEEK.topics, "Anger": replace(ANGER, best_size=3)})
    assert amount(sized, BestSize(), groups(2, 3, 5)) == 1 + 0 + 2
    assert [breach.says for breach in BestSize().check(sized, groups(2, 3, 5))] == [
        "Anger on Mon 09:00 has 2 clients, best are 3",
        "Anger on Mon 14:30 has 5 clients, best are 3",
    ]


def test_individual_sessions_have_no_best_size() -> None:
    shared = replace(WEEK, topics={"Talk": replace(TALK, largest=3)})
    assert amount(shared, BestSize(), roster(held("Talk", at(0, 9), "C014", minutes=45))) == 0


def test_past_sessions_have_the_size_they_had_and_break_no_must() -> None:
    crowded = held("Anger", at(0, 9), *CODES)
    begun = replace(WEEK, past=(crowded,), as_of=at(0, 9, 30))
    later = roster(crowded, held("Anger", at(3, 11), *CODES[:4]))
    assert amount(begun, BestSize(), later) == 3
    strict = replace(BestSize(), must=True)
    assert list(strict.check(begun, later)) == []
    assert minimise(begun, [strict], given=later) is not None


def test_parallel_sessions_cost_at_most_what_their_seating_will() -> None:
    side_by_side = roster(
        held("Anger", at(0, 9), *CODES[:5], by=("Ada",)),
        held("Anger", at(0, 9), *CODES[5:], by=("Ben",)),
    )
    posted, checked = (
        posted_cost(WEEK, BestSize(), side_by_side),
        checked_cost(WEEK, BestSize(), side_by_side),
    )
    assert (posted, checked) == (24, 24 * 3)
