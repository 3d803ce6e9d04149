"""What would help: changes read off what is in the way, the cheapest first, each tried on the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from time import monotonic

from planner.remedies.causes.proving import Proving
from planner.remedies.causes.unless import Unless
from planner.remedies.changes.change import program_with
from planner.remedies.fixes.fix import FIXES_AT_MOST, MAY_DO_WITHOUT, Fix, Found, best_of, told
from planner.remedies.fixes.ideas import Idea, Lacking, in_turn
from planner.remedies.fixes.mending import Mended, Mending
from planner.remedies.fixes.trials import Trials, Tried
from planner.remedies.fixes.ways import Helping, Ways
from planner.remedies.outcome import Key
from planner.remedies.time_left import until_share

JOINING = 0.4  # of the time goes at most into what mends something with nobody moved
PLANNING_FIRST = 0.4  # of the rest then into planning with the best of that
SETTLING = 0.15  # of the time goes at most into what the week lacks at the least
OF_THE_WEEK = 0.3  # of what is left goes at most into what concerns everybody
TOGETHER = 0.6  # of what is left then goes at most into the fewest changes for what is lacking for certain
PLANNING = 0.8  # of what is left then into planning with the best, where there are any
TRYING = 0.6  # of the rest goes at most into trying one after another
ANEW = 0.7  # and of the rest into whole weeks searched anew
HELPING_AT_MOST = 14  # so many that help are enough to choose from
TRIED_AT_LEAST = 3  # however busy the machine is
IN_VAIN_AT_MOST = (
    4  # tries of one kind for one thing that is lacking, and the others of that kind are left out
)


def fixes_of(
    trials: Trials,
    unless: Unless,
    client: str | None,
    certain: Collection[Key],
    proving: Proving,
    until: float,
) -> Found:
    """Changes that mend some of what everybody, or one client, lacks; `certain` are lacks that are proven.

    Several clients' common fix comes first, then what mends most for its price.
    """
    if monotonic() > until:
        return Found((), late=True)
    lacking = Lacking(trials, client)
    ways = Ways(trials, unless.obstacles, lacking, certain=certain, proving=proving, until=until)
    shown = _with_nobody_moved(ways, until)
    if ways.all_joined and any(fix.verified for fix in shown):
        return Found(tuple(best_of(shown)))
    trials.settle_people(lacking.everything(), until_share(SETTLING, until) - monotonic())
    ways.lacking = Lacking(trials, client)
    ways.find_floor(until_share(SETTLING, until))
    known = {fix.change for fix in shown}
    moving = [one for one in _moving(ways, unless, until) if one.fix.change not in known]
    shown += ways.planned(moving, until_share(PLANNING, until))
    if any(fix.verified for fix in shown):
        return Found(tuple(best_of(shown)), ways.unasked)
    search, asked = _Search(trials), ways.unasked
    left = search.one_by_one(in_turn(ways.ideas), until_share(TRYING, until))
    search.anew(until_share(ANEW, until))
    tried = [
        Helping(fix, one, tuple(idea.asking))
        for idea, one in search.helping
        if (fix := _fix(trials, idea, one, until)) is not None
    ]
    fixes = best_of([*shown, *ways.planned(tried, until)])
    return Found(tuple(fixes), left + ways.unasked - asked)


def _with_nobody_moved(ways: Ways, until: float) -> list[Fix]:
    """The changes with which what is lacking for certain finds its place in the week as it is."""
    ways.count_floor()
    ways.find_floor_of(ways.uncounted, until_share(SETTLING, until))
    joining = list(ways.joining(until_share(JOINING, until)))
    return ways.planned(joining, until_share(PLANNING_FIRST, until))


def _moving(ways: Ways, unless: Unless, until: float) -> list[Helping]:
    """The fewest changes with which everybody may be seated anew."""
    unusual = [gain for gain in unless.gains if gain.unusual]
    found = list(ways.of_the_week(unusual, until_share(OF_THE_WEEK, until)))
    found += ways.together(until_share(TOGETHER, until))
    others = [gain for gain in unless.gains if not gain.unusual]
    return [*found, *ways.of_the_week(others, until_share(OF_THE_WEEK, until))]


class _Search:
    """Ideas tried in turn: `helping` are those that help, `_failed` the first of each kind that didn't."""

    def __init__(self, trials: Trials) -> None:
        self.trials = trials
        self.helping: list[tuple[Idea, Tried]] = []
        self._failed: dict[tuple[str, str], Idea] = {}

    def one_by_one(self, queue: Sequence[Idea], until: float) -> int:
        """Tries ideas while time is left and more are wanted; how many were left then."""
        in_vain: Counter[tuple[str, str]] = Counter()
        for place, idea in enumerate(queue):
            wanted = HELPING_AT_MOST if idea.sure else FIXES_AT_MOST
            if (monotonic() > until and place >= TRIED_AT_LEAST) or len(self.helping) >= wanted:
                return len(queue) - place
            kind = (idea.about, idea.proposal.kind)
            if in_vain[kind] >= IN_VAIN_AT_MOST:
                continue
            if (tried := _tried(self.trials, idea)) is not None:
                self.helping.append((idea, tried))
            else:
                in_vain[kind] += 1
                self._failed.setdefault(kind, idea)
        return 0

    def anew(self, until: float) -> None:
        """Of what is asked for by several and didn't help where it is: the whole week is searched anew with it."""
        helped = {idea.about for idea, _ in self.helping}
        common = [idea for idea in self._failed.values() if idea.sure and len(idea.asking) > 1]
        common = [idea for idea in common if idea.about not in helped]
        if common and monotonic() < until:
            self.trials.settle_all()
        for idea in sorted(common, key=lambda one: one.price / len(one.asking)):
            if monotonic() > until:
                return
            changed = program_with(self.trials.program, self.trials.week.first_day, idea.proposal.phrase)
            tried = None if changed is None else self.trials.anew(changed)
            if tried is not None and self.trials.mends(tried, idea.asking) is not None:
                self.helping.append((idea, tried))


def _tried(trials: Trials, idea: Idea) -> Tried | None:
    """The week with a change if it helps: at once, or once those who ask for it are searched anew."""
    changed = program_with(trials.program, trials.week.first_day, idea.proposal.phrase)
    if changed is None:
        return None
    found = trials.tried(changed)
    if found is not None and trials.mends(found, idea.asking) is not None:
        return found
    found = trials.tried(changed, idea.asking) if idea.sure else None
    return found if found is not None and trials.mends(found, idea.asking) is not None else None


def _fix(trials: Trials, idea: Idea, tried: Tried, until: float) -> Fix | None:
    shown = trials.shown(tried, idea.asking) if idea.sure else None
    mends = shown or trials.mends(tried, idea.asking)
    if mends is None:
        return None
    if shown is None:
        return replace(
            told(trials, idea.proposal.says, idea.proposal.phrase, mends, idea.price, tried),
            doubt=MAY_DO_WITHOUT,
        )
    mending = Mending(trials, idea.asking, until)
    least = mending.narrowed(Mended((idea.proposal,), tried, shown))
    [one] = least.proposals
    return told(trials, one.says, one.phrase, least.mends, mending.price(one), least.tried)
