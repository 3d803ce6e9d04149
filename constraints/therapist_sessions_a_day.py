"""Therapists lead no more than so many sessions a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class TherapistSessionsADay(Rule):
    """A therapist leads at most their number of sessions on a day, sessions that have begun included.

    A co-led session counts for each of its leaders.
    """

    name = "Therapist sessions a day"
    stated = "Therapists: Most a day"
    bites = "the therapist leads as many sessions on that day as they can"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit a therapist and day on which more could be led."""
        for therapist in problem.therapists.values():
            if therapist.most_a_day is None:
                continue
            by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for lead in draft.leads_of(therapist.name):
                by_day[lead.day].append((lead.column, 1))
            for terms in by_day.values():
                if len(terms) > therapist.most_a_day:
                    yield Limit(terms, most=therapist.most_a_day, about=(therapist.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the sessions each therapist leads day by day."""
        for therapist in problem.therapists.values():
            led = Counter(session.day for session in roster.of_therapist(therapist.name))
            for day, sessions in sorted(led.items()):
                if therapist.most_a_day is not None and sessions > therapist.most_a_day:
                    says = (
                        f"{therapist.name} leads {sessions} sessions on {problem.weekday_name(day)}; "
                        f"the most is {therapist.most_a_day}"
                    )
                    yield Breach(self.name, sessions - therapist.most_a_day, says, (therapist.name,))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the number."""
        most = problem.therapists[refused.who or ""].most_a_day
        return f"{refused.who} would lead more than {most} that day"
