"""The smallest set of facts that together make something impossible: found by solving again without each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic

from planner.fewest import fewest
from planner.remedies.causes.facts import facts_about
from planner.remedies.causes.question import Fact, Question, Scene

ONE_LOOK = 2.0  # seconds for one question at most, a busy machine among them; what takes longer isn't known


@dataclass(frozen=True)
class Grounds:
    """Facts that together make it impossible, of which none could be left out; `deciding` does so on its own.

    Without any one of the deciding facts it could be had, as far as the question goes. Both are empty where the time
    was over before they were found: that it is impossible holds all the same. `nothing`: they keep a client out of
    every session, which says more than what was counted of their hours.
    """

    facts: tuple[Fact, ...] = ()
    deciding: tuple[Fact, ...] = ()
    nothing: bool = False


def grounds_of(question: Question, until: float) -> Grounds | None:
    """Why it is impossible in a week of its own; `None`: it is possible there, or that isn't known by then."""
    # Where counting shows it, counting is what is asked again and again: it takes a tenth of the time.
    counting = question.topic is None and question.counted_out(question.scene)
    if not counting and question.possible(question.scene, _left(until)) is not False:
        return None
    counted, (question, counting) = counting, _of_anything(question, counting, until)
    facts = facts_about(question)

    def possible_with(kept: Sequence[Fact]) -> bool | None:
        scene = _without([fact for fact in facts if fact not in kept], question.scene)
        if counting:
            return not question.counted_out(scene)
        return question.possible(scene, _left(until))

    def still(kept: Sequence[Fact]) -> bool:
        return monotonic() < until and possible_with(kept) is False

    def decides(fact: Fact) -> bool:
        return monotonic() < until and possible_with([one for one in facts if one is not fact]) is True

    if question.together:  # a week of everybody: only what decides it by itself is asked, one after another
        deciding = tuple(fact for fact in facts if decides(fact))
        return Grounds(deciding, deciding) if monotonic() < until else Grounds()
    smallest = tuple(fewest(facts, still))
    if monotonic() > until:
        return Grounds()
    return Grounds(
        smallest, tuple(fact for fact in smallest if decides(fact)), nothing=counted and not counting
    )


def _of_anything(question: Question, counting: bool, until: float) -> tuple[Question, bool]:
    """The question of any session at all, where not even that can be had: what only bounds hours is no cause then.

    And whether counting shows it; what counting doesn't see is whom the client is kept apart from.
    """
    anything = replace(question, minutes=1)
    if question.topic is not None:
        return question, counting
    if counting and anything.counted_out(anything.scene):
        return anything, True
    unseen = not counting or any(pair.client == question.client for pair in question.program.apart)
    if unseen and anything.possible(anything.scene, _left(until)) is False:
        return anything, False
    return question, counting


def _left(until: float) -> float:
    return min(ONE_LOOK, max(0.0, until - monotonic()))


def _without(facts: Sequence[Fact], scene: Scene) -> Scene:
    for fact in facts:
        scene = fact.without(scene)
    return scene
