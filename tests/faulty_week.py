"""A sound week of four clients, and the same week with one fault each: for tests of what mends it."""

from __future__ import annotations

from dataclasses import replace

from planner import api
from planner.model import Apart, Room, Therapist, Topic
from planner.program import AwayRow, ClientRow, NeedRow, Program, RuleUse, WeeklyWindow
from planner.remedies.answers.explain import Explanation
from planner.remedies.fixes.prices import PREFIX
from tests.benchmarks.faults import MONDAY

NINE, NOON = 9 * 60, 12 * 60
ENOUGH = 20.0  # seconds, on however busy a machine; on a quiet one these weeks take one or two
EVERY_DAY = tuple(WeeklyWindow(day, NINE, NOON) for day in range(5))
SUNDAY = MONDAY.replace(month=12, day=6)
FOR_GRIEF = tuple(replace(row, topics=frozenset({"Grief"})) for row in EVERY_DAY)
TWICE = ((0, NINE), (0, NINE + 60))
CODES = tuple(f"C{number}" for number in range(1, 5))
SOUND = Program(
    topics={
        "Anger": Topic("Anger", 60, smallest=2, largest=4, most_a_week=3),
        "Grief": Topic("Grief", 60, smallest=2, largest=4),
    },
    therapists={
        "Dana": Therapist("Dana", frozenset({"Anger"})),
        "Chen": Therapist("Chen", frozenset({"Grief"})),
    },
    clients={code: ClientRow(code, "OP", least_minutes=120) for code in CODES},
    client_hours=dict.fromkeys(CODES, EVERY_DAY),
    therapist_hours=dict.fromkeys(("Dana", "Chen"), EVERY_DAY),
    starts=tuple((day, start) for day in range(5) for start in (NINE, NINE + 60, NINE + 120)),
    needs=tuple(NeedRow(code, topic) for code in CODES for topic in ("Anger", "Grief")),
)


def topic(**changes: object) -> Program:
    return replace(SOUND, topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], **changes)})  # type: ignore[arg-type]


def dana(**changes: object) -> Program:
    changed = replace(SOUND.therapists["Dana"], **changes)  # type: ignore[arg-type]
    return replace(SOUND, therapists={**SOUND.therapists, "Dana": changed})


FAULTS: dict[str, tuple[Program, str]] = {
    "a client comes for an hour": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": (WeeklyWindow(0, NINE, NINE + 60),)}),
        "client C1 available",
    ),
    "nobody leads a topic": (dana(leads=frozenset({"Grief"})), "therapist Dana leads Anger"),
    "a group nobody can fill": (topic(smallest=6, largest=8), "topic Anger smallest 4"),
    "a therapist is away": (
        replace(SOUND, away=(AwayRow("Dana", MONDAY, MONDAY.replace(day=30)),), therapist_hours={
            **SOUND.therapist_hours, "Dana": (WeeklyWindow(0, NINE, NOON),)
        }),
        "Dana not away",
    ),
    "a group too small": (topic(largest=2, runs_at_most=1), "topic Anger"),
    "two leaders": (topic(leaders=2), "topic Anger leaders 1"),
    "authorised for no day they come": (
        replace(SOUND, clients={**SOUND.clients, "C1": replace(SOUND.clients["C1"], weekdays=frozenset({6}))}),
        "client C1 any day",
    ),
    "a topic no day holds": (topic(minutes=300), "topic Anger minutes"),
    "a topic a client may have once a week": (
        replace(topic(most_a_week=1), needs=(*SOUND.needs, NeedRow("C1", "Anger", 2))),
        "topic Anger most a week 3",
    ),
    "a topic that runs once": (topic(largest=2, runs_at_most=1), "topic Anger"),
    "a client apart from the one who leads": (
        replace(SOUND, apart=(Apart("C1", therapist="Dana"),)), "let C1 and Dana meet"
    ),
    "a client apart from everybody": (
        replace(SOUND, apart=tuple(Apart("C1", code) for code in CODES[1:])), "let C1"
    ),
    "a need for a day on which nobody comes": (
        replace(SOUND, needs=(*SOUND.needs[1:], NeedRow("C1", "Anger", since=SUNDAY, until=SUNDAY))),
        "client C1 needs Anger any day",
    ),
    "a changeover longer than the day": (
        replace(dana(leads=frozenset({"Anger", "Grief"})), changeover=600, starts=TWICE, therapist_hours={
            "Dana": EVERY_DAY
        }),
        "changeover",
    ),
    "a group for a tag nobody has": (topic(wanted_tags=frozenset({"women"})), "topic Anger for anybody"),
    "a leader's tag nobody has": (topic(leader_tags=frozenset({"Spanish"})), "therapist Dana also Spanish"),
    "starts when nobody comes": (topic(starts=(6 * 60,)), "add start for Anger 09:00"),
    "hours that no longer hold": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": tuple(
            replace(window, last_day=MONDAY.replace(day=1)) for window in EVERY_DAY
        )}),
        "client C1 hours always",
    ),
    "a room and a group too small, both": (
        replace(
            topic(smallest=4, runs_at_most=1),
            topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], largest=2, runs_at_most=1)},
            rooms={"Oak": Room("Oak", 2)},
        ),
        "topic Anger runs at most 2",
    ),
    "a second leader whom nobody is": (
        replace(
            topic(second_leader_above=2, runs_at_most=1),
            rule_uses=tuple(RuleUse(f"{PREFIX}{kind}", "off") for kind in ("Topic's limits", "Leads")),
        ),
        "topic Anger second leader above 4",
    ),
    "a therapist's hours for another topic": (
        replace(SOUND, therapist_hours={**SOUND.therapist_hours, "Dana": FOR_GRIEF}), "therapist Dana hours on"
    ),
    "a client's hours for another topic": (
        replace(SOUND, client_hours={**SOUND.client_hours, "C1": FOR_GRIEF}), "client C1 hours on"
    ),
    "a therapist who may not lead more": (
        replace(dana(most_minutes=60), topics={**SOUND.topics, "Anger": replace(SOUND.topics["Anger"], largest=2)},
            rule_uses=tuple(RuleUse(f"{PREFIX}{kind}", "off") for kind in ("Therapist's limits", "Largest", "Leads"))
        ),
        "one more therapist like Dana",
    ),
    "a rule made must that nobody can keep": (
        replace(SOUND, rule_uses=(RuleUse("Days on site", "must"),)), "rule Days on site 240"
    ),
}  # fmt: skip


def lacks(program: Program) -> tuple[int, int]:
    (plan,) = api.plan(program, MONDAY, seconds=0.2, reproducible=True)
    return sum(line.short for line in plan.hours), sum(line.missing for line in plan.needs)


def phrases(found: Explanation) -> list[str]:
    return [fix.change for fix in found.fixes]
