"""Everything that could be let go for what some clients lack: by the facts of a proven cause, else by what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.model import Problem
from planner.program import Program
from planner.remedies.causes.grounds import Grounds
from planner.remedies.causes.question import Question
from planner.remedies.causes.terms import TERMS
from planner.remedies.fixes.ideas import Idea
from planner.remedies.fixes.loosened import let_go
from planner.remedies.fixes.loosened_people import (
    CLIENT_FIELDS,
    changeover,
    client_hours,
    days_of_a_need,
    kept_apart,
    more_rooms,
    more_seats,
    more_starts,
)
from planner.remedies.fixes.loosened_therapists import THERAPIST_FIELDS, therapist_hours, who_else_leads
from planner.remedies.fixes.loosened_topics import TOPIC_FIELDS, larger_groups
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import Situation
from planner.remedies.outcome import Key

AT_ONE_TIME = ("Client's hours", "Therapist's hours", "Room's hours", "Start time")  # as small as can be
IDEAS_AT_MOST = 12
ONE_BY_ONE = 4  # clients or therapists who are asked for longer hours one by one
LAST = ("minutes", "starts")  # terms that are let go only where nothing else helps


def by_facts(situation: Situation, known: Sequence[tuple[Question, Grounds]]) -> list[Proposal]:
    """What loosens the facts that together make it impossible."""
    found = []
    for question, grounds in known:
        for fact in grounds.facts:
            found += list(let_go(situation, question.scene, fact))
    return found


def of_themselves(situation: Situation) -> list[Proposal]:
    """What could be otherwise of the clients alone: whom they are kept apart from, their hours, days and stay."""
    found = [*kept_apart(situation, ""), *days_of_a_need(situation, "")]
    for code in situation.codes:
        row = situation.program.clients[code]
        for field, propose in CLIENT_FIELDS.items():
            if field != "primary" and getattr(row, field) is not None:
                found += propose(situation, code)
        found += client_hours(situation, code)
    return found


def by_what_there_is(situation: Situation, ideas: Sequence[Idea] = ()) -> list[Proposal]:
    """What is in the way at most times, and the topic's own terms, leaders, rooms and hours."""
    counted = [idea for idea in sorted(ideas, key=lambda one: one.order) if _of_the_offer(idea)]
    return [*(idea.proposal for idea in counted[:IDEAS_AT_MOST]), *_usual(situation)]


def by_whatever_could_be(situation: Situation) -> list[Proposal]:
    """What is dearest or least usual: lengths, starts, the changeover, rules that must hold."""
    found = list(_usual(situation))
    if situation.topic is not None:
        for field in LAST:
            if field == "minutes" or situation.problem.topics[situation.topic].starts:
                found += TOPIC_FIELDS[field](situation, situation.topic)
    if situation.program.changeover:
        found += changeover(situation, "")
    return [*found, *more_starts(situation, ""), *days_of_a_need(situation, "")]


def _of_the_offer(idea: Idea) -> bool:
    return idea.proposal.kind not in AT_ONE_TIME


def _usual(situation: Situation) -> Iterator[Proposal]:
    problem, topic = situation.problem, situation.topic
    if topic is not None:
        for field, _, there, _ in TERMS:
            if field not in LAST and there(problem.topics[topic]):
                yield from TOPIC_FIELDS[field](situation, topic)
        yield from who_else_leads(situation, topic)
    else:
        yield from larger_groups(situation, "")
    topics = {one.name for one in situation.topics}
    leading = [name for name, who in problem.therapists.items() if who.leads & topics]
    for name in leading if len(leading) <= ONE_BY_ONE else ():
        for propose in THERAPIST_FIELDS.values():
            yield from propose(situation, name)
        yield from therapist_hours(situation, name)
    if problem.rooms:
        yield from more_rooms(situation, "")
        yield from more_seats(situation, "")
    for code in situation.codes if len(situation.codes) <= ONE_BY_ONE else ():
        yield from client_hours(situation, code)
    yield from kept_apart(situation, "")


def situation_of(program: Program, problem: Problem, keys: Sequence[Key]) -> Situation:
    """For whom and for what: clients who lack the same."""
    return Situation(program, problem, tuple(code for code, _ in keys), keys[0][1])
