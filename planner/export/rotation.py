"""The rotation over weeks as data."""

from __future__ import annotations

from planner.accounts.rotation import GroupLine, Rotation, TopicLine
from planner.model import WEEKDAY_NAMES, Session, clock


def json_of_rotation(found: Rotation) -> dict[str, object]:
    """One object: `weeks`, `clients` (a line a client and topic), `groups` (a line a group and week)."""
    return {
        "weeks": [week.isoformat() for week in found.weeks],
        "clients": [_line(line) for line in found.lines],
        "groups": [_group(line) for line in found.groups],
    }


def _line(line: TopicLine) -> dict[str, object]:
    return {
        "client": line.client,
        "topic": line.topic,
        "attended": {week.isoformat(): count for week, count in line.attended.items()},
        "missed": {week.isoformat(): count for week, count in line.missed.items()},
        "times": line.times,
        "last": line.last.isoformat() if line.last else None,
        "owed": line.owed,
        "lessons": list(line.lessons),
    }


def _group(line: GroupLine) -> dict[str, object]:
    return {
        "week": line.week.isoformat(),
        "was": _session(line, line.was),
        "now": _session(line, line.now),
        "stayed": list(line.stayed),
        "joined": list(line.joined),
        "left": list(line.left),
    }


def _session(line: GroupLine, session: Session | None) -> dict[str, object] | None:
    if session is None:
        return None
    return {
        "topic": session.topic,
        "day": WEEKDAY_NAMES[(line.week.weekday() + session.day) % 7],
        "start": clock(session.start),
        "therapists": list(session.therapists),
        "room": session.room,
    }
