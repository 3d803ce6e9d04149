"""A complete timetable, built before anybody has typed a workbook: the hidden plan of a planted week.

Clients come in tracks (morning, afternoon, evening, weekend, all day), each with days and blocks of
time. Blocks are cut into slots; in a slot some clients see their primary therapist alone, the others are
dealt to groups. Everything follows from the seed.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from planner.model import GAP_THAT_BREAKS_A_ROW, MINUTES_A_DAY, Topic
from tests.benchmarks.cast import LARGEST_ROOM, Grid, Person, draw_people, draw_topics

LISTED_STARTS = (480, 570, 660, 750, 840, 930, 1020, 1110, 1200)
HALF_HOUR_STARTS = tuple(range(480, 1261, 30))
BLOCKS = {"morning": 540, "afternoon": 780, "evening": 1020, "weekend": 600}
LISTED_BLOCKS = {
    "morning": (480, 570, 660),
    "afternoon": (750, 840, 930),
    "evening": (1020, 1110, 1200),
    "weekend": (570, 660, 750),
}
CUTS = ((90, 90), (60, 60, 60), (90, 60, 60), (60, 90, 60), (60, 60, 90), (90, 90, 60))


@dataclass
class Meeting:
    """A session of the hidden timetable, `start` in minutes of the week."""

    topic: Topic
    start: int
    therapist: str
    clients: list[str]
    room: str = ""

    @property
    def end(self) -> int:
        return self.start + self.topic.minutes

    @property
    def day(self) -> int:
        return self.start // MINUTES_A_DAY


@dataclass
class Timetable:
    """The hidden plan: who there is and what they do. `rooms` are name -> (seats, kind)."""

    topics: dict[str, Topic]
    people: dict[str, Person]
    therapists: list[str]
    meetings: list[Meeting] = field(default_factory=list)
    rooms: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of_client(self, code: str) -> list[Meeting]:
        """A client's meetings, by start."""
        return sorted((m for m in self.meetings if code in m.clients), key=lambda m: m.start)

    def of_therapist(self, name: str) -> list[Meeting]:
        """The meetings a therapist leads, by start."""
        return sorted((m for m in self.meetings if m.therapist == name), key=lambda m: m.start)


def longest_row(meetings: list[Meeting]) -> int:
    """The most meetings of one therapist without a gap of at least 10 minutes."""
    longest = row = 1 if meetings else 0
    for before, after in pairwise(meetings):
        row = row + 1 if after.start - before.end < GAP_THAT_BREAKS_A_ROW else 1
        longest = max(longest, row)
    return longest


class Builder:
    """Fills a timetable slot by slot, keeping every hard rule as it goes."""

    def __init__(self, clients: int, seed: int, grid: Grid) -> None:
        self.chance = random.Random(f"{clients} {seed} {grid}")
        self.grid = grid
        topics = draw_topics(self.chance, clients, grid)
        people = draw_people(self.chance, clients)
        names = [f"T{number:02d}" for number in range(1, max(4, round(clients / 7)) + 1)]
        self.plan = Timetable(topics, people, names)
        self.mine: dict[str, list[Meeting]] = {who: [] for who in (*people, *names)}
        self.leads: dict[str, set[str]] = {name: set() for name in names}
        self.runs: Counter[str] = Counter()

    def build(self) -> Timetable:
        """The whole week, with rooms."""
        for day in range(7):
            slots = self._slots(day)
            for start, minutes, codes in sorted(slots, key=lambda slot: slot[:2]):
                self._fill(day * MINUTES_A_DAY + start, minutes, codes)
        for person in self.plan.people.values():
            if person.level != "OP" and not self._has(person.code, "Individual"):
                self._meet_alone(person, self.plan.topics["Individual"])
            if self.grid == "half hour" and self.chance.random() < 0.3:
                self._meet_alone(person, self.plan.topics["Check-in"])
        for person in self.plan.people.values():
            self._top_up(person)
        caseload = Counter(person.primary for person in self.plan.people.values())
        for person in self.plan.people.values():
            if not person.primary:
                person.primary = min(self.plan.therapists, key=lambda name: (caseload[name], name))
                caseload[person.primary] += 1
        self.plan.meetings.sort(key=lambda m: (m.start, m.topic.name, m.clients))
        self._give_rooms()
        return self.plan

    def _slots(self, day: int) -> list[tuple[int, int, list[str]]]:
        slots = []
        for block in BLOCKS:
            codes = [p.code for p in self.plan.people.values() if block in p.blocks.get(day, ())]
            self.chance.shuffle(codes)
            if self.grid == "listed":
                slots += [(start, 90, codes) for start in LISTED_BLOCKS[block]]
                continue
            streams = max(1, round(len(codes) / 14))
            for stream in range(streams):
                start = BLOCKS[block] + self.chance.choice((0, 30, 60))
                for minutes in self.chance.choice(CUTS):
                    slots.append((start, minutes, codes[stream::streams]))
                    start += minutes
        return slots

    def _fill(self, start: int, minutes: int, codes: list[str]) -> None:
        waiting = [code for code in codes if self._may_sit(code, None, start, start + minutes)]
        self.chance.shuffle(waiting)
        waiting.sort(key=lambda code: self._has(code, "Individual"))
        spare = len(self._free_therapists(start, start + minutes)) - 1 - len(waiting) // 8
        for code in list(waiting):
            person = self.plan.people[code]
            if spare <= 0 or person.level == "OP" or self._has(code, "Individual"):
                break
            if self.chance.random() < 0.35 and self._seat_alone(
                person, self.plan.topics["Individual"], start
            ):
                waiting.remove(code)
                spare -= 1
        groups: list[Meeting] = []
        while waiting:
            group = self._open_group(start, minutes, waiting)
            if group is None:
                break
            groups.append(group)
            waiting = [code for code in waiting if code not in group.clients]
        for code in waiting:
            for group in groups:
                if len(group.clients) < group.topic.largest and self._may_sit(
                    code, group.topic, start, group.end
                ):
                    self._seat(code, group)
                    break

    def _open_group(self, start: int, minutes: int, waiting: list[str]) -> Meeting | None:
        best: tuple[float, Topic, list[str]] | None = None
        for topic in self.plan.topics.values():
            fits = topic.minutes <= minutes if self.grid == "listed" else topic.minutes == minutes
            if not fits or topic.kind == "individual":
                continue
            able = [code for code in waiting if self._may_sit(code, topic, start, start + topic.minutes)]
            size = min(len(able), topic.largest)
            left = len(waiting) - size
            size -= max(0, 4 - left) if 0 < left < 4 and size >= 8 else 0
            if size < topic.smallest:
                continue
            score = size + 3 * self.chance.random() - self.runs[topic.name] / 3
            score += 2 if topic.wanted_tags or topic.barred_tags else 0
            if best is None or score > best[0]:
                best = score, topic, able[:size]
        if best is None:
            return None
        _, topic, able = best
        therapist = self._pick(topic, start)
        if therapist is None:
            return None
        return self._open(topic, start, therapist, able)

    def _open(self, topic: Topic, start: int, therapist: str, codes: list[str]) -> Meeting:
        meeting = Meeting(topic, start, therapist, [])
        self.plan.meetings.append(meeting)
        self.mine[therapist].append(meeting)
        self.leads[therapist].add(topic.name)
        self.runs[topic.name] += 1
        for code in codes:
            self._seat(code, meeting)
        return meeting

    def _seat(self, code: str, meeting: Meeting) -> None:
        meeting.clients.append(code)
        self.mine[code].append(meeting)

    def _seat_alone(self, person: Person, topic: Topic, start: int) -> bool:
        if not self._may_sit(person.code, topic, start, start + topic.minutes):
            return False
        therapist = self._pick(topic, start, person.primary)
        if therapist is None:
            return False
        person.primary = therapist
        self._open(topic, start, therapist, [person.code])
        return True

    def _meet_alone(self, person: Person, topic: Topic) -> None:
        """Near one of the client's blocks, where the primary therapist is free."""
        starts = LISTED_STARTS if self.grid == "listed" else HALF_HOUR_STARTS
        for day in self.chance.sample(sorted(person.blocks), len(person.blocks)):
            today = [m for m in self.mine[person.code] if m.day == day]
            if today:
                opens, closes = min(m.start for m in today) - 120, max(m.end for m in today) + 120
                for start in (day * MINUTES_A_DAY + start for start in starts):
                    if (
                        opens <= start
                        and start + topic.minutes <= closes
                        and self._seat_alone(person, topic, start)
                    ):
                        return

    def _top_up(self, person: Person) -> None:
        """Who is still below the target joins groups that have seats, the client's own days first."""
        groups = [m for m in self.plan.meetings if m.topic.kind != "individual"]
        groups.sort(key=lambda m: (m.day not in person.blocks, m.start))
        for group in groups:
            if len(group.clients) < group.topic.largest and self._may_sit(
                person.code, group.topic, group.start, group.end
            ):
                self._seat(person.code, group)

    def _has(self, code: str, topic: str) -> bool:
        return any(meeting.topic.name == topic for meeting in self.mine[code])

    def _may_sit(self, code: str, topic: Topic | None, start: int, end: int) -> bool:
        person, day, mine = self.plan.people[code], start // MINUTES_A_DAY, self.mine[code]
        if any(m.start < end and start < m.end for m in mine):
            return False
        week = sum(m.topic.minutes for m in mine)
        if topic is None:
            return week < person.target
        today = [m for m in mine if m.day == day]
        # A share is kept for each day still empty, or the week ends on too few days.
        empty = sum(other != day and all(m.day != other for m in mine) for other in person.blocks)
        kept = empty * person.target * 0.6 / len(person.blocks)
        return (
            (week + kept < person.target or topic.kind == "individual")
            and sum(m.topic.minutes for m in today) + topic.minutes <= person.most_a_day
            and all(m.topic is not topic for m in today)
            and sum(m.topic is topic for m in mine) < (topic.most_a_week or 99)
            and topic.wanted_tags <= person.tags
            and not topic.barred_tags & person.tags
        )

    def _free_therapists(self, start: int, end: int) -> list[str]:
        return [
            name
            for name in self.plan.therapists
            if not any(m.start < end and start < m.end for m in self.mine[name])
        ]

    def _pick(self, topic: Topic, start: int, name: str = "") -> str | None:
        """Somebody free: who leads the topic already, is there that day, and has led least."""
        end, day = start + topic.minutes, start // MINUTES_A_DAY
        best: tuple[float, str] | None = None
        for therapist in self._free_therapists(start, end):
            if name not in ("", therapist):
                continue
            today = [m for m in self.mine[therapist] if m.day == day]
            opens = min([start, *(m.start for m in today)])
            closes = max([end, *(m.end for m in today)])
            if closes - opens > 600 or longest_row(sorted([*today], key=lambda m: m.start)) > 6:
                continue
            known = topic.name in self.leads[therapist]
            cost = sum(m.topic.minutes for m in self.mine[therapist]) / 60
            cost += 0 if known else 2 * len(self.leads[therapist])
            cost += 0 if today else 3
            if best is None or (cost, therapist) < best:
                best = cost, therapist
        return best[1] if best else None

    def _give_rooms(self) -> None:
        """Rooms just enough: a new one only when none that fits is free."""
        free_at: dict[str, int] = {}
        for meeting in self.plan.meetings:
            kind = meeting.topic.room_kind or "group"
            seats = 2 if kind == "office" else 8 if len(meeting.clients) <= 8 else LARGEST_ROOM
            fits = [
                name
                for name, (room_seats, room_kind) in self.plan.rooms.items()
                if room_kind == kind and room_seats >= len(meeting.clients) and free_at[name] <= meeting.start
            ]
            if fits:
                meeting.room = min(fits, key=lambda name: (self.plan.rooms[name][0], name))
            else:
                of_kind = sum(room_kind == kind for _, room_kind in self.plan.rooms.values())
                meeting.room = f"{'Office' if kind == 'office' else 'Room'} {of_kind + 1}"
                self.plan.rooms[meeting.room] = (seats, kind)
            free_at[meeting.room] = meeting.end
