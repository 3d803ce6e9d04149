"""Days on site, idle time, sessions run, even groups: what a week costs clients and staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.days_on_site import DaysOnSite
from constraints.even_groups import EvenGroups
from constraints.idle_time import IdleTime
from constraints.sessions_run import SessionsRun
from planner.model import Client, Fixed, Problem, Roster, Seat, Topic
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


def test_every_session_counts_as_run_past_ones_too() -> None:
    past = held("Anger", at(0, 9), "C014")
    begun = replace(WEEK, past=(past,), as_of=at(0, 9, 30))
    both = roster(past, held("Anger", at(3, 11), "C002"), held("Talk", at(0, 10), "C003", minutes=45))
    assert amount(begun, SessionsRun(), both) == 3


def groups(*sizes: int) -> Roster:
    return roster(*(held("Anger", start, *CODES[:size]) for start, size in zip(STARTS, sizes, strict=False)))


@pytest.mark.parametrize(("sizes", "uneven"), [((5,), 0), ((4, 4), 0), ((2, 5), 3), ((4, 2, 3), 2)])
def test_groups_are_uneven_by_largest_less_smallest(sizes: tuple[int, ...], uneven: int) -> None:
    assert amount(WEEK, EvenGroups(), groups(*sizes)) == uneven


def test_uneven_groups_are_told_from_smallest_to_largest() -> None:
    [breach] = EvenGroups().check(WEEK, groups(4, 2, 3))
    assert breach.about == ("Anger",)
    assert breach.says == "Anger has sessions of 2 and of 4 clients"


def test_individual_sessions_need_not_be_even() -> None:
    shared = replace(WEEK, topics={"Talk": replace(TALK, largest=3)})
    sizes = roster(
        held("Talk", at(0, 9), "C014", minutes=45), held("Talk", at(0, 10), *CODES[:3], minutes=45)
    )
    assert amount(shared, EvenGroups(), sizes) == 0


def test_past_sessions_take_part_in_evenness_even_beyond_their_bounds() -> None:
    crowded = held("Anger", at(0, 9), *CODES)
    begun = replace(WEEK, past=(crowded,), as_of=at(0, 9, 30))
    assert amount(begun, EvenGroups(), roster(crowded, held("Anger", at(3, 11), "C002", "C003"))) == 5


def alone_or_not(problem: Problem, given: Roster) -> tuple[int, int]:
    return posted_cost(problem, EvenGroups(), given), checked_cost(problem, EvenGroups(), given)


def test_parallel_sessions_cost_at_most_what_their_seating_will() -> None:
    side_by_side = roster(
        held("Anger", at(0, 9), *CODES[:5], by=("Ada",)),
        held("Anger", at(0, 9), *CODES[5:], by=("Ben",)),
        held("Anger", at(3, 11), *CODES[:2]),
    )
    assert alone_or_not(WEEK, side_by_side) == (0, 15)


def test_clients_beyond_full_parallel_sessions_make_the_largest_group() -> None:
    small = replace(WEEK, topics={"Anger": replace(ANGER, largest=4)})
    full = roster(
        held("Anger", at(0, 9), *CODES[:4], by=("Ada",)),
        held("Anger", at(0, 9), *CODES[4:], by=("Ben",)),
        held("Anger", at(3, 11), CODES[0]),
    )
    # Seven in two sessions of at most four: one of them has three at least, the lone one has one.
    assert alone_or_not(small, full) == (10, 15)


def test_a_settled_parallel_session_may_be_below_smallest() -> None:
    settled = replace(WEEK, fixed=(Fixed("Anger", at(0, 9), ("Ada",)), Fixed("Anger", at(0, 9), ("Ben",))))
    nearly_empty = roster(
        held("Anger", at(0, 9), by=("Ada",)),
        held("Anger", at(0, 9), *CODES[:2], by=("Ben",)),
        held("Anger", at(3, 11), *CODES[:2]),
    )
    posted, checked = alone_or_not(settled, nearly_empty)
    assert posted <= checked == 10
