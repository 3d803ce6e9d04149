"""Ways to mend what is lacking for certain: the fewest changes for each thing, and what a plan with them shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic

from planner.model import TESTING
from planner.reasons.obstacles import Obstacles
from planner.remedies.causes.proving import Proving
from planner.remedies.causes.question import Scene
from planner.remedies.causes.unless import Gain
from planner.remedies.changes.change import change_of
from planner.remedies.fixes import kinds
from planner.remedies.fixes.candidates import (
    by_facts,
    by_what_there_is,
    by_whatever_could_be,
    of_themselves,
    situation_of,
)
from planner.remedies.fixes.fix import TAKES_LONGER, Fix, best_of, told
from planner.remedies.fixes.floor import counted_floor, floor_of_topic
from planner.remedies.fixes.ideas import ABSENCES, Idea, Lacking, ideas_of
from planner.remedies.fixes.loosened import let_go
from planner.remedies.fixes.mending import Mended, Mending
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.trials import FEW, Trials, Tried
from planner.remedies.outcome import Key
from planner.remedies.time_left import until_share

EACH_JOINED = 0.7  # the same where nobody is moved: it takes less
EACH = 0.5  # of the time that is left goes at most into one thing that is lacking
LOOKING = 3.0  # seconds go at most into looking what could be proposed
EACH_PLAN = (
    0.4  # of the time that is left goes into the week that is planned with a change, the best one first
)


@dataclass(frozen=True)
class Helping:
    """A fix, the week that was found with it, and who asks for what it mends."""

    fix: Fix
    tried: Tried
    asking: tuple[Key, ...]


class Ways:
    """One week, who lacks what in it, and what is proven of that."""

    def __init__(
        self,
        trials: Trials,
        obstacles: Obstacles,
        lacking: Lacking,
        certain: Collection[Key],
        proving: Proving,
        until: float,
    ) -> None:
        self.until = until
        self.trials, self.obstacles, self.lacking = trials, obstacles, lacking
        self.certain, self.proving = certain, proving
        self.unasked = 0
        self.joined: set[Key] = set()  # what a change mends with nobody moved

    @property
    def all_joined(self) -> bool:
        """Whether all that is lacking is mended so."""
        return self.joined.issuperset(self.lacking.everything())

    @cached_property
    def ideas(self) -> Mapping[str, list[Idea]]:
        """What could be proposed, read off what is in the way."""
        until = min(monotonic() + LOOKING, until_share(EACH, self.until))
        return ideas_of(self.trials, self.obstacles, self.lacking, self.certain, until)

    @property
    def uncounted(self) -> list[Key]:
        """What is lacking of topics of which some was proven to be missing, and wasn't counted."""
        counted = self.trials.floor.of_topics
        return [
            key for key in self.lacking.everything() if key in self.certain and not counted.get(key[1] or "")
        ]

    def count_floor(self) -> None:
        """Counts what the week lacks whatever is planned."""
        self.trials.floor |= counted_floor(self.trials.problem, self.obstacles.draft, self._sure)

    def find_floor(self, until: float) -> None:
        """The same, solved; what there is no time to look into lacks nothing."""
        if not self.trials.bounded and monotonic() < until:
            self.trials.settle_all(until - monotonic())
        self.find_floor_of([key for key in self.lacking.everything() if key not in self.certain], until)

    def find_floor_of(self, keys: Iterable[Key], until: float) -> None:
        """What is lacked of the topics of some needs, solved for each by itself."""
        trials = self.trials
        for topic in dict.fromkeys(topic for _, topic in keys):
            if topic is not None and trials.problem.topics[topic].kind != TESTING and monotonic() < until:
                trials.floor |= floor_of_topic(trials.program, trials.week, trials.rules, topic)

    def joining(self, until: float) -> Iterator[Helping]:
        """The fewest changes for each thing that is lacking for certain, nobody moved in the week as it is."""
        for keys in self._certain_groups():
            if monotonic() > until:
                return
            mending = Mending(self.trials, keys, until_share(EACH_JOINED, until), moving=False)
            facts = self._facts(keys)
            found = list(mending.mended(facts))
            if not found:
                situation = situation_of(self.trials.program, self.trials.problem, keys)
                more = (
                    of_themselves(situation) if len(situation.codes) <= FEW else by_what_there_is(situation)
                )
                found = list(mending.mended([*facts, *more]))
            if any(one.whole for one in found):
                self.joined |= set(keys)
            yield from self._told(found, mending)

    def of_the_week(self, gains: Sequence[Gain], until: float) -> Iterator[Helping]:
        """The fewest changes for all that is lacking, of what is in the way of the whole week."""
        trials, everything = self.trials, self.lacking.everything()
        scene = Scene(trials.program, tuple(trials.books.planning(trials.program)))
        for gain in gains if self.trials.floor else ():
            if monotonic() > until:
                return
            situation = situation_of(trials.program, trials.problem, _about(gain, scene, everything))
            mending = Mending(trials, everything, until_share(EACH, until))
            yield from self._told(mending.mended(list(let_go(situation, scene, gain.fact))), mending)

    def together(self, until: float) -> Iterator[Helping]:
        """The fewest changes for each thing that is lacking, what is lacking for certain first."""
        groups = [keys for keys in self.lacking.alike() if not self.joined.issuperset(keys)]
        groups = groups if self.trials.floor else []
        groups.sort(key=lambda keys: not any(key in self.certain for key in keys))
        for place, keys in enumerate(groups):
            if monotonic() > until:
                self.unasked = len(groups) - place
                return
            mending = Mending(self.trials, keys, until_share(EACH, until))
            yield from self._told(self._mended(mending, keys), mending)

    def _told(self, found: Iterable[Mended], mending: Mending) -> Iterator[Helping]:
        for one in found:
            price = sum(mending.price(proposal) for proposal in one.proposals)
            says = kinds.together([proposal.says for proposal in one.proposals])
            phrase = "; ".join(proposal.phrase for proposal in one.proposals)
            mends = self.trials.shown(one.tried, self.lacking.everything()) or one.mends
            fix = told(self.trials, says, phrase, mends, price, one.tried)
            yield Helping(fix, one.tried, tuple(mending.asking))

    def _mended(self, mending: Mending, keys: Sequence[Key]) -> list[Mended]:
        situation = situation_of(self.trials.program, self.trials.problem, keys)
        facts = self._facts(keys)
        found = list(mending.mended(facts))
        if not found:
            about = [idea for key in keys for idea in self.ideas.get(key[1] or key[0], ())]
            absences = [idea for idea in self.ideas.get(ABSENCES, ()) if set(keys) & set(idea.asking)]
            facts += by_what_there_is(situation, [*about, *absences])
            found = list(mending.mended(facts))
        return found or list(mending.mended([*facts, *by_whatever_could_be(situation)]))

    def _certain_groups(self) -> Iterator[list[Key]]:
        """What is lacking for certain: all of a client's, if they are few; else hours together; then topic by topic."""
        floor, everything, found = self.trials.floor, self.lacking.everything(), list[list[Key]]()
        for code in self.lacking.codes:
            hours = any(floor.of_clients.get(code, ()))
            found.append(
                [key for key in everything if key[0] == code and (key in self._sure if key[1] else hours)]
            )
        found = [keys for keys in found if keys]
        yield from found if len(found) <= FEW else ()
        for keys in self.lacking.alike():
            topic = keys[0][1]
            certain = floor.minutes or floor.days if topic is None else floor.of_topics.get(topic)
            if certain and len(keys) > 1 and not set(keys) <= self.joined:
                yield keys

    @property
    def _sure(self) -> set[Key]:
        """What was proven of each who lacks it."""
        return {*self.proving.found, *self.proving.counted}

    def _facts(self, keys: Sequence[Key]) -> list[Proposal]:
        """What loosens the facts proven to be in the way; one client's hours don't mend what many lack."""
        known = [self.proving.found[key] for key in keys if key in self.proving.found][:2]
        situation = situation_of(self.trials.program, self.trials.problem, keys)
        facts = by_facts(situation, known)
        many = len(set(situation.codes)) > FEW
        return [one for one in facts if not (many and one.phrase.startswith(("client ", "let ")))]

    def planned(self, helping: Sequence[Helping], until: float) -> list[Fix]:
        """The best fixes, each with what it mends when the week as it is is planned on with it.

        That is what whoever makes the change will do: what was found for a fix and isn't found by planning isn't told.
        A fix for whose plan no time is left isn't told either, but for the best. Of a week for which no roster was
        given it is planned from nothing: nobody has the week that was looked at here.
        """
        of = {one.fix: one for one in helping}
        fixes = best_of([one.fix for one in helping])
        found: list[Fix] = []
        for place, fix in enumerate(fixes):
            if fix.verified and found and monotonic() > until:
                self.unasked += len(fixes) - place
                break
            found.append(self._planned(of[fix], EACH_PLAN * (until - monotonic())) if fix.verified else fix)
        return found

    def _planned(self, one: Helping, seconds: float) -> Fix:
        trials, everything = self.trials, self.lacking.everything()
        changed = change_of(trials.program, trials.week.first_day, one.fix.change).program
        planned = trials.planned(changed, seconds)
        if planned is None:
            return replace(one.fix, doubt=TAKES_LONGER)
        mends = trials.shown_by_both(one.tried, planned, everything)
        mends = mends or trials.shown_by_both(one.tried, planned, one.asking)
        return replace(one.fix, doubt=TAKES_LONGER) if mends is None else replace(one.fix, mends=mends)


def _about(gain: Gain, scene: Scene, keys: Sequence[Key]) -> Sequence[Key]:
    """What a fact is about of all that is lacking: a topic's needs, if it is one's; else the hours of everybody."""
    before, after = scene.program.topics, gain.fact.without(scene).program.topics
    changed = {name for name, topic in after.items() if before.get(name) != topic}
    of_topic = [key for key in keys if {key[1]} == changed]
    return of_topic or [(code, None) for code in dict.fromkeys(code for code, _ in keys)]
