"""What reasons say of a finished roster, held to the sheets and the sessions alone; imports nothing of ours.

A random small week of one-hour sessions, and a reader of sentences: each clause that names a fact is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

DAYS = ("Mon", "Tue", "Wed")
HOURS = (9, 10, 11)
Slot = tuple[str, int]  # a day and the hour at which it starts
Sheets = dict[str, list[list[Any]]]


@dataclass(frozen=True)
class Held:
    """A session of the finished roster."""

    topic: str
    slot: Slot
    therapists: tuple[str, ...]
    room: str | None
    clients: tuple[str, ...]


def held_in(sessions: Iterable[Any]) -> tuple[Held, ...]:
    """The sessions of a planned roster as they are read here."""
    return tuple(
        Held(
            one.topic,
            (DAYS[one.day], one.start % 1440 // 60),
            one.therapists,
            room=one.room,
            clients=one.clients,
        )
        for one in sessions
    )


class ScarceWeek:
    """A week in which there is too little of everything, with most columns that can be in the way of a seat."""

    def __init__(self, number: int) -> None:
        random = self.random = Random(number)
        self.clients = {f"C{place}": self._client() for place in range(1, random.randint(3, 6))}
        self.therapists = {name: self._therapist() for name in ("Ann", "Bo")[: random.randint(1, 2)]}
        self.topics = {
            name: self._topic(name, kind)
            for name, kind in (("Anger", "group"), ("Grief", "group"), ("Talk", "individual"))
        }
        for row in self.therapists.values():
            row["leads"] = {name for name in self.topics if random.random() < 0.8} or {"Anger"}
        self.rooms = {
            name: (random.choice((1, 2, 4)), self._slots(0.9))
            for name in ("Oak", "Elm")[: random.randint(1, 2)]
        }
        if random.random() < 0.4:
            self.rooms = {}
        codes = list(self.clients)
        self.apart = {pair for pair in pairwise(codes) if random.random() < 0.3}
        self.needs = {
            (code, topic): min(random.choice((1, 1, 2)), terms["week"] or 2)
            for code in codes
            for topic, terms in self.topics.items()
            if random.random() < 0.7 and terms["for"] in (None, *self.clients[code]["tags"])
        }

    def _slots(self, share: float) -> set[Slot]:
        return {(day, hour) for day in DAYS for hour in HOURS if self.random.random() < share}

    def _client(self) -> dict[str, Any]:
        return {
            "there": self._slots(0.5) or {("Mon", 9)},
            "primary": self.random.choice(("Ann", "Ann", "Bo", None)),
            "tags": {"adult"} if self.random.random() < 0.7 else set(),
            "hours": self.random.choice((0, 0, 3)),
        }

    def _therapist(self) -> dict[str, Any]:
        choose = self.random.choice
        there = self._slots(0.5) or {("Mon", 9)}
        return {"there": there, "hours": choose((None, None, 2, 4)), "day": choose((None, None, 1, 2)),
                "row": choose((None, None, 1))}  # fmt: skip

    def _topic(self, name: str, kind: str) -> dict[str, Any]:
        choose, one = self.random.choice, kind == "individual"
        smallest = 1 if one else choose((1, 2))
        return {"kind": kind, "smallest": smallest, "largest": 1 if one else max(smallest, choose((1, 2, 3))),
                "week": choose((None, 1, 2)), "day": choose((1, 2)), "most": choose((None, None, 1, 2)),
                "for": "adult" if not one and self.random.random() < 0.3 else None,
                "leaders": 1 if one else choose((1, 1, 2))}  # fmt: skip

    def sheets(self) -> Sheets:
        """The workbook."""

        def windows(who: str, there: set[Slot]) -> Iterator[list[Any]]:
            yield from ([who, day, f"{hour}:00", f"{hour + 1}:00"] for day, hour in sorted(there))

        made: Sheets = {
            "Levels": [["Level", "Min hours", "Max hours", "Min days"], ["Day", 0, 9, 0]],
            "Topics": [["Topic", "Kind", "Minutes", "Smallest", "Largest", "Most a week", "Most a day",
                        "Runs at most", "For", "Leaders"]]
            + [[name, t["kind"], 60, t["smallest"], t["largest"], t["week"], t["day"], t["most"], t["for"],
                t["leaders"]] for name, t in self.topics.items()],
            "Therapists": [["Therapist", "Leads", "Most hours", "Most a day", "Most in a row"]]
            + [[name, ", ".join(sorted(t["leads"])), t["hours"], t["day"], t["row"]]
               for name, t in self.therapists.items()],
            "Times": [["Days", "Starts"], *([day, ", ".join(f"{hour}:00" for hour in HOURS)] for day in DAYS)],
            "Clients": [["Client", "Level", "Min hours", "Primary therapist", "Tags"]]
            + [[code, "Day", c["hours"], c["primary"] if c["primary"] in self.therapists else None,
                ", ".join(c["tags"]) or None] for code, c in self.clients.items()],
            "Client availability": [["Client", "Days", "From", "To"]]
            + [row for code, c in self.clients.items() for row in windows(code, c["there"])],
            "Therapist availability": [["Therapist", "Days", "From", "To"]]
            + [row for name, t in self.therapists.items() for row in windows(name, t["there"])],
            "Rooms": [["Room", "Seats"], *([name, seats] for name, (seats, _) in self.rooms.items())],
            "Room availability": [["Room", "Days", "From", "To"]]
            + [row for name, (_, there) in self.rooms.items() for row in windows(name, there or {("Sat", 9)})],
            "Needs": [["Client", "Topic", "Sessions"], *([*key, many] for key, many in self.needs.items())],
            "Apart": [["Client", "From"], *map(list, self.apart)],
        }  # fmt: skip
        return {name: rows for name, rows in made.items() if len(rows) > 1}


COLUMNS = r" \((?:Topics: Starts|Room kind \w+|(?:(?:, | and )?(?:For|Not for|Levels|After|Membership))+)\)"
"""Where what is said stands: brackets that say nothing more."""


@dataclass(frozen=True)
class Reading:
    """The finished roster of a scarce week beside its sheets."""

    week: ScarceWeek
    held: tuple[Held, ...]

    def faults(self, code: str, topic: str, says: str) -> Iterator[str]:
        """What a reason for a need says that isn't so: each clause with the start times that it is said of."""
        starts = sorted(self.week.clients[code]["there"], key=lambda slot: (DAYS.index(slot[0]), slot[1]))
        mine = [one.slot for one in self.held if code in one.clients and one.topic == topic]
        left = [slot for slot in starts if slot not in mine]
        says = says.removeprefix(self._lead(says))
        says = re.sub(COLUMNS, "", says)
        whole = re.match(
            r"at (all (\d+)|both|the one) (?:other )?start times? in \S+ hours(?: \((\w+) (\d+):00\))? (.*)",
            says,
            re.I,
        )
        if whole:
            many = int(whole[2] or {"both": 2}.get(whole[1].lower(), 1))
            if many != len(left):
                yield f"{len(left)} start times, not {many}"
            yield from self._untrue(code, topic, whole[5], left, len(left))
            return
        counted = re.match(r"of (\d+) (?:other )?start times in \S+ hours, (.*)", says, re.I)
        if not counted:
            return
        if int(counted[1]) != len(left):
            yield f"{len(left)} start times, not {counted[1]}"
        for part in re.split(r", (?=at (?:\d+|\w{3} \d\d:00) )", counted[2]):
            told = re.match(r"at (?:(\d+)|(\w{3}) (\d\d):00) (.*)", part)
            assert told, part
            slots = left if told[1] else [(told[2], int(told[3]))]
            yield from self._untrue(code, topic, told[4], slots, int(told[1] or 1))

    @staticmethod
    def _lead(says: str) -> str:
        lead = re.match(r"(?:.*(?:hours|needed); )?", says)
        return lead[0] if lead else ""

    def _untrue(self, code: str, topic: str, clause: str, slots: list[Slot], many: int) -> Iterator[str]:
        everywhere = clause.endswith(" at each of them)")
        clause = clause.replace(" at each of them)", ")")
        pieces = [
            piece
            for piece in re.split(
                r" \((?!\d)|\), |\)+$|(?: and|,) "
                r"(?=\w+(?:'s| isn't| and \w+ aren't| and \w+ lead| leads| holds| would))",
                clause,
            )
            if piece
        ]
        for piece in pieces:
            known = False
            for pattern, holds in CLAUSES:
                found = re.fullmatch(pattern, piece)
                if found:
                    known = True
                    true = sum(holds(self, code, topic, slot, found) for slot in slots)
                    if true < (many if everywhere or piece == pieces[0] else 1):
                        yield f"'{piece}' holds at {true} of {many} ({slots})"
            if not known and not re.fullmatch(r"[\w ]*[A-Z][\w ]* \d+|the rule .* is a must", piece):
                yield f"nobody reads '{piece}'"

    # --- facts -----------------------------------------------------------------------------------

    def at(self, slot: Slot) -> list[Held]:
        """The sessions that run then."""
        return [one for one in self.held if one.slot == slot]

    def leads(self, name: str, day: str | None = None) -> list[Held]:
        """A therapist's sessions of the week, or of a day."""
        return [one for one in self.held if name in one.therapists and day in (None, one.slot[0])]

    def available(self, name: str, slot: Slot) -> bool:
        """Whether a client, therapist or room is there then by their hours."""
        if name in self.week.rooms:
            return slot in self.week.rooms[name][1]
        return slot in (self.week.clients.get(name) or self.week.therapists[name])["there"]

    def can_lead(self, name: str, slot: Slot) -> bool:
        """Whether a therapist could lead one more session then."""
        row, day = self.week.therapists[name], self.leads(name, slot[0])
        if not self.available(name, slot) or any(one.slot == slot for one in day):
            return False
        if row["hours"] is not None and len(self.leads(name)) >= row["hours"]:
            return False
        if row["row"] == 1 and any(abs(one.slot[1] - slot[1]) == 1 for one in day):
            return False
        return row["day"] is None or len(day) < row["day"]

    def could_come(self, code: str, topic: str, slot: Slot) -> bool:
        """Whether a client surely could come: free then, tagged, at no limit of the topic, apart from nobody."""
        terms, row = self.week.topics[topic], self.week.clients[code]
        mine = [one for one in self.held if code in one.clients]
        same = [one for one in mine if one.topic == topic]
        return (
            slot in row["there"]
            and all(one.slot != slot for one in mine)
            and (terms["for"] is None or terms["for"] in row["tags"])
            and (terms["week"] is None or len(same) < terms["week"])
            and sum(one.slot[0] == slot[0] for one in same) < terms["day"]
            and not any(code in pair for pair in self.week.apart)
        )

    def room_free(self, topic: str, slot: Slot) -> bool:
        """Whether a room with seats enough is there then, and nothing is held in it."""
        taken, least = {one.room for one in self.at(slot)}, self.week.topics[topic]["smallest"]
        rooms = self.week.rooms.items()
        return any(seats >= least and slot in there and name not in taken for name, (seats, there) in rooms)


def _full(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    running = [one for one in reading.at(slot) if one.topic == topic]
    largest = reading.week.topics[topic]["largest"]
    seated = sum(len(one.clients) for one in running)
    return bool(running) and seated == len(running) * largest == int(found[2]) == int(found[3])


def _apart(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    others = {one for pair in reading.week.apart if code in pair for one in pair} - {code}
    return any(others & set(one.clients) for one in reading.at(slot) if one.topic == topic)


def _few(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    others = [one for one in reading.week.clients if one != code]
    could = sum(reading.could_come(one, topic, slot) for one in others)
    return could <= int(found[1] or 0) and int(found[2]) == reading.week.topics[topic]["smallest"] - 1


def _in_a_row(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    near = [one for one in reading.leads(found[1], slot[0]) if abs(one.slot[1] - slot[1]) == 1]
    return reading.week.therapists[found[1]]["row"] == int(found[2]) and bool(near)


def _had(reading: Reading, code: str, topic: str, slot: Slot | None) -> int:
    return sum(
        one.topic == topic and code in one.clients and (slot is None or one.slot[0] == slot[0])
        for one in reading.held
    )


def _primary_taken(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    return reading.week.clients[code]["primary"] == found[1] and not reading.can_lead(found[1], slot)


def _nobody_free(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    staff = [name for name, row in reading.week.therapists.items() if topic in row["leads"]]
    return not any(reading.can_lead(name, slot) for name in staff)


def _alone_not_free(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    staff = [name for name, row in reading.week.therapists.items() if topic in row["leads"]]
    return staff == [found[1]] and not reading.can_lead(found[1], slot)


def _too_few_free(reading: Reading, code: str, topic: str, slot: Slot, found: re.Match[str]) -> bool:
    staff = [name for name, row in reading.week.therapists.items() if topic in row["leads"]]
    free = sum(reading.can_lead(name, slot) for name in staff)
    return free == int(found[3]) and reading.week.topics[topic]["leaders"] == int(found[2])


Holds = Callable[[Reading, str, str, Slot, re.Match[str]], bool]
CLAUSES: tuple[tuple[str, Holds], ...] = (
    (r"(\w+) isn't available", lambda r, c, t, s, f: not r.available(f[1], s)),
    (r"(\w+) and (\w+) aren't available",
     lambda r, c, t, s, f: not r.available(f[1], s) and not r.available(f[2], s)),
    (r"(\w+) is in another session", lambda r, c, t, s, f: any(c in one.clients for one in r.at(s))),
    (r"(\w+) leads another session", lambda r, c, t, s, f: any(f[1] in one.therapists for one in r.at(s))),
    (r"(\w+) and (\w+) lead other sessions",
     lambda r, c, t, s, f: all(any(f[who] in one.therapists for one in r.at(s)) for who in (1, 2))),
    (r"(\w+) holds another session", lambda r, c, t, s, f: any(f[1] == one.room for one in r.at(s))),
    (r"(\w+) is full \((\d+) of (\d+)\)?", _full),
    (r"(?:none of the|only \d+ of the) \d+ .* is available", lambda r, c, t, s, f: True),
    (r"nobody leads (\w+)", lambda r, c, t, s, f: all(f[1] not in row["leads"] for row in r.week.therapists.values())),
    (r"none of (\d+) therapists is free", _nobody_free),
    (r"no therapist is free", _nobody_free),
    (r"(\w+) isn't free", _alone_not_free),
    (r"(\w+) takes (\d+) therapists, and only (\d+) (?:is|are) free", _too_few_free),
    (r"(\w+) takes (\d+) therapists, and only .* can lead it", lambda r, c, t, s, f: True),
    (r"no room for \w+ is free", lambda r, c, t, s, f: not r.room_free(t, s)),
    (r"somebody (\w+) is kept apart from sits in (\w+)", _apart),
    (r"their primary therapist (\w+) isn't free", _primary_taken),
    (r"their primary therapist (\w+) isn't available",
     lambda r, c, t, s, f: r.week.clients[c]["primary"] == f[1] and not r.available(f[1], s)),
    (r"(?:no more than (\d+) others?|nobody else) could come to \w+, (\d+) (?:is|are) needed", _few),
    (r"(\w+) would lead more than (\d+) in a row", _in_a_row),
    (r"(\w+) would lead more than (\d+) that day",
     lambda r, c, t, s, f: len(r.leads(f[1], s[0])) == int(f[2]) == r.week.therapists[f[1]]["day"]),
    (r"(\w+)'s (\d+) h a week are used up",
     lambda r, c, t, s, f: len(r.leads(f[1])) == int(f[2]) == r.week.therapists[f[1]]["hours"]),
    (r"(\w+)'s 1 h a week is used up", lambda r, c, t, s, f: len(r.leads(f[1])) == 1),
    (r"\w+ runs as often as allowed", lambda r, c, t, s, f:
     sum(one.topic == t for one in r.held) == r.week.topics[t]["most"]),
    (r"\w+ has \w+ as often as allowed", lambda r, c, t, s, f: _had(r, c, t, None) == r.week.topics[t]["week"]),
    (r"\w+ has \w+ that day already", lambda r, c, t, s, f: _had(r, c, t, s) == r.week.topics[t]["day"]),
    (r"there are no more seats in the room .*", lambda r, c, t, s, f: any(
        one.topic == t and one.room and len(one.clients) >= r.week.rooms[one.room][0] for one in r.at(s))),
    (r"(\w+) has only (\d+) seats?", lambda r, c, t, s, f:
     r.week.rooms.get(f[1], (0,))[0] == int(f[2]) < r.week.topics[t]["smallest"]),
    (r"the rooms that are free have too few seats", lambda r, c, t, s, f: not any(
        seats >= r.week.topics[t]["smallest"] and s in there and name not in {one.room for one in r.at(s)}
        for name, (seats, there) in r.week.rooms.items())),
)  # fmt: skip
