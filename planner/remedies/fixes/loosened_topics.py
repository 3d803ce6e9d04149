"""What could be let go of a topic: its terms and its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from planner.model import MINUTES_A_DAY, Roster, clock
from planner.remedies.fixes import kinds
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import LetGo, Situation

SIZES = {"largest": kinds.largest, "second_leader_above": kinds.second_leader_above}


def _term(phrase: str, says: str) -> LetGo:
    """A topic without one of its terms."""

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        yield Proposal("Topic's terms", f"topic {name} {phrase}", 0, f"{name} {says}")

    return propose


def _levels(situation: Situation, name: str) -> Iterator[Proposal]:
    for level in dict.fromkeys(situation.problem.clients[code].level for code in situation.codes):
        yield kinds.also_for(name, level)


def _tag(kind: str, who: str, missing: Collection[str]) -> Iterator[Proposal]:
    """The one tag that somebody lacks."""
    if len(missing) == 1:
        yield kinds.tag(kind, who, *missing)


def _wanted_tags(situation: Situation, name: str) -> Iterator[Proposal]:
    wanted = situation.problem.topics[name].wanted_tags
    if len(situation.codes) == 1:
        [code] = situation.codes
        yield from _tag("client", code, wanted - situation.problem.clients[code].tags)
    yield from _term("for anybody", "is for anybody (For, Not for, Levels)")(situation, name)


def _leader_tags(situation: Situation, name: str) -> Iterator[Proposal]:
    topic = situation.problem.topics[name]
    for who in situation.problem.therapists.values():
        if name in who.leads:
            yield from _tag("therapist", who.name, topic.leader_tags - who.tags)
    yield from _term("led by anybody", "is led by whoever leads it (Leader tags)")(situation, name)


def _room_kind(situation: Situation, name: str) -> Iterator[Proposal]:
    topic = situation.problem.topics[name]
    for room in situation.problem.rooms.values():
        if topic.room_kind and not room.suits(topic) and room.seats >= topic.smallest:
            yield kinds.room_kind(room, topic.room_kind)
    yield from _term("in any room", "is held in any room (Room kind)")(situation, name)


def _limit(field: str, most: Callable[[Situation], int], used: Callable[[Roster, str], int]) -> LetGo:
    """A topic's limit as high as can be asked for; `used` is how much of it a week takes."""

    def higher(situation: Situation, name: str, value: int) -> Proposal | None:
        topic = situation.problem.topics[name]
        now = getattr(topic, field)
        if now is None or value <= now:
            return None

        def narrow(roster: Roster) -> Proposal | None:
            return higher(situation, name, used(roster, name))

        if field in SIZES:
            return replace(SIZES[field](topic, value), narrow=narrow)
        return replace(kinds.topic_limit(topic, field, value), narrow=narrow)

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        found = higher(situation, name, most(situation))
        if found is not None:
            yield found

    return propose


def _a_day(roster: Roster, name: str) -> int:
    seats = ((code, one.day) for one in roster.sessions if one.topic == name for code in one.clients)
    return max(Counter(seats).values(), default=0)


def _a_week(roster: Roster, name: str) -> int:
    seats = (code for one in roster.sessions if one.topic == name for code in one.clients)
    return max(Counter(seats).values(), default=0)


def _runs(roster: Roster, name: str) -> int:
    return sum(one.topic == name for one in roster.sessions)


def _sizes(roster: Roster, name: str) -> list[int]:
    return [len(one.clients) for one in roster.sessions if one.topic == name]


def _led_by_one(roster: Roster, name: str) -> list[int]:
    """The sizes of the topic's sessions but those that have the second leader anyway: more than some other has."""
    held = [one for one in roster.sessions if one.topic == name]
    fewest = min((len(one.therapists) for one in held), default=0)
    return [len(one.clients) for one in held if len(one.therapists) == fewest]


def _at_once(roster: Roster, name: str) -> int:
    held = [one for one in roster.sessions if one.topic == name]
    return max((sum(two.start <= one.start < two.end for two in held) for one in held), default=0)


def _smallest(situation: Situation, name: str) -> Iterator[Proposal]:
    found = _from(situation, name, kinds.least_together(situation.problem.topics[name]))
    if found is not None:
        yield found


def _from(situation: Situation, name: str, least: int) -> Proposal | None:
    topic = situation.problem.topics[name]
    if least >= topic.smallest:
        return None

    def narrow(roster: Roster) -> Proposal | None:
        return _from(situation, name, min(_sizes(roster, name), default=topic.smallest))

    return replace(kinds.smallest(topic, least), narrow=narrow)


def _minutes(situation: Situation, name: str) -> Iterator[Proposal]:
    """Sessions as long as the others of the kind mostly are, and as long as a day of those who ask holds."""
    topic = situation.problem.topics[name]
    others = [one.minutes for one in situation.problem.topics.values() if one.name != name and one.counts]
    usual = Counter(others).most_common(1)
    longest = min((_longest(situation, code) for code in situation.codes), default=0)
    for minutes in dict.fromkeys((longest // 5 * 5, *(many for many, _ in usual))):
        if 0 < minutes < topic.minutes:
            says = f"a session of {name} takes {minutes} min (Minutes, now {topic.minutes})"
            yield Proposal("Topic's length", f"topic {name} minutes {minutes}", topic.minutes // 6, says)


def _longest(situation: Situation, code: str) -> int:
    """How long a session a client's day can hold."""
    client = situation.problem.clients[code]
    windows = situation.problem.client_windows.get(code, ())
    longest = max((window.end - window.start for window in windows), default=0)
    return min(longest, client.most_minutes_a_day or MINUTES_A_DAY)


def _leaders(situation: Situation, name: str) -> Iterator[Proposal]:
    topic = situation.problem.topics[name]
    for fewer in (topic.leaders - 1, 1):
        if 1 <= fewer < topic.leaders:
            yield kinds.leaders(topic, fewer)


def _starts(situation: Situation, name: str) -> Iterator[Proposal]:
    """One more start of the topic's own, when most of those who ask are there; or any that the program has."""
    topic, found = situation.problem.topics[name], Counter[int]()
    for minute in {start % MINUTES_A_DAY for start in situation.problem.starts} | set(range(480, 1200, 60)):
        for day in range(7):
            begins = day * MINUTES_A_DAY + minute
            found[minute] += sum(
                any(
                    w.holds(begins, begins + topic.minutes)
                    for w in situation.problem.client_windows.get(c, ())
                )
                for c in situation.codes
            ) * any(
                any(w.holds(begins, begins + topic.minutes) for w in windows)
                for who, windows in situation.problem.therapist_windows.items()
                if name in situation.problem.therapists[who].leads
            )
    for minute in sorted((m for m, many in found.items() if many), key=lambda m: (-found[m], m))[:2]:
        if minute not in (topic.starts or ()):
            says = f"{name} may start at {clock(minute)} as well (Starts)"
            yield Proposal("Start time", f"add start for {name} {clock(minute)}", 0, says)
    says = f"{name} may start whenever others do (Starts)"
    yield Proposal("Start time", f"topic {name} at any start", 20, says)


def _asked_of_one(situation: Situation) -> int:
    return situation.most_asked if situation.topic else 5


TOPIC_FIELDS: Mapping[str, LetGo] = {
    "starts": _starts,
    "wanted_tags": _wanted_tags,
    "barred_tags": _term("for anybody", "is for anybody (For, Not for, Levels)"),
    "levels": _levels,
    "after": _term("after nothing", "asks for nothing before it (After)"),
    "only_if_asked": _term("unasked", "is also for those who haven't asked for it (Only if asked)"),
    "closed": _term("open", "takes new clients (Membership)"),
    "leader_tags": _leader_tags,
    "leaders": _leaders,
    "room_kind": _room_kind,
    "most_a_day": _limit("most_a_day", _asked_of_one, _a_day),
    "most_a_week": _limit("most_a_week", _asked_of_one, _a_week),
    "runs_at_most": _limit("runs_at_most", lambda one: one.asked + 5, _runs),
    "largest": _limit(
        "largest", lambda one: one.most_together, lambda roster, name: max(_sizes(roster, name), default=0)
    ),
    "second_leader_above": _limit(
        "second_leader_above",
        lambda one: one.most_in_a_group,
        lambda roster, name: max(_led_by_one(roster, name), default=0),
    ),
    "at_once": _limit("at_once", lambda one: one.asked, _at_once),
    "smallest": _smallest,
    "minutes": _minutes,
}


def larger_groups(situation: Situation, _: str) -> Iterator[Proposal]:
    """Every group that counts towards the hours that are lacked, for more clients."""
    for topic in situation.topics:
        if topic.largest > 1:
            yield from TOPIC_FIELDS["largest"](situation, topic.name)
