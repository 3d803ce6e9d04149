"""The facts a coordinator typed that bear on a question: each with its words, its cells, and the week without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, WEEKDAY_NAMES, Problem, Wording, counted, hours, listed
from planner.program import EVERYONE, ClientRow, FixedRow, Program
from planner.reasons.absences import absences_of, says_absence
from planner.reasons.hours_words import says_hours
from planner.reasons.places import CELLS_AT_MOST, cells_of
from planner.reasons.wording import named_day, says_held
from planner.remedies.causes.fact_words import IN_HOURS_ONLY, alike, between
from planner.remedies.causes.offer_facts import OfferFacts
from planner.remedies.causes.question import Fact, Question, Scene
from planner.remedies.causes.without import (
    always_held,
    any_day,
    at_any_hour,
    with_client,
    with_fields,
    with_hours,
    with_level,
    with_needs,
    without_absence,
    without_rule,
)

TOPICS_NAMED = 2
TIMES_NAMED = 3


def facts_about(question: Question) -> list[Fact]:
    """Everything that could be otherwise, what is least usual first: a smallest set keeps those in doubt."""
    facts, offer = _Facts(question), OfferFacts(question)
    found = [*facts.of_rules(question.scene.rules), *facts.of_absences(), *facts.of_settled()]
    found += [] if question.together else facts.of_the_client()
    found += offer.of_topics() if question.topic is None else offer.of_topic(question.topic)
    own = facts.of_everybodys_hours() if question.together else facts.of_hours()
    staff = (
        () if question.of_own_time else (*offer.of_therapists(), *offer.of_room_hours(), *offer.of_rooms())
    )
    return [*found, *staff, *offer.of_settings(), *own]


def facts_of_the_week(question: Question) -> list[Fact]:
    """What is made so for a time and concerns more than one client: rules made `must`, who and what is away."""
    facts = _Facts(question)
    return [*facts.of_rules(question.rules), *facts.of_staff_away()]


def facts_of_settled(question: Question, problem: Problem) -> list[Fact]:
    """The settled sessions of each topic that has some this week: they take therapists and rooms from all others."""
    return list(_Facts(question).of_settled_topics(problem))


class _Facts:
    def __init__(self, question: Question) -> None:
        self.question, self.program, self.code = question, question.program, question.client
        self.last_day = question.week.first_day + timedelta(days=DAYS_A_WEEK - 1)

    # --- what is made so for a time --------------------------------------------------------------

    def of_rules(self, rules: Sequence[Rule]) -> Iterator[Fact]:
        """Soft rules made `must`."""
        for rule in rules:
            use = next((row for row in self.program.rule_uses if alike(row.rule, rule.name)), None)
            if rule.must and use is not None and use.use == "must":
                place = use.place.rpartition(": ")[2] or f"Rules: {rule.name}"
                yield Fact(
                    f"the rule {rule.name} is a must (Rules)", without_rule(rule), (place,), of_one=False
                )

    def of_absences(self) -> Iterator[Fact]:
        """Closures and absences of this week."""
        concerned = (EVERYONE, self.code, *self.program.therapists, *self.program.rooms)
        yield from self._away(self.question.scene.program, concerned)

    def of_staff_away(self) -> Iterator[Fact]:
        """Absences of therapists and rooms."""
        yield from self._away(self.program, (*self.program.therapists, *self.program.rooms))

    def _away(self, program: Program, concerned: Collection[str]) -> Iterator[Fact]:
        for rows in absences_of(program, self.question.week.first_day):
            if rows[0].who in concerned:
                cells = [cell for row in rows for cell in cells_of(self.program, row, "Who")]
                says = says_absence(*rows)
                of_one = rows[0].who == self.code
                yield Fact(says, without_absence(*rows), tuple(cells[:CELLS_AT_MOST]), of_one=of_one)

    # --- the client ------------------------------------------------------------------------------

    def of_the_client(self) -> Iterator[Fact]:
        """Stay, authorised days, the level's limits, whom they are kept apart from, on which days it is needed."""
        row = self.program.clients[self.code]
        for column, on, does in (("Starts", row.starts, "begins"), ("Ends", row.ends, "ends")):
            if on is not None and self.question.week.first_day <= on <= self.last_day:
                says = f"{self.code}'s stay {does} on {named_day(on)}"
                yield self._of_row(says, column, **{column.lower(): None})
        if row.weekdays is not None:
            days = ", ".join(WEEKDAY_NAMES[day] for day in sorted(row.weekdays))
            yield self._of_row(f"{self.code} is authorised for {days} only", "Days", weekdays=None)
        yield from self._of_level(row)
        pairs = [pair for pair in self.program.apart if pair.client == self.code and pair.therapist]
        if pairs:
            names = listed([pair.therapist for pair in pairs if pair.therapist])
            places = tuple(
                cell
                for pair in pairs
                for cell in cells_of(self.program, ("Apart", frozenset((self.code, pair.therapist))), "From")
            )
            yield Fact(f"{self.code} is kept apart from {names}", with_fields(apart=()), places)
        mine = [
            row for row in self.program.fixed if self.code in row.clients and self.question.is_beside(row)
        ]
        if mine:
            yield self._settled(f"{self.code} is", mine, of_one=True)
        if self.question.topic is not None:
            yield from self._of_need(self.question.topic)

    def of_settled(self) -> Iterator[Fact]:
        """Settled sessions of other topics that take those who lead the topic, or rooms."""
        rows = [row for row in self.program.fixed if self.question.is_beside(row)]
        if rows := [row for row in rows if self.code not in row.clients]:
            yield self._settled("therapists and rooms are", rows, of_one=False)

    def of_settled_topics(self, problem: Problem) -> Iterator[Fact]:
        """`Staff meeting is settled on Wed 09:00 and Thu 09:00 (Fixed)`."""
        starts: dict[str, set[int]] = defaultdict(set)
        for row in problem.fixed:
            starts[row.topic].add(row.start)
        for topic, settled in starts.items():
            named = [problem.says_when(start) for start in sorted(settled)]
            more = len(named) - TIMES_NAMED
            when = (
                f"{', '.join(named[:TIMES_NAMED])} and {counted(more, 'other time')}"
                if more > 0
                else listed(named)
            )
            rows = [row for row in self.program.fixed if row.topic == topic]
            left = tuple(row for row in self.program.fixed if row.topic != topic)
            cells = [row.place.rpartition(": ")[2] for row in rows if row.place]
            says = f"{topic} is settled on {when} (Fixed)"
            yield Fact(says, with_fields(fixed=left), tuple(cells[:CELLS_AT_MOST]), of_one=False)

    def _settled(self, who: str, rows: Sequence[FixedRow], of_one: bool) -> Fact:
        of_them = {(row.topic, row.start, row.weekday, row.day) for row in rows}

        def without(scene: Scene) -> Scene:
            left = tuple(
                row
                for row in scene.program.fixed
                if (row.topic, row.start, row.weekday, row.day) not in of_them
            )
            return replace(scene, program=replace(scene.program, fixed=left))

        topics = ", ".join(list(dict.fromkeys(row.topic for row in rows))[:TOPICS_NAMED])
        says = f"{who} in {counted(len(rows), 'settled session')} of other topics (Fixed: {topics})"
        cells = [row.place.rpartition(": ")[2] for row in rows if row.place]
        return Fact(says, without, tuple(cells[:CELLS_AT_MOST]), of_one=of_one)

    def _of_need(self, topic: str) -> Iterator[Fact]:
        mine = [need for need in self.program.needs if (need.client, need.topic) == (self.code, topic)]
        dated = [need for need in mine if need.since or need.until]
        places = tuple(cell for need in mine for cell in cells_of(self.program, need, "Topic"))
        if dated:
            says = f"{topic} is asked {between(dated[0].since, dated[0].until)}"
            yield Fact(says, with_needs(since=None, until=None), places)
        steps = [
            step for step in self.question.scene.program.curricula if step.topic == topic and step.weekdays
        ]
        if steps:
            days = ", ".join(WEEKDAY_NAMES[day] for day in sorted(steps[0].weekdays or ()))
            says = f"the curriculum {steps[0].curriculum} asks for {topic} on {days}"
            yield Fact(says, any_day, ("Curriculum",))

    def _of_level(self, row: ClientRow) -> Iterator[Fact]:
        level = self.program.levels[row.level]
        most = level.most_minutes if row.most_minutes is None else row.most_minutes
        if most is not None:
            own = row.most_minutes is not None
            who = f"{self.code} may have" if own else f"{level.name} allows"
            says = f"{who} {hours(most)} a week at most (Max hours)"
            place = ("Clients", self.code) if own else ("Levels", level.name)
            cells = cells_of(self.program, place, "Max hours")
            yield Fact(says, with_client(most_minutes=MINUTES_A_DAY * DAYS_A_WEEK), cells, of_one=own)
        for says, column, field in (
            (
                f"{level.name} allows {counted(level.most_days or 0, 'day')} a week (Max days)",
                "Max days",
                "most_days",
            ),
            (
                f"{level.name} allows {hours(level.most_minutes_a_day or 0)} a day (Max hours a day)",
                "Max hours a day",
                "most_minutes_a_day",
            ),
        ):
            if getattr(level, field) is not None:
                cells = cells_of(self.program, ("Levels", level.name), column)
                yield Fact(says, with_level(level, **{field: None}), cells, of_one=False)

    def _of_row(self, says: str, column: str, **fields: Any) -> Fact:
        def without(scene: Scene) -> Scene:
            row = replace(scene.program.clients[self.code], **fields)
            return replace(scene, program=replace(scene.program, clients={self.code: row}))

        return Fact(says, without, cells_of(self.program, ("Clients", self.code), column))

    def of_hours(self) -> Iterator[Fact]:
        """The client's own hours: rows that don't hold this week, and all of them."""
        rows = self.program.client_hours.get(self.code, ())
        cells = cells_of(self.program, ("Client availability", self.code), "")
        if until := says_held(rows, self.question.week.first_day):
            without = with_hours("client_hours", (self.code,), always_held)
            yield Fact(f"{self.code}'s hours hold {until}", without, cells)
        yield Fact(
            says_hours(self.code, rows, "can come", Wording(self.program.clock), self.question.topic),
            with_hours("client_hours", (self.code,), at_any_hour),
            cells,
        )

    def of_everybodys_hours(self) -> Iterator[Fact]:
        """The hours of all clients as one fact."""
        says = f"those who may come can do so {IN_HOURS_ONLY}"
        without = with_hours("client_hours", tuple(self.program.clients), at_any_hour)
        yield Fact(says, without, ("Client availability",), of_one=False)
