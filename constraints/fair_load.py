"""Therapists share the work: nobody is full while another has half a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class FairLoad(Rule):
    """Therapists lead like shares of their most hours.

    Amount: minutes by which the shares lie away from the one in the middle, as minutes of the therapist who may lead
    most. Only therapists with most hours who are there in this week take part.
    """

    name = "Fair load"
    stated = "Therapists: Most hours; Rules: Fair load"
    bites = "a therapist would have more than their share"
    unit = "minute by which therapists' shares of their most hours lie apart"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """A common share, free to choose; and for each therapist: no more and no less than it."""
        most = {
            name: therapist.most_minutes
            for name, therapist in problem.therapists.items()
            if therapist.most_minutes and problem.therapist_windows.get(name)
        }
        if len(most) < 2:
            return
        full = max(most.values())
        minutes = {(held.topic, held.start): held.minutes for held in problem.untouched}
        led = {
            name: [
                (
                    lead.column,
                    round(full * minutes.get((lead.topic.name, lead.start), lead.topic.minutes) / own),
                )
                for lead in draft.leads_of(name)
            ]
            for name, own in most.items()
        }
        common = draft.quantity(
            ("common share",), max(sum(share for _, share in own) for own in led.values())
        )
        for name, shares in led.items():
            yield Goal([*shares, (common, -1)], fewest=0, most=0, about=(name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares each therapist's share with the middle one."""
        sharing = [
            therapist
            for therapist in problem.therapists.values()
            if therapist.most_minutes and problem.therapist_windows.get(therapist.name)
        ]
        largest = max((therapist.most_minutes or 0 for therapist in sharing), default=0)
        shares = {
            therapist.name: sum(
                round(largest * session.minutes / (therapist.most_minutes or 1))
                for session in roster.of_therapist(therapist.name)
            )
            for therapist in sharing
        }
        middle = sorted(shares.values())[(len(shares) - 1) // 2] if len(shares) > 1 else 0
        for name, share in shares.items() if len(shares) > 1 else ():
            if share != middle:
                way = "more" if share > middle else "less"
                says = f"{name} leads {hours(abs(share - middle))} {way} than the middle share"
                yield Breach(self.name, abs(share - middle), says, (name,))
