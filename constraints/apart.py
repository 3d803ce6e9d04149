"""Some people are never in one session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class KeptApart(Rule):
    """Two clients who are kept apart, or a client and a therapist, are never in one session.

    They may be in parallel sessions of the same topic.
    """

    name = "Apart"
    stated = "Apart: Client, From"
    bites = "the client is kept apart from somebody in the session"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The two together need as many sessions as they are: one each."""
        for pair in problem.apart:
            others = {
                (seat.topic.name, seat.start): seat.column for seat in draft.seats_of(pair.other_client or "")
            }
            others |= {
                (lead.topic.name, lead.start): lead.column for lead in draft.leads_of(pair.therapist or "")
            }
            about = (pair.client, pair.other_client or pair.therapist or "")
            for seat in draft.seats_of(pair.client):
                place = (seat.topic.name, seat.start)
                session = draft.session_at(*place)
                if place in others and place not in problem.untouched_at and session is not None:
                    terms = [(seat.column, 1), (others[place], 1), (session.column, -1)]
                    yield Limit(terms, most=0, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for both in each session; what has begun stands."""
        for session in roster.sessions:
            for pair in problem.apart:
                # A client may be called what a therapist is called.
                other = pair.therapist if pair.other_client is None else pair.other_client
                others = session.therapists if pair.other_client is None else session.clients
                both = pair.client in session.clients and other in others
                if both and (session.topic, session.start) not in problem.untouched_at:
                    says = (
                        f"{pair.client} and {other} are kept apart and both in "
                        f"{session.topic} on {problem.says_when(session.start)}"
                    )
                    yield Breach(self.name, 1, says, (pair.client, other or "", session.id))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names nobody else: who sits there is theirs."""
        return f"somebody {refused.who} is kept apart from sits in {refused.topic}"
