"""A different group each week: nobody repeats last week's topic unless a need asks for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MISSED, Problem, Roster


@dataclass(frozen=True)
class Rotation(Rule):
    """A client isn't seated in a group or education topic they attended in the week before.

    Amount: seats in topics attended in the seven days before the week; as many as this week's needs ask
    for are free. A seat marked excused, absent or cancelled counts nothing, then as now.
    """

    weight: int = 120
    kinds: frozenset[str] = frozenset({"group", "education"})

    name = "Rotation"
    stated = "Attendance; Topics: Kind; Needs: Sessions"
    bites = "a client had this topic last week"
    unit = "seat in a topic attended in the week before"
    stage = Stage.GOOD_WEEK
    adds_up_a_week = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client and topic of last week: no seat beyond those needed."""
        since = problem.first_day - timedelta(days=DAYS_A_WEEK)
        recent: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for line in problem.history:
            topic = problem.topics.get(line.topic)
            if topic is None or topic.kind not in self.kinds or line.status in MISSED:
                continue
            if since <= line.day < problem.first_day:
                recent[line.client][line.topic] = []
        needed: Counter[tuple[str, str]] = Counter()
        for need in problem.needs:
            needed[need.client, need.topic] += need.sessions
        for code, columns in recent.items():
            for seat in draft.seats_of(code):
                if seat.topic.name in columns and not seat.missed:
                    columns[seat.topic.name].append(seat.column)
            for name, seats in columns.items():
                if seats:
                    terms = [(column, 1) for column in seats]
                    yield Goal(terms, most=needed[code, name], about=(code, name))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares each client's topics with those of the seven days before."""
        last_week = {
            (line.client, line.topic)
            for line in problem.history
            if 0 < (problem.first_day - line.day).days <= DAYS_A_WEEK and line.status not in MISSED
        }
        seats: Counter[tuple[str, str]] = Counter()
        for session in roster.sessions:
            if problem.topics[session.topic].kind in self.kinds:
                seats.update((code, session.topic) for code in session.coming)
        for (code, name), count in seats.items():
            if (code, name) not in last_week:
                continue
            free = sum(need.sessions for need in problem.needs if (need.client, need.topic) == (code, name))
            if count > free:
                yield Breach(
                    self.name,
                    count - free,
                    f"{code} had {name} last week and has it again, {count - free} more than needed",
                    (code, name),
                )
