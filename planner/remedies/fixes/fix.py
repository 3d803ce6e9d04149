"""A fix: a change that helps, with what it mends, what it costs and whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planner.model import Session, hours, listed
from planner.model.wording import counted
from planner.remedies.fixes.missing import Mends
from planner.remedies.fixes.trials import Trials, Tried
from planner.remedies.outcome import new_sessions

NAMED_AT_MOST = 2  # new sessions told with a fix
MOVING = 3  # what a seat that moves counts beside the price of a change
LEADING = 2 / 3  # the same of a minute that a therapist leads more
ALIKE_AT_MOST = 3  # changes of one person or topic that mend the same
FIXES_AT_MOST = 6
MAY_DO_WITHOUT = "planning longer may do without"
TAKES_LONGER = "planning with it may take longer to get there"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that helps: `change` is its phrase, `cost` its price and `costs` whom it costs, in words.

    With it a whole week was found that breaks no rule and mends that. It is `verified` if that can't be had without it,
    since what it mends is missing for certain, and a week that was planned with it has it as well. `doubt` says
    which of the two isn't so. `moved` counts the seats that are elsewhere in it,
    and `staff` the minutes that therapists lead more.
    """

    says: str
    change: str
    mends: Mends
    cost: int
    costs: str = ""
    doubt: str = ""
    moved: int = 0
    staff: int = 0

    @property
    def verified(self) -> bool:
        """Whether nothing is in doubt."""
        return not self.doubt


@dataclass(frozen=True)
class Found:
    """The fixes, best first, and how many more changes could have been tried; `late`: there was no time for any."""

    fixes: tuple[Fix, ...]
    untried: int = 0
    late: bool = False


def told(trials: Trials, says: str, phrase: str, mends: Mends, price: int, tried: Tried) -> Fix:
    """A fix with whom it costs and what then runs anew, read off the week that was found with it."""
    moved = trials.moved(tried)
    minutes = sum(one.minutes * len(one.therapists) for one in tried.roster.sessions)
    more = minutes - sum(one.minutes * len(one.therapists) for one in trials.roster.sessions)
    costs = [f"{hours(more)} more of therapists' time"] if more > 0 else []
    costs += [f"{counted(moved, 'seat')} moved"] if moved else []
    return Fix(
        says=says + _then(trials, new_sessions(trials.roster, tried.roster)),
        change=phrase,
        mends=mends,
        cost=price,
        costs="; ".join(costs),
        moved=moved,
        staff=max(0, more),
    )


def _then(trials: Trials, new: Sequence[Session]) -> str:
    if not 0 < len(new) <= NAMED_AT_MOST:
        return ""
    named = [
        f"one more {one.topic} {trials.problem.says_when(one.start)}"
        + (f", led by {listed(one.therapists)}" if one.therapists else "")
        for one in new
    ]
    return f" (then: {'; '.join(named)})"


def best_of(fixes: Sequence[Fix]) -> list[Fix]:
    """The best, without dearer ones that go further and mend the same: four seats more where one will do."""

    def worth(fix: Fix) -> tuple[bool, int, float]:
        return (
            not fix.verified,
            -fix.mends.clients,
            -(fix.mends.minutes + 60 * (fix.mends.needs + fix.mends.days))
            / (fix.cost + 10 + MOVING * fix.moved + LEADING * fix.staff),
        )

    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda one: (one.cost, one.change, worth(one))):
        stem = fix.change.rpartition(" ")[0]
        same = (one for one in kept if one.change.rpartition(" ")[0] == stem)
        if all(one.change != fix.change and one.mends != fix.mends for one in same):
            kept.append(fix)
    if any(fix.verified for fix in kept):  # what may be had without a change isn't worth one
        kept = [fix for fix in kept if fix.verified]
    alike: Counter[tuple[tuple[str, ...], Mends]] = Counter()
    best = []
    for fix in sorted(kept, key=worth):
        whose = (tuple(fix.change.split()[:2]), fix.mends)
        alike[whose] += 1
        if alike[whose] <= ALIKE_AT_MOST:
            best.append(fix)
    return best[:FIXES_AT_MOST]
