"""Each kind of change, once: its phrase, how it reads, and what it costs beside the price of its kind.

What reads the obstacles (`proposals`) and what loosens facts (`loosened`) both propose these.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Problem,
    Room,
    Therapist,
    Topic,
    clock,
    counted,
    hours,
    listed,
)
from planner.program import EVERYONE, AwayRow, Program
from planner.reasons.places import cells_of
from planner.remedies.fixes.proposal import Proposal

OF_A_CLIENT = 200  # what it costs more that a client is to come who can't
COULD_COME, IS_THERE, AS_WELL = " could come ", " is there ", " as well"
IF_SAFE = " (Apart), if that is safe"

# --- topics --------------------------------------------------------------------------------------


def least_together(topic: Topic) -> int:
    """With how few clients a session of a topic makes sense: one alone is no group."""
    return 2 if topic.kind in ("group", "education") else 1


def smallest(topic: Topic, least: int) -> Proposal:
    """A group that runs with fewer clients."""
    says = f"{topic.name} runs from {counted(least, 'client')} on (Smallest, now {topic.smallest})"
    more = 15 * min(topic.smallest - least, 4)
    return Proposal("Smallest", f"topic {topic.name} smallest {least}", more, says)


def largest(topic: Topic, most: int) -> Proposal:
    """A group for more clients."""
    says = f"{topic.name} takes {counted(most, 'client')} (Largest, now {topic.largest})"
    more = 4 * (most - topic.largest - 1)
    return Proposal("Largest", f"topic {topic.name} largest {most}", more, says)


def topic_limit(topic: Topic, field: str, most: int) -> Proposal:
    """A topic more often than its limit (`most_a_day`, `most_a_week`, `runs_at_most`, `at_once`) allows."""
    column, now = _column(field), getattr(topic, field)
    says = f"{topic.name} {counted(most, 'time')} ({column}, now {now})"
    return Proposal(
        "Topic's limits", f"topic {topic.name} {column.lower()} {most}", 10 * (most - now - 1), says
    )


def leaders(topic: Topic, fewer: int) -> Proposal:
    """A topic led by fewer therapists."""
    who = "1 therapist leads" if fewer == 1 else f"{fewer} therapists lead"
    says = f"{who} {topic.name} (Leaders, now {topic.leaders})"
    return Proposal("Leaders", f"topic {topic.name} leaders {fewer}", 5 * (topic.leaders - 1 - fewer), says)


def second_leader_above(topic: Topic, most: int) -> Proposal:
    """A second leader in larger groups only."""
    column = f"Second leader above, now {topic.second_leader_above}"
    says = f"{topic.name} takes a therapist more above {counted(most, 'client')} only ({column}), if that is allowed"
    more = 5 * (most - (topic.second_leader_above or 0) - 1)
    return Proposal("Leaders", f"topic {topic.name} second leader above {most}", more, says)


def also_for(topic: str, level: str) -> Proposal:
    """A topic for one more level of care."""
    says = f"{topic} is for {level}, too (Levels)"
    return Proposal("Level's topics", f"topic {topic} also for level {level}", 0, says)


def tag(kind: str, who: str, tag: str) -> Proposal:
    """A tag that a client or a therapist lacks."""
    return Proposal("Tag", f"{kind} {who} also {tag}", 0, f"{who} has the tag {tag} (Tags), if that is so")


# --- therapists ----------------------------------------------------------------------------------


def leads(name: str, topic: str) -> Proposal:
    """A therapist who leads one more topic."""
    return Proposal("Leads", f"therapist {name} leads {topic}", 0, f"{name} leads {topic}, too")


def most_led(therapist: Therapist, minutes: int) -> Proposal:
    """A therapist who leads more minutes a week, told in half hours."""
    now, said = therapist.most_minutes or 0, half_hours(minutes)
    says = f"{therapist.name} leads up to {said} h a week (Most hours, now {now / 60:g})"
    return Proposal(
        "Therapist's limits", f"therapist {therapist.name} most hours {said}", (minutes - now) // 20, says
    )


def most_sessions(therapist: Therapist, field: str, most: int) -> Proposal:
    """A therapist who leads more sessions than a limit (`most_a_day`, `most_in_a_row`) allows."""
    column, now = _column(field), getattr(therapist, field)
    says = f"{therapist.name}: {column} {most} (now {now})"
    change = f"therapist {therapist.name} {column.lower()} {most}"
    return Proposal("Therapist's limits", change, 10 * (most - now - 1), says)


def one_more_therapist(like: str) -> Proposal:
    """One more therapist, who leads what one who is there leads, in the same hours."""
    says = f"one more therapist like {like}"
    return Proposal("One more therapist", says, 0, says)


def hours_for(kind: str, name: str, topic: str, days: Sequence[str] = ()) -> Proposal:
    """Hours for some topics only that are for one more, on all days or on some."""
    on, named = (f" on {', '.join(days)}", f" on {listed(list(days))}") if days else ("", "")
    says = f"{name}'s hours{named} are for {topic} as well (Topics)"
    more = 5 * len(days) if days else 5 * DAYS_A_WEEK
    return Proposal(f"{kind.capitalize()}'s hours", f"{kind} {name} hours{on} also for {topic}", more, says)


# --- clients and levels --------------------------------------------------------------------------


def most_hours(who: str, minutes: int, now: int, of_level: bool = False) -> Proposal:
    """More minutes a week for a client, or for all of a level of care; told in half hours."""
    said = half_hours(minutes)
    kind, whose = ("Level's limits", "level") if of_level else ("Client's limits", "client")
    says = f"{who} may have {said} h a week (Max hours, now {hours(now)})"
    return Proposal(kind, f"{whose} {who} max hours {said}", (minutes - now) // 20, says)


def most_days(level: str, days: int, now: int) -> Proposal:
    """More days a week for a level of care."""
    says = f"{level} allows {counted(days, 'day')} (Max days, now {now})"
    return Proposal("Level's limits", f"level {level} max days {days}", 10 * (days - now - 1), says)


def most_hours_a_day(level: str, minutes: int, now: int) -> Proposal:
    """More minutes a day for a level of care; told in half hours."""
    said = half_hours(minutes)
    says = f"{level} allows {said} h a day (Max hours a day, now {now / 60:g})"
    more = max(0, 10 * (minutes - now - 60) // 60)
    return Proposal("Level's limits", f"level {level} max hours a day {said}", more, says)


def any_day(code: str) -> Proposal:
    """A client who may come on any day."""
    return Proposal(
        "Authorised days",
        f"client {code} any day",
        0,
        f"{code} is authorised for any day (Clients: Days)",
    )


def comes_from(code: str, day: date) -> Proposal:
    """A stay that begins by a day."""
    says = f"{code} comes from {day:%a} {day.isoformat()} on (Starts)"
    return Proposal("Stay", f"client {code} starts {day.isoformat()}", 5, says)


def stays_until(code: str, day: date, ends: date) -> Proposal:
    """A stay that ends on a later day."""
    says = f"{code} stays until {day:%a} {day.isoformat()} (Ends)"
    return Proposal("Stay", f"client {code} ends {day.isoformat()}", 5 * (day - ends).days, says)


def meet(code: str, other: str) -> Proposal:
    """Two who needn't be kept apart."""
    return Proposal(
        "Kept apart",
        f"let {code} and {other} meet",
        0,
        f"{code} and {other} needn't be kept apart{IF_SAFE}",
    )


def meet_several(code: str, others: Sequence[str]) -> Proposal:
    """A client who needn't be kept apart from some."""
    says = f"{code} needn't be kept apart from {listed(list(others))}{IF_SAFE}"
    phrase = "; ".join(f"let {code} and {other} meet" for other in others)
    return Proposal("Kept apart", phrase, 20 * (len(others) - 1), says)


def meet_everybody(code: str) -> Proposal:
    """A client who needn't be kept apart from anybody."""
    says = f"{code} needn't be kept apart from anybody{IF_SAFE}"
    return Proposal("Kept apart", f"let {code} meet everybody", 40, says)


# --- rooms and times -----------------------------------------------------------------------------


def room_seats(room: Room, seats: int) -> Proposal:
    """More seats in a room."""
    says = f"{room.name} has {counted(seats, 'seat')} (now {room.seats})"
    return Proposal("Room's seats", f"room {room.name} seats {seats}", 4 * (seats - room.seats - 1), says)


def one_more_room(like: Room) -> Proposal:
    """One more room of a kind that there is."""
    says = f"one more room like {like.name}"
    return Proposal("One more room", says, 0, says)


def room_kind(room: Room, kind: str) -> Proposal:
    """A room that is of one more kind."""
    return Proposal(
        "Room's kind", f"room {room.name} also {kind}", 0, f"{room.name} is a {kind} room as well"
    )


def every_day(problem: Problem, days: Sequence[int], minutes: Sequence[int]) -> Proposal:
    """More times at which sessions may start on several days."""
    named = ", ".join(problem.weekday_name(day) for day in days)
    when = f"{named} {', '.join(clock(minute) for minute in minutes)}"
    return Proposal(
        "Start time", f"add start {when}", 5 * (len(days) * len(minutes) - 1), f"sessions may start {when}"
    )


def start(problem: Problem, start: int) -> Proposal:
    """One more time at which sessions may start."""
    when = f"{problem.weekday_name(start // MINUTES_A_DAY)} {clock(start)}"
    return Proposal("Start time", f"add start {when}", 0, f"sessions may start {when}")


def after_all(program: Program, who: str, rows: Sequence[AwayRow], day: str = "") -> Proposal:
    """Somebody's absence, or the program's closure, that is taken back for the week or for a day of it.

    Who is ill doesn't come because a plan would like it: a client's absence is what is thought of last.
    """
    cells = [cell for row in rows for cell in cells_of(program, row, "Who")]
    at, when = f" ({', '.join(cells)})" if cells else "", f"on {day}" if day else "this week"
    phrase = f"{who} not away {day}".strip()
    if who == EVERYONE:
        return Proposal("Closure", phrase, 0, f"the program is open after all {when}{at}, if it can be")
    if who in program.clients:
        return Proposal("Absence", phrase, OF_A_CLIENT, f"{who} comes after all {when}{at}, if they can")
    does = "can be used" if who in program.rooms else "is there"
    return Proposal("Absence", phrase, 0, f"{who} {does} after all {when}{at}, if that can be")


def together(says: Sequence[str]) -> str:
    """Several changes as one sentence, each person's longer hours as one."""
    found: dict[str, list[str]] = {}
    for one in says:
        who, longer, when = one.removesuffix(AS_WELL).partition(COULD_COME)
        if not longer:
            who, longer, when = one.removesuffix(AS_WELL).partition(IS_THERE)
        mine = found.setdefault(who + longer if longer and one.endswith(AS_WELL) else one, [])
        mine += [when] if longer and one.endswith(AS_WELL) else []
    return listed([f"{who}{listed(times)}{AS_WELL}" if times else who for who, times in found.items()])


def longer_hours(kind: str, name: str, when: str) -> str:
    """How somebody's longer hours read."""
    return f"{name}{COULD_COME if kind == 'client' else IS_THERE}{when}{AS_WELL}"


def half_hours(minutes: int) -> str:
    """Minutes as hours that a phrase takes, rounded up to the next half: `7.5`."""
    return f"{-(-minutes // 30) / 2:g}"


def _column(field: str) -> str:
    """The column of a limit: `Most a day`."""
    return field.replace("_", " ").capitalize()
