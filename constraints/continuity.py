"""A topic that goes on stays with the therapist the client knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import MISSED, Attended, Problem, Roster, listed


@dataclass(frozen=True)
class Continuity(Rule):
    """A client who goes on with a topic keeps one of the therapists who led it when they attended it last.

    Amount: seats in sessions that none of those therapists leads. Nothing is asked where none of them
    leads the topic any more, or where nobody was noted. A missed seat counts nothing, then as now.
    """

    weight: int = 60

    name = "Continuity"
    stated = "Attendance: Therapist; Therapists: Leads"
    bites = "a client knows another therapist in this topic"
    unit = "seat in a topic that goes on with none of the therapists the client knows"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """A goal for each seat such a therapist may lead, and one for all that none of them can."""
        latest: dict[str, dict[str, tuple[str, ...]]] = {}
        for line in sorted(problem.history, key=lambda line: (line.day, line.start or 0)):
            if line.status not in MISSED:
                latest.setdefault(line.client, {})[line.topic] = line.therapists
        for code, known in latest.items():
            familiar = {
                topic: {
                    name
                    for name in therapists
                    if name in problem.therapists and topic in problem.therapists[name].leads
                }
                for topic, therapists in known.items()
            }
            strange: dict[str, list[tuple[int, int]]] = {}
            for seat in draft.seats_of(code):
                topic = seat.topic.name
                if seat.missed or not familiar.get(topic):
                    continue
                leads = [
                    (lead.column, -1)
                    for lead in draft.leads_at(topic, seat.start)
                    if lead.therapist in familiar[topic]
                ]
                if leads:
                    yield Goal([(seat.column, 1), *leads], most=0, about=(code, topic))
                else:
                    strange.setdefault(topic, []).append((seat.column, 1))
            for topic, terms in strange.items():
                yield Goal(terms, most=0, about=(code, topic))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks up, seat by seat, who led the topic when the client attended it last."""
        last: dict[tuple[str, str], Attended] = {}
        for line in problem.history:
            before = last.get((line.client, line.topic))
            if line.status not in MISSED and (
                before is None or (before.day, before.start or 0) <= (line.day, line.start or 0)
            ):
                last[line.client, line.topic] = line
        for session in roster.sessions:
            still = {who.name for who in problem.therapists.values() if session.topic in who.leads}
            for seat in session.seats:
                line_before = last.get((seat.client, session.topic))
                if line_before is None or seat.missed:
                    continue
                known = still.intersection(line_before.therapists)
                if known and known.isdisjoint(session.therapists):
                    yield Breach(
                        self.name,
                        1,
                        f"{seat.client} had {session.topic} with {listed(sorted(known))}, but not on "
                        f"{problem.says_when(session.start)}",
                        (seat.client, session.topic, session.id),
                    )
