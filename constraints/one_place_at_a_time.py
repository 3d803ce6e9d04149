"""Nobody and no room is in two places at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.options import running_together
from planner.language.rule import Rule
from planner.model import Fixed, Problem, Roster, Session


@dataclass(frozen=True)
class OnePlaceAtATime(Rule):
    """A client, a therapist or a room is in one session at a time, with the changeover in between.

    The changeover (minutes) is for therapists and rooms only; clients may go straight from one session
    into the next. A seat that was missed still occupies its time.
    """

    name = "One place at a time"
    stated = "Settings: Changeover; Topics: Minutes"
    bites = "nobody can be in two sessions at once"
    of_one_moment = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit for each largest set of options that run at one moment."""
        for code in problem.clients:
            for seats in running_together(draft.seats_of(code), 0):
                yield Limit([(seat.column, 1) for seat in seats], most=1, about=(code,))
        for name in problem.therapists:
            for leads in running_together(draft.leads_of(name), problem.changeover):
                yield Limit([(lead.column, 1) for lead in leads], most=1, about=(name,))
        for rooms, options in draft.room_groups():
            for uses in running_together(options, problem.changeover):
                yield Limit([(use.column, 1) for use in uses], most=len(rooms), about=rooms)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Reads each client's, therapist's and room's sessions in order of start."""
        for code in problem.clients:
            yield from self._clashes(problem, code, "has a seat in", roster.of_client(code), 0)
        for name in problem.therapists:
            led = roster.of_therapist(name)
            yield from self._clashes(problem, name, "leads", led, problem.changeover)
        for name in problem.rooms:
            held = sorted((s for s in roster.sessions if s.room == name), key=lambda s: s.start)
            yield from self._clashes(problem, name, "holds", held, problem.changeover)

    def _clashes(
        self, problem: Problem, who: str, does: str, sessions: list[Session], changeover: int
    ) -> Iterator[Breach]:
        latest: Session | None = None
        for session in sessions:
            if latest is not None and session.start < latest.end + changeover:
                when = problem.says_when(session.start)
                if session.start < latest.end:
                    says = f"{who} {does} two sessions on {when}: {latest.topic} and {session.topic}"
                else:
                    says = (
                        f"{who} {does} {session.topic} on {when}, {session.start - latest.end} min after "
                        f"{latest.topic}, where the changeover takes {changeover} min"
                    )
                yield Breach(self.name, 1, says, (who, latest.id, session.id))
            if latest is None or session.end > latest.end:
                latest = session

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Says who or which room is taken, then or for the changeover, which isn't for clients."""
        does = {"seat": "is in", "lead": "leads", "room": "holds"}
        if refused.kind not in does:
            return self.bites
        pause = 0 if refused.kind == "seat" else problem.changeover
        ends = refused.start + problem.topics[refused.topic].minutes + pause
        settled = [
            row
            for row in problem.fixed
            if refused.who in (*row.clients, *row.therapists, row.room)
            and row.start < ends
            and refused.start < row.start + problem.topics[row.topic].minutes + pause
        ]
        what = "another session"
        if settled:
            what = _settled(problem, refused.who, settled)
        says = f"{refused.who} {does[refused.kind]} {what}"
        return f"{says} then or within {pause} min (Changeover)" if pause else says


def _settled(problem: Problem, who: str | None, rows: Sequence[Fixed]) -> str:
    """What settled sessions are called: by their topic, where all that somebody or a room has settled is of it."""
    if all(row.locked for row in rows):
        return "a session that a lock or an edit keeps"
    topics = {row.topic for row in problem.fixed if who in (*row.clients, *row.therapists, row.room)}
    return f"{topics.pop()}, which is settled (Fixed)" if len(topics) == 1 else "a settled session (Fixed)"
