"""How many sessions of one topic can be held, and how many seats they have, against those that are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.language.draft import Draft
from planner.model import Fixed, Problem, Therapist, Topic, counted, hours, listed
from planner.program import Program
from planner.reasons.families import families_in
from planner.reasons.kept_apart import each_from_each, too_many_apart
from planner.reasons.led_at_most import one_after_another

NAMED_AT_MOST = 3
NAMED_ONE_BY_ONE = 3
APART_AT_MOST = 5  # clients named of those who are kept apart: whose rows to look for


class TopicSessions:
    """One week's topics, each as if those who lead it led nothing else."""

    def __init__(self, program: Program, problem: Problem, draft: Draft) -> None:
        self.program, self.problem, self.draft = program, problem, draft

    def too_few_seats(self, topic: Topic) -> str:
        """Sessions that its therapists could lead at most, times seats, against the seats that are asked for."""
        asked = sum(need.sessions for need in self.problem.needs if need.topic == topic.name)
        if not topic.leaders:
            return ""
        sessions, limit = self._sessions_at_most(topic)
        seats = self.problem.most_seats(topic)
        if sessions * seats >= asked:
            return (
                self._too_few_for_one_client(topic, sessions, limit)
                or self._too_few_second_leaders(topic, sessions, asked)
                or self._too_few_for_those_apart(topic, sessions, limit)
                or self._too_few_for_families(topic, sessions, limit)
            )
        needed = _needed(asked)
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
        if topic.at_once is not None and (most := self._at_once(topic, topic.at_once)) < sessions:
            sessions, limit = most, f" (At once {topic.at_once})"
        if topic.runs_at_most is not None and topic.runs_at_most < sessions:
            sessions, limit = topic.runs_at_most, " (Runs at most)"
        sessions += len([held for held in self.problem.untouched if held.topic == topic.name])
        return sessions, limit or self._of_leaders(topic, led)

    def _at_once(self, topic: Topic, most: int) -> int:
        """How many sessions of a topic its limit at the same time leaves: so many at each of those that lie apart."""
        starts = {session.start for session in self.draft.sessions_of(topic.name)}
        return most * one_after_another(starts, topic.minutes)

    def _too_few_for_one_client(self, topic: Topic, sessions: int, limit: str) -> str:
        """Whether somebody needs a topic more often than it can be held, however many seats it has."""
        often: Counter[str] = Counter()
        for need in self.problem.needs:
            often[need.client] += need.sessions if need.topic == topic.name else 0
        short = [code for code, asked in often.items() if asked > sessions]
        if not short or not sessions:
            return ""
        held = f"at most {counted(sessions, 'session')}{limit}"
        needed = f"{short[0]}, who needs {often[short[0]]}"
        more = f", and for {counted(len(short) - 1, 'other client')}" if len(short) > 1 else ""
        return f"{topic.name}: {held}, too few for {needed}{more}"

    def _too_few_for_those_apart(self, topic: Topic, sessions: int, limit: str) -> str:
        """Whether more of those who need a topic are kept apart from one another than it has sessions."""
        apart = too_many_apart(self.problem, self._needing(topic), sessions)
        if not apart:
            return ""
        who = listed(apart) if len(apart) <= APART_AT_MOST else f"{len(apart)} clients"
        held = f"at most {counted(sessions, 'session')}{limit}"
        pairs = (
            "from one another" if each_from_each(self.problem, apart) else "in pairs, so that they need more"
        )
        return f"{topic.name}: {held}, and {who}, who need it, are kept apart {pairs} (Apart)"

    def _too_few_for_families(self, topic: Topic, sessions: int, limit: str) -> str:
        """Whether more families need a topic than it has sessions: each takes one of its own."""
        families = families_in(self.problem, topic, self._needing(topic))
        begun = any(held.topic == topic.name for held in self.problem.untouched)  # whoever sits in it
        if begun or len(families) <= sessions:
            return ""
        held = f"at most {counted(sessions, 'session')}{limit}"
        each = f"{len(families)} families, who need it, take a session each (Clients: Family)"
        return f"{topic.name}: {held}, and {each}"

    def _needing(self, topic: Topic) -> set[str]:
        """Who needs a topic, but those who can't come to any session of it: they are in nobody's way."""
        needing = {need.client for need in self.problem.needs if need.topic == topic.name}
        return needing & {
            seat.client
            for session in self.draft.sessions_of(topic.name)
            for seat in self.draft.seats_at(topic.name, session.start)
        }

    def _too_few_second_leaders(self, topic: Topic, sessions: int, asked: int) -> str:
        """Whether its sessions seat too few since above a size each takes a therapist more."""
        above, largest = topic.second_leader_above, self.problem.most_seats(topic)
        if above is None or above >= largest or any(h.topic == topic.name for h in self.problem.untouched):
            return ""
        led = {name: self.leadable(name, topic) for name in self.problem.therapists}
        leads = sum(led.values())
        met = self._there_together(topic, topic.leaders + 1)
        seats = max(
            (
                held * above + min(held, leads - held * topic.leaders, met) * (largest - above)
                for held in range(min(sessions, leads // topic.leaders) + 1)
            ),
            default=0,
        )
        if seats >= asked:
            return ""
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        why = self._of_leaders(topic, led)
        if not why and not met:
            alone = len(leading) <= topic.leaders
            why = f", and only {listed(leading)} can lead it" if alone else ""
            if not alone and len(leading) <= NAMED_ONE_BY_ONE:
                why = f", and {listed(leading)} are never there together"
        held = f"at most {counted(seats, 'seat')} in {counted(sessions, 'session')}"
        takes = f"above {counted(above, 'client')} it takes {topic.leaders + 1} therapists (Second leader above){why}"
        return f"{topic.name}: {held}; {_needed(asked)}. {takes[0].upper()}{takes[1:]}"

    def _there_together(self, topic: Topic, leaders: int) -> int:
        """More sessions than these don't have so many leaders at once: at each start, those who could lead then."""
        there = Counter(start for name in self.problem.therapists for start in self.open_to(name, topic))
        return sum(many // leaders for many in there.values())

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
                said.append(f"{who.name} leads {self._settled(rows)} (Fixed)")
        return f" ({', '.join(said)})" if said else ""

    def _settled(self, rows: Sequence[Fixed]) -> str:
        """`Choir on Wed 17:00`, `3 settled sessions of Choir`; of many topics only that they are others."""
        if len(rows) == 1:
            return f"{rows[0].topic} on {self.problem.says_when(rows[0].start)}"
        topics = list(dict.fromkeys(row.topic for row in rows))
        which = listed(topics) if len(topics) <= NAMED_AT_MOST else "other topics"
        return f"{counted(len(rows), 'settled session')} of {which}"

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
        starts, pause = self.open_to(name, topic, settled), self.problem.changeover
        count = one_after_another(starts, topic.minutes + pause, who.most_a_day)
        return count if who.most_minutes is None else min(count, who.most_minutes // topic.minutes)

    def open_to(self, name: str, topic: Topic, settled: bool = True) -> list[int]:
        """When a therapist could lead a topic, at any one of these times."""
        taken = self._settled_times(name, topic) if settled else []
        return [
            lead.start
            for lead in self.draft.leads_of(name)
            if lead.topic is topic and not any(begin < lead.end and lead.start < end for begin, end in taken)
        ]

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


def _needed(asked: int) -> str:
    return f"{asked} {'is' if asked == 1 else 'are'} needed"
