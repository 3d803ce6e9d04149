"""Why too few sessions of a topic can be held for all who need them: counted again without what could be otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.shortage import Shortage
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.facts import facts_about
from planner.remedies.causes.grounds import Grounds
from planner.remedies.causes.question import Fact, Question, Scene

NUMBERS = re.compile(r"\d+")
LAST = "(Minutes)"  # what a fact ends with that is told only where no other is


def with_one_topic(program: Program, topic: str, settled: bool = False) -> Program:
    """A program in which nothing is asked for but one topic; `settled` sessions of other topics stay or go."""
    fixed = tuple(row for row in program.fixed if settled or row.topic == topic)
    there = {topic, *(row.topic for row in fixed)}
    return replace(
        program,
        topics={name: replace(one, runs_at_least=0) for name, one in program.topics.items() if name in there},
        clients={code: replace(row, least_minutes=0) for code, row in program.clients.items()},
        levels={name: replace(one, least_minutes=0, least_days=0) for name, one in program.levels.items()},
        needs=tuple(row for row in program.needs if row.topic == topic),
        curricula=tuple(row for row in program.curricula if row.topic in (None, topic)),
        wishes=tuple(row for row in program.wishes if row.topic in (None, topic)),
        fixed=fixed,
    )


def limits_of_all(question: Question, cause: Cause, until: float) -> Grounds:
    """The facts without any one of which counting doesn't find again what a cause says."""
    own = [] if question.together else [fact for fact in facts_about(question) if not fact.of_one]
    facts: dict[str, Fact] = {}
    for fact in (*own, *facts_about(replace(question, together=True))):
        facts.setdefault(fact.says, fact)
    if not counted_again(question, cause):
        return Grounds()  # it takes more than the one topic

    # A shorter session would always do; who asks why has other things in mind.
    in_turn = sorted(facts.values(), key=lambda fact: fact.says.endswith(LAST))
    deciding = tuple(
        fact for fact in in_turn if monotonic() < until and not counted_again(question, cause, (fact,))
    )
    deciding = tuple(fact for fact in deciding if not fact.says.endswith(LAST)) or deciding
    return Grounds(deciding, deciding)


def counted_again(question: Question, cause: Cause, without: Sequence[Fact] = ()) -> bool:
    """Whether what a cause says of a topic is counted in a week of that topic without some facts, too."""
    assert cause.topic is not None
    scene = Scene(with_one_topic(question.program, cause.topic, settled=True), question.rules)
    for fact in without:
        scene = fact.without(scene)
    short = shortages(scene.program, question.week.cut(scene.program), scene.rules)
    return any(one.topic == cause.topic and _of_the_same(one, cause) for one in short)


def _of_the_same(one: Shortage, cause: Cause) -> bool:
    """Whether a shortage is of what a cause is: of each for the like reason, else of all of them together."""
    if cause.of_each:
        return NUMBERS.sub("", one.says) == NUMBERS.sub("", cause.says)
    return not one.of_each and one.clients >= set(cause.clients)
