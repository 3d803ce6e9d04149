"""Topics that together take more of the therapists' time than they have, found by a flow of minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.language.draft import Draft
from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Problem,
    Therapist,
    Topic,
    counted,
    hours,
    listed,
)
from planner.program import Program
from planner.reasons.flow import Capacities, greatest_flow
from planner.reasons.kept_apart import each_from_each
from planner.reasons.led_at_most import most_led, one_after_another
from planner.reasons.places import CELLS_AT_MOST, cells_of
from planner.reasons.sessions_needed import Track, sessions_needed
from planner.reasons.shortage import Shortage

NAMED_AT_MOST = 3
NAMED_ONE_BY_ONE = 3


class StaffHours:
    """One week's sessions that are asked for, against the hours of those who may lead them."""

    def __init__(self, program: Program, problem: Problem, draft: Draft) -> None:
        self.program, self.problem, self.draft = program, problem, draft

    # --- one topic -------------------------------------------------------------------------------

    def of_primaries(self, topic: Topic) -> Iterator[Shortage]:
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
            most = self.leadable(who.name, topic)
            if topic.name in who.leads and most * topic.largest < asked:
                limited, places = self._limits(who, topic, most)
                clients = frozenset(need.client for need in needs)
                led = f"at most {counted(most, 'session')}" if most else "no session"
                says = f"{who.name} can lead {led} of {topic.name}{limited}"
                whose = f"the {counted(len(clients), 'client')} whose primary therapist they are"
                need = f"{whose} {'needs' if len(clients) == 1 else 'need'} {asked}"
                yield Shortage(f"{says}; {need}", topic.name, clients, places)

    def _limits(self, who: Therapist, topic: Topic, most: int) -> tuple[str, tuple[str, ...]]:
        """Which of a therapist's limits hold them to so many sessions, with their cells; else it is their hours."""
        found = {
            f"Most hours {hours(who.most_minutes or 0)}": ("Most hours", replace(who, most_minutes=None)),
            f"Most a day {who.most_a_day}": ("Most a day", replace(who, most_a_day=None)),
        }
        binding = {
            says: cells_of(self.program, ("Therapists", who.name), column)
            for says, (column, freed) in found.items()
            if self.leadable(who.name, topic, freed) > most
        }
        if not binding:
            return " in the hours they are there", cells_of(
                self.program, ("Therapist availability", who.name), ""
            )
        return f" ({', '.join(binding)})", tuple(cell for cells in binding.values() for cell in cells)

    def too_few_seats(self, topic: Topic) -> str:
        """Sessions that its therapists could lead at most, times seats, against the seats that are asked for."""
        asked = sum(need.sessions for need in self.problem.needs if need.topic == topic.name)
        if not topic.leaders:
            return ""
        sessions, limit = self._sessions_at_most(topic)
        seats = self.problem.most_seats(topic)
        if sessions * seats >= asked:
            return self._too_few_for_those_apart(topic, sessions, limit)
        needed = f"{asked} {'is' if asked == 1 else 'are'} needed"
        if not sessions:
            return f"{topic.name}: no session can be held{limit}; {needed}"
        each = f" of {topic.minutes} min" if sessions != topic.runs_at_most else ""
        held = f"at most {counted(sessions, 'session')}{each}{limit}"
        of_room = " in its largest room" if seats < topic.largest else ""
        at_most = f"{held} × {counted(seats, 'seat')}{of_room} = {sessions * seats}"
        return f"{topic.name}: {at_most}; {needed}"

    def too_few_runs(self, topic: Topic) -> str:
        """Sessions that its therapists could lead at most against those that should run."""
        settled = sum(fixed.topic == topic.name for fixed in self.problem.fixed)
        if not topic.leaders or settled:
            return ""
        sessions, limit = self._sessions_at_most(topic)
        if sessions >= topic.runs_at_least:
            return ""
        return (
            f"{counted(sessions, 'session')} can be held at most{limit}"
            if sessions
            else f"none can be held{limit}"
        )

    def _sessions_at_most(self, topic: Topic) -> tuple[int, str]:
        """How many sessions of a topic can be held at most, and what holds them to it."""
        led = {name: self.leadable(name, topic) for name in self.problem.therapists}
        sessions, limit = sum(led.values()) // topic.leaders, ""
        roomed, rooms = self._roomed(topic)
        of_hours = any(room in self.problem.room_windows for room in rooms)
        if rooms and (roomed < sessions or (of_hours and roomed == sessions)):
            sessions = roomed
            limit = (
                f" in {listed(rooms) if len(rooms) <= NAMED_AT_MOST else f'the {len(rooms)} rooms for it'}"
            )
        if topic.runs_at_most is not None and topic.runs_at_most < sessions:
            sessions, limit = topic.runs_at_most, " (Runs at most)"
        sessions += len([held for held in self.problem.untouched if held.topic == topic.name])
        return sessions, limit or self._of_leaders(topic, led)

    def _too_few_for_those_apart(self, topic: Topic, sessions: int, limit: str) -> str:
        """Whether more of those who need a topic are kept apart from one another than it has sessions."""
        needing = {need.client for need in self.problem.needs if need.topic == topic.name}
        # Who can't come to any session of it is in nobody's way.
        coming = {
            seat.client
            for session in self.draft.sessions_of(topic.name)
            for seat in self.draft.seats_at(topic.name, session.start)
        }
        apart = each_from_each(self.problem, needing & coming)
        if len(apart) <= sessions:
            return ""
        who = listed(apart) if len(apart) <= NAMED_AT_MOST else f"{len(apart)} clients"
        held = f"at most {counted(sessions, 'session')}{limit}"
        return f"{topic.name}: {held}, and {who}, who need it, are kept apart from one another (Apart)"

    def _of_leaders(self, topic: Topic, led: Mapping[str, int]) -> str:
        """What holds those who lead a topic to so many sessions, where they are few and it isn't their hours alone."""
        leading = [
            self.problem.therapists[name] for name in led if topic.name in self.problem.therapists[name].leads
        ]
        if len(leading) > NAMED_ONE_BY_ONE:
            free = sum(self.leadable(who.name, topic, replace(who, most_a_day=None)) for who in leading)
            return " (Most a day of those who lead it)" if free > sum(led.values()) else ""
        said = []
        for who in leading:
            limits = {
                f"{who.name} leads up to {hours(who.most_minutes or 0)} a week": replace(
                    who, most_minutes=None
                ),
                f"{who.name} leads {who.most_a_day} a day at most": replace(who, most_a_day=None),
            }
            said += [
                says
                for says, freed in limits.items()
                if self.leadable(who.name, topic, freed) > led[who.name]
            ]
            if self.leadable(who.name, topic, settled=False) > led[who.name]:
                rows = [
                    row
                    for row in self.problem.fixed
                    if who.name in row.therapists and row.topic != topic.name
                ]
                said.append(
                    f"{who.name} leads {counted(len(rows), 'settled session')} of other topics (Fixed)"
                )
        return f" ({', '.join(said)})" if said else ""

    def _roomed(self, topic: Topic) -> tuple[int, tuple[str, ...]]:
        """How many sessions of a topic its rooms hold at most, and which those are; none where rooms don't bind."""
        starts: dict[str, list[int]] = {}
        taken = {name: self._settled_times(name, topic) for name in self.problem.rooms}
        for session in self.draft.sessions_of(topic.name):
            for use in self.draft.uses_at(topic.name, session.start):
                for room in use.rooms:
                    starts.setdefault(room, [])
                    if not any(begin < use.end and use.start < end for begin, end in taken[room]):
                        starts[room].append(use.start)
        pause = self.problem.changeover
        return sum(one_after_another(held, topic.minutes + pause) for held in starts.values()), tuple(starts)

    def leadable(self, name: str, topic: Topic, freed: Therapist | None = None, settled: bool = True) -> int:
        """How many sessions of a topic a therapist (or one freed of limits) could lead, if they led nothing else.

        What is `settled` of other topics they lead in any case.
        """
        who = freed or self.problem.therapists[name]
        taken = self._settled_times(name, topic) if settled else []
        starts = [
            lead.start
            for lead in self.draft.leads_of(name)
            if lead.topic is topic and not any(begin < lead.end and lead.start < end for begin, end in taken)
        ]
        pause = self.problem.changeover
        count = one_after_another(starts, topic.minutes + pause, who.most_a_day)
        return count if who.most_minutes is None else min(count, who.most_minutes // topic.minutes)

    def _settled_times(self, name: str, topic: Topic) -> list[tuple[int, int]]:
        """When a therapist or a room has settled sessions of other topics, with the changeover around them."""
        pause = self.problem.changeover
        return [
            (row.start - pause, row.start + self.problem.topics[row.topic].minutes + pause)
            for row in self.problem.fixed
            if name in (*row.therapists, row.room)
            and row.topic != topic.name
            and row.start >= self.problem.as_of
        ]

    # --- topics together -------------------------------------------------------------------------

    def short(self, told: Collection[str] = ()) -> Iterator[Shortage]:
        """Needs that can't all be met, since whoever leads their topics hasn't the time: one shortage at most.

        `told` are topics of which too few sessions can be held anyway.
        """
        yield from self._short(self._led(sessions_needed(self.problem), told))

    def short_of_runs(self, told: Collection[str] = ()) -> Iterator[Shortage]:
        """The same of all sessions that should run, where the needs alone leave time enough."""
        sessions = self._led(sessions_needed(self.problem, runs=True), told)
        yield from self._short(sessions, " for all to run as often as they should (Runs at least)")

    def _led(self, sessions: Counter[Track], told: Collection[str]) -> Counter[Track]:
        topics = self.problem.topics
        return Counter(
            {one: n for one, n in sessions.items() if topics[one[0]].leaders and one[0] not in told}
        )

    def _short(self, sessions: Counter[Track], why: str = "") -> Iterator[Shortage]:
        network: dict[object, dict[object, int]] = {
            "from": {track: many * self._minutes(track) for track, many in sessions.items()}
        }
        held = {name: self._held(who) for name, who in self.problem.therapists.items()}
        for track in sessions:
            network[track] = {name: held[name] for name in held if self._may_lead(name, track)}
        network |= {name: {"to": minutes} for name, minutes in held.items()}
        required = sum(network["from"].values())
        reached, open_nodes = greatest_flow(network, "from", "to")
        if reached < required:
            yield self._told([track for track in sessions if track in open_nodes], sessions, network, why)

    def _told(
        self, tracks: Sequence[Track], sessions: Counter[Track], network: Capacities, why: str
    ) -> Shortage:
        names = sorted({str(name) for track in tracks for name in network[track]})
        asked = sum(network["from"][track] for track in tracks)
        held = sum(network[name]["to"] for name in names)
        topics = list(dict.fromkeys(topic for topic, _ in tracks))
        more = len(topics) - NAMED_AT_MOST
        named = f"{', '.join(topics[:NAMED_AT_MOST])} and {more} more" if more > 0 else listed(topics)
        many = counted(sum(sessions[track] for track in tracks), "session")
        led = "; ".join(self._limited(name, network[name]["to"]) for name in names[:NAMED_AT_MOST])
        if len(names) > NAMED_AT_MOST:
            led += f" and {len(names) - NAMED_AT_MOST} more"
        alone = len(topics) == 1 and self.problem.most_seats(self.problem.topics[topics[0]]) == 1
        needed = f"at least {many}{' of 1 seat' if alone else ''}, {hours(asked)} of therapists' time, are needed{why}"
        held_by = f"those who lead {'it' if len(topics) == 1 else 'them'} have {hours(held)} at most ({led})"
        says = f"{named}: {needed}, and {held_by}"
        places = [
            cell for name in names for cell in cells_of(self.program, ("Therapists", name), "Most hours")
        ]
        return Shortage(says, topics=frozenset(topics), places=tuple(places[:CELLS_AT_MOST]))

    def _limited(self, name: str, minutes: int) -> str:
        who = self.problem.therapists[name]
        limits = [f"Most hours {hours(who.most_minutes)}"] if who.most_minutes == minutes else []
        if not limits:
            limits += [f"Most a day {who.most_a_day}"] if who.most_a_day is not None else []
            limits += ["Most in a row 1"] if who.most_in_a_row == 1 else []
            limits += [f"Changeover {self.problem.changeover} min"] if self.problem.changeover else []
        return f"{name} {hours(minutes)}" + (f": {', '.join(limits)}" if limits else "")

    def _minutes(self, track: Track) -> int:
        topic = self.problem.topics[track[0]]
        return topic.minutes * topic.leaders

    def _may_lead(self, name: str, track: Track) -> bool:
        return track[0] in self.problem.therapists[name].leads and track[1] in ("", name)

    def _held(self, who: Therapist) -> int:
        """The minutes a therapist can lead in the week at most, whatever it is."""
        by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for lead in self.draft.leads_of(who.name):
            by_day[lead.day].append((lead.start, lead.end))
        most = DAYS_A_WEEK * MINUTES_A_DAY if who.most_minutes is None else who.most_minutes
        return min(most, sum(most_led(self.problem, who, stretches) for stretches in by_day.values()))
