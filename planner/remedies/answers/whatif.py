"""What if: a week as it is beside the week with a change, planned with as few seats moved as the change allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.model import Problem, Roster
from planner.model.faults import NoPlanPossible
from planner.planning import as_it_stands, new_breaches, solved
from planner.program import Program
from planner.remedies.asked_week import AskedWeek
from planner.remedies.changes.change import Change, changed_by
from planner.remedies.differences import Differences, differences
from planner.remedies.outcome import Books, Outcome, outcome_of
from planner.rosters.known import known_part
from planner.search import Search


@dataclass(frozen=True)
class WhatIf:
    """The changes asked about, what the week comes to without and with them, and what is different for whom.

    `problem` is that of the week with them; `broken` counts the rules that the week at hand breaks without them.
    `before` is `None` where no week is possible without them.
    """

    changes: tuple[str, ...]
    before: Outcome | None
    after: Outcome
    change: Change
    problem: Problem
    roster: Roster
    differences: Differences
    broken: int = 0


def what_if(
    program: Program,
    week: AskedWeek,
    asked: Sequence[Sequence[str]],
    books: Books,
    search: Search,
    roster: Roster | None = None,
) -> list[WhatIf]:
    """Each of the asked sets of changes beside the week as it is: the roster given, or else one planned first.

    `search.seconds` are for each plan. Raises `PlannerError` for a change that isn't understood, and
    `NoPlanPossible` when no week is possible with it.
    """
    changes = [changed_by(program, week.first_day, phrases) for phrases in asked]
    problem, rules = week.problem(program), books.planning(program)
    try:
        found = solved(problem, rules, search) if roster is None else as_it_stands(problem, roster, rules)
    except NoPlanPossible:
        return _possible_only_with(week, asked, changes, books, search)
    before = outcome_of(problem, found.roster, found.stages)
    broken = len(new_breaches(problem, known_part(found.roster, problem), rules))
    answers = []
    for phrases, change in zip(asked, changes, strict=True):
        changed = week.problem(change.program)
        changed = replace(changed, published=changed.published or found.roster)
        after = solved(changed, books.replanning(change.program), search)
        then = outcome_of(changed, after.roster, after.stages, found.roster)
        answers.append(
            WhatIf(
                changes=tuple(phrases),
                before=before,
                after=then,
                change=change,
                problem=changed,
                roster=after.roster,
                differences=differences(problem, found.roster, changed, after.roster),
                broken=broken,
            )
        )
    return answers


def _possible_only_with(
    week: AskedWeek, asked: Sequence[Sequence[str]], changes: Sequence[Change], books: Books, search: Search
) -> list[WhatIf]:
    """The weeks with changes where there is none without them: what is settled contradicts itself."""
    answers = []
    for phrases, change in zip(asked, changes, strict=True):
        problem = week.problem(change.program)
        after = solved(problem, books.planning(change.program), search)
        then = outcome_of(problem, after.roster, after.stages)
        nothing = Differences((), ())
        answers.append(
            WhatIf(
                tuple(phrases), None, then, change, problem=problem, roster=after.roster, differences=nothing
            )
        )
    return answers
