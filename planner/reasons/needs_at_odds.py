"""Clients of whose needs one keeps them from another: days that are too many, times that are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations

from planner.language.draft import Draft
from planner.language.options import SeatOption
from planner.model import Client, Need, Problem, counted, listed
from planner.program import Program
from planner.reasons.places import cells_of, places_of
from planner.reasons.shortage import Shortage
from planner.reasons.wording import some_of

TIMES_NAMED = 3


def needs_at_odds(
    program: Program, problem: Problem, draft: Draft, told: Collection[str] = ()
) -> Iterator[Shortage]:
    """Each such client; nobody in a week that has begun. `told` are topics that can't be held anyway."""
    of_client: dict[str, list[Need]] = defaultdict(list)
    for need in problem.needs if not problem.untouched else ():
        if need.topic not in told:
            of_client[need.client].append(need)
    alike: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for code, needs in of_client.items():
        if len(needs) > 1:
            yield from _of_days(program, problem, problem.clients[code], _with_days(draft, code, needs))
            for says, pair in _at_one_time(problem, draft, code, needs):
                alike[says, pair].append(code)
    for (says, pair), codes in alike.items():
        who = codes[0] if len(codes) == 1 else some_of(codes)
        places = tuple(cell for name in sorted(pair) for cell in places_of(program, problem, codes[0], name))
        yield Shortage(f"{who} {says}", clients=frozenset(codes), places=places, topics=pair)


def _with_days(draft: Draft, code: str, needs: Collection[Need]) -> list[Need]:
    """The needs with the days on which there is a session for the client at all."""
    open_to: dict[str, set[int]] = defaultdict(set)
    for seat in draft.seats_of(code):
        open_to[seat.topic.name].add(seat.day)
    days = {need: frozenset(open_to[need.topic] & (need.days or open_to[need.topic])) for need in needs}
    return [replace(need, days=days[need]) for need in needs if days[need]]


def _of_days(
    program: Program, problem: Problem, client: Client, needs: Collection[Need]
) -> Iterator[Shortage]:
    """Needs for more days of their own than the client may come on."""
    if client.most_days is None:
        return
    apart: list[Need] = []
    counting = [need for need in needs if problem.topics[need.topic].counts]  # the others make no day
    for need in sorted(counting, key=lambda need: len(need.days or ())):
        if need.days and not any(need.days & (other.days or frozenset()) for other in apart):
            apart.append(need)
    if len(apart) <= client.most_days:
        return
    asked = [f"{need.topic} on {'/'.join(_days(problem, need))}" for need in apart]
    most = f"{client.code} may come on {counted(client.most_days, 'day')} a week at most (Max days)"
    says = f"{client.code} needs {listed(asked)}, {counted(len(apart), 'day')}, and {most}"
    cells = cells_of(program, ("Levels", client.level), "Max days")
    topics = frozenset(need.topic for need in apart)
    yield Shortage(says, clients=frozenset({client.code}), places=cells, topics=topics)


def _days(problem: Problem, need: Need) -> list[str]:
    return [problem.weekday_name(day) for day in sorted(need.days or ())]


def _at_one_time(
    problem: Problem, draft: Draft, code: str, needs: Collection[Need]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Two topics that a client needs of which all start times are at the same time."""
    seats: dict[str, list[SeatOption]] = {need.topic: [] for need in needs}
    for seat in draft.seats_of(code):
        if seat.topic.name in seats:
            seats[seat.topic.name].append(seat)
    # Of a topic with many start times there is always one beside the other's.
    few = [name for name, those in sorted(seats.items()) if 0 < len(those) <= TIMES_NAMED]
    for one, other in combinations(few, 2):
        if all(a.start < b.end and b.start < a.end for a in seats[one] for b in seats[other]):
            first, second = (
                f"{name} ({', '.join(problem.says_when(seat.start) for seat in seats[name])})"
                for name in (one, other)
            )
            both = f"can have {first} or {second}, not both: they are at the same time"
            yield both, frozenset({one, other})
