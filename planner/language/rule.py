"""What a rule is: what it bars, what it limits, what it wants, and how it checks a finished roster.

A rule never sees a solver. It *bars* single possibilities, *limits* sums over what is undecided, and, if
it is soft, *wants* sums to stay within bounds and says what each missing unit costs. Apart from all that it
*checks* a finished roster by reading it. Posting (`bars`, `post`) and `check` share a rule's fields and no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from planner.language.limits import Bar, Breach, Goal, Limit, Refusal, Stage
from planner.model import Problem, Roster

if TYPE_CHECKING:
    from planner.language.draft import Draft


@dataclass(frozen=True)
class Rule:
    """The base of every rule. `weight` prices a soft rule's units; `must` makes a soft rule hard.

    A subclass's docstring is the rule's sentence; `name` is what the workbook's `Rules` sheet calls
    it; `stated` says where in the workbook its numbers stand; `stage` is `None` for a hard rule;
    `bites` is the clause used when it is the reason that something is missing, unless `why` knows numbers; `unit`
    says what one unit of a soft rule's amount is, in words that follow "for each". `holds_on`: it keeps what
    was, and the search minds it from its first slice on, since what is once lost is hard to find back. `of_one_client`:
    it looks at each client's own sessions and at nobody else's, so it can be asked of one client's week alone.
    `adds_up_a_week`: how much of something a client may have in the week, so that a part of the week can't be asked.
    `of_one_moment`: it keeps people and rooms from two things at once, so that one of the two could give way.
    `in_use`: it holds unless the sheet Rules switches it off; otherwise it is off unless the sheet gives it a weight.
    """

    weight: int = 1
    must: bool = False

    name: ClassVar[str] = ""
    stated: ClassVar[str] = ""
    bites: ClassVar[str] = ""
    unit: ClassVar[str] = ""
    stage: ClassVar[Stage | None] = None
    holds_on: ClassVar[bool] = False
    of_one_client: ClassVar[bool] = False
    adds_up_a_week: ClassVar[bool] = False
    of_one_moment: ClassVar[bool] = False
    in_use: ClassVar[bool] = True

    @property
    def hard(self) -> bool:
        """Whether no roster may break it."""
        return self.must or self.stage is None

    @property
    def sentence(self) -> str:
        """The rule in one sentence: the first paragraph of its docstring, on one line."""
        return " ".join((type(self).__doc__ or "").split("\n\n")[0].split())

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """Possibilities this rule takes away, each on its own."""
        return ()

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """Limits and goals over what the draft leaves undecided."""
        return ()

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """What breaks this rule in a finished roster, found by reading the roster alone."""
        return ()

    def why(self, problem: Problem, refused: Refusal) -> str:
        """The clause that says why it refuses something, completed with names and numbers where they help."""
        return self.bites


def bars_of(problem: Problem, rules: Iterable[Rule]) -> list[Bar]:
    """Everything that rules take away, rule by rule."""
    return [bar for rule in rules for bar in rule.bars(problem)]


def cost_at(problem: Problem, roster: Roster, rules: Sequence[Rule], stage: Stage) -> int:
    """What a roster costs at a stage by the rules' own checks."""
    counting = [rule for rule in rules if rule.stage is stage and not rule.hard]
    return sum(rule.weight * breach.amount for rule in counting for breach in rule.check(problem, roster))
