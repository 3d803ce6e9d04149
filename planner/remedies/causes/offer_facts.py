"""Facts of what is offered: the topics' terms, who leads, where, and when sessions may start."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from planner.model import DAYS_A_WEEK, WEEKDAY_NAMES, Room, Therapist, Wording, counted, hours, listed
from planner.program import WeeklyWindow
from planner.reasons.hours_words import says_hours
from planner.reasons.places import CELLS_AT_MOST, cells_of
from planner.reasons.wording import says_held
from planner.remedies.causes.fact_words import IN_HOURS_ONLY
from planner.remedies.causes.question import Fact, Question
from planner.remedies.causes.terms import (
    FOR_WHOM,
    MANY,
    ON_REQUEST,
    TERMS,
    Terms,
    column_of,
    of_several,
    says_limits,
)
from planner.remedies.causes.without import (
    EVERY_HOUR,
    all_lead,
    always_held,
    at_any_hour,
    with_client,
    with_fields,
    with_hours,
    with_room,
    with_therapist,
    with_topics,
)

ONE_BY_ONE = 4  # therapists named one by one; more are one fact
DIFFERENT_DAYS = 2  # days of so many kinds are told with their start times
OF_ALL = (
    "Smallest",
    "Largest",
    "Second leader above",
    "At once",
)  # terms that bind a client only where others come as well


class OfferFacts:
    """The facts of the offer that bear on one question."""

    def __init__(self, question: Question) -> None:
        self.question, self.program, self.code = question, question.program, question.client

    def of_topic(self, name: str) -> Iterator[Fact]:
        """The terms of the one topic that is asked for."""
        for column, fact in self.terms_of(name).items():
            if self.question.together or column not in OF_ALL:
                yield fact

    def terms_of(self, name: str) -> dict[str, Fact]:
        """All terms of a topic by their columns."""
        topic, found = self.program.topics[name], {}
        for field, without, there, says in TERMS:
            if there(topic):
                column = column_of(field)
                said = f"{name} {says(topic, Wording(self.program.clock))}"
                if field == "levels":
                    said += f", and {self.code} is {self._level()}"
                fields: dict[str, Any] = {field: without}
                found[column] = Fact(
                    f"{said} ({column})",
                    with_topics((name,), **fields),
                    cells_of(self.program, ("Topics", name), column),
                    of_one=False,
                    about=(name, column),
                )
        return found

    def _level(self) -> str:
        """The client's level of care in this week: their own, or that of the curriculum."""
        problem = self.question.week.cut(self.program)
        client = problem.clients.get(self.code)
        return self.program.clients[self.code].level if client is None else client.level

    def of_topics(self) -> Iterator[Fact]:
        """Whom the topics that count towards hours are for, those of a like term as one fact, and their limits."""
        counting = {name: topic for name, topic in self.program.topics.items() if topic.counts}
        for term in FOR_WHOM:
            alike: dict[str, list[str]] = defaultdict(list)
            for name, topic in counting.items():
                if term[2](topic):
                    alike[term[3](topic, Wording(self.program.clock))].append(name)
            but = f", and {self.code} is {self._level()}" if term[0] == "levels" else ""
            for said, those in alike.items():
                yield self._of_several(those, term, said, but)
        limits = with_topics(tuple(counting), most_a_day=None, most_a_week=None)
        yield Fact(says_limits(counting.values()), limits, ("Topics",), of_one=False)

    def of_groups_on_request(self) -> Iterator[Fact]:
        """Open groups that are only for those who ask for them: usually anybody fills their hours there."""
        groups = [
            topic.name
            for topic in self.program.topics.values()
            if topic.only_if_asked and not topic.closed and topic.kind in ("group", "education")
        ]
        words = Wording(self.program.clock)
        if groups:
            yield self._of_several(groups, ON_REQUEST, ON_REQUEST[3](self.program.topics[groups[0]], words))

    def _of_several(self, names: Sequence[str], term: Terms, said: str, but: str = "") -> Fact:
        """A term that is the same of some topics, as one fact."""
        column, without = column_of(term[0]), with_topics(tuple(names), **{term[0]: term[1]})
        cells = [cell for name in names for cell in cells_of(self.program, ("Topics", name), column)]
        return Fact(
            f"{of_several(names, said)}{but} ({column})", without, tuple(cells[:CELLS_AT_MOST]), False
        )

    # --- who leads and where ---------------------------------------------------------------------

    def of_therapists(self) -> Iterator[Fact]:
        """Who leads it; each of them with their limits and hours where they are few, else together."""
        topic, row = self.question.topic, self.program.clients[self.code]
        leading = [who for who in self.program.therapists.values() if topic is None or topic in who.leads]
        primary = self.program.therapists.get(row.primary or "")
        if (
            primary is not None
            and not self.question.together
            and (topic is None or self.program.topics[topic].kind == "individual")
        ):
            cells = cells_of(self.program, ("Clients", self.code), "Primary therapist")
            yield Fact(f"{self.code}'s primary therapist is {primary.name}", with_client(primary=None), cells)
        if topic is not None:
            only = listed([who.name for who in leading[:ONE_BY_ONE]])
            says = f"{only} {'alone leads' if len(leading) == 1 else 'alone lead'} {topic}"
            if len(leading) > ONE_BY_ONE:
                says = f"{len(leading)} therapists lead {topic}"
            says = says if leading else f"nobody leads {topic}"
            cells = tuple(
                cell
                for who in leading[:ONE_BY_ONE]
                for cell in cells_of(self.program, ("Therapists", who.name), "Leads")
            )
            yield Fact(says, all_lead, cells or ("Therapists",), of_one=False)
        if len(leading) <= ONE_BY_ONE:
            for who in leading:
                yield from self._of_therapist(who)
            return
        if topic is None or primary not in leading or self.question.together:
            says = f"the therapists are there {IN_HOURS_ONLY}"
            yield self._there(says, tuple(self.program.therapists))
            return
        yield from self._of_therapist(primary)
        others = [who.name for who in leading if who is not primary]
        says = f"the other therapists are there {IN_HOURS_ONLY}"
        yield self._there(says, others)

    def _there(self, says: str, names: Collection[str]) -> Fact:
        without = with_hours("therapist_hours", names, at_any_hour)
        return Fact(says, without, ("Therapist availability",), of_one=False)

    def _of_therapist(self, who: Therapist) -> Iterator[Fact]:
        yield from self.limits_of(who).values()
        yield from self.hours_of(who)

    def limits_of(self, who: Therapist) -> dict[str, Fact]:
        """A therapist's limits by their columns."""
        found = {}
        for value, says, column, field in (
            (
                who.most_minutes,
                f"{who.name} leads {hours(who.most_minutes or 0)} a week at most",
                "Most hours",
                "most_minutes",
            ),
            (who.most_a_day, f"{who.name} leads {who.most_a_day} a day at most", "Most a day", "most_a_day"),
            (
                who.most_in_a_row,
                f"{who.name} leads {who.most_in_a_row} in a row at most",
                "Most in a row",
                "most_in_a_row",
            ),
        ):
            if value is not None:
                cells = cells_of(self.program, ("Therapists", who.name), column)
                without = with_therapist(who.name, **{field: None})
                found[column] = Fact(
                    f"{says} ({column})", without, cells, of_one=False, about=(who.name, column)
                )
        return found

    def hours_of(self, who: Therapist) -> Iterator[Fact]:
        """When a therapist is there: until when their rows hold, and all of them."""
        rows = self.program.therapist_hours.get(who.name, ())
        cells = cells_of(self.program, ("Therapist availability", who.name), "")
        if until := says_held(rows, self.question.week.first_day):
            held = with_hours("therapist_hours", (who.name,), always_held)
            yield Fact(f"{who.name}'s hours hold {until}", held, cells, of_one=False)
        said = says_hours(who.name, rows, "is there", Wording(self.program.clock), self.question.topic)
        always = with_hours("therapist_hours", (who.name,), at_any_hour)
        yield Fact(said, always, cells, of_one=False)

    def of_room_hours(self, among: Collection[str] | None = None) -> Iterator[Fact]:
        """When the rooms of the topic's kind are available that aren't always; rooms with the same hours as one."""
        kind = None if self.question.topic is None else self.program.topics[self.question.topic].room_kind
        alike: dict[tuple[WeeklyWindow, ...], list[str]] = defaultdict(list)
        for name, rows in self.program.room_hours.items():
            if among is not None and name not in among:
                continue
            if name in self.program.rooms and kind in (None, *self.program.rooms[name].kinds):
                alike[rows].append(name)
        for rows, names in alike.items():
            several = f"{len(names)} rooms ({', '.join(names[:ONE_BY_ONE])}, …)"
            who = listed(names) if len(names) <= ONE_BY_ONE else several
            does = "is available" if len(names) == 1 else "are available"
            cells = [
                cell for name in names for cell in cells_of(self.program, ("Room availability", name), "")
            ]
            places = tuple(cells[:CELLS_AT_MOST])
            if until := says_held(rows, self.question.week.first_day):
                held = with_hours("room_hours", names, always_held)
                yield Fact(f"the hours of {who} hold {until}", held, places, of_one=False)
            says = says_hours(who, rows, does, Wording(self.program.clock))
            yield Fact(says, with_hours("room_hours", names, at_any_hour), places, of_one=False)

    def of_seats(self, room: Room) -> Fact:
        """How many seats a room has."""
        cells = cells_of(self.program, ("Rooms", room.name), "Seats")
        without, about = with_room(room.name, seats=MANY), (room.name, "Seats")
        says = f"{room.name} has {counted(room.seats, 'seat')} (Seats)"
        return Fact(says, without, cells, of_one=False, about=about)

    def of_rooms(self) -> Iterator[Fact]:
        """The seats of each room that suits the topic, where they are few, and that there are no more of them."""
        if not self.program.rooms:
            return
        topic = None if self.question.topic is None else self.program.topics[self.question.topic]
        suiting = [room for room in self.program.rooms.values() if topic is not None and room.suits(topic)]
        few = suiting if len(suiting) <= ONE_BY_ONE else []
        for room in few if topic is not None and topic.largest > 1 else ():
            yield self.of_seats(room)
        if few and topic is not None and topic.room_kind is not None:
            names = [room.name for room in few]
            says = f"{listed(names)} alone {'is' if len(few) == 1 else 'are'} of the kind {topic.room_kind}"
            # One of another kind may be what was mistyped.
            in_order = [*names, *(name for name in self.program.rooms if name not in names)]
            cells = tuple(
                cell for name in in_order for cell in cells_of(self.program, ("Rooms", name), "Kind")
            )
            yield Fact(says, with_fields(rooms={}), cells[:CELLS_AT_MOST] or ("Rooms",), of_one=False)
            return
        kinds = Counter(kind for room in self.program.rooms.values() for kind in sorted(room.kinds))
        of_kinds = ", ".join(f"{many} {kind}" for kind, many in kinds.items())
        there = f"there {'is' if len(self.program.rooms) == 1 else 'are'} {counted(len(self.program.rooms), 'room')}"
        yield Fact(f"{there} ({of_kinds})", with_fields(rooms={}), ("Rooms",), of_one=False)

    def of_idle_days(self, days: Collection[int]) -> Iterator[Fact]:
        """Weekdays on which no session may start, as if those of the other days might."""
        clocks = sorted({clock for _, clock in self.program.starts})
        for day in sorted(days):
            more = tuple((day, clock) for clock in clocks)
            says = f"no session may start on {WEEKDAY_NAMES[day]} (Times)"
            without = with_fields(starts=(*self.program.starts, *more))
            yield Fact(says, without, ("Times",), of_one=False)

    # --- the whole program -----------------------------------------------------------------------

    def of_settings(self) -> Iterator[Fact]:
        """The changeover, the time for lunch, and when sessions may start."""
        if self.program.changeover:
            says = f"a changeover takes {self.program.changeover} min"
            yield Fact(says, with_fields(changeover=0), ("Settings: Changeover",), of_one=False)
        if self.program.lunch is not None:
            said = f"lunch is {Wording(self.program.clock).span(*self.program.lunch)}"
            yield Fact(said, with_fields(lunch=None), ("Settings: Lunch",), of_one=False)
        yield Fact(
            f"sessions start at {self._says_starts()} only",
            with_fields(starts=tuple({*self.program.starts, *EVERY_HOUR})),
            ("Times",),
            of_one=False,
        )

    def _says_starts(self) -> str:
        """`17:30 on Mon, Tue and 09:00, 10:40 on Sat`; `listed times on Mon, Tue` where they are many."""
        clocks: dict[int, list[int]] = defaultdict(list)
        for day, start in sorted(set(self.program.starts)):
            clocks[day].append(start)
        alike: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for day, starts in clocks.items():
            alike[tuple(starts)].append(WEEKDAY_NAMES[day])
        if len(alike) > DIFFERENT_DAYS or any(len(starts) > ONE_BY_ONE for starts in alike):
            alike = {(): [WEEKDAY_NAMES[day] for day in clocks]}
        said = []
        for those, days in alike.items():
            when = ", ".join(Wording(self.program.clock).time(start) for start in those) or "listed times"
            said.append(when if len(days) == DAYS_A_WEEK else f"{when} on {', '.join(days)}")
        return listed(said)
