"""Random hand edits: what is read is what the hand meant, and exactly the rules that it broke are found.

The hand works on the sheets' rows and on a plain model of the week beside them. The model is what must be read
back, and what the outside checker, which knows nothing of the planner, judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constraints import rule_book
from planner.model import MINUTES_A_DAY, Roster, Session
from planner.rosters.broken_rules import broken_rules
from tests.outside_held import Held
from tests.outside_people import judge_client, judge_therapist
from tests.outside_session import judge_session
from tests.outside_week import judge_meetings, judge_settled, judge_smallest, judge_topics
from tests.workbook import hand_edited
from tests.workbook.hand_edited import FIRST_DAY, ORTIZ, SESSIONS, VEGA, WOLF, Hands, at, when

EXAMPLES = 500
RULES = rule_book()
CODES = ("C002", "C003", "C005", "C007", "C011", "C014")
LEADERS = ((ORTIZ,), (VEGA,), (WOLF,), (VEGA, WOLF), ())
STARTS = tuple(
    at(day, hour, minute) for day in range(6) for hour, minute in ((8, 30), (9, 0), (10, 0), (13, 0), (14, 0))
)
MADE = ("Anger", "Grief", "Women", "Solo", "Circle", "Skills")

# What the outside checker says of each rule, by words that no other of its sentences has.
SAID = {
    "begins when no session may": "Start times",
    "are the fewest.": "Group size",
    "and needs": "Leaders",
    "who doesn't lead it": "Who may lead",
    "who isn't there": "Availability",
    "isn't there for": "Availability",
    "isn't free then": "Availability",
    "has no room": "A room for each session",
    "needs a room of kind": "Room kind",
    "seats.": "Room seats",
    "'s level of care": "Levels of care",
    "lies outside the stay": "Stay",
    "isn't authorised": "Authorised days",
    "before attending": "Prerequisites",
    "is no member": "Closed membership",
    "without their primary": "Primary therapist",
    " meet in ": "Apart",
    "at a time.": "One place at a time",
    "too close together": "One place at a time",
    "minutes in the week": "Most hours",
    "comes on": "Most days",
    "didn't ask for": "Only if asked",
    "with the tags it asks for": "Leader tags",
    "in a row": "Therapist sessions in a row",
}


@dataclass
class Week:
    """The sheets under the hand, and the week it means; `touched` sessions take no second edit."""

    hands: Hands = field(default_factory=Hands)
    sessions: dict[str, Session] = field(default_factory=lambda: {one.id: one for one in SESSIONS})
    touched: set[str] = field(default_factory=set)

    def seat(self, id: str, *codes: str) -> None:
        seats = tuple(hand_edited.Seat(code) for code in sorted(codes))
        self.sessions[id] = replace(self.sessions[id], seats=seats)

    def roster(self) -> Roster:
        return hand_edited.in_order(list(self.sessions.values()))

    def free(self, topic: str, start: int) -> bool:
        """Whether no session, as planned or as it now is, goes by this description."""
        every = [*SESSIONS, *self.sessions.values()]
        return all((one.topic, one.start) != (topic, start) for one in every)


Draw = st.DataObject


def pick(draw: Draw, week: Week, least: int = 0) -> str | None:
    """A session that has not been touched, with at least so many seats."""
    ids = [id for id, one in week.sessions.items() if id not in week.touched and len(one.seats) >= least]
    if not ids:
        return None
    id = draw.draw(st.sampled_from(ids), label="session")
    week.touched.add(id)
    return id


def delete_seat(draw: Draw, week: Week) -> None:
    id = pick(draw, week, 1)
    if id:
        code = draw.draw(st.sampled_from(week.sessions[id].clients))
        week.hands.seats.remove(week.hands.seat(id, code))
        week.seat(id, *(set(week.sessions[id].clients) - {code}))


def add_seat(draw: Draw, week: Week) -> None:
    id = pick(draw, week)
    if id:
        one, code = week.sessions[id], draw.draw(st.sampled_from(CODES))
        typed = {"Client": f"{code.lower()} "}
        with_id, without = {"Session": id}, {**when(one.start), "Topic": f" {one.topic.upper()}"}
        week.hands.seats.append(
            {**typed, **draw.draw(st.sampled_from([with_id, without, {**with_id, **without}]))}
        )
        week.seat(id, *{*one.clients, code})


def move_seat(draw: Draw, week: Week) -> None:
    was, now = pick(draw, week, 2), pick(draw, week)
    if was and now:
        one, other = week.sessions[was], week.sessions[now]
        code = draw.draw(st.sampled_from(one.clients))
        row = week.hands.seat(was, code)
        # Alone, a new id does only if the client has no seat there: else the row would be that seat's, retyped.
        ways = ["content"] if code in other.clients else ["content", "id"]
        if draw.draw(st.sampled_from(ways)) == "id":
            row["Session"] = now
        else:
            row.update(when(other.start) | {"Topic": other.topic})
        week.seat(was, *(set(one.clients) - {code}))
        week.seat(now, *{*other.clients, code})


def move_session(draw: Draw, week: Week) -> None:
    id, start = pick(draw, week), draw.draw(st.sampled_from(STARTS))
    if id and week.free(week.sessions[id].topic, start):
        typed = when(start)
        if week.sessions[id].day == start // MINUTES_A_DAY:
            del typed["Date"], typed["Day"]
        seats = week.hands.seats_of(id)
        which = draw.draw(st.sampled_from(["Sessions", "Roster", "both"] if seats else ["Sessions"]))
        rows = ([week.hands.session(id)] if which != "Roster" else []) + (
            seats if which != "Sessions" else []
        )
        for row in rows:
            row.update(typed)
        week.sessions[id] = replace(week.sessions[id], start=start)


def hand_over(draw: Draw, week: Week) -> None:
    id = pick(draw, week)
    if id:
        leaders = draw.draw(st.sampled_from(LEADERS))
        week.hands.session(id)["Therapist"] = "; ".join(leaders)
        week.sessions[id] = replace(week.sessions[id], therapists=leaders)


def change_room(draw: Draw, week: Week) -> None:
    id = pick(draw, week)
    if id:
        room = draw.draw(st.sampled_from(["Oak", "Elm", "Nook", None]))
        week.hands.session(id)["Room"] = room
        week.sessions[id] = replace(week.sessions[id], room=room)


def delete_session(draw: Draw, week: Week) -> None:
    id = pick(draw, week)
    if id:
        week.hands.sessions.remove(week.hands.session(id))
        if draw.draw(st.booleans()):
            for row in week.hands.seats_of(id):
                week.hands.seats.remove(row)
        del week.sessions[id]


def make_session(draw: Draw, week: Week) -> None:
    topic, start = draw.draw(st.sampled_from(MADE)), draw.draw(st.sampled_from(STARTS))
    if not week.free(topic, start):
        return
    leaders = draw.draw(st.sampled_from(LEADERS))
    room = draw.draw(st.sampled_from(["Oak", "Elm", "Nook", None]))
    codes = draw.draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True))
    typed = {**when(start), "Topic": topic, "Therapist": "; ".join(leaders), "Room": room}
    by_row = draw.draw(st.booleans())
    if by_row:
        week.hands.sessions.append(typed)
    vague = {**when(start), "Topic": topic}
    week.hands.seats.extend({**(vague if by_row else typed), "Client": code} for code in codes)
    id = f"made {len(week.touched)}"
    week.sessions[id] = hand_edited.session(id, topic, start, leaders, room, *codes)
    week.touched.add(id)


def mark(draw: Draw, week: Week) -> None:
    id = pick(draw, week, 1)
    if id:
        first, *others = week.sessions[id].seats
        status = draw.draw(st.sampled_from(["attended", "excused", "absent", "cancelled"]))
        week.hands.seat(id, first.client)["Status"] = status.upper()
        seats = (replace(first, status=status), *others)
        week.sessions[id] = replace(week.sessions[id], seats=seats)


DEEDS = (
    delete_seat, add_seat, move_seat, move_session, hand_over, change_room, delete_session, make_session, mark,
)  # fmt: skip


def described(roster: Roster) -> list[Any]:
    """A roster without the ids that the reader chose for sessions made by hand."""
    ids = {one.id for one in SESSIONS}
    return sorted(
        (one.id if one.id in ids else "", one.topic, one.start, one.minutes, sorted(one.therapists), one.room or "",
         [(seat.client, seat.status) for seat in one.seats])
        for one in roster.sessions
    )  # fmt: skip


def found_outside(roster: Roster) -> set[tuple[str, str]]:
    """(rule, whom or what) of all that the outside checker finds."""
    outside = hand_edited.given().outside
    held = [
        Held(
            one.id,
            FIRST_DAY + timedelta(days=one.day),
            one.start % MINUTES_A_DAY,
            one.start % MINUTES_A_DAY + one.minutes,
            topic=one.topic,
            therapists=list(one.therapists),
            room=one.room,
            seats={seat.client: seat.status for seat in one.seats},
            credited={seat.client: one.credited(seat) for seat in one.seats},
        )
        for one in roster.sessions
    ]
    found = [(rule_of(says), one.id) for one in held for says in judge_session(outside, one)]
    # Of a therapist who doesn't lead the topic, the checker says nothing more.
    found += [
        ("Availability", one.id)
        for one in held
        for name in one.therapists
        if one.topic not in outside.leads(name)
        and not outside.is_there("therapist", name, one.day, one.start, one.end)
    ]
    found += [("Group size", one.id) for one in held if list(judge_smallest(outside, [one]))]
    for says in judge_meetings(outside, held):
        found.append((rule_of(says), re.split(" is in | leads | holds ", says)[0]))
    for says in judge_topics(outside, held):
        at_once = " is one of " in says
        found.append(("At once" if at_once else "Runs at most", says.split(" runs ")[0].split(" (")[0]))
    for says in judge_smallest(outside, held):
        place, settled = says.split(" runs ")[0], int(re.findall(r"; (\d+) are settled", says)[0])
        few = [
            one
            for one in held
            if place == f"{one.topic} on {one.day} at {one.start // 60}:{one.start % 60:02d}"
        ]
        few = [one for one in few if len(one.seats) < max(1, outside.topics[one.topic].smallest)]
        found += [("Group size", one.id) for one in sorted(few, key=lambda one: len(one.seats))[settled:]]
    found += [("Fixed sessions", "Skills") for _ in judge_settled(outside, held, FIRST_DAY)]
    for code in CODES:
        mine = [one for one in held if code in one.seats]
        found += [(rule_of(says), code) for says in judge_client(outside, code, FIRST_DAY, mine)]
    for name in (ORTIZ, VEGA, WOLF):
        mine = [one for one in held if name in one.therapists]
        found += [(rule_of(says), name) for says in judge_therapist(outside, name, mine)]
    return set(found)


def rule_of(says: str) -> str:
    for words, rule in SAID.items():
        if words in says:
            return rule
    if " leads " in says:
        return "Therapist sessions a day" if " sessions on " in says else "Therapist hours"
    if " sessions of " in says:
        return "Most a day" if " on " in says.split(" sessions of ")[1] else "Most a week"
    if " minutes on " in says:
        return "Most hours a day"
    if " clients, " in says:
        return "Group size"
    assert " isn't for C" in says, says
    return "Tags"


def found_by_us(read: hand_edited.RosterFile) -> Iterator[tuple[str, str]]:
    ids = {one.id for one in read.rosters[0].sessions}
    for broken in broken_rules(hand_edited.given().problem, read, RULES):
        about = broken.breach.about
        by_who = broken.breach.rule in (
            "One place at a time",
            "Fixed sessions",
            "At once",
            "Therapist sessions in a row",
        )
        session = next((part for part in about if part in ids), about[0])
        yield broken.breach.rule, about[0] if by_who else session
        assert broken.place is not None or broken.breach.rule == "Fixed sessions"


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(draw=st.data())
def test_what_a_hand_meant_is_read_and_every_rule_it_broke_is_found_and_no_other(draw: Draw) -> None:
    week = Week()
    for deed in draw.draw(st.lists(st.sampled_from(DEEDS), max_size=5), label="deeds"):
        deed(draw, week)
    draw.draw(st.randoms(use_true_random=False)).shuffle(week.hands.seats)
    read = week.hands.read()
    assert described(read.rosters[0]) == described(week.roster())
    assert set(found_by_us(read)) == found_outside(read.rosters[0])


def test_the_outside_checker_finds_nothing_in_the_roster_as_planned() -> None:
    assert found_outside(hand_edited.ROSTER) == set()


def test_every_sentence_of_the_outside_checker_is_about_a_rule_of_the_book() -> None:
    assert set(SAID.values()) <= {rule.name for rule in RULES if rule.hard}
