"""What could be let go of the offer: a topic's terms and limits, who leads it, a therapist's limits and hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from planner.model import GAP_THAT_BREAKS_A_ROW, MINUTES_A_DAY, Roster, clock, counted
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import LetGo, Situation, longer

OTHERS_AT_MOST = 3  # therapists who might lead a topic as well, whoever is there most
DAYS_AT_MOST = 4  # days on which a therapist might be there longer

# --- a topic's terms and limits ------------------------------------------------------------------


def _term(phrase: str, says: str) -> LetGo:
    """A topic without one of its terms."""

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        yield Proposal("Topic's terms", f"topic {name} {phrase}", 0, f"{name} {says}")

    return propose


def _levels(situation: Situation, name: str) -> Iterator[Proposal]:
    for level in dict.fromkeys(situation.problem.clients[code].level for code in situation.codes):
        says = f"{name} is for {level}, too (Levels)"
        yield Proposal("Level's topics", f"topic {name} also for level {level}", 0, says)


def _wanted_tags(situation: Situation, name: str) -> Iterator[Proposal]:
    wanted = situation.problem.topics[name].wanted_tags
    if len(situation.codes) == 1:
        code = situation.codes[0]
        missing = sorted(wanted - situation.problem.clients[code].tags)
        if len(missing) == 1:
            says = f"{code} has the tag {missing[0]} (Tags), if that is so"
            yield Proposal("Tag", f"client {code} also {missing[0]}", 0, says)
    yield from _term("for anybody", "is for anybody (For, Not for, Levels)")(situation, name)


def _leader_tags(situation: Situation, name: str) -> Iterator[Proposal]:
    topic = situation.problem.topics[name]
    for who in situation.problem.therapists.values():
        missing = sorted(topic.leader_tags - who.tags)
        if name in who.leads and len(missing) == 1:
            says = f"{who.name} has the tag {missing[0]} (Tags), if that is so"
            yield Proposal("Tag", f"therapist {who.name} also {missing[0]}", 0, says)
    yield from _term("led by anybody", "is led by whoever leads it (Leader tags)")(situation, name)


def _room_kind(situation: Situation, name: str) -> Iterator[Proposal]:
    topic = situation.problem.topics[name]
    for room in situation.problem.rooms.values():
        if topic.room_kind and topic.room_kind not in room.kinds and room.seats >= topic.smallest:
            says = f"{room.name} is a {topic.room_kind} room as well"
            yield Proposal("Room's kind", f"room {room.name} also {topic.room_kind}", 0, says)
    yield from _term("in any room", "is held in any room (Room kind)")(situation, name)


def _limit(
    field: str,
    phrase: str,
    column: str,
    most: Callable[[Situation], int],
    used: Callable[[Roster, str], int],
    noun: str = "time",
    kind: str = "Topic's limits",
) -> LetGo:
    """A topic's limit as high as can be asked for; `used` is how much of it a week takes."""

    def higher(situation: Situation, name: str, value: int) -> Proposal | None:
        now = getattr(situation.problem.topics[name], field)
        if now is None or value <= now:
            return None

        def narrow(roster: Roster) -> Proposal | None:
            return higher(situation, name, used(roster, name))

        says = f"{name} {counted(value, noun)} ({column}, now {now})"
        more = 10 * (value - now - 1)
        return Proposal(kind, f"topic {name} {phrase} {value}", more, says, narrow=narrow)

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


def _at_once(roster: Roster, name: str) -> int:
    held = [one for one in roster.sessions if one.topic == name]
    return max((sum(two.start <= one.start < two.end for two in held) for one in held), default=0)


def _smallest(situation: Situation, name: str) -> Iterator[Proposal]:
    found = _from(situation, name, 1)
    if found is not None:
        yield found


def _from(situation: Situation, name: str, least: int) -> Proposal | None:
    now = situation.problem.topics[name].smallest
    if least >= now:
        return None
    says = f"{name} runs from {counted(least, 'client')} on (Smallest, now {now})"
    more = 15 * min(now - least, 4)

    def narrow(roster: Roster) -> Proposal | None:
        return _from(situation, name, min(_sizes(roster, name), default=now))

    return Proposal("Smallest", f"topic {name} smallest {least}", more, says, narrow=narrow)


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
    now = situation.problem.topics[name].leaders
    for fewer in (now - 1, 1):
        if 1 <= fewer < now:
            who = "1 therapist leads" if fewer == 1 else f"{fewer} therapists lead"
            says = f"{who} {name} (Leaders, now {now})"
            yield Proposal("Leaders", f"topic {name} leaders {fewer}", 5 * (now - 1 - fewer), says)


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
    "closed": _term("open", "takes new clients (Membership)"),
    "leader_tags": _leader_tags,
    "leaders": _leaders,
    "room_kind": _room_kind,
    "most_a_day": _limit("most_a_day", "most a day", "Most a day", _asked_of_one, _a_day),
    "most_a_week": _limit("most_a_week", "most a week", "Most a week", _asked_of_one, _a_week),
    "runs_at_most": _limit("runs_at_most", "runs at most", "Runs at most", lambda one: one.asked + 5, _runs),
    "largest": _limit(
        "largest",
        "largest",
        "Largest",
        lambda one: one.asked,
        lambda roster, name: max(_sizes(roster, name), default=0),
        noun="client",
        kind="Largest",
    ),
    "at_once": _limit("at_once", "at once", "At once", lambda one: one.asked, _at_once),
    "smallest": _smallest,
    "minutes": _minutes,
}

# --- therapists ----------------------------------------------------------------------------------


def who_else_leads(situation: Situation, topic: str) -> Iterator[Proposal]:
    """Therapists who could lead a topic as well: those who are there most while those who ask are."""
    if not topic:
        return
    there: Counter[str] = Counter()
    for name, who in situation.problem.therapists.items():
        for window in situation.problem.therapist_windows.get(name, ()):
            for code in situation.codes:
                for mine in situation.problem.client_windows.get(code, ()):
                    there[name] += max(0, min(window.end, mine.end) - max(window.start, mine.start))
        if topic in who.leads:
            there[name] = 0
    for name, minutes in there.most_common(OTHERS_AT_MOST):
        if minutes:
            yield Proposal("Leads", f"therapist {name} leads {topic}", 0, f"{name} leads {topic}, too")


def _therapist_limit(field: str, phrase: str, column: str, used: Callable[[Roster, str], int]) -> LetGo:
    def higher(situation: Situation, name: str, value: int) -> Proposal | None:
        now = getattr(situation.problem.therapists[name], field)
        if now is None or value <= now:
            return None

        def narrow(roster: Roster) -> Proposal | None:
            return higher(situation, name, used(roster, name))

        if field == "most_minutes":
            said = f"{-(-value // 30) / 2:g}"
            says = f"{name} leads up to {said} h a week (Most hours, now {now / 60:g})"
            more = (value - now) // 20
        else:
            said, more = f"{value}", 10 * (value - now - 1)
            says = f"{name}: {column} {said} (now {now})"
        return Proposal("Therapist's limits", f"therapist {name} {phrase} {said}", more, says, narrow=narrow)

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        now = getattr(situation.problem.therapists[name], field)
        most = 40 * 60 if field == "most_minutes" else (now or 0) + 5
        if (found := higher(situation, name, most)) is not None:
            yield found

    return propose


def _led(roster: Roster, name: str) -> int:
    return sum(one.minutes for one in roster.of_therapist(name))


def _led_a_day(roster: Roster, name: str) -> int:
    return max(Counter(one.day for one in roster.of_therapist(name)).values(), default=0)


def _led_in_a_row(roster: Roster, name: str) -> int:
    most, row, end = 0, 0, None
    for one in roster.of_therapist(name):
        row = row + 1 if end is not None and one.start < end + GAP_THAT_BREAKS_A_ROW else 1
        most, end = max(most, row), one.end
    return most


def therapist_hours(situation: Situation, name: str) -> Iterator[Proposal]:
    """A therapist who is there longer, on the days on which most of those who ask come."""
    stretches = situation.stretches()
    windows = situation.problem.therapist_windows.get(name, ())
    for day in sorted(stretches, key=lambda one: (-situation.there(one), one))[:DAYS_AT_MOST]:
        found = longer(situation.problem, "therapist", name, windows, day, stretches[day])
        if found is not None and situation.there(day):
            yield found


THERAPIST_FIELDS: Mapping[str, LetGo] = {
    "most_minutes": _therapist_limit("most_minutes", "most hours", "Most hours", _led),
    "most_a_day": _therapist_limit("most_a_day", "most a day", "Most a day", _led_a_day),
    "most_in_a_row": _therapist_limit("most_in_a_row", "most in a row", "Most in a row", _led_in_a_row),
}
