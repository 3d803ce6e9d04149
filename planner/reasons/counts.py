"""What can be counted before anything is planned: shortages that no plan can mend, each in a sentence with numbers.

Only bars are asked (who may come when, who may lead what); everything is bounded from the generous side, so nothing
said here is ever a false alarm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from planner.language.draft import Draft
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Client, Problem, Topic, counted, hours
from planner.program import Program
from planner.reasons.packing import most_minutes
from planner.reasons.places import cells_of, places_of
from planner.reasons.together import Shortage, Together

NAMED_ONE_BY_ONE = 3
UNLIMITED = 10**9


def shortages(program: Program, problem: Problem, rules: Sequence[Rule]) -> list[Shortage]:
    """Everything that can be counted of a week, topics first, then clients, then all of them together."""
    hard = [rule for rule in rules if rule.hard]
    counts = _Counts(program, problem, Draft(problem, [bar for rule in hard for bar in rule.bars(problem)]))
    found = [*counts.of_topics(), *counts.of_clients()]
    return [
        *found,
        *Together(problem, counts.draft).short(
            frozenset(code for one in found if one.topic is None for code in one.clients)
        ),
    ]


class _Counts:
    def __init__(self, program: Program, problem: Problem, draft: Draft) -> None:
        self.program, self.problem, self.draft = program, problem, draft
        self.possible = draft.possible

    # --- topics ----------------------------------------------------------------------------------

    def of_topics(self) -> Iterator[Shortage]:
        """Topics that somebody needs, and that can't be held, or not often enough."""
        for topic in self.problem.topics.values():
            needs = [need for need in self.problem.needs if need.topic == topic.name]
            if needs and (says := self._never_held(topic) or self._too_few_seats(topic)):
                clients = frozenset(need.client for need in needs)
                places = places_of(self.program, self.problem, "", topic.name)
                yield Shortage(says, topic.name, clients, places)
            elif topic.kind == "individual":
                yield from self._of_primaries(topic)

    def _of_primaries(self, topic: Topic) -> Iterator[Shortage]:
        """Primary therapists who can't lead as many individual sessions as their clients need."""
        settled = {fixed.topic for fixed in self.problem.fixed}
        if topic.name in settled | {held.topic for held in self.problem.untouched}:
            return
        for who in self.problem.therapists.values():
            needs = [
                need
                for need in self.problem.needs
                if need.topic == topic.name and self.problem.clients[need.client].primary == who.name
            ]
            asked = sum(need.sessions for need in needs)
            most = self._leadable(who.name, topic)
            if topic.name in who.leads and most * topic.largest < asked:
                limits = [
                    *([f"Most hours {hours(who.most_minutes)}"] if who.most_minutes is not None else []),
                    *([f"Most a day {who.most_a_day}"] if who.most_a_day is not None else []),
                ]
                limited = f" ({', '.join(limits)})" if limits else ""
                clients = frozenset(need.client for need in needs)
                says = f"{who.name} can lead at most {counted(most, 'session')} of {topic.name}{limited}"
                whose = f"the {counted(len(clients), 'client')} whose primary therapist they are"
                places = cells_of(self.program, ("Therapists", who.name), "Most hours")
                yield Shortage(f"{says}; {whose} need {asked}", topic.name, clients, places)

    def _never_held(self, topic: Topic) -> str:
        settled = any(fixed.topic == topic.name for fixed in self.problem.fixed)
        if settled or any(held.topic == topic.name for held in self.problem.untouched):
            return ""  # it is held, whatever else is the case
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        if topic.leaders and len(leading) < topic.leaders:
            if not leading:
                return f"nobody leads {topic.name}"
            return (
                f"{topic.name} takes {topic.leaders} therapists, and only {' and '.join(leading)} can lead it"
            )
        tagged = [who for who in self.problem.therapists.values() if topic.leader_tags <= who.tags]
        if topic.leaders and not any(who.name in leading for who in tagged):
            return f"no therapist who leads {topic.name} has the tag {' and '.join(topic.leader_tags)}"
        rooms = [self.problem.rooms[name].seats for name in self.problem.rooms if self._suits(name, topic)]
        if topic.needs_room and self.problem.rooms:
            if not rooms:
                return f"no room suits {topic.name} (kind {topic.room_kind})"
            if max(rooms) < topic.smallest:
                return f"{topic.name} takes {topic.smallest} clients at least, and its largest room seats {max(rooms)}"
        days = [client.most_minutes_a_day for client in self.problem.clients.values()]
        longest = max((UNLIMITED if most is None else most for most in days), default=UNLIMITED)
        if topic.minutes > longest:
            return f"{topic.name} takes {hours(topic.minutes)}, and no level's day holds more than {hours(longest)}"
        sessions = self.draft.sessions_of(topic.name)
        if not sessions:
            if not self._starts(topic):
                return f"no start time is left for {topic.name}"
            if topic.leaders > 1:
                together = f"{topic.leaders} therapists who lead {topic.name}"
                return f"no {together} are there together for {topic.minutes} min at any start time"
            return self._nobody_there(topic)
        most = max(len(self.draft.seats_at(topic.name, session.start)) for session in sessions)
        if most < topic.smallest:
            could = f"never more than {counted(most, 'client')} could come together"
            return f"{topic.name} takes {topic.smallest} clients at least, and {could}"
        return ""

    def _nobody_there(self, topic: Topic) -> str:
        """Who is missing at every start time: therapists, a room, or clients who may come."""
        starts = self._starts(topic)

        def there(kind: Literal["lead", "room"], name: str) -> bool:
            return any(not self.possible.barring(kind, name, topic.name, start) for start in starts)

        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        if topic.leaders and not any(there("lead", name) for name in leading):
            at_any = "available at any of its start times"
            if len(leading) == 1:
                return f"{leading[0]}, who alone leads {topic.name}, isn't {at_any}"
            if len(leading) <= NAMED_ONE_BY_ONE:
                return f"{' and '.join(leading)}, who alone lead {topic.name}, aren't {at_any}"
            return f"none of the {len(leading)} therapists who lead {topic.name} is {at_any}"
        if (
            topic.needs_room
            and self.problem.rooms
            and not any(there("room", name) for name in self.problem.rooms)
        ):
            return f"no room for {topic.name} is available at any of its start times"
        seats = any(
            not self.possible.numbers("seat", code, topic.name, start)[0]
            for code in self.problem.clients
            for start in starts
        )
        if not seats:
            return f"nobody may come to {topic.name} at any of its start times"
        return (
            f"whoever leads {topic.name}, a room for it and whoever may come to it are never there together"
        )

    def _suits(self, room: str, topic: Topic) -> bool:
        return topic.room_kind is None or topic.room_kind in self.problem.rooms[room].kinds

    def _starts(self, topic: Topic) -> list[int]:
        row = self.possible.topics.index(topic)
        return [
            start for place, start in enumerate(self.possible.starts) if not self.possible.session[row, place]
        ]

    def _too_few_seats(self, topic: Topic) -> str:
        """Sessions that its therapists could lead at most, times seats, against the seats that are asked for."""
        asked = sum(need.sessions for need in self.problem.needs if need.topic == topic.name)
        if not topic.leaders:
            return ""
        sessions = sum(self._leadable(name, topic) for name in self.problem.therapists) // topic.leaders
        limit = "" if topic.runs_at_most is None or topic.runs_at_most >= sessions else " (Runs at most)"
        if topic.runs_at_most is not None:
            sessions = min(sessions, topic.runs_at_most)
        sessions += len([held for held in self.problem.untouched if held.topic == topic.name])
        seats = topic.largest
        if topic.needs_room and self.problem.rooms:
            seats = min(seats, max(room.seats for room in self.problem.rooms.values()))
        if sessions * seats >= asked:
            return ""
        staff = [who for who in self.problem.therapists.values() if topic.name in who.leads]
        hours_of = [
            f"{who.name} leads up to {hours(who.most_minutes)} a week"
            for who in staff
            if who.most_minutes is not None
        ]
        if not limit and 0 < len(hours_of) <= NAMED_ONE_BY_ONE:
            limit = f" ({', '.join(hours_of)})"
        held = f"at most {counted(sessions, 'session')}{limit}"
        at_most = f"{held} × {counted(seats, 'seat')} = {sessions * seats}"
        return f"{topic.name}: {at_most}; {asked} are needed"

    def _leadable(self, name: str, topic: Topic) -> int:
        """How many sessions of a topic a therapist could lead one after another, if they led nothing else."""
        who = self.problem.therapists[name]
        starts = [lead.start for lead in self.draft.leads_of(name) if lead.topic is topic]
        by_day: dict[int, int] = defaultdict(int)
        free_from = 0
        for start in sorted(starts):
            day = start // MINUTES_A_DAY
            if start >= free_from and (who.most_a_day is None or by_day[day] < who.most_a_day):
                by_day[day] += 1
                free_from = start + topic.minutes + self.problem.changeover
        count = sum(by_day.values())
        return count if who.most_minutes is None else min(count, who.most_minutes // topic.minutes)

    # --- clients ---------------------------------------------------------------------------------

    def of_clients(self) -> Iterator[Shortage]:
        """Clients whose own time, or the therapists' in it, holds less than their minimum."""
        for client in self.problem.clients.values():
            if not client.least_minutes:
                continue
            own = self._reach(client, led=False)
            reach = own if own < client.least_minutes else self._reach(client, led=True)
            if reach < client.least_minutes:
                places = places_of(self.program, self.problem, client.code, None)
                where = "their hours hold"
                if reach < own:
                    where = "therapists and rooms are there for"
                elif self._reach(client, led=False, of_topics=False) >= client.least_minutes:
                    where = "the topics' limits (Most a day, Most a week) allow"
                    places = self._places_of_topics() or places
                only = (
                    f"{where} {hours(reach)} of sessions at most, {hours(client.least_minutes)} are required"
                )
                left = f"{hours(client.least_minutes - reach)} can't be placed at all"
                yield Shortage(f"{client.code}: {only}: {left}", None, frozenset({client.code}), places)

    def _places_of_topics(self) -> tuple[str, ...]:
        counting = [topic.name for topic in self.problem.topics.values() if topic.counts]
        return tuple(place for name in counting for place in places_of(self.program, self.problem, "", name))

    def _reach(self, client: Client, led: bool, of_topics: bool = True) -> int:
        if led:
            seats = self.draft.seats_of(client.code)
            return most_minutes(client, [(seat.topic, seat.start) for seat in seats if seat.topic.counts])
        topics = [topic for topic in self.problem.topics.values() if topic.counts]
        starts = [
            (topic, start) for topic in topics for start in self.possible.starts_of(client.code, topic.name)
        ]
        begun = [
            (self.problem.topics[held.topic], held.start)
            for held in self.problem.untouched
            if client.code in held.clients
        ]
        return most_minutes(client, [*starts, *begun], of_topics)
