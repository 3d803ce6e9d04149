"""Settled sessions that wait for somebody to step in, or for another room: held where that can be, else cancelled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain, combinations

from planner.language.rule import Rule
from planner.model import GaveWay, Problem
from planner.program import Program
from planner.settled.contradictions import contradictions
from planner.settled.deadlock import contradiction_in


def as_can_be_held(program: Program, problem: Problem, rules: Sequence[Rule]) -> Problem:
    """The week with those sessions cancelled that gave way to an absence and that nobody can take over after all.

    Who leads a topic and is there may still have led enough this week, lack a tag, or be needed elsewhere: the rules
    know. As few as can be are cancelled; what contradicts itself without any of them is left for others to tell.
    """
    # Nobody steps in for a client: a row that does without some is held all the same.
    waiting = [one for one in problem.gave_way if not one.cancelled and one.without - program.clients.keys()]
    if not waiting or not _stuck(program, problem, rules):
        return problem
    fewer = chain.from_iterable(combinations(waiting, count) for count in range(1, len(waiting) + 1))
    tries = (_without(problem, some) for some in fewer)
    return next((without for without in tries if not _stuck(program, without, rules)), problem)


def _stuck(program: Program, problem: Problem, rules: Sequence[Rule]) -> bool:
    bare = replace(problem, needs=(), wishes=())
    return bool(contradictions(program, problem, rules)) or contradiction_in(bare, rules) is not None


def _without(problem: Problem, given: Collection[GaveWay]) -> Problem:
    places = {one.place for one in given}
    told = tuple(_cancelled(problem, one) if one in given else one for one in problem.gave_way)
    fixed = tuple(row for row in problem.fixed if row.place not in places)
    return replace(problem, fixed=fixed, gave_way=told)


def _cancelled(problem: Problem, given: GaveWay) -> GaveWay:
    called = f"{given.topic} on {problem.says_when(given.start)} ({problem.date_of(given.start)})"
    says = f"{called} doesn't take place, because nobody and no room can stand in: {given.why}"
    return replace(given, cancelled=True, told=replace(given.told, says=says))
