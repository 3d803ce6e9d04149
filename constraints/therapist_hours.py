"""Therapists lead no more than their hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class TherapistHours(Rule):
    """A therapist leads at most their hours a week, sessions that have begun included.

    Each co-leader leads the whole session.
    """

    name = "Therapist hours"
    stated = "Therapists: Most hours"
    bites = "the therapist leads as many hours as they can"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a therapist: the minutes of their leads."""
        for therapist in problem.therapists.values():
            terms = [(lead.column, lead.end - lead.start) for lead in draft.leads_of(therapist.name)]
            most = therapist.most_minutes
            if most is not None and sum(minutes for _, minutes in terms) > most:
                yield Limit(terms, most=most, about=(therapist.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up the minutes each therapist leads."""
        for therapist in problem.therapists.values():
            led = sum(session.minutes for session in roster.of_therapist(therapist.name))
            if therapist.most_minutes is not None and led > therapist.most_minutes:
                allowed = hours(therapist.most_minutes)
                says = f"{therapist.name} leads {hours(led)} this week; the most is {allowed}"
                yield Breach(self.name, led - therapist.most_minutes, says, (therapist.name,))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the hours."""
        most = problem.therapists[refused.who or ""].most_minutes or 0
        return f"{refused.who}'s {hours(most)} a week {'is' if most == 60 else 'are'} used up"
