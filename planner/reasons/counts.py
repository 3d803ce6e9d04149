"""What can be counted before anything is planned: shortages that no plan can mend, each in a sentence with numbers.

Only bars are asked (who may come when, who may lead what); everything is bounded from the generous side, so nothing
said here is ever a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from planner.language.limits import Refusal
from planner.language.options import SessionOption
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Client, Problem, Topic, counted, hours, listed
from planner.program import Program
from planner.reasons.barring import Barring
from planner.reasons.kept_apart import kept_from_all
from planner.reasons.packing import together_at_most
from planner.reasons.places import cells_of, places_of
from planner.reasons.shortage import Shortage
from planner.reasons.staff_hours import StaffHours
from planner.reasons.standing_seats import standing_seats
from planner.reasons.together import Together
from planner.reasons.wording import gap_of_a_minute, required_of

NAMED_ONE_BY_ONE = 3
UNLIMITED = 10**9


def shortages(program: Program, problem: Problem, rules: Sequence[Rule]) -> list[Shortage]:
    """Everything that can be counted of a week, topics first, then clients, then all of them together."""
    counts = _Counts(program, problem, rules)
    found = list(counts.of_topics())
    found += counts.of_pairs(frozenset(one.topic for one in found if one.topic is not None and one.of_each))
    found += counts.of_clients()
    told = frozenset(code for one in found if one.topic is None for code in one.clients)
    return [
        *found,
        *counts.staff.short(frozenset(one.topic for one in found if one.topic is not None)),
        *Together(problem, counts.draft).short(told),
    ]


class _Counts:
    def __init__(self, program: Program, problem: Problem, rules: Sequence[Rule]) -> None:
        self.program, self.problem = program, problem
        self.barring = Barring(problem, rules)
        self.draft = self.barring.draft
        self.possible = self.draft.possible
        self.staff = StaffHours(program, problem, self.draft)

    # --- topics ----------------------------------------------------------------------------------

    def of_topics(self) -> Iterator[Shortage]:
        """Topics that somebody needs, and that can't be held, or not often enough."""
        for topic in self.problem.topics.values():
            needs = [need for need in self.problem.needs if need.topic == topic.name]
            never = self._never_held(topic) if needs else ""
            if needs and (says := never or self.staff.too_few_seats(topic)):
                clients = frozenset(need.client for need in needs)
                places = places_of(self.program, self.problem, "", topic.name)
                yield Shortage(says, topic.name, clients, places, of_each=bool(never))
            elif topic.kind == "individual":
                yield from self.staff.of_primaries(topic)

    def of_pairs(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Needs of clients who are kept apart from those who lead the topic, where it isn't told to be held never."""
        for code, name in dict.fromkeys((need.client, need.topic) for need in self.problem.needs):
            if name not in told and (says := kept_from_all(self.problem, code, self.problem.topics[name])):
                pairs = [pair for pair in self.problem.apart if pair.client == code and pair.therapist]
                rows = [("Apart", frozenset((code, pair.therapist))) for pair in pairs]
                places = tuple(cell for row in rows for cell in cells_of(self.program, row, "From"))
                places += places_of(self.program, self.problem, code, name)
                yield Shortage(says, name, frozenset({code}), places, of_each=True, whole=True)

    def _never_held(self, topic: Topic) -> str:
        settled = any(fixed.topic == topic.name for fixed in self.problem.fixed)
        if settled or any(held.topic == topic.name for held in self.problem.untouched):
            return ""  # it is held, whatever else is the case
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        if topic.leaders and len(leading) < topic.leaders:
            if not leading:
                return f"nobody leads {topic.name}"
            return f"{topic.name} takes {topic.leaders} therapists, and only {listed(leading)} can lead it"
        tagged = [who for who in self.problem.therapists.values() if topic.leader_tags <= who.tags]
        if topic.leaders and not any(who.name in leading for who in tagged):
            return f"no therapist who leads {topic.name} has the tag {listed(sorted(topic.leader_tags))}"
        if says := self._no_room(topic):
            return says
        limits = {"Most a day": topic.most_a_day, "Most a week": topic.most_a_week}
        if none := [column for column, most in limits.items() if most == 0]:
            return f"nobody may attend {topic.name} ({none[0]} 0)"
        days = [client.most_minutes_a_day for client in self.problem.clients.values()]
        longest = max((UNLIMITED if most is None else most for most in days), default=UNLIMITED)
        if topic.minutes > longest:
            return f"{topic.name} takes {hours(topic.minutes)}, and no level's day holds more than {hours(longest)}"
        sessions = self.draft.sessions_of(topic.name)
        if topic.leader_tags and topic.leaders and (says := self._tagged_never_there(topic)):
            return says
        if not sessions:
            if not self._starts(topic):
                return f"no start time is left for {topic.name}"
            if topic.leaders > 1:
                together = f"{topic.leaders} therapists who lead {topic.name}"
                return f"no {together} are there together for {topic.minutes} min at any start time"
            return self._nobody_there(topic)
        return self._too_few_come(topic, sessions)

    def _too_few_come(self, topic: Topic, sessions: Sequence[SessionOption]) -> str:
        """Whether fewer may attend a topic, or could come together, than its smallest size."""
        barred = [self.possible.always("seat", code, topic.name) for code in self.problem.clients]
        may = sum(not self.barring.for_good(number) for number in barred)
        if may < topic.smallest:
            few = f"only {counted(may, 'client')} may attend it" if may else "nobody may attend it"
            return f"{topic.name} takes {topic.smallest} clients at least, and {few}{self._for_whom(topic)}"
        most = max(len(self.draft.seats_at(topic.name, session.start)) for session in sessions)
        if most < topic.smallest:
            could = f"never more than {counted(most, 'client')} could come together"
            return f"{topic.name} takes {topic.smallest} clients at least, and {could}"
        pairs = {frozenset((pair.client, pair.other_client or "")) for pair in self.problem.apart}
        apart = max(
            together_at_most([seat.client for seat in self.draft.seats_at(topic.name, session.start)], pairs)
            for session in sessions
        )
        if apart < topic.smallest:
            could = f"never more than {counted(apart, 'client')} could come who aren't kept apart (Apart)"
            return f"{topic.name} takes {topic.smallest} clients at least, and {could}"
        return ""

    def _no_room(self, topic: Topic) -> str:
        """Whether no room suits a topic, or none of those has seats enough."""
        rooms = [room.seats for room in self.problem.rooms_for(topic)]
        if topic.needs_room and self.problem.rooms:
            if not rooms:
                return f"no room suits {topic.name} (kind {topic.room_kind})"
            if max(rooms) < topic.smallest:
                return f"{topic.name} takes {topic.smallest} clients at least, and its largest room seats {max(rooms)}"
        return ""

    def _for_whom(self, topic: Topic) -> str:
        """Which columns say who may attend a topic: ` (For veterans, Levels IOP)`."""
        said = {"For": topic.wanted_tags, "Not for": topic.barred_tags, "Levels": topic.levels or ()}
        columns = [f"{column} {listed(sorted(names))}" for column, names in said.items() if names]
        return f" ({', '.join(columns)})" if columns else ""

    def _tagged_never_there(self, topic: Topic) -> str:
        """Whether those with the tags that the topic asks of a leader are there at no start time."""
        tagged = [
            name
            for name, who in self.problem.therapists.items()
            if topic.name in who.leads and topic.leader_tags <= who.tags
        ]
        if any(lead.topic is topic for name in tagged for lead in self.draft.leads_of(name)):
            return ""
        tags = listed(sorted(topic.leader_tags))
        who = tagged[0] if len(tagged) == 1 else f"none of {len(tagged)} therapists"
        alone = f", who alone leads {topic.name} with the tag {tags}, isn't"
        several = f" who lead {topic.name} and have the tag {tags} is"
        own = self._its_own_starts(topic)
        return f"{who}{alone if len(tagged) == 1 else several} available at any of its start times{own}"

    def _nobody_there(self, topic: Topic) -> str:
        """Who is missing at every start time: therapists, a room, or clients who may come."""
        starts = self._starts(topic)

        def there(kind: Literal["lead", "room"], name: str) -> bool:
            return any(not self.possible.barring(kind, name, topic.name, start) for start in starts)

        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        if topic.leaders and not any(there("lead", name) for name in leading):
            at_any = f"available at any of its start times{self._its_own_starts(topic)}"
            if len(leading) == 1:
                return f"{leading[0]}, who alone leads {topic.name}, isn't {at_any}"
            if len(leading) <= NAMED_ONE_BY_ONE:
                return f"{listed(leading)}, who alone lead {topic.name}, aren't {at_any}"
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
            return f"nobody may come to {topic.name} at any of its start times{self._its_own_starts(topic)}"
        return self._never_meet(topic, leading)

    def _never_meet(self, topic: Topic, leading: Sequence[str]) -> str:
        """Those who lead it, the rooms and those who may come are each there at some start time, and never at one."""
        starts = self._starts(topic)
        if topic.leaders and len(leading) <= NAMED_ONE_BY_ONE:
            led = {
                start
                for start in starts
                for name in leading
                if not self.possible.barring("lead", name, topic.name, start)
            }
            come = any(
                not self.possible.numbers("seat", code, topic.name, start)[0]
                for code in self.problem.clients
                for start in led
            )
            if not come:
                who, lead = listed(leading), "leads" if len(leading) == 1 else "lead"
                there = "isn't" if len(leading) == 1 else "aren't"
                alone = f"{who}, who alone {lead} {topic.name}, {there} available"
                return f"{alone} at any time at which somebody who may attend it can come"
        return (
            f"whoever leads {topic.name}, a room for it and whoever may come to it are never there together"
        )

    def _its_own_starts(self, topic: Topic) -> str:
        """` (05:00)` of a topic that has start times of its own, where they are few."""
        clocks = sorted({start % MINUTES_A_DAY for start in self.problem.starts_of(topic)})
        if topic.starts is None or len(clocks) > NAMED_ONE_BY_ONE:
            return ""
        return f" ({', '.join(self.problem.wording.time(clock) for clock in clocks)})"

    def _starts(self, topic: Topic) -> list[int]:
        row = self.possible.topics.index(topic)
        return [
            start for place, start in enumerate(self.possible.starts) if not self.possible.session[row, place]
        ]

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
                if not own and (barred := self._barred_for_good(client)):
                    yield Shortage(
                        f"{barred}, {required_of(client)}",
                        None,
                        frozenset({client.code}),
                        places,
                        of_each=True,
                        lacking=client.least_minutes,
                    )
                    continue
                if reach < own:
                    where = "therapists and rooms are there for"
                elif self._reach(client, led=False, of_topics=False) >= client.least_minutes:
                    where = "the topics' limits (Most a day, Most a week) allow"
                    places = self._places_of_topics() or places
                most = f"{hours(reach)} of sessions at most" if reach else "no session"
                only = f"{where} {most}, {required_of(client)}"
                lacking = client.least_minutes - reach
                gap = gap_of_a_minute(self.problem, client)
                left = f"{hours(lacking)} can't be placed at all{f' ({gap})' if gap else ''}"
                says = f"{client.code}: {only}: {left}"
                yield Shortage(says, None, frozenset({client.code}), places, of_each=True, lacking=lacking)

    def _barred_for_good(self, client: Client) -> str:
        """What keeps a client out of every topic that counts at any time; nothing where it is their hours."""
        counting = [topic for topic in self.problem.topics.values() if topic.counts]
        if not counting:
            return f"{client.code} can't have any hours: no topic counts towards them (Topics: Counts)"
        numbers = [self.possible.always("seat", client.code, topic.name) for topic in counting]
        # Whoever is kept out of one topic by their hours alone hasn't been kept out of all of them for good.
        if not all(self.barring.for_good(number) for number in numbers):
            return ""
        rules = {self.barring.rule_of(number) for number in numbers}
        start = self.problem.starts[0] if self.problem.starts else 0
        refused = Refusal("seat", client.code, counting[0].name, start)
        one = next(iter(rules)).why(self.problem, refused) if len(rules) == 1 else ""
        none = f"{client.code} may attend no topic that counts towards hours"
        if one and len(counting) == 1:
            return f"{none}: {one}"
        return f"{none} ({' and '.join(sorted(rule.stated for rule in rules))})"

    def _places_of_topics(self) -> tuple[str, ...]:
        counting = [topic.name for topic in self.problem.topics.values() if topic.counts]
        return tuple(place for name in counting for place in places_of(self.program, self.problem, "", name))

    def _reach(self, client: Client, led: bool, of_topics: bool = True) -> int:
        stands = standing_seats(self.problem, client.code)
        if led:
            seats = self.draft.seats_of(client.code)
            return stands.most_with(client, [(one.topic, one.start) for one in seats if one.topic.counts])
        topics = [topic for topic in self.problem.topics.values() if topic.counts]
        starts = [
            (topic, start) for topic in topics for start in self.possible.starts_of(client.code, topic.name)
        ]
        return stands.most_with(client, starts, of_topics)
