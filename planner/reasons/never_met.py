"""Needs of clients in whose hours nobody is ever there who may lead the topic for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.model import Problem, Topic, counted, listed
from planner.program import Program
from planner.reasons.barring import Barring
from planner.reasons.places import CELLS_AT_MOST, cells_of
from planner.reasons.shortage import Shortage
from planner.reasons.wording import some_of

NAMED_AT_MOST = 3  # therapists named one by one


class Meetings:
    """Whether those who may lead a client's sessions are ever there when the client could come.

    Topics of which a session is settled or has begun are left out: who leads it then may be anybody.
    """

    def __init__(self, program: Program, problem: Problem, barring: Barring) -> None:
        self.program, self.problem, self.possible = program, problem, barring.draft.possible
        self.topics = [
            one for one in problem.topics.values() if one.leaders and one.name not in problem.standing_topics
        ]

    def never(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Topic by topic, the clients of one therapist together; of topics not told to be held never."""
        for topic in self.topics:
            lonely: dict[tuple[str, ...], list[str]] = defaultdict(list)
            needing = [need.client for need in self.problem.needs if need.topic == topic.name]
            for code in dict.fromkeys(needing) if topic.name not in told else ():
                leading, starts = self._leading(topic, code), self.possible.starts_of(code, topic.name)
                ever = self._there(topic, leading, self.problem.starts_of(topic))
                if starts and ever and not self._there(topic, leading, starts):
                    lonely[leading].append(code)
            for leading, codes in lonely.items():
                yield Shortage(
                    self._says(topic, leading, codes),
                    topic.name,
                    frozenset(codes),
                    self._places(topic, leading, codes),
                    of_each=True,
                )

    def _leading(self, topic: Topic, code: str) -> tuple[str, ...]:
        """Who may lead the topic for a client: of individual sessions the primary therapist, if they lead it."""
        leading = tuple(name for name, who in self.problem.therapists.items() if topic.name in who.leads)
        primary = self.problem.clients[code].primary
        return (primary,) if topic.kind == "individual" and primary in leading else leading

    def _there(self, topic: Topic, leading: Sequence[str], starts: Sequence[int]) -> bool:
        """Whether enough of them are there at any of the starts; beside a primary therapist anybody may lead."""
        takes = min(topic.leaders, len(leading))
        return any(
            sum(not self.possible.barring("lead", name, topic.name, start) for name in leading) >= takes
            for start in starts
        )

    def _is_primary(self, topic: Topic, leading: Sequence[str], codes: Sequence[str]) -> bool:
        return topic.kind == "individual" and self.problem.clients[codes[0]].primary in leading

    def _says(self, topic: Topic, leading: Sequence[str], codes: Sequence[str]) -> str:
        whose, need = (codes[0], "needs") if len(codes) == 1 else (some_of(codes), "need")
        if self._is_primary(topic, leading, codes):
            return (
                f"{topic.name}: {leading[0]}, the primary therapist of {whose}, who {need} it, is never there "
                "in their hours"
            )
        if min(topic.leaders, len(leading)) > 1:
            who, there = f"{counted(topic.leaders, 'therapist')} who lead it", "are never there together"
        elif len(leading) == 1:
            who, there = f"{leading[0]}, who alone leads it,", "is never there"
        elif len(leading) <= NAMED_AT_MOST:
            who, there = f"{listed(leading)}, who lead it,", "are never there"
        else:
            who, there = f"of the {len(leading)} therapists who lead it none", "is ever there"
        return f"{topic.name}: {who} {there} in the hours of {whose}, who {need} it"

    def _places(self, topic: Topic, leading: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
        """Whose therapist it is, when the client could come, and when the therapists are there."""
        column = "Primary therapist" if self._is_primary(topic, leading, codes) else "Client"
        found = [cell for code in codes for cell in cells_of(self.program, ("Clients", code), column)]
        rows = [("Client availability", codes[0]), *(("Therapist availability", name) for name in leading)]
        hours = [cell for row in rows for cell in cells_of(self.program, row, "")[:1]]
        return tuple(dict.fromkeys([*found[:2], *hours, *found[2:]]))[:CELLS_AT_MOST]
