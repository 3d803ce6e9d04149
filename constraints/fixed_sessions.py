"""Settled sessions take place as they are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Fixed, Problem, Roster, Session, listed


@dataclass(frozen=True)
class FixedSessions(Rule):
    """Every fixed session takes place, with the therapists, the room and the clients it names.

    Where it names clients and its seats aren't open, nobody else sits in it. Rows for a time that is over,
    or for a session that has begun, ask for nothing more.
    """

    name = "Fixed sessions"
    stated = "Fixed"
    bites = "the time, the people or the room are taken by a fixed session"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The sessions, leads, rooms and seats that each row names are there; an empty sum can't reach 1."""
        for (name, start), rows in self._ahead(problem).items():
            topic, session = problem.topics[name], draft.session_at(name, start)
            terms = [(session.column, 1)] if session else []
            named = tuple(self._called(problem, fixed) for fixed in rows)
            yield Limit(terms, fewest=len(rows), about=named)
            leads = {lead.therapist: lead.column for lead in draft.leads_at(name, start)}
            seats = {seat.client: seat.column for seat in draft.seats_at(name, start)}
            rooms = {room: use.column for use in draft.uses_at(name, start) for room in use.rooms}
            for fixed in rows:
                asked = [(leads, who) for who in fixed.therapists]
                asked += [(seats, code) for code in fixed.clients]
                if fixed.room is not None and problem.rooms and topic.needs_room:
                    asked.append((rooms, fixed.room))
                for columns, who in asked:
                    terms = [(columns[who], 1)] if who in columns else []
                    yield Limit(terms, fewest=1, about=(self._called(problem, fixed),))
            if session is not None and not any(fixed.open_seats for fixed in rows):
                # Others sit in the sessions that are run besides: none, where there can be no other.
                invited = {code for fixed in rows for code in fixed.clients}
                others = [(column, 1) for code, column in seats.items() if code not in invited]
                if others:
                    besides = (session.column, -topic.largest)
                    yield Limit([*others, besides], most=-topic.largest * len(rows), about=named)

    def _called(self, problem: Problem, fixed: Fixed) -> str:
        """A row as a message names it: where it stands, the session, and who and where if it says."""
        said = f"{fixed.topic} on {problem.says_when(fixed.start)}"
        if fixed.therapists:
            said += f" with {listed(fixed.therapists)}"
        if fixed.room:
            said += f" in {fixed.room}"
        return f"{fixed.place}: {said}" if fixed.place else said

    def _ahead(self, problem: Problem) -> dict[tuple[str, int], list[Fixed]]:
        rows: dict[tuple[str, int], list[Fixed]] = defaultdict(list)
        for fixed in problem.fixed:
            if fixed.start >= problem.as_of and (fixed.topic, fixed.start) not in problem.untouched_at:
                rows[fixed.topic, fixed.start].append(fixed)
        return rows

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Finds each row a session of its own that is as the row says."""
        places = dict.fromkeys((fixed.topic, fixed.start) for fixed in problem.fixed)
        for topic, start in places:
            if start < problem.as_of or (topic, start) in problem.untouched_at:
                continue
            rows = [fixed for fixed in problem.fixed if (fixed.topic, fixed.start) == (topic, start)]
            sessions = [s for s in roster.sessions if (s.topic, s.start) == (topic, start)]
            faults = [[list(self._faults(problem, row, session)) for session in sessions] for row in rows]
            found: dict[int, int] = {}  # which session answers to which row
            for place, row in enumerate(rows):
                if not self._settle(place, faults, found, set()):
                    fault = "doesn't take place"
                    if sessions:
                        nearest = sorted(faults[place], key=lambda wrong: len(wrong))[0]
                        fault = " and ".join(nearest) or "has no session of its own"
                    where = f" ({row.place})" if row.place else ""
                    says = f"The fixed session {topic} on {problem.says_when(start)}{where} {fault}"
                    about = (topic, *(session.id for session in sessions), *row.clients)
                    yield Breach(self.name, 1, says, about)

    def _settle(
        self, row: int, faults: list[list[list[str]]], found: dict[int, int], tried: set[int]
    ) -> bool:
        """Whether the row gets a session, the rows before it moving to other sessions if need be."""
        for session, wrong in enumerate(faults[row]):
            if wrong or session in tried:
                continue
            tried.add(session)
            if session not in found or self._settle(found[session], faults, found, tried):
                found[session] = row
                return True
        return False

    def _faults(self, problem: Problem, row: Fixed, session: Session) -> Iterator[str]:
        for name in row.therapists:
            if name not in session.therapists:
                yield f"isn't led by {name}"
        room_matters = problem.rooms and problem.topics[row.topic].needs_room and row.room is not None
        if room_matters and session.room != row.room:
            yield f"isn't in {row.room}"
        for code in row.clients:
            if code not in session.clients:
                yield f"is without {code}"
        if not row.open_seats:
            for code in session.clients:
                if code not in row.clients:
                    yield f"has {code}, whom it doesn't name"

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Says that a session names its clients."""
        return f"{refused.topic} is settled for others" if refused.kind == "seat" else self.bites
