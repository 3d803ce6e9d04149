"""Last week's timetable again: its sessions as far as they can be, everybody seated in them by this week's needs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.engine.board import Board, Vector
from planner.engine.clock import Clock
from planner.engine.effort import Effort
from planner.engine.slice import Mask, solve_slice, with_followers
from planner.engine.start import Greedy, keep_what_stands
from planner.language.draft import Draft
from planner.language.limits import Stage
from planner.model import Roster, Standing

RESEATING = 0.15  # of the budget goes at most into seating everybody in last week's sessions
LONGEST = 12.0  # seconds, on the clock or of the solver's own
# What a unit of each stage weighs while everybody is seated anew: hours and needs before the timetable, within reason.
WEIGHTS = {Stage.HOURS: 100, Stage.DAYS: 3000, Stage.DAILY_FLOOR: 30, Stage.NEEDS: 600, Stage.RUNS: 6000,
           Stage.GOOD_WEEK: 10}  # fmt: skip
SAT = 2  # what a seat weighs in which somebody sits as last week: it decides among equals


def held_again(
    draft: Draft, board: Board, values: Vector, standing: Standing, clock: Clock, effort: Effort
) -> Vector:
    """The values with the standing timetable's sessions that can be: greedily first, then by the solver.

    The solver decides who sits where and which of those sessions run, with their own therapists and rooms; nothing
    else is opened. Among equals everybody sits where they sat.
    """
    sat = _sat_again(draft, board, values, standing)
    seated = Greedy(draft, board, values).again(lambda: clock.left() <= 0)
    values = sat if board.keeps(sat) and _costs(board, sat) <= _costs(board, seated) else seated
    if not board.keeps(values) or clock.left() <= 0:
        return values
    free = with_followers(board, _last_weeks(draft, board, standing))
    objective = np.zeros(board.width, dtype=np.int64)
    for stage, weight in WEIGHTS.items():
        if stage in board.prices:
            objective += board.prices[stage] * weight
    objective[_seats(draft, standing)] -= SAT
    seconds = min(RESEATING * clock.seconds, LONGEST)
    on_the_wall = None if clock.reproducible else min(seconds, clock.left())
    outcome = solve_slice(
        board,
        values,
        free,
        objective,
        replace(effort, deterministic=seconds, seconds=on_the_wall, task="whole"),
    )
    clock.spend(outcome.spent)
    return values if outcome.values is None else board.with_slacks(outcome.values)


def _sat_again(draft: Draft, board: Board, values: Vector, standing: Standing) -> Vector:
    """The values with last week's sessions as they were, seat by seat: where little is new, a plan as good as that."""
    before = Roster(draft.problem.first_day, standing.sessions)
    return keep_what_stands(draft, board, values, before)


def _costs(board: Board, values: Vector) -> list[int]:
    return [board.value(stage, values) for stage in sorted(board.prices)]


def _seats(draft: Draft, standing: Standing) -> list[int]:
    """The columns of the seats that were taken last week."""
    taken = {(was.topic, was.start, code) for was in standing.sessions for code in was.clients}
    return [seat.column for seat in draft.seats if (seat.topic.name, seat.start, seat.client) in taken]


def _last_weeks(draft: Draft, board: Board, standing: Standing) -> Mask:
    """The columns of last week's sessions: that they run, who led them, where, and anybody's seat in them."""
    free = np.zeros(board.width, dtype=bool)
    for was in standing.sessions:
        at = (was.topic, was.start)
        option = draft.session_at(*at)
        if option is None:
            continue
        free[option.column] = True
        free[[lead.column for lead in draft.leads_at(*at) if lead.therapist in was.therapists]] = True
        free[[use.column for use in draft.uses_at(*at) if was.room in use.rooms]] = True
        individual = option.topic.kind == "individual"
        seats = draft.seats_at(*at)
        free[[seat.column for seat in seats if not individual or seat.client in was.clients]] = True
    return free
