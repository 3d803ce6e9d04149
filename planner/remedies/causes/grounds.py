"""The smallest set of facts that together make something impossible: found by solving again without each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from planner.fewest import fewest
from planner.remedies.causes.facts import facts_about
from planner.remedies.causes.question import Fact, Question, Scene

ONE_LOOK = 1.0  # seconds for one question at most; what takes longer isn't known


@dataclass(frozen=True)
class Grounds:
    """Facts that together make it impossible, of which none could be left out; `deciding` does so on its own.

    Without any one of the deciding facts it could be had, as far as the question goes. Both are empty where the time
    was over before they were found: that it is impossible holds all the same.
    """

    facts: tuple[Fact, ...] = ()
    deciding: tuple[Fact, ...] = ()


def grounds_of(question: Question, until: float) -> Grounds | None:
    """Why it is impossible in a week of its own; `None`: it is possible there, or that isn't known by then."""
    facts = facts_about(question)
    # Where counting shows it, counting is what is asked again and again: it takes a tenth of the time.
    counting = question.topic is None and question.counted_out(question.scene)
    if not counting and question.possible(question.scene, _left(until)) is not False:
        return None

    def possible_with(kept: Sequence[Fact]) -> bool | None:
        scene = _without([fact for fact in facts if fact not in kept], question.scene)
        if counting:
            return not question.counted_out(scene)
        return question.possible(scene, _left(until))

    def still(kept: Sequence[Fact]) -> bool:
        return monotonic() < until and possible_with(kept) is False

    # Whoever is kept out of every topic whenever it is held isn't helped by hours or limits: they are no cause then.
    barring = [fact for fact in facts if fact.of_whom]
    barred = question.topic is None and barring and still(barring)

    def decides(fact: Fact) -> bool:
        return monotonic() < until and possible_with([one for one in facts if one is not fact]) is True

    if question.together:  # a week of everybody: only what decides it by itself is asked, one after another
        deciding = tuple(fact for fact in facts if decides(fact))
        return Grounds(deciding, deciding) if monotonic() < until else Grounds()
    smallest = tuple(fewest(barring if barred else facts, still))
    if monotonic() > until:
        return Grounds()
    return Grounds(smallest, tuple(fact for fact in smallest if decides(fact)))


def _left(until: float) -> float:
    return min(ONE_LOOK, max(0.0, until - monotonic()))


def _without(facts: Sequence[Fact], scene: Scene) -> Scene:
    for fact in facts:
        scene = fact.without(scene)
    return scene
