"""Therapists have a break after so many sessions."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.options import LeadOption
from planner.language.rule import Rule
from planner.model import GAP_THAT_BREAKS_A_ROW, Problem, Roster, Session


@dataclass(frozen=True)
class TherapistInARow(Rule):
    """A therapist leads at most their number of sessions in a row, before a gap of at least 10 minutes.

    Sessions that have begun are part of a row.
    """

    name = "Therapist sessions in a row"
    stated = "Therapists: Most in a row"
    bites = "the therapist needs a break between sessions"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """A counter at every start: which session of a row it is, one more than the session before."""
        for therapist in problem.therapists.values():
            most = therapist.most_in_a_row
            leads = draft.leads_of(therapist.name)
            if most is None or len(leads) <= most:
                continue
            starting: dict[int, list[LeadOption]] = defaultdict(list)
            stretches: dict[tuple[int, int], list[LeadOption]] = defaultdict(list)
            for lead in leads:
                starting[lead.start].append(lead)
                stretches[lead.start, lead.end].append(lead)
            starts = sorted(starting)
            begun = self._begun(leads, draft)
            counter = {
                start: draft.quantity(
                    ("in a row", therapist.name, start), most, min(begun.get(start, 0), most)
                )
                for start in starts
            }
            about = (therapist.name,)
            for start in starts:
                here = [(lead.column, -1) for lead in starting[start]]
                yield Limit([(counter[start], 1), *here], fewest=0, about=about)
            for (start, end), before in stretches.items():
                for following in starts[bisect_left(starts, end) :]:
                    if following - end >= GAP_THAT_BREAKS_A_ROW:
                        break
                    if start in begun and following in begun:
                        continue
                    both = [(lead.column, -most) for lead in (*before, *starting[following])]
                    counted = [(counter[following], 1), (counter[start], -1)]
                    yield Limit([*counted, *both], fewest=1 - 2 * most, about=about)

    def _begun(self, leads: list[LeadOption], draft: Draft) -> dict[int, int]:
        """Which session of a row each session is that has begun, by start; too long a row is no contradiction."""
        places: dict[int, int] = {}
        before: LeadOption | None = None
        for lead in sorted(leads, key=lambda lead: lead.start):
            if draft.lowest[lead.column]:
                follows = before is not None and lead.start - before.end < GAP_THAT_BREAKS_A_ROW
                places[lead.start] = places[before.start] + 1 if before is not None and follows else 1
                before = lead
        return places

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Reads each therapist's sessions in order and cuts them where there is a gap."""
        for therapist in problem.therapists.values():
            if therapist.most_in_a_row is None:
                continue
            rows: list[list[Session]] = []
            for session in roster.of_therapist(therapist.name):
                if rows and session.start - max(s.end for s in rows[-1]) < GAP_THAT_BREAKS_A_ROW:
                    rows[-1].append(session)
                else:
                    rows.append([session])
            for row in rows:
                if len(row) > therapist.most_in_a_row:
                    says = (
                        f"{therapist.name} leads {len(row)} sessions in a row from "
                        f"{problem.says_when(row[0].start)}; the most is {therapist.most_in_a_row}"
                    )
                    about = (therapist.name, *(session.id for session in row))
                    yield Breach(self.name, len(row) - therapist.most_in_a_row, says, about)

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the number."""
        most = problem.therapists[refused.who or ""].most_in_a_row
        return f"{refused.who} would lead more than {most} in a row"
