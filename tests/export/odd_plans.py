"""Plans with something odd in them: for tests of what is written of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from planner.model import Client, Room, Roster, Seat, Session, Therapist, Topic
from planner.plan import Plan, lines_of
from tests.export.sample import sample_plan

CREATED = datetime(2026, 11, 27, 16, 0)
Write = Callable[..., Path]


def with_first_seat(plan: Plan, session: int, **parts: Any) -> Plan:
    """The plan with the first seat of a session changed and its lines counted anew."""
    sessions = list(plan.roster.sessions)
    seats = list(sessions[session].seats)
    seats[0] = replace(seats[0], **parts)
    sessions[session] = replace(sessions[session], seats=tuple(seats))
    roster = Roster(plan.roster.first_day, tuple(sessions))
    hours, needs = lines_of(plan.problem, roster, {})
    return replace(plan, roster=roster, hours=hours, needs=needs)


def odd_plan(name: str) -> Plan:
    """The smallest week, in which everything that has a name is called the same odd thing."""
    plan = sample_plan()
    problem = replace(
        plan.problem,
        topics={name: Topic(name, 50, homework=name)},
        clients={name: Client(name, name, least_minutes=60)},
        therapists={name: Therapist(name, frozenset({name}))},
        rooms={name: Room(name, 5)},
        needs=(),
        program=name,
    )
    session = Session(
        "S1", name, 545, 50, therapists=(name,), room=name, seats=(Seat(name, note=name),), note=name
    )
    roster = Roster(plan.roster.first_day, (session,))
    hours, needs = lines_of(problem, roster, {(name, None): name})
    return replace(
        plan,
        problem=problem,
        roster=roster,
        hours=hours,
        needs=needs,
        command=name,
        warnings=(name,),
    )
