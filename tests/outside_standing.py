"""One week as the outside fuzz sees it: its sessions, what they lack and break, and what could be put into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from tests.outside_checker import rules_broken
from tests.outside_exhaustive import least_missing
from tests.outside_fixes import Asked
from tests.outside_held import Held, read_sessions
from tests.outside_program import Outside
from tests.outside_reader import MISSED, read_sheets
from tests.outside_weeks import MONDAY


@dataclass(frozen=True)
class Lacking:
    """Minutes that a client has, minutes and days that are missing, sessions of needs that are, and their weight."""

    minutes: int
    short: int
    days: int
    weight: int
    sessions: int


@dataclass(frozen=True)
class Standing:
    """A week as its roster has it; of another one what this one breaks itself doesn't count."""

    program: Outside
    held: tuple[Held, ...]
    moment: tuple[date, int] | None
    week: date

    @classmethod
    def of(cls, asked: Asked) -> Standing:
        """The week that is asked about."""
        assert asked.roster is not None
        program = Outside(read_sheets(asked.book))
        held = tuple(read_sessions(program, read_sheets(asked.roster))[0])
        return cls(program, held, asked.moment, week=program.week_of(held[0].day if held else MONDAY))

    @cached_property
    def ahead(self) -> list[Held]:
        """The sessions that haven't begun."""
        return [one for one in self.held if self.moment is None or (one.day, one.start) >= self.moment]

    @cached_property
    def in_the_program(self) -> list[str]:
        """The clients of whose stay some days lie in the week."""
        return [code for code in self.program.clients if self.program.days_of_stay(code, self.week)]

    @cached_property
    def broken(self) -> Counter[str]:
        """The rules that it breaks itself."""
        return self._broken_by(self.held)

    def _broken_by(self, held: Collection[Held]) -> Counter[str]:
        begun = [one for one in held if self.moment is not None and (one.day, one.start) < self.moment]
        found: Counter[str] = Counter()
        for says in rules_broken(self.program, list(held), [self.week], begun):
            many = re.search(
                r"runs (\d+) times with too few", says
            )  # fewer of them than before are nothing new
            found[says.replace(many[0], "runs with too few") if many else says] += int(many[1]) if many else 1
        return found

    def new_faults(self, held: Collection[Held], fewer: bool = False) -> list[str]:
        """What another week breaks and this one doesn't; `fewer`: a group may be smaller than its topic's smallest."""
        found = self._broken_by(held) - self.broken
        return [says for says in found if not (fewer and "too few clients" in says)]

    def in_place_of(self, one: Held, *others: Held) -> list[Held]:
        """The week with others in place of one session."""
        return [*(each for each in self.held if each is not one), *others]

    def with_client(self, one: Held, code: str) -> Iterator[Held]:
        """The session with a client more, as it is led, and led by one more."""
        seats, credited = {**one.seats, code: ""}, {**one.credited, code: one.end - one.start}
        yield replace(one, seats=seats, credited=credited)
        for name in self.program.therapists if self.program.topics[one.topic].second_leader_above else ():
            yield replace(one, seats=seats, credited=credited, therapists=[*one.therapists, name])

    def sessions(self, topic: str, day: date, start: int, codes: Collection[str]) -> Iterator[Held]:
        """Every session of a topic at a time with these clients, by who leads it and where."""
        terms = self.program.topics[topic]
        rooms: list[str | None] = [*self.program.rooms] if terms.needs_room and self.program.rooms else [None]
        minutes = dict.fromkeys(codes, terms.minutes)
        for many in {terms.leaders, terms.leaders + (terms.second_leader_above is not None)}:
            for names in combinations(self.program.therapists, many):
                for room in rooms:
                    yield Held("new", day, start, start + terms.minutes, topic=topic, therapists=list(names),
                               room=room, seats=dict.fromkeys(codes, ""), credited=minutes)  # fmt: skip

    def can_be_held(
        self, topic: str, day: date, start: int, codes: Collection[str], without: Held | None = None
    ) -> bool:
        """Whether such a session breaks nothing in the week, but that it may be small."""
        rest = replace(self, held=tuple(one for one in self.held if one is not without))
        return any(
            not rest.new_faults([*rest.held, one], fewer=True)
            for one in self.sessions(topic, day, start, codes)
        )

    def can_join(self, topic: str, day: date, start: int, code: str) -> bool:
        """Whether a client could come to a session of a topic that is held then."""
        held = [one for one in self.held if (one.topic, one.day, one.start) == (topic, day, start)]
        return any(
            not self.new_faults(self.in_place_of(one, taken))
            for one in held
            for taken in self.with_client(one, code)
        )

    def free(self, code: str, day: date, start: int, end: int) -> bool:
        """Whether a client sits in nothing then."""
        return not any(
            one.day == day
            and one.start < end
            and start < one.end
            and one.seats.get(code, "absent") not in MISSED
            for one in self.held
        )

    def lacking(self, code: str, held: Collection[Held]) -> Lacking:
        """What a client has and lacks in a week."""
        kept = [one for one in held if one.seats.get(code, "absent") not in MISSED]
        counting = [one for one in kept if self.program.topics[one.topic].counts]
        minutes, bounds = sum(one.credited[code] for one in counting), self.program.bounds(code, self.week)
        weight = sessions = 0
        asks = self.program.asks_of(code, self.week)
        for topic in {ask.topic for ask in asks}:
            days = [one.day for one in kept if one.topic == topic]
            mine = [(ask.sessions, ask.priority, ask.days) for ask in asks if ask.topic == topic]
            weight += least_missing(mine, days)
            sessions += least_missing([(many, 1, on) for many, _, on in mine], days)
        came = len({one.day for one in counting})
        short, fewer = max(0, bounds.least_minutes - minutes), max(0, bounds.least_days - came)
        return Lacking(minutes, short, fewer, weight=weight, sessions=sessions)

    def starts(self, topic: str) -> list[tuple[date, int]]:
        """All starts of a topic in the week, that haven't begun."""
        days = [self.week + timedelta(days=step) for step in range(7)]
        found = [(day, minute) for day in days for minute in range(0, 1440, 5)
                 if self.program.may_start(topic, day, minute)]  # fmt: skip
        return [one for one in found if self.moment is None or one >= self.moment]
