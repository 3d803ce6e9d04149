"""What the hard rules bar over one problem, whatever the roster: whose bar is whose, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from planner.language.draft import Draft
from planner.language.rule import Rule
from planner.model import Problem


class Barring:
    """The hard rules' bars in the order in which they tell, by their numbers in the tables of `draft.possible`."""

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        of_rules = [(rule, bar) for rule in rules if rule.hard for bar in rule.bars(problem)]
        # What bars most comes first: "it is for women only" tells more than "not at this hour".
        of_rules.sort(key=lambda pair: -inf if pair[1].starts is None else -len(pair[1].starts))
        self._of_rules = of_rules
        self.draft = Draft(problem, [bar for _, bar in of_rules])

    def rule_of(self, number: int) -> Rule:
        """Whose bar has a number (1 and up)."""
        return self._of_rules[number - 1][0]

    def for_good(self, number: int) -> bool:
        """Whether a bar holds at any time, as that of somebody who doesn't lead a topic does; what stands doesn't."""
        return number > 0 and self._of_rules[number - 1][1].starts is None
