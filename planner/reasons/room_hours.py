"""Topics that together take more of the rooms' time than there is, found by a flow of minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from planner.language.draft import Draft
from planner.language.options import RoomOption
from planner.model import MINUTES_A_DAY, Problem, counted, hours, listed
from planner.reasons.flow import greatest_flow
from planner.reasons.packing import longest_packing
from planner.reasons.same_hours import Chance, held_between
from planner.reasons.sessions_needed import sessions_needed
from planner.reasons.shortage import Shortage

NAMED_AT_MOST = 3


def rooms_short(problem: Problem, draft: Draft, told: Collection[str] = ()) -> Iterator[Shortage]:
    """Needs that can't all be met since the rooms for their topics haven't the time: one shortage at most.

    `told` are topics of which too few sessions can be held anyway.
    """
    uses = {
        name: [use for one in draft.sessions_of(name) for use in draft.uses_at(name, one.start)]
        for name in problem.topics
    }
    sessions: Counter[str] = Counter()
    for (name, _), many in sessions_needed(problem).items():
        if uses[name] and name not in told:
            sessions[name] += many
    chances = {
        name: [Chance(frozenset(use.rooms), use.day, use.start, use.end) for use in uses[name]]
        for name in sessions
    }
    for some in [list(sessions), *held_between(chances)]:
        if short := _short(problem, uses, Counter({name: sessions[name] for name in some})):
            yield short
            return


def _short(
    problem: Problem, uses: Mapping[str, Sequence[RoomOption]], sessions: Counter[str]
) -> Shortage | None:
    """Of these sessions, those for which the rooms haven't the time."""
    times: dict[str, dict[int, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
    for name in sessions:
        for use in uses[name]:
            for room in use.rooms:
                times[room][use.day].add((use.start, use.end))
    held = {
        room: sum(longest_packing(one, MINUTES_A_DAY, problem.changeover) for one in by_day.values())
        for room, by_day in times.items()
    }
    network: dict[object, dict[object, int]] = {
        "from": {(name,): many * problem.topics[name].minutes for name, many in sessions.items()}
    }
    for name in sessions:
        network[name,] = {room: held[room] for use in uses[name] for room in use.rooms}
    network |= {room: {"to": minutes} for room, minutes in held.items()}
    reached, open_nodes = greatest_flow(network, "from", "to")
    if reached >= sum(network["from"].values()):
        return None
    short = [name for name in sessions if (name,) in open_nodes]
    return _told(problem, Counter({name: sessions[name] for name in short}), held, open_nodes)


def _told(
    problem: Problem, sessions: Counter[str], held: dict[str, int], open_nodes: Collection[object]
) -> Shortage:
    topics, rooms = list(sessions), [room for room in held if room in open_nodes]
    asked = sum(many * problem.topics[name].minutes for name, many in sessions.items())
    more = f"{', '.join(topics[:NAMED_AT_MOST])} and {counted(len(topics) - NAMED_AT_MOST, 'other')}"
    what = listed(topics) if len(topics) <= NAMED_AT_MOST else more
    needed = f"at least {counted(sum(sessions.values()), 'session')}, {hours(asked)} in rooms, are needed"
    there = hours(sum(held[room] for room in rooms))
    if len(rooms) == 1:
        where = f"{rooms[0]}, the only room for {'it' if len(topics) == 1 else 'them'}, holds {there} at most"
    else:
        named = listed(rooms) if len(rooms) <= NAMED_AT_MOST else f"the {len(rooms)} rooms for them"
        where = f"{named} hold {there} at most"
    return Shortage(f"{what}: {needed}, and {where} when they can be held", topics=frozenset(topics))
