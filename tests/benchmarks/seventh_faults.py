"""Planted faults of a seventh sitting: what a coordinator mistypes or overlooks, one at a time and several at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from planner.model import Apart, Topic
from planner.program import AwayRow, CurriculumRow, FixedRow, NeedRow, Program, RuleUse, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYTIME,
    MUST,
    Kind,
    away_on,
    coming,
    offering,
    on_day,
    with_client,
    with_guest,
    with_therapist,
    without_needs,
)
from tests.benchmarks.faults import MONDAY, Planted
from tests.benchmarks.fifth_people_faults import clients, one_evening
from tests.benchmarks.sixth_offer_faults import hosted, with_room
from tests.benchmarks.sixth_several_faults import several

SEVENTH_WEEKS = ((24, 71), (48, 72), (36, 73), (80, 74))
Words = tuple[str, ...]


def _one(program: Program, turn: int) -> str:
    codes = clients(program, 7)
    return codes[turn % len(codes)]


# --- a client ---------------------------------------------------------------------------------------------------


def _hours_that_ended(program: Program, turn: int) -> Planted:
    """The rows of a client's hours held until last Friday; what is left is one evening."""
    code = _one(program, turn)
    rows = [replace(row, last_day=MONDAY - timedelta(days=3)) for row in DAYTIME]
    changed = coming(program, [code], *rows, WeeklyWindow(1, 1020, 1140))
    return Planted("a client's hours that ended", changed, (code,), ("2 h", "Last day", "Tue"))


def _hours_from_next_week(program: Program, turn: int) -> Planted:
    """The one leader's hours begin next Monday."""
    rows = [replace(row, first_day=MONDAY + timedelta(days=7)) for row in DAYTIME]
    changed, _ = hosted(program, Topic("Journaling", 60), 4, *rows)
    return Planted("a leader from next week", changed, ("Journaling",), ("Guest",))


def _apart_from_primary(program: Program, turn: int) -> Planted:
    """Kept apart from the therapist who is their primary: no individual session can be."""
    code = next(c for c, row in program.clients.items() if row.primary and row.level == "IOP")
    name = program.clients[code].primary or ""
    changed = coming(replace(program, apart=(*program.apart, Apart(code, None, name))), [code], *DAYTIME)
    needs = (*(n for n in changed.needs if n.client != code), NeedRow(code, "Individual", 1, MUST))
    return Planted("apart from the primary", replace(changed, needs=needs), (code,), ("apart",))


def _apart_from_leader(program: Program, turn: int) -> Planted:
    """Kept apart from the only one who leads what they must have."""
    changed, codes = hosted(program, Topic("Journaling", 60), 4)
    changed = replace(changed, apart=(*changed.apart, Apart(codes[0], None, "Guest")))
    return Planted("apart from the only leader", changed, (codes[0],), ("apart",))


def _musts_beyond_most_hours(program: Program, turn: int) -> Planted:
    """Musts of four hours and a half, three hours at most."""
    code = _one(program, turn)
    changed = with_guest(without_needs(program, code), "Visitor", *DAYTIME)
    for name in ("Reading", "Chess", "Garden"):
        changed = offering(changed, Topic(name, 90), ("Visitor",), [code])
    changed = with_client(changed, code, level="OP", least_minutes=0, most_minutes=180)
    return Planted(
        "musts beyond the most hours", coming(changed, [code], *DAYTIME), (code,), ("3 h", "Max hours")
    )


def _level_of_twenty(program: Program, turn: int) -> Planted:
    """Twenty hours on five days of three hours at most."""
    code = _one(program, turn)
    level = replace(program.levels["IOP"], name="Day", least_minutes=1200, most_minutes=None)
    level = replace(level, least_days=5, most_minutes_a_day=180)
    changed = replace(program, levels={**program.levels, "Day": level})
    changed = with_client(without_needs(changed, code), code, level="Day", least_minutes=None)
    changed = coming(changed, [code], *DAYTIME)
    return Planted("20 h on five days of 3", changed, (code,), ("3 h a day", "15 h", "Max hours a day"))


def _until_tuesday(program: Program, turn: int) -> Planted:
    """The need begins on Thursday; who leads it is there on Monday and Tuesday."""
    changed, _ = hosted(program, Topic("Journaling", 60), 3, DAYTIME[0], DAYTIME[1])
    needs = tuple(replace(n, since=on_day(3)) if n.topic == "Journaling" else n for n in changed.needs)
    return Planted(
        "a need from Thursday", replace(changed, needs=needs), ("Journaling",), ("Thu", "From", "Guest")
    )


def _late_on_wednesday(program: Program, turn: int) -> Planted:
    """Court until two on Wednesday, the client's one day on which the group runs."""
    changed, codes = hosted(program, Topic("Journaling", 60), 3, WeeklyWindow(2, 540, 780))
    away = AwayRow(codes[0], on_day(2), on_day(2), opens=480, closes=840, reason="Court")
    return Planted("in court on Wednesday", replace(changed, away=(away,)), (codes[0],), ("Court",))


def _step_down_floor(program: Program, turn: int) -> Planted:
    """The curriculum sets the level of twenty hours; the client is authorised for three days."""
    code = _one(program, turn)
    row = CurriculumRow("Steps", 1, 4, topic=None, level="PHP")
    changed = with_client(
        replace(program, curricula=(row,)),
        code,
        curriculum="Steps",
        curriculum_start=MONDAY,
        weekdays=frozenset({0, 1, 2}),
        least_minutes=None,
    )
    changed = coming(without_needs(changed, code), [code], *DAYTIME)
    return Planted("stepped up, three days", changed, (code,), ("3 days", "authorised", "Days"))


# --- topics, leaders, rooms --------------------------------------------------------------------------------------


def _leader_tag_of_nobody(program: Program, turn: int) -> Planted:
    """Licence was typed with another spelling beside the therapist."""
    changed, _ = hosted(program, Topic("Trauma", 60, leader_tags=frozenset({"licensed"})), 4)
    changed = with_therapist(changed, "Guest", tags=frozenset({"licenced"}))
    return Planted("a licence nobody has", changed, ("Trauma",), ("licensed", "Leader tags"))


def _licensed_on_leave(program: Program, turn: int) -> Planted:
    """Two lead it, the one with the licence is on leave."""
    changed = with_guest(program, "Licensed guest", *DAYTIME)
    topic = Topic("Trauma", 60, leader_tags=frozenset({"licensed"}))
    changed, codes = hosted(changed, topic, 4)
    changed = offering(changed, topic, ("Guest", "Licensed guest"), codes)
    changed = with_therapist(changed, "Licensed guest", tags=frozenset({"licensed"}))
    changed = replace(changed, away=away_on("Licensed guest", "Leave"))
    return Planted("the licensed one on leave", changed, ("Trauma",), ("Licensed guest", "Leave"))


def _noon_starts(program: Program, turn: int) -> Planted:
    """It starts at noon only; its leader is there until half past twelve."""
    rows = tuple(WeeklyWindow(day, 480, 750) for day in range(5))
    changed, _ = hosted(program, Topic("Sharing", 60, starts=(720,)), 4, *rows)
    return Planted("at noon, its leader until 12:30", changed, ("Sharing",), ("12:00", "12:30", "Guest"))


def _one_room_two_topics(program: Program, turn: int) -> Planted:
    """Two topics take the one kitchen, and both leaders have the same single hour."""
    changed = with_room(program, "Kitchen", 12, "kitchen")
    hour = WeeklyWindow(2, 1020, 1080)
    changed, codes = hosted(changed, Topic("Cooking", 60, room_kind="kitchen"), 4, hour, host="Cook")
    changed = with_guest(changed, "Baker", hour)
    changed = offering(changed, Topic("Baking", 60, room_kind="kitchen"), ("Baker",), codes[2:])
    needs = (one for one in changed.needs if one.topic != "Cooking" or one.client in codes[:2])
    changed = replace(changed, needs=tuple(needs))
    return Planted("one kitchen, one hour", changed, ("Cooking", "Baking"), ("Kitchen", "one room", "room"))


def _large_for_its_room(program: Program, turn: int) -> Planted:
    """Nine must have it in its one hour; the annex it needs has five seats."""
    changed = with_room(program, "Annex", 5, "annex")
    changed, _ = one_evening(changed, Topic("Lecture", 60, room_kind="annex"), 9)
    return Planted("nine in an annex of five", changed, ("Lecture",), ("Annex", "5 seats", "seats", "× 5"))


def _changeover(program: Program, turn: int) -> Planted:
    """With half an hour's changeover the leader's two hours hold one session, two are needed."""
    changed, _ = hosted(program, Topic("Journaling", 60, largest=3), 6, WeeklyWindow(2, 1020, 1140))
    starts = tuple(sorted({*changed.starts, (2, 1020), (2, 1080)}))
    return Planted(
        "a changeover in two hours",
        replace(changed, changeover=30, starts=starts),
        ("Journaling",),
        ("changeover", "Guest", "2 h"),
    )


def _after_this_week(program: Program, turn: int) -> Planted:
    """Step two comes after step one, which nobody has attended yet; both are a must."""
    changed, codes = hosted(program, Topic("Step one", 60), 4)
    changed = offering(changed, Topic("Step two", 60, after=("Step one",)), ("Guest",), codes)
    return Planted("step two after step one", changed, ("Step two",), ("Step one",))


def _tags_both_ways(program: Program, turn: int) -> Planted:
    """For veterans, eight at least; of those who are, all but three are at a level it isn't for."""
    codes = clients(program, 8)
    changed = with_guest(program, "Guest", *DAYTIME)
    for code in codes:
        changed = with_client(changed, code, tags=frozenset({"veteran"}))
    for code in codes[3:]:
        changed = with_client(changed, code, level="OP", least_minutes=0)
    topic = Topic("Barracks", 60, smallest=6, wanted_tags=frozenset({"veteran"}), levels=frozenset({"IOP"}))
    changed = offering(changed, topic, ("Guest",), codes[:3])
    words = ("veteran", "at least 6", "IOP", "Smallest", "3 clients", "6 are needed")
    return Planted("veterans of one level", coming(changed, codes, *DAYTIME), ("Barracks",), words)


def _one_run(program: Program, turn: int) -> Planted:
    """Five each must have it twice; it runs once."""
    changed, _ = hosted(program, Topic("Sharing", 60, runs_at_most=1), 5)
    needs = tuple(replace(n, sessions=2) if n.topic == "Sharing" else n for n in changed.needs)
    return Planted(
        "twice each, runs once", replace(changed, needs=needs), ("Sharing",), ("Runs at most", "1 session")
    )


def _lunch(program: Program, turn: int) -> Planted:
    """Lunch is a must; two musts before and after leave twenty minutes."""
    code = _one(program, turn)
    changed = coming(
        with_guest(program, "Cook", WeeklyWindow(1, 660, 720)), [code], WeeklyWindow(1, 660, 800)
    )
    changed = offering(changed, Topic("Soup", 60, starts=(660,)), ("Cook",), [code])
    changed = with_guest(changed, "Waiter", WeeklyWindow(1, 740, 800))
    changed = offering(changed, Topic("Dessert", 60, starts=(740,)), ("Waiter",), [code])
    changed = replace(
        changed,
        lunch=(690, 780),
        lunch_minutes=30,
        rule_uses=(*changed.rule_uses, RuleUse("Lunch", "must", "book: Rules!A2")),
    )
    return Planted("twenty minutes for lunch", changed, (code, "Rules!A2"), ("Lunch",))


def _fixed_by_a_stranger(program: Program, turn: int) -> Planted:
    """A settled session takes the leader of a must group in their only hour."""
    changed, _ = one_evening(program, Topic("Journaling", 60), 4)
    changed = offering(changed, Topic("Staff talk", 60, counts=False, only_if_asked=True), ("Guest",), [])
    row = FixedRow("Staff talk", 1020, 2, therapists=("Guest",), place="book: Fixed!A2")
    return Planted(
        "settled in the only hour",
        replace(changed, fixed=(row,)),
        ("Journaling",),
        ("Staff talk", "Fixed!A2"),
    )


def _fixed_in_a_small_room(program: Program, turn: int) -> Planted:
    """Six are settled in a room of four."""
    changed = with_room(program, "Parlour", 4, "group")
    changed, codes = hosted(changed, Topic("Tea", 60), 6)
    row = FixedRow(
        "Tea", 840, 3, therapists=("Guest",), room="Parlour", clients=tuple(codes), place="book: Fixed!A2"
    )
    return Planted(
        "six settled in a room of four", replace(changed, fixed=(row,)), ("Fixed!A2",), ("Parlour", "seats")
    )


def _half_a_leader(program: Program, turn: int) -> Planted:
    """The leader comes for three quarters of an hour a day."""
    rows = tuple(WeeklyWindow(day, 540, 585) for day in range(5))
    changed, _ = hosted(program, Topic("Sharing", 60), 4, *rows)
    return Planted("a leader for 45 minutes", changed, ("Sharing",), ("Guest", "09:45", "45 min"))


# --- several at once ---------------------------------------------------------------------------------------------


def _several(kind: str, *plants: Kind) -> Kind:
    """One fault after the other in one week; all of them have to be named."""

    def plant(program: Program, turn: int) -> Planted:
        return several(kind, program, turn, *plants)

    return plant


SEVENTH_KINDS: tuple[Callable[[Program, int], Planted], ...] = (
    _hours_that_ended,
    _hours_from_next_week,
    _apart_from_primary,
    _apart_from_leader,
    _musts_beyond_most_hours,
    _level_of_twenty,
    _until_tuesday,
    _late_on_wednesday,
    _step_down_floor,
    _leader_tag_of_nobody,
    _licensed_on_leave,
    _noon_starts,
    _one_room_two_topics,
    _large_for_its_room,
    _changeover,
    _after_this_week,
    _tags_both_ways,
    _one_run,
    _lunch,
    _fixed_by_a_stranger,
    _half_a_leader,
    _fixed_in_a_small_room,
    _several("hours that ended, a level of twenty", _hours_that_ended, _level_of_twenty),
    _several("no licence, and stepped up", _leader_tag_of_nobody, _step_down_floor),
    _several("a kitchen, and a run", _one_room_two_topics, _one_run),
    _several(
        "most hours, noon, apart from the primary",
        _musts_beyond_most_hours,
        _noon_starts,
        _apart_from_primary,
    ),
    _several("an annex, and hours that ended", _large_for_its_room, _hours_that_ended),
)
