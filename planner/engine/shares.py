"""Who gets how much of the time: the stages one after another, and within a stage the search and the bounds."""

from __future__ import annotations

from planner.engine.clock import Clock
from planner.language.limits import Stage

URGENT = tuple(stage for stage in Stage if stage < Stage.GOOD_WEEK)
ALWAYS_TOLD = (Stage.HOURS, Stage.NEEDS)  # where nobody asks for any, nothing is missing

# By when (as a part of the budget) each stage has to hand over to the next if it isn't proven before.
SHARES = {
    Stage.HOURS: 0.42,
    Stage.LARGEST_SHORTAGE: 0.45,
    Stage.UNEVEN_SHORTAGE: 0.48,
    Stage.DAYS: 0.5,
    Stage.DAILY_FLOOR: 0.55,
    Stage.NEEDS: 0.65,
    Stage.RUNS: 0.67,
    Stage.MOVES: 0.7,
    Stage.HANDOVERS: 0.73,
    Stage.OTHER_NEEDS: 0.76,
    Stage.GOOD_WEEK: 1.0,
}
# When replanning, the roster in force has most of what the first stages ask for, and moving little is the hard part.
REPLANNING_SHARES = SHARES | {
    Stage.HOURS: 0.28,
    Stage.LARGEST_SHORTAGE: 0.3,
    Stage.UNEVEN_SHORTAGE: 0.32,
    Stage.DAYS: 0.34,
    Stage.DAILY_FLOOR: 0.36,
    Stage.NEEDS: 0.5,
    Stage.RUNS: 0.52,
    Stage.MOVES: 0.85,
    Stage.HANDOVERS: 0.88,
    Stage.OTHER_NEEDS: 0.92,
}
FINISHING = 0.3  # of what is left for the last stage goes at most into the finish
TAIL = 0.03  # of the budget, kept for telling parallel sessions apart and reading the plan

PARTING = 0.15  # of a stage's time goes at most into the linear relaxation, or into the bound by parts
QUICKLY_RELAXED = 120_000  # entries of a board whose relaxation takes a second or less
PROVING = 0.25  # of a stage's time goes into the bound where one worker has to do everything
RISING = 0.15  # of a stage's time without a better bound, and the prover's core goes back to the search
LAST_RISING = (
    0.4  # the same for the last stage, where slices soon find nothing more and the bound still rises
)
EARLY_STALL = 25  # slices without an improvement after which an urgent stage asks for a bound


def handing_over(stage: Stage, clock: Clock, replanning: bool) -> float:
    """By when, in seconds of the budget, a stage that begins now has to hand over to the next."""
    end = clock.seconds * (1 - TAIL)
    return min(clock.seconds * (REPLANNING_SHARES if replanning else SHARES)[stage], end)


def rising(stage: Stage) -> float:
    """What part of the stage's time its prover may go without a better bound."""
    return LAST_RISING if stage is Stage.GOOD_WEEK else RISING


def relaxing(workers: int) -> float:
    """What part of an urgent stage's time goes at most into its linear relaxation.

    Beside the search that's more: nobody waits for it, and a busy machine gives it only a part of a core.
    """
    return PARTING * (1 if workers == 1 else 2)
