"""The eighth set of planted faults: what is typed into a good week, and what a sentence must hold to have named it.

Each was written before the planner was asked. A sentence names a fault if it shows a cell that was typed, or says the
fact in words; a cell elsewhere in the typed row counts, save for the row of a client, which stands beside much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from tests.benchmarks.eighth_week import HEADINGS, MONDAY, PROGRAMS, Book, Row


@dataclass(frozen=True)
class Edit:
    """One row that is typed: changed if `key` names it, else added; cleared if `values` is None.

    `cause` is false for what only prepares the fault, and names nothing.
    """

    sheet: str
    key: str | None
    values: Row | None
    cause: bool = True
    which: int = 0


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong: its kind, the week, what is typed, and the fact as a regular expression."""

    name: str
    kind: str
    program: str
    size: int
    edits: tuple[Edit, ...]
    words: str


class Truth(NamedTuple):
    """What names a planted fault: its cells, other cells of its rows, and words."""

    cells: tuple[str, ...]
    rows: tuple[str, ...]
    words: str

    def named_in(self, sentence: str, strictly: bool = False) -> bool:
        """Whether the sentence, its places included, names the fault; `strictly` without other cells of the row."""
        patterns = [self.words, *self.cells, *(() if strictly else self.rows)]
        return any(re.search(pattern, sentence, re.IGNORECASE | re.DOTALL) for pattern in patterns)


def plant(book: Book, fault: Fault) -> Truth:
    """Type the fault into the book; what names it."""
    cells: list[str] = []
    rows: list[str] = []
    for edit in fault.edits:
        number = _typed(book, edit)
        if not edit.cause:
            continue
        headings = HEADINGS[edit.sheet].split(",")
        columns = [
            chr(ord("A") + headings.index(heading)) for heading in (edit.values or {headings[0]: None})
        ]
        cells.append(rf"\b{edit.sheet}!({'|'.join(columns)}){number}\b")
        if edit.sheet != "Clients":
            rows.append(rf"\b{edit.sheet}!(?:[A-Z]+\d+:)?[A-Z]+{number}\b")
    return Truth(tuple(cells), tuple(rows), fault.words)


def _typed(book: Book, edit: Edit) -> int:
    if edit.key is None:
        named = {heading.replace(" ", "_"): value for heading, value in (edit.values or {}).items()}
        return book.add(edit.sheet, **named)
    number = book.number(edit.sheet, edit.key, edit.which)
    if edit.values is None:
        book.clear(edit.sheet, number)
    else:
        book.change(edit.sheet, number, edit.values)
    return number


def planted(faults: Sequence[Fault]) -> tuple[Book, list[Truth]]:
    """A good week with these faults in it, and what names each."""
    book = PROGRAMS[faults[0].program](faults[0].size)
    return book, [plant(book, fault) for fault in faults]


def _day(after: int) -> date:
    return MONDAY + timedelta(days=after)


def _change(sheet: str, key: str, heading: str, value: str | int | float | time | date) -> tuple[Edit, ...]:
    return (Edit(sheet, key, {heading: value}),)


def _away(who: str, first: int, last: int, hours: Row | None = None) -> tuple[Edit, ...]:
    return (
        Edit("Away", None, {"Who": who, "First day": _day(first), "Last day": _day(last), **(hours or {})}),
    )


def _each(sheet: str, keys: Sequence[str], values: Row | None, cause: bool = True) -> tuple[Edit, ...]:
    return tuple(Edit(sheet, key, values, cause) for key in keys)


def _apart(*pairs: tuple[str, str]) -> tuple[Edit, ...]:
    return tuple(Edit("Apart", None, {"Client": client, "From": other}) for client, other in pairs)


def _fixed(day: str, start: time, topic: str, **named: str) -> Edit:
    return Edit("Fixed", None, {"Day": day, "Start": start, "Topic": topic, **named})


GROUPS = ("Process Group", "Relapse Prevention", "Coping Skills", "DBT Skills", "Health Education")
ADULTS, TEENS, HOSPITAL = "adults", "adolescents", "day hospital"

CLIENTS = (
    Fault("A05 leaves at 10:30", "window too short", ADULTS, 48,
          edits=_change("Client availability", "A05", "To", time(10, 30)), words=r"A05.*9:00.10:30"),
    Fault("A15 can come on two evenings", "window's days", ADULTS, 24,
          edits=_change("Client availability", "A15", "Days", "Mon, Wed"),
          words=r"A15.*(Mon, Wed|Mon and Wed|\b2 days)"),
    Fault("A27 has a minute between two windows", "windows that don't touch", ADULTS, 48,
          edits=(Edit("Topics", "Individual", {"Most a week": 1}, cause=False),
           Edit("Client availability", "A27", {"To": time(18, 29)}),
           Edit("Client availability", None, {"Client": "A27", "Days": "Mon-Thu", "From": time(18, 30),
                                              "To": time(21, 10)})), words=r"18:29|a minute"),
    Fault("A29's evening is typed as a morning", "window mistyped", ADULTS, 48,
          edits=(Edit("Client availability", "A29", {"From": time(4), "To": time(9, 10)}),),
          words=r"A29.*4:00.0?9:10"),
    Fault("T10 has no hours", "no window", TEENS, 36, edits=(Edit("Client availability", "T10", None),),
          words=r"T10.*(no hours|no row|never|not available|when .* can come|no times?|Client availability)"),
    Fault("A12's hours ended on Friday", "window out of date", ADULTS, 80,
          edits=_change("Client availability", "A12", "Last day", _day(-3)),
          words=r"A12.*(27 Nov|2026-11-27|Nov 27|until|ended)"),
    Fault("A03 is away from Tuesday", "client's absence", ADULTS, 24, edits=_away("A03", 1, 4), words=r"A03.*\baway"),
    Fault("A07 is said to be in PHP", "client's level", ADULTS, 48, edits=_change("Clients", "A07", "Level", "PHP"),
          words=r"A07.*(PHP|20 h)"),
    Fault("A08 may have nine hours at most", "client's maximum", ADULTS, 24,
          edits=(Edit("Clients", "A08", {"Max hours": 9}),
           *(Edit("Needs", None, {"Client": "A08", "Topic": topic, "Sessions": 3}, cause=False)
             for topic in ("Coping Skills", "DBT Skills"))), words=r"A08.*(at most 9 h|maximum|most hours|max)"),
    Fault("A11 is authorised for two days", "authorised days", ADULTS, 48, edits=_change("Clients", "A11", "Days",
          "Mon, Tue"),
          words=r"A11.*authori"),
    Fault("T21 leaves on Tuesday", "stay", TEENS, 60,
          edits=(Edit("Settings", None, {"Setting": "Part weeks", "Value": "full"}, cause=False),
           Edit("Clients", "T21", {"Ends": _day(1)})), words=r"T21.*(stay|\bends|leaves|1 Dec|Dec 1|2026-12-01)"),
    Fault("A32 is in detox, which no group takes", "tags a topic is not for", ADULTS, 48,
          edits=(Edit("Clients", "A32", {"Tags": "detox"}), Edit("Needs", "A32 / Relapse Prevention", None,
          cause=False),
           *_each("Topics", GROUPS, {"Not for": "detox"})), words=r"A32.*detox|detox.*A32"),
    Fault("A33's primary therapist comes in the day", "primary therapist", ADULTS, 48,
          edits=_change("Clients", "A33", "Primary therapist", "Adams"), words=r"(?=.*A33)(?=.*Adams)"),
    Fault("A41 is to have six individual sessions", "need beyond a day's limit", ADULTS, 48,
          edits=_change("Needs", "A41 / Individual", "Sessions", 6),
          words=r"(?=.*A41)(?=.*(\ba day|4 days|6 sessions|asks? for 6))"),
    Fault("T31 is kept apart from the primary therapist", "apart from a therapist", TEENS, 60,
          edits=_apart(("T31", "Stone")), words=r"T31.*\bapart"),
    Fault("A02 and A06 are kept apart", "apart pair", ADULTS, 24, edits=_apart(("A02", "A06")),
          words=r"(?=.*A02)(?=.*A06)(?=.*apart)"),
    Fault("four who need Anger Management are a chain apart", "apart chain", ADULTS, 48,
          edits=(*_each("Topics", ["Anger Management"], {"Smallest": 3}, cause=False),
           *_apart(("A04", "A10"), ("A10", "A16"), ("A16", "A22"))), words=r"apart"),
    Fault("A23 is settled elsewhere on three days", "settled elsewhere", ADULTS, 48,
          edits=(Edit("Topics", None, {"Topic": "Housing Clinic", "Kind": "community", "Minutes": 300, "Smallest": 1,
          "Largest": 5,
                                 "Leaders": 0, "Room kind": "none", "Starts": "9:00"}, cause=False),
           *(_fixed(day, time(9), "Housing Clinic", Clients="A23") for day in ("Mon", "Tue", "Wed"))),
           words=r"Housing Clinic"),
    Fault("A04 avoids the morning, and wishes must be kept", "wish made a must", ADULTS, 24,
          edits=(Edit("Rules", None, {"Rule": "Wishes", "Use": "must"}),
           Edit("Wishes", None, {"Client": "A04", "Wish": "avoids", "What": "9:00-12:15"})),
           words=r"A04.*(avoid|wish)"),
    Fault("A35 was in every group last week, and rotation must be kept", "rotation made a must", ADULTS, 48,
          edits=(Edit("Rules", None, {"Rule": "Rotation", "Use": "must"}),
           *(Edit("Attendance", None, {"Date": _day(-7 + position % 4), "Start": time(17 + position // 4),
           "Topic": topic,
                                       "Client": "A35"}) for position, topic in enumerate([*GROUPS,
                                       "Women's Group"]))),
          words=r"A35.*(week before|last week|rotation)|rotation.*A35"),
)  # fmt: skip

TOPICS = (
    Fault("only two speak Spanish, the group takes four", "too few for a group", ADULTS, 48,
          edits=(Edit("Topics", None, {"Topic": "Spanish Group", "Kind": "group", "Minutes": 90, "Smallest": 4,
          "Largest": 8,
                                 "For": "spanish"}),
           *_each("Clients", ["A02", "A06"], {"Tags": "trauma, spanish"}, cause=False),
           *(Edit("Needs", None, {"Client": code, "Topic": "Spanish Group", "Priority": "must"}, False)
             for code in ("A02", "A06")),
           Edit("Therapists", "Diaz", {"Leads": ", ".join([*GROUPS, "Women's Group", "Individual",
           "Spanish Group"])}, False)),
          words=r"Spanish Group.*(at least 4|needs? 4|4 clients|smallest|only 2|takes 4|fewer than 4)"),
    Fault("groups are for PHP", "levels of topics", HOSPITAL, 24,
          edits=(*_each("Needs", ["P18 / Expressive Arts", "P22 / Expressive Arts"], None, cause=False),
           *_each("Topics", ["Process Group", "Psychoeducation", "DBT Skills", "Wellness", "Medication Education",
                             "Expressive Arts"], {"Levels": "PHP"})),
                             words=r"only (for )?PHP|levels?.*PHP|not for IOP|for PHP"),
    Fault("each topic once a week", "a topic's week", ADULTS, 48,
          edits=_each("Topics", [*GROUPS, "Individual"], {"Most a week": 1}),
          words=r"once a week|\b1 a week|one a week|most a week|a week of"),
    Fault("Relapse Prevention runs three times at most", "runs at most", ADULTS, 80,
          edits=_change("Topics", "Relapse Prevention", "Runs at most", 3),
          words=r"Relapse Prevention.*(runs? at most|at most 3|3 times|as often as|\b3 sessions)"),
    Fault("Discharge Planning takes three, twice", "largest", HOSPITAL, 48,
          edits=_each("Topics", ["Discharge Planning"], {"Largest": 3, "Runs at most": 2}),
          words=r"Discharge Planning.*(seats|3 clients|at most 3|largest|2 sessions|at most 2|2 times)"),
    Fault("Grief needs five", "smallest", ADULTS, 24, edits=_change("Topics", "Grief", "Smallest", 5),
          words=r"Grief.*(at least 5|needs? 5|5 clients|smallest|takes 5|fewer than 5)"),
    Fault("Trauma Recovery takes five and a half hours", "minutes", ADULTS, 48,
          edits=_change("Topics", "Trauma Recovery", "Minutes", 330),
          words=r"Trauma Recovery.*(5 h 30 min|330 min|5\.5 h)"),
    Fault("one individual session at a time", "at once", ADULTS, 24, edits=_change("Topics", "Individual", "At once",
          1),
          words=r"Individual.*(at once|at a time|at the same time)"),
    Fault("individual sessions start in school hours", "a topic's own starts", TEENS, 36,
          edits=_change("Topics", "Individual", "Starts", "8:00, 13:00"), words=r"0?8:00|13:00|may start"),
    Fault("Trauma Recovery needs three leaders", "leaders", ADULTS, 48, edits=_change("Topics", "Trauma Recovery",
          "Leaders", 3),
          words=r"Trauma Recovery.*((3|three) (therapists|leaders)|leaders)"),
    Fault("nobody leads Anger Management", "no leader", ADULTS, 24,
          edits=_each("Therapists", ["Clark", "Irwin"], {"Leads": ", ".join([*GROUPS, "Women's Group",
          "Individual"])}),
          words=r"(nobody|no therapist|no one)[^.]*\bleads?"),
    Fault("groups sit only who asked for them", "only if asked", ADULTS, 48,
          edits=_each("Topics", GROUPS, {"Only if asked": "yes"}),
          words=r"\bask(s|ed)? for|only if asked|who asked|not asked"),
    Fault("Grief is to run thirty times", "runs at least", ADULTS, 48, edits=_change("Topics", "Grief",
          "Runs at least",
          30),
          words=r"Grief.*(\b30\b|runs? at least)"),
    Fault("Orientation comes after Wellness", "after", HOSPITAL, 48, edits=_change("Topics", "Orientation", "After",
          "Wellness"),
          words=r"(?=.*Orientation)(?=.*Wellness)"),
    Fault("Orientation is on Saturdays", "curriculum's days", HOSPITAL, 24, edits=(Edit("Curriculum", "Standard",
          {"Days": "Sat"}),),
          words=r"Orientation.*\bSat"),
    Fault("Anger Management is closed, A22 was never there", "closed group", ADULTS, 48,
          edits=(Edit("Topics", "Anger Management", {"Membership": "closed"}),
           *(Edit("Attendance", None, {"Date": _day(-12), "Start": time(9), "Topic": "Anger Management",
           "Client": code}, False)
             for code in ("A04", "A10", "A16", "A28", "A34", "A40", "A46"))), words=r"A22.*(closed|member|joined)"),
)  # fmt: skip

STAFF_AND_HOUSE = (
    Fault("closed on Friday", "closure", HOSPITAL, 48, edits=_away("everyone", 4, 4),
          words=r"everyone|closed|closure|holiday"),
    Fault("Moore is on leave", "therapist's absence", TEENS, 36, edits=_away("Moore", 0, 4),
          words=r"Moore.*(\baway|absen|leave)"),
    Fault("the studio is being painted", "room's absence", TEENS, 60, edits=_away("Studio", 0, 4),
          words=r"Studio.*(\baway|not available|closed|absen)"),
    Fault("Clark comes at noon", "leader's hours", ADULTS, 48,
          edits=_change("Therapist availability", "Clark", "From", time(12)),
          words=r"Clark.*(12:00.14:00|can come|is there|available|works)"),
    Fault("Jones has two hours a week", "therapist's hours a week", ADULTS, 48, edits=_change("Therapists", "Jones",
          "Most hours", 2),
          words=r"Jones.*(\b2 h|most hours|hours a week)"),
    Fault("Adams has one session a day", "therapist's sessions a day", ADULTS, 48, edits=_change("Therapists", "Adams",
          "Most a day", 1),
          words=r"Adams.*(\ba day|1 session)"),
    Fault("nobody is certified for trauma any more", "leader's tags", ADULTS, 48,
          edits=_each("Therapists", ["Adams", "Baker", "Grant", "Hayes"], {"Tags": None}), words=r"trauma certified"),
    Fault("Adams and Baker come on different days", "leaders never together", ADULTS, 24,
          edits=(Edit("Therapist availability", "Adams", {"Days": "Mon, Wed, Fri"}),
           Edit("Therapist availability", "Baker", {"Days": "Tue, Thu"})),
           words=r"together|at the same time|(?=.*Adams)(?=.*Baker)(?=.*both)"),
    Fault("the evening's therapists have four hours each", "capacity of therapists", ADULTS, 48,
          edits=_each("Therapists", ["Grant", "Hayes", "Irwin", "Jones"], {"Most hours": 4}),
          words=r"(Grant|Hayes|Irwin|Jones|therapist).*(\b4 h|\b16 h|most hours)"),
    Fault("ninety minutes of changeover", "changeover", TEENS, 36,
          edits=(Edit("Settings", None, {"Setting": "Changeover", "Value": 90}),),
          words=r"changeover|between (two )?sessions"),
    Fault("rooms have three seats", "room's seats", ADULTS, 48, edits=_each("Rooms", ["Oak", "Elm", "Ash", "Birch"],
          {"Seats": 3}),
          words=r"room.*\bseats|\bseats.*room|3 seats"),
    Fault("the studio has two seats", "room too small for the group", TEENS, 60, edits=_change("Rooms", "Studio",
          "Seats",
          2),
          words=r"(Studio|room).*(\b2 seats|seats 2|2 clients|holds 2|too small)"),
    Fault("the studio has become an office", "room's kind", TEENS, 36, edits=_change("Rooms", "Studio", "Kind",
          "office"),
          words=r"no (such )?room|room of (the|its) kind|kind of room|no studio"),
    Fault("the studio is there on Saturdays", "room's hours", HOSPITAL, 24,
          edits=(Edit("Room availability", None, {"Room": "Studio", "Days": "Sat", "From": time(9), "To": time(12)}),),
          words=r"Studio.*\bSat"),
    Fault("IOP has an hour and a half a day at most", "level's day", ADULTS, 24, edits=_change("Levels", "IOP",
          "Max hours a day", 1.5),
          words=r"(1 h 30 min|1\.5 h|90 min) a day|a day.*(1 h 30|1\.5 h|90 min)|day.*at most"),
    Fault("PHP asks for thirty hours", "level's minimum", HOSPITAL, 24, edits=_change("Levels", "PHP", "Min hours",
          30),
          words=r"\b30 h"),
    Fault("Usher is settled twice on Monday at nine", "settled sessions that contradict", HOSPITAL, 48,
          edits=(_fixed("Mon", time(9), "Process Group", Therapist="Usher", Room="Oak"),
           _fixed("Mon", time(9), "Psychoeducation", Therapist="Usher", Room="Elm")),
           words=r"(?=.*Usher)(?=.*(two|both|same time|twice))"),
    Fault("T01 and T03 are apart and settled together", "settled against apart", TEENS, 36,
          edits=(*_apart(("T01", "T03")), _fixed("Tue", time(15, 50), "Skills Lab", Clients="T01, T03, T05")),
          words=r"(?=.*T01)(?=.*T03)(?=.*apart)"),
)  # fmt: skip

SINGLE = (*CLIENTS, *TOPICS, *STAFF_AND_HOUSE)

TOGETHER = (
    ("A05 leaves at 10:30", "Jones has two hours a week"),
    ("nobody is certified for trauma any more", "A11 is authorised for two days"),
    ("A23 is settled elsewhere on three days", "Trauma Recovery needs three leaders"),
    ("A33's primary therapist comes in the day", "Trauma Recovery takes five and a half hours"),
    ("A07 is said to be in PHP", "Clark comes at noon"),
    ("A03 is away from Tuesday", "Grief needs five"),
    ("A02 and A06 are kept apart", "A15 can come on two evenings"),
    ("Moore is on leave", "the studio has become an office"),
    ("T31 is kept apart from the primary therapist", "the studio has two seats"),
    ("T21 leaves on Tuesday", "the studio is being painted"),
    ("Discharge Planning takes three, twice", "Orientation comes after Wellness"),
    ("A12's hours ended on Friday", "Relapse Prevention runs three times at most"),
)


def every_case() -> list[tuple[Fault, ...]]:
    """Each fault alone, then two at once."""
    by_name = {fault.name: fault for fault in SINGLE}
    return [*((fault,) for fault in SINGLE), *(tuple(by_name[name] for name in pair) for pair in TOGETHER)]
