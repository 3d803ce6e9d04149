"""Why no plan is possible: the fewest settled sessions that can't all be held, and the rules that forbid it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.engine.posting import Posting
from planner.engine.settle import Contradiction, settle
from planner.fewest import fewest
from planner.language.draft import Draft
from planner.language.rule import Rule
from planner.model import Fixed, Problem


def contradiction_in(problem: Problem, rules: Sequence[Rule]) -> Contradiction | None:
    """What contradicts itself in a week's settled sessions by the rules that are never broken, `None`: nothing does."""
    hard = [rule for rule in rules if rule.hard]
    draft = Draft(problem, [bar for rule in hard for bar in rule.bars(problem)])
    posting = Posting(problem, draft)
    for rule in hard:
        posting.put(rule)
    try:
        settle(posting.board(), draft, posting)
    except Contradiction as contradiction:
        return contradiction
    return None


def says_deadlock(problem: Problem, rules: Sequence[Rule], contradiction: Contradiction) -> list[str]:
    """Sentences for a week of which no plan is possible, each with the places of both sides.

    `contradiction` is what the search ran into; it is told as it is where settled sessions alone don't show it.
    """
    bare = replace(problem, needs=(), wishes=())

    def stuck(fixed: Sequence[Fixed], without: Rule | None = None) -> bool:
        left = [rule for rule in rules if rule is not without]
        return contradiction_in(replace(bare, fixed=tuple(fixed)), left) is not None

    if not stuck(problem.fixed):
        return [", ".join(about) for about in contradiction.reasons if about]
    rows = fewest(problem.fixed, stuck)
    asks = [rule for rule in rules if rule.hard and rule.stated != "Fixed"]
    because = [rule for rule in asks if not stuck(rows, without=rule)]
    named = "; ".join(_called(problem, row) for row in rows)
    why = " and ".join(f"{rule.name} ({rule.stated})" for rule in because)
    # Therapists and rooms are counted before any rule is asked: no rule alone is to blame then.
    why = f"; what forbids it: {why or 'together they need more therapists or rooms than there are'}"
    if not rows:
        return [f"Whatever is planned breaks a rule that must hold{why}."]
    if len(rows) == 1:
        return [f"This settled session can't be held: {named}{why}."]
    return [f"These settled sessions can't all be held: {named}{why}."]


def _called(problem: Problem, fixed: Fixed) -> str:
    said = f"{fixed.topic} on {problem.says_when(fixed.start)}"
    said += f" with {' and '.join(fixed.therapists)}" if fixed.therapists else ""
    said += f" in {fixed.room}" if fixed.room else ""
    return f"{fixed.place}: {said}" if fixed.place else said
