"""A bound by parts: what each client, and each topic, costs at the very least, whatever all the others do.

The price of a plan is a sum of prices that concern one client (days, idle time, wishes) or one topic (its sessions and
their sizes). The least each part can cost on its own, added up, is a bound that holds for the whole.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planner.engine.board import Board
from planner.engine.clock import Clock
from planner.engine.effort import Effort, Solvers
from planner.engine.residue import Cut
from planner.engine.slice import FOLLOWING_HOPS, Mask, least_possible, with_followers
from planner.language.draft import Draft
from planner.language.limits import Stage

Part = tuple[str, str]
PART_EFFORT = 0.5  # deterministic seconds for one part


def bound_by_parts(
    draft: Draft,
    board: Board,
    stage: Stage,
    caps: tuple[tuple[Stage, int], ...],
    clock: Clock,
    until: float,
    workers: int,
    solvers: Solvers,
) -> tuple[int, tuple[Cut, ...]]:
    """The least the stage can cost, as a sum over clients and topics; parts not reached in time count at their floor.

    `caps` are the earlier stages with their values: every part has to keep them too. What was found for each part
    comes with it as a cut, for whoever looks at the whole: it knows what a part costs when it can't be split.
    """
    prices = board.prices[stage]
    total = board.offsets[stage]
    parts = sorted(_parts(draft, board, np.flatnonzero(prices)).items())

    def least(part: Part, columns: list[int]) -> tuple[int, Cut | None]:
        kind, name = part
        objective = np.zeros(board.width, dtype=np.int64)
        objective[columns] = prices[columns]
        floor = int(objective @ np.where(objective > 0, board.lowest, board.highest))
        if not kind or clock.left(until) <= 0:
            return floor, None
        free = with_followers(board, _own(draft, board, kind, name))
        free[columns] = True
        seconds = None if clock.reproducible else clock.left(until)
        bound, spent = least_possible(board, free, objective, Effort(PART_EFFORT, seconds), caps, solvers)
        clock.spend(spent)
        if bound <= floor:
            return floor, None
        return bound, Cut(np.array(columns), prices[columns], bound)

    with ThreadPoolExecutor(max_workers=workers) as pool:
        found = list(pool.map(lambda part: least(*part), parts))
    return total + sum(bound for bound, _ in found), tuple(cut for _, cut in found if cut is not None)


def _own(draft: Draft, board: Board, kind: str, name: str) -> Mask:
    own = np.zeros(board.width, dtype=bool)
    if kind == "client":
        own[[seat.column for seat in draft.seats_of(name)]] = True
        return own
    for session in draft.sessions_of(name):
        at = (name, session.start)
        own[session.column] = True
        for option in (*draft.seats_at(*at), *draft.leads_at(*at), *draft.uses_at(*at)):
            own[option.column] = True
    return own


def _parts(draft: Draft, board: Board, priced: np.ndarray) -> dict[Part, list[int]]:
    """Each priced column with the one client or topic it concerns; those that concern several under ("", "")."""
    client_of = {seat.column: seat.client for seat in draft.seats}
    topic_of = {
        option.column: option.topic.name
        for options in (draft.seats, draft.sessions, draft.leads, draft.uses)
        for option in options
    }
    parts: dict[Part, list[int]] = defaultdict(list)
    for column in priced.tolist():
        decisions = _decisions(board, column)
        clients = {client_of.get(decision, "") for decision in decisions}
        topics = {topic_of[decision] for decision in decisions if decision in topic_of}
        if len(clients) == 1 and "" not in clients:
            parts["client", clients.pop()].append(column)
        elif len(topics) == 1:
            parts["topic", topics.pop()].append(column)
        else:
            parts["", ""].append(column)
    return parts


def _decisions(board: Board, column: int) -> set[int]:
    """The decisions a column stands for: itself, or those it follows, through other followers if need be."""
    if not board.following[column]:
        return {column}
    front, seen = {column}, {column}
    for _ in range(FOLLOWING_HOPS):
        reached: set[int] = set()
        for follower in front:
            begin, end = board.row_starts[follower], board.row_starts[follower + 1]
            for row in board.rows_of[begin:end].tolist():
                reached.update(board.columns[board.starts[row] : board.starts[row + 1]].tolist())
        decisions = {found for found in reached if not board.following[found]}
        if decisions:
            return decisions
        front = reached - seen
        seen |= reached
    return set()
