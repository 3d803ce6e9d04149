"""Facts of what is offered: the topics' terms, who leads, where, and when sessions may start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from planner.model import DAYS_A_WEEK, WEEKDAY_NAMES, Therapist, Topic, Wording, clock, counted, hours
from planner.reasons.places import cells_of
from planner.remedies.fact_words import says_hours
from planner.remedies.question import Fact, Question
from planner.remedies.without import (
    EVERY_HOUR,
    all_lead,
    always_there,
    with_client,
    with_fields,
    with_therapist,
    with_topics,
)

ONE_BY_ONE = 4  # therapists named one by one; more are one fact
NONE: frozenset[str] = frozenset()

Terms = tuple[str, object, Callable[[Topic], object], Callable[[Topic], str]]
TERMS: tuple[Terms, ...] = (
    # field, what it is without, whether it says anything, how it reads
    (
        "starts",
        None,
        lambda t: t.starts,
        lambda t: f"starts at {', '.join(clock(s) for s in t.starts or ())} only",
    ),
    ("wanted_tags", NONE, lambda t: t.wanted_tags, lambda t: f"is for clients with {_all(t.wanted_tags)}"),
    (
        "barred_tags",
        NONE,
        lambda t: t.barred_tags,
        lambda t: f"is not for clients with {_all(t.barred_tags)}",
    ),
    ("levels", None, lambda t: t.levels, lambda t: f"is for {_all(t.levels or NONE)}"),
    ("after", (), lambda t: t.after, lambda t: f"comes after {', '.join(t.after)}"),
    ("closed", False, lambda t: t.closed, lambda t: "is a closed group that has begun"),
    ("leader_tags", NONE, lambda t: t.leader_tags, lambda t: f"asks for a leader with {_all(t.leader_tags)}"),
    ("leaders", 1, lambda t: t.leaders > 1, lambda t: f"takes {t.leaders} therapists"),
    ("room_kind", None, lambda t: t.room_kind, lambda t: f"takes a room of the kind {t.room_kind}"),
    ("most_a_day", None, lambda t: t.most_a_day, lambda t: f"is for a client at most {t.most_a_day} a day"),
    (
        "most_a_week",
        None,
        lambda t: t.most_a_week,
        lambda t: f"is for a client at most {t.most_a_week} a week",
    ),
    (
        "runs_at_most",
        None,
        lambda t: t.runs_at_most is not None,
        lambda t: f"runs at most {'once' if t.runs_at_most == 1 else f'{t.runs_at_most} times'}",
    ),
    ("smallest", 1, lambda t: t.smallest > 1, lambda t: f"takes {t.smallest} clients at least"),
    ("minutes", 5, lambda t: True, lambda t: f"takes {t.minutes} min"),
)
COLUMNS = {"wanted_tags": "For", "barred_tags": "Not for", "closed": "Membership"}


class OfferFacts:
    """The facts of the offer that bear on one question."""

    def __init__(self, question: Question) -> None:
        self.question, self.program, self.code = question, question.program, question.client

    def of_topic(self, name: str) -> Iterator[Fact]:
        """The terms of the one topic that is asked for."""
        topic = self.program.topics[name]
        for field, without, there, says in TERMS:
            if there(topic) and (field != "smallest" or self.question.together):
                column = COLUMNS.get(field, field.replace("_", " ").capitalize())
                fields: dict[str, Any] = {field: without}
                yield Fact(
                    f"{name} {says(topic)} ({column})",
                    with_topics((name,), **fields),
                    cells_of(self.program, ("Topics", name), column),
                    of_one=False,
                )

    def of_topics(self) -> Iterator[Fact]:
        """The limits of all topics that count towards hours, as one fact."""
        names = tuple(name for name, topic in self.program.topics.items() if topic.counts)
        yield Fact(
            "the topics' limits a day and a week (Most a day, Most a week)",
            with_topics(names, most_a_day=None, most_a_week=None),
            ("Topics",),
            of_one=False,
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
            only = ", ".join(who.name for who in leading[:ONE_BY_ONE])
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
        if len(leading) > ONE_BY_ONE:
            yield Fact("the therapists' hours", always_there(None), ("Therapist availability",), of_one=False)
            return
        for who in leading:
            yield from self._of_therapist(who)

    def _of_therapist(self, who: Therapist) -> Iterator[Fact]:
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
                yield Fact(says, with_therapist(who.name, **{field: None}), cells, of_one=False)
        rows = self.program.therapist_hours.get(who.name, ())
        cells = cells_of(self.program, ("Therapist availability", who.name), "")
        said = says_hours(who.name, rows, "is there", Wording(self.program.clock))
        yield Fact(said, always_there(who.name), cells, of_one=False)

    def of_rooms(self) -> Iterator[Fact]:
        """All rooms as one fact."""
        if self.program.rooms:
            yield Fact(
                f"there are {counted(len(self.program.rooms), 'room')}",
                with_fields(rooms={}),
                ("Rooms",),
                of_one=False,
            )

    # --- the whole program -----------------------------------------------------------------------

    def of_settings(self) -> Iterator[Fact]:
        """The changeover, the time for lunch, and when sessions may start."""
        if self.program.changeover:
            says = f"a changeover takes {self.program.changeover} min"
            yield Fact(says, with_fields(changeover=0), ("Settings: Changeover",), of_one=False)
        if self.program.lunch is not None:
            said = f"lunch is {Wording(self.program.clock).span(*self.program.lunch)}"
            yield Fact(said, with_fields(lunch=None), ("Settings: Lunch",), of_one=False)
        days = sorted({day for day, _ in self.program.starts})
        on = "" if len(days) == DAYS_A_WEEK else f" on {', '.join(WEEKDAY_NAMES[day] for day in days)}"
        yield Fact(
            f"sessions start at listed times{on} only",
            with_fields(starts=tuple({*self.program.starts, *EVERY_HOUR})),
            ("Times",),
            of_one=False,
        )


def _all(names: frozenset[str]) -> str:
    return " and ".join(sorted(names))
