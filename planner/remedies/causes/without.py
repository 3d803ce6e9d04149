"""A question's week without something: each function says what is left out, or set to what binds nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY
from planner.program import AwayRow, LevelOfCare, WeeklyWindow
from planner.remedies.causes.question import Scene

Without = Callable[[Scene], Scene]
Hours = Callable[[Collection[WeeklyWindow]], tuple[WeeklyWindow, ...]]
ALWAYS = tuple(WeeklyWindow(day, 0, MINUTES_A_DAY) for day in range(DAYS_A_WEEK))
EVERY_HOUR = tuple((day, hour * 60) for day in range(DAYS_A_WEEK) for hour in range(7, 22))


def always_held(rows: Collection[WeeklyWindow]) -> tuple[WeeklyWindow, ...]:
    """The same hours in every week."""
    return tuple(replace(row, first_day=None, last_day=None) for row in rows)


def at_any_hour(rows: Collection[WeeklyWindow]) -> tuple[WeeklyWindow, ...]:
    """Day and night between the dates between which some hours hold: that those are over is a fact of its own."""
    held = dict.fromkeys((row.first_day, row.last_day) for row in rows) or {(None, None): None}
    return tuple(replace(one, first_day=first, last_day=last) for first, last in held for one in ALWAYS)


def with_fields(**fields: Any) -> Without:
    """Other tables or settings of the program."""
    return lambda scene: replace(scene, program=replace(scene.program, **fields))


def without_rule(rule: Rule) -> Without:
    """One rule less."""
    return lambda scene: replace(scene, rules=tuple(one for one in scene.rules if one.name != rule.name))


def without_absence(*rows: AwayRow) -> Without:
    """One absence or closure less, which may be several rows."""

    def without(scene: Scene) -> Scene:
        away = tuple(one for one in scene.program.away if one not in rows)
        return replace(scene, program=replace(scene.program, away=away))

    return without


def with_topics(names: Collection[str], **fields: Any) -> Without:
    """Other terms of some topics."""

    def without(scene: Scene) -> Scene:
        topics = {
            name: replace(topic, **fields) if name in names else topic
            for name, topic in scene.program.topics.items()
        }
        return replace(scene, program=replace(scene.program, topics=topics))

    return without


def with_client(**fields: Any) -> Without:
    """Other fields of every client."""

    def without(scene: Scene) -> Scene:
        clients = {code: replace(row, **fields) for code, row in scene.program.clients.items()}
        return replace(scene, program=replace(scene.program, clients=clients))

    return without


def with_level(level: LevelOfCare, **fields: Any) -> Without:
    """Other bounds of a level of care."""

    def without(scene: Scene) -> Scene:
        levels = {**scene.program.levels, level.name: replace(scene.program.levels[level.name], **fields)}
        return replace(scene, program=replace(scene.program, levels=levels))

    return without


def with_needs(**fields: Any) -> Without:
    """Other fields of every need."""
    return lambda scene: replace(
        scene,
        program=replace(scene.program, needs=tuple(replace(need, **fields) for need in scene.program.needs)),
    )


def any_day(scene: Scene) -> Scene:
    """A curriculum that asks for its topics on any day."""
    steps = tuple(replace(step, weekdays=None) for step in scene.program.curricula)
    return replace(scene, program=replace(scene.program, curricula=steps))


def with_therapist(name: str, **fields: Any) -> Without:
    """Other limits of a therapist."""

    def without(scene: Scene) -> Scene:
        staff = {**scene.program.therapists, name: replace(scene.program.therapists[name], **fields)}
        return replace(scene, program=replace(scene.program, therapists=staff))

    return without


def with_room(name: str, **fields: Any) -> Without:
    """Other terms of a room."""

    def without(scene: Scene) -> Scene:
        rooms = {**scene.program.rooms, name: replace(scene.program.rooms[name], **fields)}
        return replace(scene, program=replace(scene.program, rooms=rooms))

    return without


def all_lead(scene: Scene) -> Scene:
    """Everybody leads everything."""
    every = frozenset(scene.program.topics)
    staff = {name: replace(who, leads=every) for name, who in scene.program.therapists.items()}
    return replace(scene, program=replace(scene.program, therapists=staff))


def with_hours(sheet: str, names: Collection[str], change: Hours) -> Without:
    """Other hours of some (`client_hours`, `therapist_hours` or `room_hours`): those of the scene, changed."""

    def without(scene: Scene) -> Scene:
        every = dict(getattr(scene.program, sheet))
        every.update({name: change(every.get(name, ())) for name in names})
        return with_fields(**{sheet: every})(scene)

    return without
