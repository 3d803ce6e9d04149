"""What stands of a roster at the beginning of a search where more is asked for than it has."""

from __future__ import annotations

from dataclasses import replace

from constraints import rule_book
from planner.engine.posting import posted
from planner.engine.settle import emptiest
from planner.engine.start import keep_what_stands
from planner.language.limits import Stage
from planner.week.problem import problem_of
from tests.small_week import MONDAY, TUE, at, in_force, program


def test_a_session_of_a_topic_that_has_to_run_more_often_stands() -> None:
    problem = problem_of(program(), MONDAY)
    anger = replace(problem.topics["Anger"], runs_at_least=3)
    problem = replace(problem, topics={**problem.topics, "Anger": anger})
    must = [replace(rule, must=True) if rule.stage is Stage.RUNS else rule for rule in rule_book()]
    posting = posted(problem, must)
    board = posting.board()
    values = keep_what_stands(posting.draft, board, emptiest(board), in_force())
    option = posting.draft.session_at("Anger", at(TUE, 9))
    assert option is not None
    assert values[option.column] == 1
    assert not board.keeps(values)
