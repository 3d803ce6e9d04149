"""A greedy planner as anybody would write it: open the session that gains most, seat who gains most, repeat."""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import heapify, heappop, heappush
from itertools import pairwise

from planner.model import (
    GAP_THAT_BREAKS_A_ROW,
    MINUTES_A_DAY,
    Client,
    Problem,
    Room,
    Roster,
    Seat,
    Session,
    Topic,
)

GAIN_OF_A_NEED = 60  # minutes of hours that an unmet need is worth at priority 10


class _Week:
    """The sessions so far, and what everybody may still do."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.sessions: list[Session] = []
        self.busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.minutes: Counter[str] = Counter()
        self.today: Counter[tuple[str, int]] = Counter()
        self.held: Counter[tuple[str, str]] = Counter()
        self.held_today: Counter[tuple[str, str, int]] = Counter()
        self.runs: Counter[str] = Counter()
        self.wanted: Counter[tuple[str, str]] = Counter()
        self.priority: dict[tuple[str, str], int] = {}
        for need in problem.needs:
            self.wanted[need.client, need.topic] += need.sessions
            self.priority[need.client, need.topic] = need.priority
        self.apart: dict[str, set[str]] = defaultdict(set)
        for pair in problem.apart:
            other = pair.other_client or pair.therapist or ""
            self.apart[pair.client].add(other)
            self.apart[other].add(pair.client)

    def free(self, who: str, start: int, end: int) -> bool:
        return not any(begins < end and start < ends for begins, ends in self.busy[who])

    def gain(self, client: Client, topic: Topic, start: int, therapist: str) -> float:
        """What a seat is worth to the client, in minutes; 0 = can't or needn't be."""
        problem, code, end, day = self.problem, client.code, start + topic.minutes, start // MINUTES_A_DAY
        key = (code, topic.name)
        if (
            not any(window.holds(start, end) for window in problem.client_windows.get(code, ()))
            or not topic.wanted_tags <= client.tags
            or topic.barred_tags & client.tags
            or (topic.levels is not None and client.level not in topic.levels)
            or (topic.kind == "individual" and client.primary and client.primary != therapist)
            or therapist in self.apart[code]
            or not self.free(code, start, end)
            or self.held[key] >= (topic.most_a_week or 99)
            or self.held_today[code, topic.name, day] >= (topic.most_a_day or 99)
            or self.today[code, day] + topic.minutes > (client.most_minutes_a_day or 99999)
            or self.minutes[code] + topic.minutes > (client.most_minutes or 99999)
        ):
            return 0.0
        hours = min(topic.minutes, max(0, client.least_minutes - self.minutes[code])) if topic.counts else 0
        if self.held[key] < self.wanted[key]:
            return hours + GAIN_OF_A_NEED * self.priority[key] / 10
        return hours / 2  # hours that meet no need may take the room of hours that do

    def who(self, topic: Topic, start: int, therapist: str) -> tuple[float, list[str]]:
        """The clients who gain most from a session, none of them apart, and what they gain together."""
        gains = [
            (self.gain(client, topic, start, therapist), client.code)
            for client in self.problem.clients.values()
        ]
        seated: list[str] = []
        total = 0.0
        for gain, code in sorted(gains, key=lambda pair: (-pair[0], pair[1])):
            if gain == 0.0 or len(seated) == topic.largest:
                break
            if not self.apart[code] & set(seated):
                seated.append(code)
                total += gain
        return (total, seated) if len(seated) >= topic.smallest else (0.0, [])

    def may_lead(self, therapist: str, topic: Topic, start: int) -> bool:
        """Whether hours, sessions a day and in a row, runs and parallel runs allow one session more."""
        who, end = self.problem.therapists[therapist], start + topic.minutes
        pause = self.problem.changeover
        mine = self.busy[therapist]
        today = [span for span in mine if span[0] // MINUTES_A_DAY == start // MINUTES_A_DAY]
        row = longest = 1
        for (_, ends), (begins, _) in pairwise(sorted([*today, (start, end)])):
            row = row + 1 if begins - ends < GAP_THAT_BREAKS_A_ROW else 1
            longest = max(longest, row)
        beside = sum(s.topic == topic.name and s.start < end and start < s.end for s in self.sessions)
        return (
            self.free(therapist, start - pause, end + pause)
            and sum(ends - begins for begins, ends in mine) + topic.minutes <= (who.most_minutes or 99999)
            and len(today) < (who.most_a_day or 99)
            and longest <= (who.most_in_a_row or 99)
            and self.runs[topic.name] < (topic.runs_at_most or 999)
            and beside < (topic.at_once or 99)
        )

    def room(self, topic: Topic, start: int) -> Room | None:
        """The smallest free room that holds a full session, else the largest free one."""
        pause = self.problem.changeover
        free = [
            room
            for room in self.problem.rooms.values()
            if (topic.room_kind is None or topic.room_kind in room.kinds)
            and self.free(f"room {room.name}", start - pause, start + topic.minutes + pause)
        ]
        return min(
            free, key=lambda r: (r.seats < topic.largest, abs(r.seats - topic.largest), r.name), default=None
        )

    def add(self, topic: Topic, start: int, therapist: str, room: Room | None, codes: list[str]) -> None:
        """Holds the session."""
        span, day = (start, start + topic.minutes), start // MINUTES_A_DAY
        self.busy[therapist].append(span)
        if room is not None:
            self.busy[f"room {room.name}"].append(span)
        self.runs[topic.name] += 1
        for code in codes:
            self.busy[code].append(span)
            self.minutes[code] += topic.minutes if topic.counts else 0
            self.today[code, day] += topic.minutes
            self.held[code, topic.name] += 1
            self.held_today[code, topic.name, day] += 1
        seats = tuple(Seat(code) for code in sorted(codes))
        name = None if room is None else room.name
        number = f"G{len(self.sessions) + 1:04d}"
        self.sessions.append(
            Session(number, topic.name, start, topic.minutes, therapists=(therapist,), room=name, seats=seats)
        )


def greedy(problem: Problem) -> Roster:
    """One pass over all sessions that could be, the most gainful per minute of a therapist first."""
    week = _Week(problem)
    heap: list[tuple[float, str, int, str]] = []
    for topic in problem.topics.values():
        for name, therapist in problem.therapists.items():
            if topic.name in therapist.leads:
                windows = problem.therapist_windows.get(name, ())
                for start in problem.starts:
                    if any(window.holds(start, start + topic.minutes) for window in windows):
                        gain, _ = week.who(topic, start, name)
                        heap.append((-gain / topic.minutes, topic.name, start, name))
    heapify(heap)
    while heap and heap[0][0] < 0:
        _, name, start, leader = heappop(heap)
        topic = problem.topics[name]
        if not week.may_lead(leader, topic, start):
            continue
        room = week.room(topic, start) if topic.needs_room and problem.rooms else None
        if room is None and topic.needs_room and problem.rooms:
            continue
        gain, codes = week.who(topic, start, leader)
        if room is not None:
            codes = codes[: room.seats]
        if not codes or len(codes) < topic.smallest:
            continue
        # Gains only fall, so a session whose gain still beats the next one's is the best there is.
        if heap and -gain / topic.minutes > heap[0][0] + 1e-9:
            heappush(heap, (-gain / topic.minutes, name, start, leader))
            continue
        week.add(topic, start, leader, room, codes)
        heappush(heap, (-gain / topic.minutes, name, start, leader))
    return Roster(problem.first_day, tuple(sorted(week.sessions, key=lambda s: (s.start, s.topic))))
