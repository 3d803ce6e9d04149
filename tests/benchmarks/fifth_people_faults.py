"""Planted faults of a fifth sitting: second leaders, hours for some topics, families."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Apart, Topic
from planner.program import CurriculumRow, FixedRow, Program, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYTIME,
    MUST,
    coming,
    offering,
    with_client,
    with_guest,
    with_hours,
    with_therapist,
)
from tests.benchmarks.faults import MONDAY, Planted, a_client

WEDNESDAY_EVENING = WeeklyWindow(2, 1020, 1080)


def clients(program: Program, number: int) -> list[str]:
    """Clients of the usual level, to whom nothing is barred by a tag of their own."""
    codes = [code for code, row in program.clients.items() if row.level == "IOP" and not row.tags]
    return codes[:number]


def one_evening(program: Program, topic: Topic, asking: int) -> tuple[Program, list[str]]:
    """A topic more that one guest leads, on Wednesday at 17:00 and never else; so many clients must have it."""
    codes = clients(program, asking)
    changed = coming(with_guest(program, "Guest", WEDNESDAY_EVENING), codes, *DAYTIME)
    return offering(changed, topic, ("Guest",), codes), codes


# --- Second leader above ----------------------------------------------------------------------------------------


def nobody_joins(program: Program, turn: int) -> Planted:
    """Ten must have it in one session; above six a second one has to lead, and nobody else does."""
    changed, _ = one_evening(program, Topic("Large circle", 60, second_leader_above=6), 10)
    words = ("Second leader above", "second leader", "more than 6", "second therapist")
    return Planted("a second leader nobody is", changed, ("Large circle",), words)


def joins_on_thursday(program: Program, turn: int) -> Planted:
    """Who could be the second one is there on Thursday, the first on Wednesday."""
    changed = with_guest(program, "Other guest", WeeklyWindow(3, 1080, 1140))
    changed, codes = one_evening(changed, Topic("Large circle", 60, second_leader_above=5), 9)
    changed = offering(changed, changed.topics["Large circle"], ("Guest", "Other guest"), codes)
    words = ("Second leader above", "second leader", "more than 5", "Other guest", "there together")
    return Planted("a second leader on Thursday", changed, ("Large circle",), words)


def joins_for_no_hours(program: Program, turn: int) -> Planted:
    """The second one is there, with half an hour left to lead."""
    changed = with_guest(program, "Other guest", *DAYTIME)
    changed, codes = one_evening(changed, Topic("Large circle", 60, second_leader_above=6), 10)
    changed = offering(changed, changed.topics["Large circle"], ("Guest", "Other guest"), codes)
    changed = with_therapist(changed, "Other guest", most_minutes=30)
    return Planted("a second leader without hours", changed, ("Large circle",), ("Other guest",))


def joins_elsewhere(program: Program, turn: int) -> Planted:
    """The second one's only hour is settled for another group."""
    changed = with_guest(program, "Other guest", WEDNESDAY_EVENING)
    changed = offering(changed, Topic("Choir", 60, only_if_asked=True), ("Other guest",), [])
    changed, codes = one_evening(changed, Topic("Large circle", 60, second_leader_above=6), 10)
    changed = offering(changed, changed.topics["Large circle"], ("Guest", "Other guest"), codes)
    row = FixedRow("Choir", 1020, 2, therapists=("Other guest",), place="book: Fixed!A2")
    return Planted(
        "a second leader settled elsewhere", replace(changed, fixed=(row,)), ("Large circle",), ("Choir",)
    )


# --- Topics on the availability sheets --------------------------------------------------------------------------


def for_one_topic(program: Program, turn: int) -> Planted:
    """The client's hours are for the individual session alone, on every day but Monday."""
    code = a_client(program, turn).code
    rows = [WeeklyWindow(0, 480, 660)]
    rows += [WeeklyWindow(day, 480, 1260, topics=frozenset({"Individual"})) for day in (1, 2, 3, 4)]
    return Planted(
        "hours for one topic", coming(program, [code], *rows), (code,), ("Individual only", "for Individual")
    )


def left_out_of_topics(program: Program, turn: int) -> Planted:
    """What the client must have isn't among the topics of their hours."""
    code = a_client(program, turn).code
    changed = with_guest(program, "Guest", *DAYTIME)
    changed = offering(changed, Topic("Budgeting", 60), ("Guest",), [code])
    topics = frozenset(changed.topics) - {"Budgeting"}
    rows = (replace(row, topics=topics) for row in DAYTIME)
    return Planted(
        "a must left out of the hours",
        coming(changed, [code], *rows),
        (code,),
        ("for some topics", "Topics", "hours for", "not for Budgeting", "only for"),
    )


def from_home_on_fridays(program: Program, turn: int) -> Planted:
    """The curriculum's topic is for Friday, when who leads it works from home, with individual sessions alone."""
    code = a_client(program, turn).code
    friday = WeeklyWindow(4, 480, 1020, first_day=MONDAY, topics=frozenset({"Individual"}))
    changed = with_guest(program, "Guest", *DAYTIME[:4], friday)
    changed = offering(changed, Topic("Steps", 60), ("Guest",), [])
    row = CurriculumRow("Track", 1, 9, "Steps", weekdays=frozenset({4}), priority=MUST)
    changed = with_client(
        replace(changed, curricula=(row,)), code, curriculum="Track", curriculum_start=MONDAY
    )
    return Planted(
        "from home on Fridays",
        coming(changed, [code], *DAYTIME),
        ("Steps",),
        ("Guest's hours", "Topics", "only for", "for some topics", "for other topics", "for Individual"),
    )


def primary_for_groups(program: Program, turn: int) -> Planted:
    """The primary therapist's hours are for groups alone."""
    code = next(c for c, row in list(program.clients.items())[turn % 10 :] if row.primary)
    name = program.clients[code].primary or ""
    groups = frozenset(topic for topic, row in program.topics.items() if row.kind == "group")
    rows = (replace(row, topics=groups) for row in program.therapist_hours[name])
    return Planted(
        "a primary for groups alone",
        with_hours(program, name, *rows),
        (name,),
        ("Topics", "only for", "for some topics", "for other topics", "not for Individual"),
    )


def licensed_from_home(program: Program, turn: int) -> Planted:
    """One of the leaders has to be licensed, and the licensed one's hours are for something else."""
    code = a_client(program, turn).code
    changed = with_guest(program, "Guest", *DAYTIME)
    changed = with_guest(
        changed, "Nurse", *(replace(row, topics=frozenset({"Individual"})) for row in DAYTIME)
    )
    changed = with_therapist(changed, "Nurse", tags=frozenset({"licensed"}))
    topic = Topic("Medication", 60, leader_tags=frozenset({"licensed"}))
    changed = offering(changed, topic, ("Guest", "Nurse"), [code])
    return Planted(
        "a licence that works from home",
        coming(changed, [code], *DAYTIME),
        ("Medication",),
        ("for Individual", "Individual only"),
    )


# --- Family -----------------------------------------------------------------------------------------------------


def _families(program: Program, sizes: tuple[int, ...], topic: Topic, *rows: WeeklyWindow) -> Program:
    """Families of so many each, who all need the topic; the guest leads it in these hours."""
    codes = clients(program, sum(sizes))
    changed = coming(with_guest(program, "Guest", *rows), codes, *DAYTIME)
    rest = iter(codes)
    for place, size in enumerate(sizes):
        for _ in range(size):
            changed = with_client(changed, next(rest), family=f"F{place + 1}")
    return offering(changed, topic, ("Guest",), codes)


FAMILY = Topic("Family session", 60, "family", largest=8, only_if_asked=True)


def two_families(program: Program, turn: int) -> Planted:
    """Two families, and the topic may run once."""
    changed = _families(program, (2, 2), replace(FAMILY, runs_at_most=1), *DAYTIME)
    return Planted("two families, one session", changed, ("Family session",), ("Runs at most", "one family"))


def three_families(program: Program, turn: int) -> Planted:
    """Three families, and who leads it is there for one session."""
    changed = _families(program, (2, 3, 2), FAMILY, WEDNESDAY_EVENING)
    return Planted("three families, one hour", changed, ("Family session",), ("Guest", "family"))


def small_family(program: Program, turn: int) -> Planted:
    """A family of two; the session needs four."""
    changed = _families(program, (2, 4), replace(FAMILY, smallest=4), *DAYTIME)
    return Planted(
        "a family of two, four needed",
        changed,
        ("Family session",),
        ("at least 4", "4 clients at least", "Smallest"),
    )


def family_apart(program: Program, turn: int) -> Planted:
    """Both of a family need the one session, and are never to be in one."""
    changed = _families(program, (2,), replace(FAMILY, runs_at_most=1), *DAYTIME)
    first, second = clients(program, 2)
    changed = replace(changed, apart=(*changed.apart, Apart(first, second)))
    return Planted("a family kept apart", changed, (first, second), ("apart",))
