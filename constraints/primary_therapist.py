"""One-on-one sessions are with the client's own therapist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class PrimaryTherapist(Rule):
    """An individual session is led by the client's primary therapist, if they lead its topic.

    A client whose primary therapist doesn't lead the topic, or who has none, may have it with anybody who does.
    """

    name = "Primary therapist"
    stated = "Clients: Primary therapist; Topics: Kind (individual)"
    bites = "individual sessions are with the primary therapist, who isn't free"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """Where a primary therapist leads, their clients may sit; elsewhere none of them."""
        for session in draft.sessions:
            topic = session.topic
            if topic.kind != "individual" or (topic.name, session.start) in problem.untouched_at:
                continue
            theirs: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for seat in draft.seats_at(topic.name, session.start):
                primary = problem.therapists.get(problem.clients[seat.client].primary or "")
                if primary is not None and topic.name in primary.leads:
                    theirs[primary.name].append((seat.column, 1))
            lead_of = {lead.therapist: lead.column for lead in draft.leads_at(topic.name, session.start)}
            for name, seats in theirs.items():
                lead = [(lead_of[name], -topic.largest)] if name in lead_of else []
                yield Limit([*seats, *lead], most=0, about=(name, topic.name))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for each client's primary therapist among the session's; what has begun stands."""
        for session in roster.sessions:
            individual = problem.topics[session.topic].kind == "individual"
            if not individual or (session.topic, session.start) in problem.untouched_at:
                continue
            for code in session.clients:
                primary = problem.therapists.get(problem.clients[code].primary or "")
                if primary is None or session.topic not in primary.leads:
                    continue
                if primary.name not in session.therapists:
                    says = (
                        f"{code} has {session.topic} on {problem.says_when(session.start)} without "
                        f"their primary therapist {primary.name}"
                    )
                    yield Breach(self.name, 1, says, (code, primary.name, session.id))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the therapist, and tells one who isn't there then from one who leads something else."""
        name = problem.clients[refused.who or ""].primary or ""
        end = refused.start + problem.topics[refused.topic].minutes
        there = any(window.holds(refused.start, end) for window in problem.therapist_windows.get(name, ()))
        return f"their primary therapist {name} isn't {'free' if there else 'available'}"
