"""What of the whole week is in the way of many: without it more could be seated, everybody else left where they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, listed
from planner.planning import breaches_of
from planner.program import Program
from planner.reasons.places import cells_at
from planner.reasons.staffing import Obstacle
from planner.reasons.wording import some_of
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.causes import missing_of
from planner.remedies.causes.facts import facts_of_settled, facts_of_the_week
from planner.remedies.causes.offer_facts import OfferFacts
from planner.remedies.causes.outliers import closed_rooms, idle_days, standing_out
from planner.remedies.causes.question import Fact, Question, Scene
from planner.remedies.outcome import Key
from planner.remedies.seating import Seating

WITHOUT = ": without that,"  # after what is taken away
UNUSUAL = ": far from what is usual, and in the way of what"  # who lacks
SEATED_AT_MOST = 8  # clients who are seated anew without a fact: who lacks most
LOOKED_AT = 24  # things that are lacking at which it is counted what is in the way
TOPICS_NAMED = 2  # of which more could be had
UNUSUAL_AT_MOST = 1
OTHERS_AT_MOST = 3
LONG_CHANGEOVER = 30  # minutes; of fewer nobody thinks as of a mistake
TRIED_AT_MOST = 12  # facts that are taken away in turn
SEATS = ("Rooms", "Seats")
HOURS = "Therapist availability"
KEEPERS = {"lead": "Therapist", "room": "Room"}  # whose hours refuse what


@dataclass(frozen=True)
class Gain:
    """How much more could be had without a fact (hours, days and sessions of needs together), and by whom.

    `topics`: of what it is more, `None` of hours and days. `unusual`: the fact is made so for a time, or asks more than
    programs do: a rule made `must`, an absence. `stands_out`: the limit is far from what it is for all others; with
    `much` 0 it is in the way of the clients, who can't be seated one after another without it either.
    """

    fact: Fact
    much: float
    clients: tuple[str, ...]
    topics: tuple[str | None, ...] = ()
    unusual: bool = False
    stands_out: bool = False

    def cause(self, program: Program) -> Cause:
        """The sentence: who could have more without it."""
        if not self.much:
            lack = "lacks" if len(self.clients) == 1 else "lack"
            says = f"{self.fact.says}{UNUSUAL} {some_of(self.clients)} {lack}"
            return Cause("", None, says, False, places=self.fact.places)
        who = f"{some_of(self.clients)} could have more{self._of_what()}"
        places = tuple(cell for place in self.fact.places for cell in cells_at(program, place))
        return Cause("", None, f"{self.fact.says}{WITHOUT} {who}", False, places=places)

    @property
    def rank(self) -> tuple[bool, bool, int, float]:
        """The more, the earlier it is told: hours in which somebody is there bind everywhere, and come last."""
        of_hours = any(place.startswith(HOURS) for place in self.fact.places)
        return self.stands_out, not of_hours, len(self.clients), self.much

    def _of_what(self) -> str:
        """` of Anger and Grief`, where they are few and it isn't hours or days."""
        topics = [topic for topic in self.topics if topic is not None]
        return f" of {listed(topics)}" if len(topics) == len(self.topics) <= TOPICS_NAMED and topics else ""


class Unless:
    """One week's facts, each taken away in turn from a roster in which nobody finds another seat."""

    def __init__(self, program: Program, problem: Problem, rules: Sequence[Rule], week: AskedWeek) -> None:
        self.program, self.problem, self.rules, self.week = program, problem, tuple(rules), week
        self.seating = Seating(problem, rules)
        self.roster = Roster(week.first_day, problem.untouched)
        self.obstacles = self.seating.obstacles(self.roster)
        """What is in the way of a seat in `roster`."""
        self.filled: set[str] = set()
        """Who finds no other seat: only of them is it the fact that is in the way."""
        self.kept_out: dict[tuple[str, str] | None, set[str]] = defaultdict(set)
        """Of whom a limit closes a start time of what they lack, by whose limit it is and its column."""
        self.gains: list[Gain] = []
        """The facts without which more could be seated, what is most in the way first; known after `causes`."""

    def fill_up(self, roster: Roster, until: float) -> None:
        """Takes the seats that a roster has free: what a change mends must not be what needs none."""
        self.roster = roster
        for code in self.lacking(None):
            if monotonic() > until:
                break
            self.roster = self.seating.seated(self.roster, code).roster
            self.filled.add(code)
        self.obstacles = self.seating.obstacles(self.roster)

    def lacking(self, client: str | None) -> list[str]:
        """Who lacks hours, days or sessions of a need, whoever lacks most first."""
        much: dict[str, float] = defaultdict(float)
        for (code, _), lacks in missing_of(self.problem, self.roster).items():
            much[code] += lacks
        return sorted(
            (code for code in much if much[code] and client in (None, code)), key=lambda code: -much[code]
        )

    # --- facts taken away ------------------------------------------------------------------------

    def causes(self, client: str | None, until: float) -> tuple[list[Cause], list[Cause]]:
        """What is unusual and most in the way, which is told before all else, and the other facts found till then."""
        gains = self.gains = self._gains(client, until)
        unusual = [gain for gain in gains if gain.unusual][:UNUSUAL_AT_MOST]
        others = [gain for gain in gains if gain not in unusual][:OTHERS_AT_MOST]
        return [gain.cause(self.program) for gain in unusual], [gain.cause(self.program) for gain in others]

    def _gains(self, client: str | None, until: float) -> list[Gain]:
        """The facts without which more could be seated, what is most in the way first; what is tried till then."""
        codes = [code for code in self.lacking(client) if code in self.filled][:SEATED_AT_MOST]
        found = []
        for fact, unusual, stands_out in self._facts(client, until) if codes else ():
            if monotonic() > until:
                break
            gain = self._without(fact, codes)
            if gain is None and stands_out and fact.about in self.kept_out:
                gain = Gain(fact, much=0, clients=tuple(sorted(self.kept_out[fact.about])))
            found += [replace(gain, unusual=unusual, stands_out=stands_out)] if gain else []
        return sorted(found, key=lambda gain: gain.rank, reverse=True)

    def _facts(self, client: str | None, until: float) -> Iterator[tuple[Fact, bool, bool]]:
        """What is unusual first (rules made `must`, absences, closed rooms, a long changeover), then what is settled.

        Then the limits that stand out, and those that close most times.
        """
        first = next(iter(self.problem.clients))
        question = Question(self.program, self.rules, self.week, client=first, topic=None)
        yield from ((fact, True, False) for fact in facts_of_the_week(question))
        yield from ((fact, False, False) for fact in facts_of_settled(question, self.problem))
        yield from ((fact, False, False) for fact in OfferFacts(question).of_groups_on_request())
        if idle := idle_days(self.problem):
            weekdays = {(self.problem.first_day + timedelta(days=day)).weekday() for day in idle}
            yield from ((fact, True, True) for fact in OfferFacts(question).of_idle_days(weekdays))
        if closed := closed_rooms(self.problem):
            yield from ((fact, True, True) for fact in OfferFacts(question).of_room_hours(closed))
        if self.program.changeover >= LONG_CHANGEOVER:
            changeover = ("Settings", "Changeover", "")
            yield from ((fact, True, True) for fact in self._limits(question, changeover))
        odd = standing_out(self.program)
        tried = set[str]()
        in_the_way = [where for where, _ in self._in_the_way(client, until).most_common()]
        in_the_way = [where for where in in_the_way if where[:2] != SEATS or where in odd]
        for where in [*(one for one in in_the_way if one in odd), *(w for w in in_the_way if w not in odd)][
            :TRIED_AT_MOST
        ]:
            for fact in self._limits(question, where):
                if fact.says not in tried:  # the rooms of several topics
                    tried.add(fact.says)
                    yield fact, False, where in odd

    def _limits(self, question: Question, where: tuple[str, str, str]) -> Iterator[Fact]:
        offer = OfferFacts(question)
        sheet, column, who = where
        if sheet == "Settings":
            yield from (fact for fact in offer.of_settings() if f"Settings: {column}" in fact.places)
        elif (sheet, column) == SEATS:
            yield offer.of_seats(self.program.rooms[who])
        elif sheet == "Rooms":
            of_topic = OfferFacts(replace(question, topic=who))
            yield from (*of_topic.of_room_hours(), *of_topic.of_rooms())
        elif sheet == "Therapist availability":
            yield from offer.hours_of(self.program.therapists[who])
        elif sheet == "Room availability":
            yield from offer.of_room_hours({who})
        elif sheet == "Therapists":
            limits = offer.limits_of(self.program.therapists[who])
            yield from (fact for name, fact in limits.items() if name == column)
        else:
            yield from (fact for name, fact in offer.terms_of(who).items() if name == column)

    def _in_the_way(self, client: str | None, until: float) -> Counter[tuple[str, str, str]]:
        """Sheet and column of what closes start times, and of whom or what, counted over what is missing."""
        found: Counter[tuple[str, str, str]] = Counter()
        missing = missing_of(self.problem, self.roster)
        keys = sorted(
            (key for key in missing if missing[key] and client in (None, key[0])), key=lambda k: -missing[k]
        )
        for key in keys[:LOOKED_AT]:
            if monotonic() > until:
                break
            closing = {where for one in self._closing(key) for where in _stated(self.problem, one)}
            found.update(closing)
            for _, column, who in closing:
                self.kept_out[who, column].add(key[0])
        return found

    def _closing(self, key: Key) -> Iterator[Obstacle]:
        code, name = key
        stage = Stage.HOURS if name is None else Stage.NEEDS
        topics = [
            topic
            for topic in self.problem.topics.values()
            if (topic.counts if name is None else topic.name == name)
        ]
        for topic in topics:
            for start in self.obstacles.starts_of(code, topic):
                if self.roster.across(code, start, start + topic.minutes):
                    continue
                for obstacle in self.obstacles.look(code, topic, start, stage).obstacles:
                    yield from obstacle.causes or (obstacle,)

    def _without(self, fact: Fact, codes: Sequence[str]) -> Gain | None:
        """What the week gains without a fact, everybody left where they are; `None`: nothing."""
        scene = fact.without(Scene(self.program, self.rules))
        problem = self.week.problem(scene.program)
        seating = Seating(problem, scene.rules)
        roster = _without_unsettled(self.problem, problem, self.roster)
        before = missing_of(problem, self.roster)
        for code in codes:
            roster = seating.seated(roster, code).roster
        after = missing_of(problem, roster)
        less = {key: before[key] - after[key] for key in before if before[key] != after[key]}
        gained, topics = dict.fromkeys(code for code, _ in less), dict.fromkeys(topic for _, topic in less)
        if not less or min(less.values()) < 0:
            return None
        if _broken(problem, scene.rules, roster) > _broken(problem, scene.rules, self.roster):
            return None  # one seat after another was tried on; all of them together have to stand as well
        return Gain(fact, much=sum(less.values()), clients=tuple(sorted(gained)), topics=tuple(topics))


def _stated(problem: Problem, obstacle: Obstacle) -> Iterator[tuple[str, str, str]]:
    """Where a limit that is in the way is stated: sheet, column, and whom or what it is about ('': nobody)."""
    rule, refused = obstacle.rule, obstacle.refused
    if rule is None or refused is None or obstacle.own:
        return
    for place in rule.stated.split("; "):
        sheet, _, columns = place.partition(": ")
        for column in columns.split(", "):
            if sheet == "Settings" and refused.kind != "seat":
                yield sheet, column, ""
            elif sheet == "Rooms":
                yield sheet, "", refused.topic
                yield from ((*SEATS, room.name) for room in problem.rooms_for(problem.topics[refused.topic]))
            elif sheet == f"{KEEPERS.get(refused.kind)} availability" and refused.who:
                yield sheet, "", refused.who
            elif sheet == "Therapists" and refused.who and refused.who in problem.therapists:
                yield sheet, column, refused.who
            elif sheet == "Topics" and column != "Minutes" and problem.topics[refused.topic].largest > 1:
                yield sheet, column, refused.topic


def _without_unsettled(before: Problem, after: Problem, roster: Roster) -> Roster:
    """A roster without the sessions that were settled, and that nothing asks for where they no longer are."""
    settled = {(row.topic, row.start) for row in before.fixed} - {
        (row.topic, row.start) for row in after.fixed
    }
    left = tuple(one for one in roster.sessions if (one.topic, one.start) not in settled)
    return replace(roster, sessions=left)


def _broken(problem: Problem, rules: Sequence[Rule], roster: Roster) -> int:
    return sum(breach.amount for breach in breaches_of(problem, roster, rules))
