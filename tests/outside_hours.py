"""What reasons say of hours that are missing, held to the sheets and the sessions alone; imports nothing of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

from tests.outside_sentences import CLAUSES, DAYS, HOURS, Reading, Slot

PIECES = (
    r"\)?, as with (?=\d)|\)?, and (?!only)(?=\w)| \((?!\d)|\), |\)+$|\)? and (?!only|\w+ aren't|\w+ lead other)(?=\w)"
    r"|, (?!and|only|the most|\d+ (?:is|are))"
)
Counts = tuple[int, ...]  # sessions of each topic


class HoursReading(Reading):
    """The same roster, asked why a client is short of hours; every session takes an hour."""

    def faults_of_hours(self, code: str, required: int, planned: int, says: str) -> Iterator[str]:
        """What a reason for missing hours says that isn't so; `required` and `planned` are whole hours."""
        for pattern, read in (
            (
                r"Available for (\d+) h of sessions in the week, of which the topics' limits allow (\d+) h "
                r"\(.*\), (\d) h (?:is|are) required: (\d) h can't .*",
                self._own_and_limits,
            ),
            (r"Available for (\d+) h of .*, (\d) h (?:is|are) required: (\d) h can't .*", self._own),
            (
                r"The topics' limits allow (\d+) h of sessions in the week \((.*)\), (\d) h .*: (\d) h .*",
                self._limits,
            ),
            (
                r"Therapists and rooms are there for (?:only (\d+) h of sessions|no session) in .*, (\d) h .*",
                self._staffed,
            ),
            (r"Free (.*?)(?: and (\d+) other times?)?, but (.*)", self._closed),
            (r"The free time between \S+ sessions is too short for another session", self._no_time),
            (r"\S+ may attend no topic that counts towards hours(?: \(.*\))?, (\d) h .*", self._nothing),
            (r"No session that counts towards hours may start in \S+'s hours, (\d) h .*", self._nothing),
            (r"Nothing in the roster is in the way of (\w+) (\w{3}) (\d\d):00: .*", self._open),
        ):
            found = re.fullmatch(pattern, says)
            if found:
                yield from read(code, required, planned, found)
                return
        yield f"nobody reads '{says}'"

    def _own(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        yield from self._reach(int(found[1]), planned, self.most(code), required, told=int(found[2]))
        if int(found[3]) != required - int(found[1]):
            yield f"{required - int(found[1])} h can't be placed, not {found[3]}"
        if len(self._slots_of(code)) >= required:
            yield "their hours hold what is required: it is the topics' limits"

    def _own_and_limits(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        yield from self._reach(int(found[2]), planned, self.most(code), required, told=int(found[3]))
        if not int(found[2]) < int(found[1]) < required:
            yield f"{found[1]} h of their own don't lie between {found[2]} and {required}"
        if int(found[1]) > len(self._slots_of(code)):
            yield f"their hours hold {len(self._slots_of(code))} h, not {found[1]}"

    def _limits(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        yield from self._reach(int(found[1]), planned, self.most(code), required, told=int(found[3]))
        if len(self._slots_of(code)) < required:
            yield "their hours don't hold what is required either"
        for topic, said in re.findall(r"(\w+): (Most a [^,]*)", found[2]):
            for limit, most in re.findall(r"Most a (day|week) (\d)", said):
                if self.week.topics[topic][limit] != int(most):
                    yield f"{topic} may be had {self.week.topics[topic][limit]} times a {limit}"

    def _staffed(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        most = self.most(code, staffed=True)
        yield from self._reach(int(found[1] or 0), planned, most, required, told=int(found[2]))
        if self.most(code) < required:
            yield "their own hours don't hold what is required"

    def _reach(self, said: int, planned: int, most: int, required: int, told: int) -> Iterator[str]:
        if not max(most, planned) == said < required == told:
            yield f"{most} h could be had, {planned} h are planned, {required} h are required"

    def _closed(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        free = self._free(code)
        stretches = [" ".join(stretch) for stretch in self._stretches(free)]
        named = re.findall(r"(\w{3} \d\d:00)-(\d\d:00)", found[1])
        for begins, ends in named:
            if f"{begins} {ends}" not in stretches:
                yield f"{begins}-{ends} isn't a stretch that is free: {stretches}"
        if len(named) + int(found[2] or 0) != len(stretches):
            yield f"{len(stretches)} stretches are free"
        for piece in re.split(PIECES, found[3]):
            if piece and not re.fullmatch(r"\d+ other topics?|(?:Runs at|Most a|Most hours) .*", piece):
                yield from self._nowhere(code, piece, free)

    def _nowhere(self, code: str, piece: str, free: set[tuple[str, Slot]]) -> Iterator[str]:
        for pattern, holds in CLAUSES:
            match = re.fullmatch(pattern, piece)
            if match:
                if not any(holds(self, code, topic, slot, match) for topic, slot in free):
                    yield f"'{piece}' holds at none of {sorted(free)}"
                return
        yield f"nobody reads '{piece}'"

    def _no_time(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        if free := self._free(code):
            yield f"they are free at {sorted(free)}"

    def _nothing(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        if self._slots_of(code):
            yield f"they may come at {sorted(self._slots_of(code))}"

    def _open(self, code: str, required: int, planned: int, found: re.Match[str]) -> Iterator[str]:
        slot = found[2], int(found[3])
        running = [one for one in self.at(slot) if one.topic == found[1]]
        if (found[1], slot) not in self._free(code):
            yield "they couldn't come then"
        if not running and len(self._able(found[1], slot)) < self.week.topics[found[1]]["leaders"]:
            yield "nobody could lead it then"

    # --- facts -----------------------------------------------------------------------------------

    def most(self, code: str, staffed: bool = False) -> int:
        """How many hours a client could have at most whatever is planned: by their hours and the topics' limits.

        `staffed`: by the hours of those who lead them and of the rooms as well, whatever else these can't.
        """
        names = list(self.week.topics)
        reached: set[Counts] = {(0,) * len(names)}
        for day in DAYS:
            choices = [
                [None, *(name for name in names if self._possible(code, name, (day, hour), staffed))]
                for hour in HOURS
            ]
            days = {tuple(Counter(had)[name] for name in names) for had in product(*choices)}
            days = {had for had in days if self._within(had, "day")}
            sums = {tuple(map(sum, zip(one, other, strict=True))) for one in reached for other in days}
            reached = {had for had in sums if self._within(had, "week")}
        return max(map(sum, reached))

    def _within(self, had: Counts, limit: str) -> bool:
        limits = [terms[limit] for terms in self.week.topics.values()]
        return all(most is None or many <= most for many, most in zip(had, limits, strict=True))

    def _possible(self, code: str, topic: str, slot: Slot, staffed: bool) -> bool:
        terms, row = self.week.topics[topic], self.week.clients[code]
        if slot not in row["there"] or terms["for"] not in (None, *row["tags"]):
            return False
        if terms["kind"] == "individual" and (code, topic) not in self.week.needs:
            return False  # nobody has it unless they are asked to
        return not staffed or (len(self._able(topic, slot)) >= terms["leaders"] and self._roomed(slot))

    def _able(self, topic: str, slot: Slot) -> list[str]:
        staff = self.week.therapists.items()
        return [name for name, row in staff if topic in row["leads"] and slot in row["there"]]

    def _roomed(self, slot: Slot) -> bool:
        rooms = self.week.rooms.values()
        return not rooms or any(slot in there for _, there in rooms)

    def _slots_of(self, code: str) -> set[Slot]:
        there = self.week.clients[code]["there"]
        return {
            slot for slot in there for topic in self.week.topics if self._possible(code, topic, slot, False)
        }

    def _free(self, code: str) -> set[tuple[str, Slot]]:
        busy = {one.slot for one in self.held if code in one.clients}
        return {
            (topic, slot)
            for slot in self.week.clients[code]["there"] - busy
            for topic in self.week.topics
            if self._possible(code, topic, slot, False)
        }

    @staticmethod
    def _stretches(free: set[tuple[str, Slot]]) -> list[tuple[str, str]]:
        slots = {slot for _, slot in free}
        found = []
        for day, hour in slots:
            if (day, hour - 1) not in slots:
                ends = hour
                while (day, ends) in slots:
                    ends += 1
                found.append((f"{day} {hour:02}:00", f"{ends:02}:00"))
        return found
