"""What could be let go of the facts behind a cause: what is different without a fact says which cell it is.

Each proposal goes as far as makes sense and says how to narrow it: a week that is found with it shows how little of it
is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from planner.program import Program
from planner.remedies.causes.question import Fact, Scene
from planner.remedies.fixes import kinds
from planner.remedies.fixes.loosened_people import (
    CLIENT_FIELDS,
    LEVEL_FIELDS,
    changeover,
    client_hours,
    days_of_a_curriculum,
    days_of_a_need,
    kept_apart,
    more_rooms,
    more_starts,
    shorter_lunch,
)
from planner.remedies.fixes.loosened_therapists import THERAPIST_FIELDS, therapist_hours, who_else_leads
from planner.remedies.fixes.loosened_topics import TOPIC_FIELDS
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import LetGo, Situation

FEW = 4  # therapists or clients whose hours a fact concerns, for them to be asked one by one

OF_TABLES: Mapping[str, Mapping[str, LetGo]] = {
    "topics": TOPIC_FIELDS,
    "therapists": THERAPIST_FIELDS,
    "clients": CLIENT_FIELDS,
    "levels": LEVEL_FIELDS,
}
OF_HOURS: Mapping[str, LetGo] = {"client_hours": client_hours, "therapist_hours": therapist_hours}
OF_SETTINGS: Mapping[str, LetGo] = {
    "needs": days_of_a_need,
    "curricula": days_of_a_curriculum,
    "apart": kept_apart,
    "rooms": more_rooms,
    "starts": more_starts,
    "changeover": changeover,
    "lunch": shorter_lunch,
}


def let_go(situation: Situation, scene: Scene, fact: Fact) -> Iterator[Proposal]:
    """What would loosen a fact of a scene: nothing where no change that can be said does."""
    without = fact.without(scene)
    for rule in scene.rules:
        if rule.must and all(rule.name != one.name for one in without.rules):
            says = f"{rule.name} needn't hold, it costs {rule.weight}"
            yield Proposal("Rule that must hold", f"rule {rule.name} {rule.weight}", 0, says)
    before, after = scene.program, without.program
    gone = [row for row in before.away if row not in after.away]
    for who in dict.fromkeys(row.who for row in gone):
        yield kinds.after_all(before, who, [row for row in gone if row.who == who])
    yield from _of_rows(situation, before, after)
    for table, hours in OF_HOURS.items():
        changed = [name for name in getattr(after, table) if _differs(before, after, table, name)]
        for name in changed if len(changed) <= FEW else ():
            yield from hours(situation, name)
    for setting, propose in OF_SETTINGS.items():
        if getattr(before, setting) != getattr(after, setting):
            yield from propose(situation, "")


def _of_rows(situation: Situation, before: Program, after: Program) -> Iterator[Proposal]:
    leading = False
    for table, proposers in OF_TABLES.items():
        for name, row in getattr(after, table).items():
            was = getattr(before, table).get(name)
            if was is None or was == row:
                continue
            for one in fields(row):
                if getattr(row, one.name) == getattr(was, one.name):
                    continue
                if (table, one.name) == ("therapists", "leads"):
                    leading = True
                elif one.name in proposers:
                    yield from proposers[one.name](situation, name)
    if leading:
        yield from who_else_leads(situation, situation.topic or "")


def _differs(before: Program, after: Program, table: str, name: str) -> bool:
    rows: Mapping[str, tuple[Any, ...]] = getattr(before, table)
    now: tuple[Any, ...] = getattr(after, table)[name]
    return rows.get(name, ()) != now
