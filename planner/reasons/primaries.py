"""Primary therapists who can't lead as many individual sessions as their clients need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planner.model import Need, Therapist, Topic, counted, hours
from planner.reasons.led_at_most import one_after_another
from planner.reasons.places import cells_of
from planner.reasons.shortage import Shortage
from planner.reasons.topic_sessions import TopicSessions
from planner.reasons.wording import says_for_others, some_of


class Primaries:
    """One week's primary therapists, each as if they led nothing but one topic."""

    def __init__(self, sessions: TopicSessions) -> None:
        self.sessions, self.program, self.problem = sessions, sessions.program, sessions.problem

    def short(self, topic: Topic) -> Iterator[Shortage]:
        """Who can lead too few sessions of it for all their clients; else for those with the least hours in common."""
        if topic.name in self.problem.standing_topics:
            return
        for who in self.problem.therapists.values():
            needs = [
                need
                for need in self.problem.needs
                if need.topic == topic.name and self.problem.clients[need.client].primary == who.name
            ]
            if topic.name not in who.leads:
                continue
            asked = sum(need.sessions for need in needs)
            most = self.sessions.leadable(who.name, topic)
            if most * topic.largest < asked:
                yield self._of_all(who, topic, needs, most)
            elif needs:
                yield from self._of_some(who, topic, needs)

    def _of_all(self, who: Therapist, topic: Topic, needs: Sequence[Need], most: int) -> Shortage:
        limited, places = self._limits(who, topic, most)
        clients = frozenset(need.client for need in needs)
        asked = sum(need.sessions for need in needs)
        led = f"at most {counted(most, 'session')}" if most else "no session"
        says = f"{who.name} can lead {led} of {topic.name}{limited}"
        whose = f"the {counted(len(clients), 'client')} whose primary therapist they are"
        need = f"{whose} {'needs' if len(clients) == 1 else 'need'} {asked}"
        return Shortage(f"{says}; {need}", topic.name, clients, places, of_each=not most)

    def _of_some(self, who: Therapist, topic: Topic, needs: Sequence[Need]) -> Iterator[Shortage]:
        """The clients who can meet their therapist only in hours that hold too few sessions; who lack most, once.

        Those who can never meet at all take no session from the others, and are told by themselves.
        """
        asked: dict[str, int] = {}
        for need in needs:
            asked[need.client] = asked.get(need.client, 0) + need.sessions
        meeting = self._meeting(who, topic, asked)
        worst, found = 0, None
        for within in dict.fromkeys(meeting.values()):
            codes = [code for code, starts in meeting.items() if starts <= within]
            takes = topic.minutes + self.problem.changeover
            most = one_after_another(within, takes, who.most_a_day)
            lacking = sum(asked[code] for code in codes) - most * topic.largest
            if len(codes) > 1 and lacking > worst:
                worst, found = lacking, (codes, most)
        if found is not None:
            codes, most = found
            needed = sum(asked[code] for code in codes)
            whose = f"{topic.name}: {who.name}, the primary therapist of {some_of(codes)}"
            says = f"{whose}, can lead at most {counted(most, 'session')} in their hours; {needed} are needed"
            cells = cells_of(self.program, ("Therapist availability", who.name), "")[:1]
            places = (*cells_of(self.program, ("Client availability", codes[0]), "")[:1], *cells)
            yield Shortage(says, topic.name, frozenset(codes), places)

    def _meeting(self, who: Therapist, topic: Topic, codes: Mapping[str, int]) -> dict[str, frozenset[int]]:
        """When each client could meet their therapist, of those who ever could."""
        led = frozenset(self.sessions.open_to(who.name, topic))
        times = {
            code: led & {seat.start for seat in self.sessions.draft.seats_of(code) if seat.topic is topic}
            for code in codes
        }
        return {code: starts for code, starts in times.items() if starts}

    def _limits(self, who: Therapist, topic: Topic, most: int) -> tuple[str, tuple[str, ...]]:
        """Which of a therapist's limits hold them to so many sessions, with their cells; else it is their hours."""
        found = {
            f"Most hours {hours(who.most_minutes or 0)}": ("Most hours", replace(who, most_minutes=None)),
            f"Most a day {who.most_a_day}": ("Most a day", replace(who, most_a_day=None)),
        }
        binding = {
            says: cells_of(self.program, ("Therapists", who.name), column)
            for says, (column, freed) in found.items()
            if self.sessions.leadable(who.name, topic, freed) > most
        }
        if not binding:
            cells = cells_of(self.program, ("Therapist availability", who.name), "")
            others = says_for_others(self.program.therapist_hours, (who.name,), topic.name)
            return f" in the hours they are there{others}", cells
        return f" ({', '.join(binding)})", tuple(cell for cells in binding.values() for cell in cells)
