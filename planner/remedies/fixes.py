"""What would help: changes read off what is in the way, the cheapest first, each tried on the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from planner.model import Session, hours
from planner.model.faults import PlannerError
from planner.model.wording import counted
from planner.reasons.obstacles import Obstacles
from planner.remedies.change import change_of
from planner.remedies.ideas import Idea, Lacking, ideas_of, in_turn
from planner.remedies.trials import Key, Mends, Trials, Tried

LOOKING = 0.25  # of the time goes at most into looking what could be proposed; the rest is for trying
SETTLING = 0.15  # of what is left then goes at most into the week as it is
TRYING = 0.6  # of what is left then goes at most into trying one after another
ANEW = 0.7  # and of the rest into whole weeks searched anew; what is left shows what the best mend at most
FIXES_AT_MOST = 6
HELPING_AT_MOST = 14  # so many that help are enough to choose from
NAMED_AT_MOST = 2  # new sessions told with a fix
TRIED_AT_LEAST = 3  # however busy the machine is
IN_VAIN_AT_MOST = (
    4  # tries of one kind for one thing that is lacking, and the others of that kind are left out
)


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that helps: `change` is its phrase, `cost` its price and `costs` whom it costs, in words.

    With it a whole week was found that breaks no rule and mends that. `verified`: and that can't be had without it,
    since what it mends is missing for certain; else a longer search may do without.
    """

    says: str
    change: str
    mends: Mends
    cost: int
    verified: bool
    costs: str = ""


@dataclass(frozen=True)
class Found:
    """The fixes, best first, and how many more changes could have been tried."""

    fixes: tuple[Fix, ...]
    untried: int = 0


def fixes_of(
    trials: Trials,
    obstacles: Obstacles,
    client: str | None,
    certain: Collection[Key],
    until: float,
) -> Found:
    """Changes that mend some of what everybody, or one client, lacks; `certain` are lacks that are proven.

    Several clients' common fix comes first, then what mends most for its price.
    """
    lacking = Lacking(trials, client)
    queue = in_turn(ideas_of(trials, obstacles, lacking, certain, _after(LOOKING, until)))
    settling = _after(SETTLING, until)
    for group in lacking.groups():
        if monotonic() > settling:
            break
        trials.settle(group)
    search = _Search(trials)
    left = search.one_by_one(queue, _after(TRYING, until))
    search.anew(_after(ANEW, until))
    fixes = _best_of([fix for idea, one in search.helping if (fix := _fix(trials, idea, one)) is not None])
    ideas = {idea.proposal.phrase: idea for idea, _ in search.helping}
    return Found(tuple(_refined(trials, fixes, ideas, until)), left)


def _after(share: float, until: float) -> float:
    now = monotonic()
    return now + share * (until - now)


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
            changed = change_of(self.trials.program, self.trials.week, idea.proposal.phrase).program
            tried = self.trials.anew(changed)
            if tried is not None and self.trials.mends(tried, idea.asking) is not None:
                self.helping.append((idea, tried))


def _tried(trials: Trials, idea: Idea) -> Tried | None:
    """The week with a change if it helps: at once, or once those who ask for it are searched anew."""
    try:
        changed = change_of(trials.program, trials.week, idea.proposal.phrase).program
    except PlannerError:
        return None
    found = trials.tried(changed)
    if found is not None and trials.mends(found, idea.asking) is not None:
        return found
    found = trials.tried(changed, idea.clients) if idea.sure else None
    return found if found is not None and trials.mends(found, idea.asking) is not None else None


def _refined(trials: Trials, fixes: Sequence[Fix], ideas: Mapping[str, Idea], until: float) -> Iterator[Fix]:
    """The fixes with what they mend when those who ask for them are searched anew, as far as time allows."""
    for fix in fixes:
        idea = ideas[fix.change]
        better = None
        if monotonic() < until:
            changed = change_of(trials.program, trials.week, fix.change).program
            found = trials.tried(changed, idea.clients)
            better = None if found is None else _fix(trials, idea, found)
        yield fix if better is None or _amount(better) <= _amount(fix) else better


def _amount(fix: Fix) -> tuple[int, int]:
    return fix.mends.minutes, fix.mends.needs


def _fix(trials: Trials, idea: Idea, tried: Tried) -> Fix | None:
    mends = trials.mends(tried, idea.asking)
    if mends is None:
        return None
    says = idea.proposal.says + _then(trials, trials.new_sessions(tried))
    moved = trials.moved(tried)
    minutes = sum(one.minutes * len(one.therapists) for one in tried.roster.sessions)
    more = minutes - sum(one.minutes * len(one.therapists) for one in trials.roster.sessions)
    costs = [f"{hours(more)} more of therapists' time"] if more > 0 else []
    costs += [f"{counted(moved, 'seat')} moved"] if moved else []
    return Fix(
        says=says,
        change=idea.proposal.phrase,
        mends=mends,
        cost=idea.price,
        verified=idea.sure,
        costs="; ".join(costs),
    )


def _then(trials: Trials, new: Sequence[Session]) -> str:
    if not 0 < len(new) <= NAMED_AT_MOST:
        return ""
    named = [
        f"one more {one.topic} {trials.problem.says_when(one.start)}"
        + (f", led by {' and '.join(one.therapists)}" if one.therapists else "")
        for one in new
    ]
    return f" (then: {'; '.join(named)})"


def _best_of(fixes: Sequence[Fix]) -> list[Fix]:
    """The best, without dearer ones that go further and mend the same: four seats more where one will do."""

    def worth(fix: Fix) -> tuple[bool, int, float]:
        return (
            not fix.verified,
            -fix.mends.clients,
            -(fix.mends.minutes + 60 * fix.mends.needs) / (fix.cost + 10),
        )

    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda one: (one.cost, one.change)):
        stem = fix.change.rpartition(" ")[0]
        if all(one.change.rpartition(" ")[0] != stem or one.mends != fix.mends for one in kept):
            kept.append(fix)
    if any(fix.verified for fix in kept):  # what may be had without a change isn't worth one
        kept = [fix for fix in kept if fix.verified]
    return sorted(kept, key=worth)[:FIXES_AT_MOST]
