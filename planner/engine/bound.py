"""The bound: how good a stage could still get. Where reaching the floor proves nothing, the whole program is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
from ortools.sat.python import cp_model

from planner.engine.board import Program
from planner.engine.clock import Clock
from planner.engine.improve import Incumbent
from planner.engine.slice import Effort, solve_slice
from planner.rule import Stage

MOST_COLUMNS = 120_000  # beyond this CP-SAT's presolve alone eats the time that the search could use


def floor_of(program: Program, stage: Stage) -> int:
    """The least a stage can cost by its columns' bounds alone: 0 unless something can't be whatever is decided."""
    prices = program.prices[stage]
    bounded = np.where(prices > 0, program.lowest, program.highest)
    return int(prices @ bounded) + program.offsets[stage]


def prove(
    incumbent: Incumbent,
    stage: Stage,
    clock: Clock,
    until: float,
    workers: int,
    seed: int,
    solvers: list[cp_model.CpSolver],
) -> int:
    """Asks CP-SAT for the whole program at one stage, earlier stages held; returns the bound it reaches.

    A better plan found on the way is kept. The bound holds for every plan that keeps the earlier stages' values.
    """
    program = incumbent.program
    floor = floor_of(program, stage)
    place = incumbent.stages.index(stage)
    caps = tuple(zip(incumbent.stages[:place], incumbent.costs[:place], strict=True))
    if program.width > MOST_COLUMNS or clock.left(until) < 1.0 or incumbent.costs[place] <= floor:
        return floor
    left = clock.left(until)
    effort = Effort(left, None if clock.reproducible else left, workers, seed)
    base = incumbent.values
    everything = np.ones(program.width, dtype=bool)
    # Beside this thread, because Python hears of a Ctrl-C only between two of its own steps.
    with ThreadPoolExecutor(max_workers=1) as pool:
        solving = pool.submit(
            solve_slice, program, base, everything, program.prices[stage], effort, caps, solvers
        )
        while not wait([solving], timeout=0.2).done:
            if clock.stopped.is_set():
                for solver in list(solvers):
                    solver.stop_search()
    outcome = solving.result()
    clock.spend(outcome.spent)
    if outcome.values is not None:
        incumbent.offer(base, outcome.values)
    return max(floor, outcome.bound + program.offsets[stage])
