"""Why too few sessions of a topic can be held for all who need them: counted again without what could be otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from planner.fewest import fewest
from planner.model import counted
from planner.program import FixedRow, Program
from planner.reasons.counts import shortages
from planner.reasons.places import cells_at
from planner.remedies.facts import facts_about
from planner.remedies.grounds import Grounds
from planner.remedies.question import Fact, Question, Scene
from planner.remedies.without import with_fields
from planner.week import problem_of

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


def limits_of_all(question: Question, until: float) -> Grounds:
    """The facts without any one of which counting finds enough for all, or the fewest that leave too little."""
    assert question.topic is not None
    scene = Scene(with_one_topic(question.program, question.topic, settled=True), question.rules)
    facts = [
        *_settled(scene.program, question.topic),
        *(fact for fact in facts_about(question) if not fact.of_one),
    ]
    # A shorter session would always do; who asks why has other things in mind.
    facts.sort(key=lambda fact: fact.says.endswith(LAST))

    def short(left_out: Sequence[Fact]) -> bool:
        without = scene
        for fact in left_out:
            without = fact.without(without)
        problem = problem_of(without.program, question.week, question.history)
        return any(one.topic == question.topic for one in shortages(without.program, problem, without.rules))

    def decides(fact: Fact) -> bool:
        return monotonic() < until and not short([fact])

    deciding = tuple(fact for fact in facts if decides(fact))
    deciding = tuple(fact for fact in deciding if not fact.says.endswith(LAST)) or deciding
    if deciding or not short(()):
        return Grounds(deciding, deciding)
    smallest = tuple(fewest(facts, lambda kept: monotonic() < until and short(_others(facts, kept))))
    return Grounds(smallest) if monotonic() < until else Grounds()


def _others(facts: Sequence[Fact], kept: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact not in kept]


def _settled(program: Program, topic: str) -> list[Fact]:
    """What those who lead the topic lead in any case, therapist by therapist."""
    found = []
    for who in program.therapists.values():
        rows = [row for row in program.fixed if who.name in row.therapists and row.topic != topic]
        if topic in who.leads and rows:
            others = tuple(row for row in program.fixed if row not in rows)
            says = f"{who.name} leads {counted(len(rows), 'settled session')} of other topics (Fixed)"
            cells = tuple(cell for row in rows for cell in _cells(program, row))
            found.append(Fact(says, with_fields(fixed=others), cells, of_one=False))
    return found


def _cells(program: Program, row: FixedRow) -> tuple[str, ...]:
    return cells_at(program, row.place.rpartition(": ")[2]) if row.place else ()
