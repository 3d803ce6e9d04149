"""What a curriculum's timetable gives a client in a week, and what the plan adds to it, in plain words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from planner.model import Problem, Roster, hours
from planner.program import Program
from planner.week.problem import curriculum_of

Part = tuple[str, tuple[tuple[str, int], ...]]
"""A curriculum and the counting sessions it asks for in a week: (topic, sessions), in the curriculum's order."""


def curriculum_in_words(program: Program, problem: Problem, roster: Roster) -> list[str]:
    """A sentence for each part of a curriculum that some client is in this week: its hours, and what is added.

    Clients whose curriculum asks for the same counting sessions this week stand together.
    """
    together: dict[Part, list[tuple[str, int]]] = defaultdict(list)
    for code in problem.clients:
        row = program.clients[code]
        number, steps = curriculum_of(program, code, problem.first_day)
        asked = [
            (step.topic, step.sessions) for step in steps if step.topic and problem.topics[step.topic].counts
        ]
        if row.curriculum and asked:
            together[row.curriculum, tuple(asked)].append((code, number))
    return [_says(problem, roster, part, clients) for part, clients in together.items()]


def _says(problem: Problem, roster: Roster, part: Part, clients: Sequence[tuple[str, int]]) -> str:
    name, asked = part
    timetable = sum(problem.topics[topic].minutes * sessions for topic, sessions in asked)
    listed = ", ".join(f"{sessions} {topic}" for topic, sessions in asked)
    weeks = sorted({number for _, number in clients})
    in_weeks = f"{'week' if len(weeks) == 1 else 'weeks'} {', '.join(map(str, weeks))}"
    added: Counter[str] = Counter()
    planned: list[int] = []
    for code, _ in clients:
        had = Counter(
            session.topic
            for session in roster.of_client(code)
            if problem.topics[session.topic].counts and code in session.coming
        )
        planned.append(sum(problem.topics[topic].minutes * count for topic, count in had.items()))
        added += had - Counter(dict(asked))
    amount = hours(min(planned))
    if max(planned) > min(planned):
        amount += f" to {hours(max(planned))}"
    what = (
        f"added: {', '.join(topic for topic in problem.topics if added[topic])}"
        if added
        else "nothing is added"
    )
    codes = ", ".join(code for code, _ in clients)
    return f"{name}, {in_weeks} ({codes}): the timetable is {hours(timetable)} ({listed}); planned {amount}; {what}."
