"""A rule made `must` that no plan can keep is named, with for whom, and with what is certain to be missing."""

from __future__ import annotations

import pytest

from planner import api
from planner.model.faults import NoPlanPossible
from planner.program import ClientRow, NeedRow, Program, RuleUse
from tests.small_week import MON, MONDAY, TUE, program, weekly


def made_must(rule: str, **more: object) -> Program:
    return program(rule_uses=(RuleUse(rule, "must", "book.xlsx: Rules!A2"),), **more)


OFTEN = made_must("Needs", needs=(NeedRow("C001", "Anger", 6),))
SHORT = made_must(
    "Least hours",
    needs=(),
    clients={"C001": ClientRow("C001", "Small", least_minutes=180), "C002": ClientRow("C002", "Small")},
    client_hours={"C001": weekly(MON, TUE, closes=10), "C002": weekly(MON, TUE)},
)


@pytest.mark.parametrize(
    ("whole", "whom", "rule"), [(OFTEN, "C001 (Anger)", "Needs"), (SHORT, "C001", "Least hours")]
)
def test_the_rule_that_no_plan_can_keep_is_named_with_for_whom(whole: Program, whom: str, rule: str) -> None:
    with pytest.raises(NoPlanPossible) as stopped:
        api.plan(whole, MONDAY, seconds=1, reproducible=True)
    first, row = stopped.value.reasons
    assert first == f"The rule {rule} is a must (Rules), and no plan can keep it for {whom}."
    assert row.startswith("book.xlsx: Rules!A2: ")


@pytest.mark.parametrize(
    ("whole", "says"),
    [(OFTEN, "Anger fits into C001's hours only 5 times"), (SHORT, "C001: their hours hold 2 h of sessions")],
)
def test_what_is_certain_to_be_missing_is_told_with_it(whole: Program, says: str) -> None:
    first, *behind = api.explain(whole, week=MONDAY).causes
    assert first.places == ("Rules!A2",) and first.says.endswith("for C001" if whole is SHORT else "(Anger)")
    assert any(says in cause.says and cause.proven for cause in behind)
    assert all(cause.client in ("", "C001") for cause in behind)
