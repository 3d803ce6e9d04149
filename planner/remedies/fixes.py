"""What would help: changes read off what is in the way, the cheapest first, each tried on the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from planner.model import TESTING, Session, hours
from planner.model.faults import PlannerError
from planner.model.wording import counted
from planner.reasons.obstacles import Obstacles
from planner.remedies.candidates import by_facts, by_what_there_is, situation_of
from planner.remedies.change import change_of
from planner.remedies.floor import Key, counted_floor, floor_of_topic
from planner.remedies.ideas import ABSENCES, Idea, Lacking, ideas_of, in_turn
from planner.remedies.mending import Mending
from planner.remedies.proving import Proving
from planner.remedies.trials import Mends, Trials, Tried

SETTLING = 0.15  # of the time goes at most into what the week lacks at the least
LOOKING = 0.2  # of what is left then goes at most into looking what could be proposed; the rest is for trying
TOGETHER = 0.6  # of what is left then goes at most into the fewest changes for what is lacking for certain
EACH = 0.5  # of it into one thing that is lacking
PLANNING = 0.5  # of what is left then into planning with the best, where there are any
TRYING = 0.6  # of the rest goes at most into trying one after another
ANEW = 0.7  # and of the rest into whole weeks searched anew
FIXES_AT_MOST = 6
HELPING_AT_MOST = 14  # so many that help are enough to choose from
NAMED_AT_MOST = 2  # new sessions told with a fix
TRIED_AT_LEAST = 3  # however busy the machine is
LEAST_OF_A_PLAN = 0.5  # seconds for a week that is planned, however busy the machine is
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
    proving: Proving,
    until: float,
) -> Found:
    """Changes that mend some of what everybody, or one client, lacks; `certain` are lacks that are proven.

    Several clients' common fix comes first, then what mends most for its price.
    """
    lacking = Lacking(trials, client)
    trials.floor |= counted_floor(trials.problem, obstacles.draft, proving.found)
    if not trials.bounded:
        trials.settle_all(_after(SETTLING, until) - monotonic())
    for topic in {topic: None for _, topic in lacking.everything() if topic is not None}:
        if trials.problem.topics[topic].kind != TESTING:
            trials.floor |= floor_of_topic(trials.program, trials.week, trials.rules, topic)
    ideas = ideas_of(trials, obstacles, lacking, certain, _after(LOOKING, until))
    asked = _together(trials, lacking, ideas, proving, certain, _after(TOGETHER, until))
    shown = _planned(trials, lacking, list(asked) if trials.floor else [], _after(PLANNING, until))
    if any(fix.verified for fix in shown):
        return Found(tuple(_best_of(shown)))
    search = _Search(trials)
    left = search.one_by_one(in_turn(ideas), _after(TRYING, until))
    search.anew(_after(ANEW, until))
    tried = [(fix, one) for idea, one in search.helping if (fix := _fix(trials, idea, one)) is not None]
    return Found(tuple(_best_of(_planned(trials, lacking, tried, until))), left)


def _after(share: float, until: float) -> float:
    now = monotonic()
    return now + share * (until - now)


def _together(
    trials: Trials,
    lacking: Lacking,
    ideas: Mapping[str, Sequence[Idea]],
    proving: Proving,
    certain: Collection[Key],
    until: float,
) -> Iterator[tuple[Fix, Tried]]:
    """The fewest changes for each thing that is lacking, what is lacking for certain first."""
    for keys in sorted(lacking.alike(), key=lambda keys: not any(key in certain for key in keys)):
        if monotonic() > until:
            return
        situation = situation_of(trials.program, trials.problem, keys)
        mending = Mending(trials, keys, _after(EACH, until))
        known = [proving.found[key] for key in keys if key in proving.found][:2]
        about = [idea for key in keys for idea in ideas.get(key[1] or key[0], ())]
        absences = [idea for idea in ideas.get(ABSENCES, ()) if set(keys) & set(idea.asking)]
        found = list(mending.mended(by_facts(situation, known)))
        if not found:
            found = list(mending.mended(by_what_there_is(situation, [*about, *absences])))
        for one in found:
            price = sum(mending.price(proposal) for proposal in one.proposals)
            says = " and ".join(proposal.says for proposal in one.proposals)
            phrase = "; ".join(proposal.phrase for proposal in one.proposals)
            mends = trials.shown(one.tried, lacking.everything()) or one.mends
            yield _told(trials, says, phrase, mends, price, one.tried), one.tried


def _planned(trials: Trials, lacking: Lacking, tried: Sequence[tuple[Fix, Tried]], until: float) -> list[Fix]:
    """The best fixes; where something is left missing with one, with what it mends when the week is planned on.

    Hours go first: a longer search might reach more of them at the cost of needs. Where none are missing, and no need,
    no week is better.
    """
    weeks = dict(tried)
    fixes = _best_of([fix for fix, _ in tried])
    left = [fix for fix in fixes if fix.verified and weeks[fix].missing.total > (0, 0, 0)]
    found = []
    for fix in fixes:
        if fix in left:
            seconds = max(LEAST_OF_A_PLAN, (until - monotonic()) / len(left))
            left.remove(fix)
            changed = change_of(trials.program, trials.week, fix.change).program
            planned = trials.anew(changed, seconds, weeks[fix].roster)
            mends = None if planned is None else trials.shown(planned, lacking.everything())
            fix = replace(fix, verified=False) if mends is None else replace(fix, mends=mends)
        found.append(fix)
    return found


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


def _fix(trials: Trials, idea: Idea, tried: Tried) -> Fix | None:
    shown = trials.shown(tried, idea.asking) if idea.sure else None
    mends = shown or trials.mends(tried, idea.asking)
    if mends is None:
        return None
    fix = _told(trials, idea.proposal.says, idea.proposal.phrase, mends, idea.price, tried)
    return replace(fix, verified=shown is not None)


def _told(trials: Trials, says: str, phrase: str, mends: Mends, price: int, tried: Tried) -> Fix:
    moved = trials.moved(tried)
    minutes = sum(one.minutes * len(one.therapists) for one in tried.roster.sessions)
    more = minutes - sum(one.minutes * len(one.therapists) for one in trials.roster.sessions)
    costs = [f"{hours(more)} more of therapists' time"] if more > 0 else []
    costs += [f"{counted(moved, 'seat')} moved"] if moved else []
    return Fix(
        says=says + _then(trials, trials.new_sessions(tried)),
        change=phrase,
        mends=mends,
        cost=price,
        verified=True,
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
            -(fix.mends.minutes + 60 * (fix.mends.needs + fix.mends.days)) / (fix.cost + 10),
        )

    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda one: (one.cost, one.change)):
        stem = fix.change.rpartition(" ")[0]
        if all(one.change.rpartition(" ")[0] != stem or one.mends != fix.mends for one in kept):
            kept.append(fix)
    if any(fix.verified for fix in kept):  # what may be had without a change isn't worth one
        kept = [fix for fix in kept if fix.verified]
    return sorted(kept, key=worth)[:FIXES_AT_MOST]
