"""The other week of an answer as a plan, so that it can be kept as a roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.fingerprint import fingerprint_of
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.plan import Plan
from planner.planning import as_it_stands, plan_of
from planner.program import Program
from planner.remedies.beside import Beside
from planner.replanning.carry_over import carried_over
from planner.replanning.changes import changes_between
from planner.search import Search


def kept_week(
    program: Program, problem: Problem, rules: Sequence[Rule], given: Roster, weeks: Beside, command: str
) -> Plan:
    """The other week, with what stood beside the rows of the roster it was asked about, and what it changes there.

    `problem` is the week as it is asked for, whatever the other week was searched with; `command` repeats the answer.
    """
    roster = carried_over(weeks.roster, given, problem)
    plan = plan_of(program, problem, as_it_stands(problem, roster, rules), rules, Search(command=command))
    changes = changes_between(given, roster, problem, rules)
    return replace(plan, changes=changes, fingerprint=fingerprint_of(problem, rules))
