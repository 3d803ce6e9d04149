"""What can be counted before anything is planned: shortages that no plan can mend, each in a sentence with numbers.

Only bars are asked (who may come when, who may lead what); everything is bounded from the generous side, so nothing
said here is ever a false alarm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.language.limits import Refusal
from planner.language.rule import Rule
from planner.model import COUNTING_KINDS, Client, Problem, counted, hours, listed
from planner.program import Program
from planner.reasons.asked_for import nothing_asked
from planner.reasons.barring import Barring
from planner.reasons.families import families_in
from planner.reasons.kept_apart import kept_from_all, too_few_beside
from planner.reasons.needs_at_odds import needs_at_odds
from planner.reasons.needs_together import needs_short
from planner.reasons.never_held import NAMED_ONE_BY_ONE, Never
from planner.reasons.never_met import Meetings
from planner.reasons.packing import greatest_sum
from planner.reasons.places import CELLS_AT_MOST, cells_of, cells_of_most, places_of
from planner.reasons.primaries import Primaries
from planner.reasons.room_hours import rooms_short
from planner.reasons.shortage import Shortage
from planner.reasons.staff_hours import StaffHours
from planner.reasons.standing_seats import standing_seats
from planner.reasons.together import Together
from planner.reasons.topic_sessions import TopicSessions
from planner.reasons.wording import broken_hours, named, required_of, some_of


def shortages(
    program: Program, problem: Problem, rules: Sequence[Rule], barring: Barring | None = None
) -> list[Shortage]:
    """Everything that can be counted of a week, topics first, then clients, then all of them together.

    `barring` is that of the problem and the rules, where somebody has it already.
    """
    counts = _Counts(program, problem, barring or Barring(problem, rules))
    never = frozenset(name for name, topic in problem.topics.items() if counts.never.held(topic))
    pairs = [*counts.of_pairs(never), *counts.of_families(never)]
    # Whoever can't have a topic at all isn't told that it runs too seldom for what they need.
    nothing = {(one.topic, one.clients) for one in pairs if one.whole and one.of_each}
    found = [one for one in counts.of_topics() if (one.topic, one.clients) not in nothing]
    found += pairs
    found += counts.of_clients()
    told = frozenset(code for one in found if one.topic is None for code in one.clients)
    found += Meetings(program, problem, counts.barring).never(never)
    topics = frozenset(one.topic for one in found if one.topic is not None)
    runs = [one for one in counts.of_runs() if one.topic not in topics]
    too_rare = topics | {one.topic for one in runs if one.topic is not None}
    staff = list(counts.staff.short(topics)) or list(counts.staff.short_of_runs(too_rare))
    return [
        *found,
        *staff,
        *counts.of_few_beside(never),
        *rooms_short(problem, counts.draft, topics),
        *needs_at_odds(program, problem, counts.draft, topics),
        *Together(problem, counts.draft).short(told),
        *needs_short(program, problem, counts.possible, told),
        *runs,
    ]


class _Counts:
    def __init__(self, program: Program, problem: Problem, barring: Barring) -> None:
        self.program, self.problem, self.barring = program, problem, barring
        self.draft = self.barring.draft
        self.possible = self.draft.possible
        self.staff = StaffHours(program, problem, self.draft)
        self.sessions = TopicSessions(program, problem, self.draft)
        self.primaries = Primaries(self.sessions)
        self.never = Never(program, problem, self.barring)

    # --- topics ----------------------------------------------------------------------------------

    def of_topics(self) -> Iterator[Shortage]:
        """Topics that somebody needs, and that can't be held, or not often enough."""
        for topic in self.problem.topics.values():
            needs = [need for need in self.problem.needs if need.topic == topic.name]
            never = self.never.reasons(topic) if needs else ()
            few = self.sessions.too_few_seats(topic) if needs and not never else ""
            for says in never or (few,) * bool(few):
                clients = frozenset(need.client for need in needs)
                places = places_of(self.program, self.problem, "", topic.name)
                yield Shortage(says, topic.name, clients, places, of_each=bool(never))
            if not never and not few and topic.kind == "individual":
                yield from self.primaries.short(topic)

    def of_runs(self) -> Iterator[Shortage]:
        """Topics that should run more often than they can, whether anybody needs them or not."""
        for topic in self.problem.topics.values():
            if topic.runs_at_least and (few := self.never.held(topic) or self.sessions.too_few_runs(topic)):
                cells = cells_of(self.program, ("Topics", topic.name), "Runs at least")
                should = f"{topic.name} should run {counted(topic.runs_at_least, 'time')} (Runs at least)"
                yield Shortage(f"{should}: {few}", topic.name, places=cells)

    def of_pairs(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Needs of clients who are kept apart from those who lead the topic, where it isn't told to be held never."""
        alike: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code, name in dict.fromkeys((need.client, need.topic) for need in self.problem.needs):
            if name not in told and (says := kept_from_all(self.problem, code, self.problem.topics[name])):
                alike[name, says.removeprefix(f"{code} is ")].append(code)
        for (name, says), codes in alike.items():
            who = f"{codes[0]} is" if len(codes) == 1 else f"{some_of(codes)} are"
            pairs = [pair for pair in self.problem.apart if pair.client in codes and pair.therapist]
            rows = [("Apart", frozenset((pair.client, pair.therapist))) for pair in pairs]
            places = [cell for row in rows for cell in cells_of(self.program, row, "From")]
            places += [cell for code in codes for cell in places_of(self.program, self.problem, code, name)]
            cells = tuple(dict.fromkeys(places))[:CELLS_AT_MOST] if len(codes) > 1 else tuple(places)
            yield Shortage(f"{who} {says}", name, frozenset(codes), cells, of_each=True, whole=True)

    def of_few_beside(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Clients who are kept apart from so many that no group they need can be held with them in it."""
        needed: dict[str, set[str]] = defaultdict(set)
        for need in self.problem.needs:
            topic = self.problem.topics[need.topic]
            if need.topic not in told and too_few_beside(self.problem, self.draft, need.client, topic):
                needed[need.client].add(need.topic)
        for code, topics in needed.items():
            names = sorted(topics)
            few = "too few who aren't kept apart from them (Apart) could come with them (Smallest)"
            says = f"{code} can't have {named(names, 'other topic')}: {few}"
            pairs = [pair for pair in self.problem.apart if code in (pair.client, pair.other_client)]
            rows = [("Apart", frozenset((pair.client, pair.other_client))) for pair in pairs]
            cells = [cell for row in rows for cell in cells_of(self.program, row, "From")][:CELLS_AT_MOST]
            yield Shortage(
                says,
                clients=frozenset({code}),
                places=tuple(cells),
                topics=frozenset(names),
                of_each=True,
                whole=True,
            )

    def of_families(self, told: frozenset[str]) -> Iterator[Shortage]:
        """Families with fewer members than a session for them alone takes, of topics not told to be held never."""
        for topic in self.problem.topics.values():
            if topic.name in told | self.problem.standing_topics:
                continue
            barred = {code: self.possible.always("seat", code, topic.name) for code in self.problem.clients}
            may = [code for code, number in barred.items() if not self.barring.for_good(number)]
            needing = {need.client for need in self.problem.needs if need.topic == topic.name}
            for family, codes in families_in(self.problem, topic, may).items():
                if len(codes) < topic.smallest and (whose := needing & set(codes)):
                    who = f"of the family {family}" if family else "of those without a family"
                    few = f"only {counted(len(codes), 'client')} {who} (Clients: Family) may attend it"
                    says = f"{topic.name} takes {counted(topic.smallest, 'client')} at least, and {few}"
                    cells = [
                        cell
                        for code in sorted(whose)
                        for cell in cells_of(self.program, ("Clients", code), "Family")
                    ]
                    cells += cells_of(self.program, ("Topics", topic.name), "Smallest")
                    yield Shortage(says, topic.name, frozenset(whose), tuple(cells), of_each=True, whole=True)

    # --- clients ---------------------------------------------------------------------------------

    def of_clients(self) -> Iterator[Shortage]:
        """Clients whose own time, or the therapists' in it, holds less than their minimum."""
        for client in self.problem.clients.values():
            if not client.least_minutes:
                continue
            own = self._reach(client, led=False)
            reach = own if own < client.least_minutes else self._reach(client, led=True)
            if reach < client.least_minutes:
                says, places = self._too_few_hours(client, own, reach)
                unasked = nothing_asked(self.program, self.problem, client.code)
                yield Shortage(
                    f"{says}; {unasked}" if unasked else says,
                    None,
                    frozenset({client.code}),
                    places,
                    of_each=True,
                    lacking=client.least_minutes - reach,
                    whole=bool(unasked),
                )

            elif short := self._between_sums(client):
                yield short

    def _between_sums(self, client: Client) -> Shortage | None:
        """A maximum below the minimum, or with it so close that no sum of session lengths lies between."""
        lengths = {seat.topic.minutes for seat in self.draft.seats_of(client.code) if seat.topic.counts}
        if client.most_minutes is None or self.problem.untouched:
            return None
        most = greatest_sum(lengths, client.most_minutes)
        if most >= client.least_minutes:
            return None
        each = f"{client.code}: sessions of {listed([str(length) for length in sorted(lengths)])} min"
        held = f"{each} come to {hours(most)} or to more than {hours(client.most_minutes)} (Max hours)"
        if client.most_minutes < client.least_minutes:
            most = client.most_minutes
            held = f"{client.code} may have {hours(most)} a week at most (Max hours)"
        lacking = client.least_minutes - most
        says = f"{held}, {self._required(client)}: {hours(lacking)} can't be placed at all"
        places, codes = cells_of_most(self.program, client), frozenset({client.code})
        return Shortage(says, None, codes, places, of_each=True, lacking=lacking)

    def _too_few_hours(self, client: Client, own: int, reach: int) -> tuple[str, tuple[str, ...]]:
        """How much a client could have at most, and where that is stated; `own`: if therapists were always there."""
        places = places_of(self.program, self.problem, client.code, None)
        if not own and not reach and (barred := self._barred_for_good(client)):
            return f"{barred}, {self._required(client)}", places
        where = "their hours hold"
        if reach < own:
            where = "therapists and rooms are there for"
        elif self._reach(client, led=False, of_topics=False) >= client.least_minutes:
            where = "the topics' limits (Most a day, Most a week) allow"
            places = self._places_of_topics() or places
        most = self._at_most(client, where, reach)
        gap = broken_hours(self.problem, client)
        left = f"{hours(client.least_minutes - reach)} can't be placed at all{f' ({gap})' if gap else ''}"
        return f"{client.code}: {most}, {self._required(client)}: {left}", places

    def _at_most(self, client: Client, where: str, reach: int) -> str:
        """How much of sessions is possible; in a week of which some has begun, what they had, and what is left."""
        had = standing_seats(self.problem, client.code).minutes
        left = f"{hours(reach - had)} of sessions at most" if reach > had else "no session"
        if not self.problem.as_of:
            return f"{where} {left}"
        when = self.problem.says_when(self.problem.as_of)
        if not had:
            return f"{where} {left} after {when}"
        return f"they had {hours(had)} until {when}, and {where} {left} after that"

    def _required(self, client: Client) -> str:
        """`20 h are required`, and by which level where it isn't the one of the sheet Clients."""
        row = self.program.clients.get(client.code)
        stepped = row is not None and row.level != client.level
        return f"{required_of(client)}{f' ({client.level}, by the curriculum)' if stepped else ''}"

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
        none = f"{client.code} may attend no topic that counts towards hours{self._without_hours(client)}"
        if one and len(counting) == 1:
            return f"{none}: {one}"
        return f"{none} ({' and '.join(sorted(rule.stated for rule in rules))})"

    def _without_hours(self, client: Client) -> str:
        """Topics that the client may attend and that count for nothing, where one would think that they do."""
        idle = [
            topic.name
            for topic in self.problem.topics.values()
            if not topic.counts and topic.kind in COUNTING_KINDS
            if not self.barring.for_good(self.possible.always("seat", client.code, topic.name))
        ]
        if not idle:
            return ""
        which = listed(idle) if len(idle) <= NAMED_ONE_BY_ONE else f"{len(idle)} topics that they may attend"
        return f": {which} {'does' if len(idle) == 1 else 'do'} not (Topics: Counts)"

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
