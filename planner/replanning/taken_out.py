"""What a hand has taken out of a roster isn't put back: a rule that no workbook states and only replanning has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class TakenOut(Rule):
    """Nobody is put back into a session they were taken out of by hand, and a deleted session stays deleted.

    Only a replanning has this rule: `seats` are (client, topic, start), `sessions` (topic, start) of hand edits.
    """

    seats: frozenset[tuple[str, str, int]] = frozenset()
    sessions: frozenset[tuple[str, int]] = frozenset()

    name = "Taken out by hand"
    stated = "rows deleted from the roster that is replanned"
    bites = "somebody took this seat out of the roster by hand"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a seat, one a session."""
        for code, topic, start in sorted(self.seats):
            yield Bar("seat", code, topic, [start])
        for topic, start in sorted(self.sessions):
            yield Bar("session", topic=topic, starts=[start])

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for what was taken out in the new roster."""
        for session in roster.sessions:
            at = (session.topic, session.start)
            when = f"{session.topic} on {problem.says_when(session.start)}"
            if at in self.sessions:
                yield Breach(self.name, 1, f"{when} was deleted by hand", (session.id, session.topic))
            for code in session.clients:
                if (code, *at) in self.seats:
                    yield Breach(self.name, 1, f"{code} was taken out of {when} by hand", (code, session.id))
