"""A roster in the columns of a draft, for tests that ask the rows about it."""

from __future__ import annotations

from collections import defaultdict

from planner.language.draft import Draft
from planner.model import Roster


def columns_of(draft: Draft, roster: Roster) -> dict[int, int] | None:
    """The roster as option columns that aren't 0, or `None` when it uses something barred."""
    values: dict[int, int] = defaultdict(int)
    for session in roster.sessions:
        option = draft.session_at(session.topic, session.start)
        leads = {lead.therapist: lead for lead in draft.leads_at(session.topic, session.start)}
        seats = {seat.client: seat for seat in draft.seats_at(session.topic, session.start)}
        uses = [use for use in draft.uses_at(session.topic, session.start) if session.room in use.rooms]
        if (
            option is None
            or (session.room is not None and draft.problem.rooms and not uses)
            or any(name not in leads for name in session.therapists)
            or any(code not in seats for code in session.clients)
        ):
            return None
        values[option.column] += 1
        for use in uses:
            values[use.column] += 1
        for name in session.therapists:
            values[leads[name].column] += 1
        for code in session.clients:
            values[seats[code].column] += 1
    if any(value > draft.highest[column] for column, value in values.items()):
        return None
    return dict(values)
