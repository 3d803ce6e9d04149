"""Why a session can't be held at all at a time: whoever could lead it, or the rooms, are barred from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.language.limits import Refusal
from planner.language.possible import STANDS
from planner.language.rule import Rule
from planner.model import Problem, Roster, Topic, listed
from planner.reasons.board import HardRows
from planner.reasons.wording import joined

NAMED_AT_MOST = 2  # therapists or rooms named one by one


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is in the way: whose rule (`None`: what has begun stands), a clause, what is there and what it takes.

    `own`: nothing but the client's own week is in the way. `refused` is what the rule refuses, and `causes` what stands
    behind it: why each therapist who could lead can't; `clause` is what is said without them (blank: the same).
    """

    rule: Rule | None
    says: str
    there: int = 0
    bound: int = 0
    clause: str = ""
    own: bool = False
    refused: Refusal | None = None
    causes: tuple[Obstacle, ...] = ()


def by_name(causes: Iterable[Obstacle]) -> dict[str, str]:
    """What is said of each therapist (or whatever it is) that is a cause, by name."""
    return {(cause.refused and cause.refused.who) or cause.says: cause.says for cause in causes}


def why_of(problem: Problem, rule: Rule, refused: Refusal) -> str:
    """Why a rule refuses something; of a soft one that is made `must`, that as well: nobody would think of it."""
    says = rule.why(problem, refused)
    return f"{says} (the rule {rule.name} is a must)" if rule.must else says


def barred_by(problem: Problem, rows: HardRows, number: int, refused: Refusal) -> Obstacle:
    """The obstacle that a bar is, by its number."""
    if number == STANDS:
        return Obstacle(None, f"{refused.topic} {problem.says_when(refused.start)} stands as it is")
    rule = rows.barring.rule_of(number)
    return Obstacle(rule, why_of(problem, rule, refused), own=refused.kind == "seat", refused=refused)


def unstaffed(problem: Problem, rows: HardRows, topic: Topic, start: int) -> Obstacle:
    """What keeps a session from being an option: bars on those who could lead it, or on the rooms."""
    rooms = problem.rooms if topic.needs_room else {}
    kinds: tuple[tuple[Literal["lead", "room"], Collection[str], int], ...] = (
        ("lead", problem.therapists, topic.leaders),
        ("room", rooms, min(1, len(rooms))),
    )
    possible = rows.draft.possible
    for kind, names, takes in kinds:
        bars = {name: possible.barring(kind, name, topic.name, start) for name in names}
        there = sum(number == 0 for number in bars.values())
        if there < takes:
            # Whom a bar keeps away at some times could be there at others; whom it keeps away for good can't.
            near = [name for name, number in bars.items() if number and not rows.barring.for_good(number)]
            refusals = {
                name: barred_by(problem, rows, bars[name], Refusal(kind, name, topic.name, start))
                for name in near
            }
            able = [name for name in names if not bars[name] or name in near]
            found = _nobody(kind, topic, (there, takes), able, refusals)
            refused = Refusal(
                kind=kind, who=None, topic=topic.name, start=start, there=there, bound=takes, lacking=True
            )
            return replace(found, refused=refused, causes=tuple(refusals.values()))
    return Obstacle(None, f"nobody could come to {topic.name}")


def free_room(problem: Problem, roster: Roster, rooms: Sequence[str], topic: Topic, start: int) -> str:
    """One of some rooms, one that is free for a session if there is any."""
    pause = problem.changeover
    busy = {
        session.room
        for session in roster.sessions
        if session.start < start + topic.minutes + pause and start < session.end + pause
    }
    return next((room for room in rooms if room not in busy), rooms[0])


def _nobody(
    kind: str, topic: Topic, numbers: tuple[int, int], able: Sequence[str], near: Mapping[str, Obstacle]
) -> Obstacle:
    there, takes = numbers
    if not able:
        says = f"nobody leads {topic.name}" if kind == "lead" else f"no room is right for {topic.name}"
    elif len(able) < takes:
        says = f"{topic.name} takes {takes} therapists, and only {listed(able)} can lead it"
    elif len(near) <= NAMED_AT_MOST:
        says = joined({who: obstacle.says for who, obstacle in near.items()})
    else:
        who = f"therapists who lead {topic.name}" if kind == "lead" else f"rooms for {topic.name}"
        says = f"{'none' if not there else f'only {there}'} of the {len(able)} {who} is available"
    first = next(iter(near.values()), None)
    return Obstacle(first.rule if first else None, says, there, takes)
