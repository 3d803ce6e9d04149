"""Whether a topic's smallest size fits into a room when there is one: a large room that is away seats nobody."""

from __future__ import annotations

from collections.abc import Sequence

from planner.language.draft import Draft
from planner.language.options import SessionOption
from planner.model import Problem, Topic, listed

NAMED_AT_MOST = 3


def too_small_when_there(
    problem: Problem, draft: Draft, topic: Topic, sessions: Sequence[SessionOption]
) -> str:
    """What is said of a topic whose rooms are all too small for it whenever it could be held; blank otherwise."""
    if not (topic.needs_room and problem.rooms):
        return ""
    uses = [use for session in sessions for use in draft.uses_at(topic.name, session.start)]
    most = max((use.seats for use in uses), default=0)
    if not 0 < most < topic.smallest:
        return ""
    large = [room.name for room in problem.rooms_for(topic) if room.seats >= topic.smallest]
    one = len(large) == 1
    who = listed(large) if len(large) <= NAMED_AT_MOST else f"{len(large)} rooms"
    which = f"which {'alone seats' if one else 'alone seat'} as many, {'is' if one else 'are'}n't available"
    needed = f"{topic.name} takes {topic.smallest} clients at least, and {who}, {which} when it could be held"
    return f"{needed} (the largest room then seats {most})"
