"""What could be let go of clients and of the whole program: hours, stays, limits, whom to avoid, rooms, starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Room, Roster
from planner.remedies.fixes import kinds
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import LetGo, Situation, hours_for_topic, longer

STARTS_AT_MOST = 3
FEW_STARTS = 2  # clients for whom a start on one day may be enough
MET_AT_MOST = 3  # whom a client is to meet, named one by one
ROOMS_AT_MOST = 4  # rooms of which each might have more seats
STEP = 30  # minutes between times at which one more start is thought of

# --- clients -------------------------------------------------------------------------------------


def client_hours(situation: Situation, name: str) -> Iterator[Proposal]:
    """Hours that hold always, or longer ones day by day, where those who lead what is needed are there."""
    problem = situation.problem
    if name not in problem.clients:
        return
    if any(row.first_day or row.last_day for row in situation.program.client_hours.get(name, ())):
        says = f"{name}'s hours hold whatever the date (First day, Last day)"
        yield Proposal("Client's hours", f"client {name} hours always", 0, says)
    yield from hours_for_topic(situation, "client", name)
    windows = problem.client_windows.get(name, ())
    names = {topic.name for topic in situation.topics}
    led = {
        window.start // MINUTES_A_DAY
        for who, there in problem.therapist_windows.items()
        if problem.therapists[who].leads & names
        for window in there
    }
    for day, span in situation.stretches().items():
        found = longer(situation.problem, "client", name, windows, day, span)
        if found is not None and (day in led or not all(topic.leaders for topic in situation.topics)):
            yield found


def _starts(situation: Situation, name: str) -> Iterator[Proposal]:
    yield kinds.comes_from(name, situation.problem.first_day)


def _ends(situation: Situation, name: str) -> Iterator[Proposal]:
    ends = situation.program.clients[name].ends
    if ends is not None:
        yield kinds.stays_until(name, situation.last_day, ends)


def _weekdays(situation: Situation, name: str) -> Iterator[Proposal]:
    yield kinds.any_day(name)


def _most_minutes(situation: Situation, name: str) -> Iterator[Proposal]:
    row = situation.program.clients[name]
    own = row.most_minutes is not None
    found = _more_hours(situation, name, own, 60 * 60)
    if found is not None:
        yield found


def _more_hours(situation: Situation, name: str, own: bool, minutes: int) -> Proposal | None:
    now = situation.problem.clients[name].most_minutes
    if now is None or minutes <= now:
        return None

    def narrow(roster: Roster) -> Proposal | None:
        counting = situation.problem.topics
        used = sum(one.minutes for one in roster.of_client(name) if counting[one.topic].counts)
        return _more_hours(situation, name, own, used)

    who = name if own else situation.problem.clients[name].level
    return replace(kinds.most_hours(who, minutes, now, of_level=not own), narrow=narrow)


def _primary(situation: Situation, name: str) -> Iterator[Proposal]:
    """No primary therapist, or another one who leads what is asked for."""
    topics = {topic.name for topic in situation.topics if topic.kind == "individual"}
    for who in situation.problem.therapists.values():
        if who.leads & topics and who.name != situation.problem.clients[name].primary:
            says = f"{who.name} is {name}'s primary therapist"
            yield Proposal("Primary therapist", f"client {name} primary {who.name}", 0, says)


CLIENT_FIELDS: Mapping[str, LetGo] = {
    "starts": _starts,
    "ends": _ends,
    "weekdays": _weekdays,
    "most_minutes": _most_minutes,
    "primary": _primary,
}


def days_of_a_need(situation: Situation, _: str) -> Iterator[Proposal]:
    """A need that holds whatever the date."""
    for row in situation.program.needs:
        if row.client in situation.codes and row.topic == situation.topic and (row.since or row.until):
            says = f"{row.client} needs {row.topic} on any day (Needs: From, Until)"
            yield Proposal("Need's days", f"client {row.client} needs {row.topic} any day", 0, says)


def days_of_a_curriculum(situation: Situation, _: str) -> Iterator[Proposal]:
    """A curriculum's topic on any day."""
    mine = {situation.program.clients[code].curriculum for code in situation.codes}
    for name in dict.fromkeys(
        step.curriculum
        for step in situation.program.curricula
        if step.curriculum in mine and step.topic == situation.topic and step.weekdays
    ):
        says = f"the curriculum {name} asks for {situation.topic} on any day (Days)"
        yield Proposal("Need's days", f"curriculum {name} has {situation.topic} any day", 0, says)


def kept_apart(situation: Situation, _: str) -> Iterator[Proposal]:
    """Whom a client needn't be kept apart from."""
    for code in situation.codes:
        others = [
            pair.other_client or pair.therapist or "" if pair.client == code else pair.client
            for pair in situation.problem.apart
            if code in (pair.client, pair.other_client)
        ]
        for other in others if len(others) <= STARTS_AT_MOST else ():
            yield kinds.meet(code, other)
        if len(others) > 1:
            yield replace(kinds.meet_everybody(code), narrow=partial(_met, code, others))


def _met(code: str, others: Sequence[str], roster: Roster) -> Proposal | None:
    """Whom of them a client meets in a week, if they are few."""
    met = {other for one in roster.of_client(code) for other in (*one.clients, *one.therapists)}
    found = [other for other in others if other in met]
    if len(found) > MET_AT_MOST:
        return kinds.meet_everybody(code)
    return kinds.meet_several(code, found) if found else None


# --- levels --------------------------------------------------------------------------------------


def _limit(
    field: str, most: int, used: Callable[[Roster, str], int], kind: Callable[[str, int, int], Proposal]
) -> LetGo:
    """A level's limit as high as it can be; `used` is how much of it a client's week takes."""

    def higher(situation: Situation, name: str, value: int) -> Proposal | None:
        now = getattr(situation.program.levels[name], field)
        if now is None or value <= now:
            return None

        def narrow(roster: Roster) -> Proposal | None:
            mine = [code for code, one in situation.problem.clients.items() if one.level == name]
            return higher(situation, name, max((used(roster, code) for code in mine), default=0))

        return replace(kind(name, value, now), narrow=narrow)

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        if (found := higher(situation, name, most)) is not None:
            yield found

    return propose


def _days(roster: Roster, code: str) -> int:
    return len({one.day for one in roster.of_client(code)})


def _a_day(roster: Roster, code: str) -> int:
    found: Counter[int] = Counter()
    for one in roster.of_client(code):
        found[one.day] += one.minutes
    return max(found.values(), default=0)


LEVEL_FIELDS: Mapping[str, LetGo] = {
    "most_days": _limit("most_days", DAYS_A_WEEK, _days, kinds.most_days),
    "most_minutes_a_day": _limit("most_minutes_a_day", 12 * 60, _a_day, kinds.most_hours_a_day),
    "most_minutes": lambda situation, name: _most_minutes(situation, situation.codes[0]),
}

# --- the whole program ---------------------------------------------------------------------------


def more_rooms(situation: Situation, _: str) -> Iterator[Proposal]:
    """One more room like the largest that suits; and more seats where every room is too small for the group."""
    smallest = max((topic.smallest for topic in situation.topics), default=1)
    wanted = {topic.room_kind for topic in situation.topics}
    fitting = [
        room for room in situation.problem.rooms.values() if None in wanted or wanted & set(room.kinds)
    ]
    if not fitting:
        return
    like = max(fitting, key=lambda room: room.seats)
    yield kinds.one_more_room(like)
    if like.seats < smallest:
        yield kinds.room_seats(like, smallest)


def more_seats(situation: Situation, _: str) -> Iterator[Proposal]:
    """More seats in each of a few rooms, as many as the groups might take."""

    def more(room: Room, seats: int) -> Proposal | None:
        def narrow(roster: Roster) -> Proposal | None:
            return more(
                room, max((len(s.clients) for s in roster.sessions if s.room == room.name), default=0)
            )

        return replace(kinds.room_seats(room, seats), narrow=narrow) if seats > room.seats else None

    fitting = dict.fromkeys(
        room.name
        for topic in situation.topics
        if topic.needs_room
        for room in situation.problem.rooms_for(topic)
    )
    for name in fitting if len(fitting) <= ROOMS_AT_MOST else ():
        found = more(situation.problem.rooms[name], situation.most_together)
        if found is not None:
            yield found


def more_starts(situation: Situation, _: str) -> Iterator[Proposal]:
    """One more start, when most of those who ask could come and be led."""
    problem, found = situation.problem, Counter[int]()
    names = {topic.name for topic in situation.topics}
    shortest = min((topic.minutes for topic in situation.topics), default=60)
    led = [
        window
        for who, windows in problem.therapist_windows.items()
        if problem.therapists[who].leads & names
        for window in windows
    ]
    for start in range(7 * 60, DAYS_A_WEEK * MINUTES_A_DAY, STEP):
        if start in problem.starts or not any(window.holds(start, start + shortest) for window in led):
            continue
        found[start] = sum(
            any(window.holds(start, start + shortest) for window in problem.client_windows.get(code, ()))
            for code in situation.codes
        )
    best = sorted((one for one in found if found[one]), key=lambda one: (-found[one], one))
    if len(situation.codes) > FEW_STARTS:
        yield from _every_day(situation, found)
    for start in best[:STARTS_AT_MOST]:
        yield kinds.start(problem, start)


def _every_day(situation: Situation, could: Mapping[int, int]) -> Iterator[Proposal]:
    """For many: the minutes of the day at which most could come, one or two after each other, on all their days."""
    longest = max((topic.minutes for topic in situation.topics), default=60)
    of_minute, days = Counter[int](), set[int]()
    for start, many in could.items():
        day, minute = divmod(start, MINUTES_A_DAY)
        of_minute[minute] += many
        days |= {day} if 2 * many >= len(situation.codes) else set()
    in_turn = sorted((one for one in of_minute if of_minute[one]), key=lambda one: (-of_minute[one], one))
    for first in in_turn[:1] if days else ():
        apart = [one for one in in_turn if abs(one - first) >= longest]
        for minutes in ([first], [first, *apart[:1]]):
            yield kinds.every_day(situation.problem, sorted(days), sorted(set(minutes)))


def changeover(situation: Situation, _: str) -> Iterator[Proposal]:
    """A shorter changeover: a half, a quarter, none."""
    now = situation.program.changeover
    for minutes in dict.fromkeys((now // 2, now // 4 // 5 * 5, 0)):
        if minutes < now:
            says = f"a changeover takes {minutes} min (now {now})"
            yield Proposal("Changeover", f"changeover {minutes}", (now - minutes) // 3, says)


def shorter_lunch(situation: Situation, _: str) -> Iterator[Proposal]:
    """A shorter lunch."""
    now = situation.program.lunch_minutes
    for minutes in dict.fromkeys((now // 2, 30)):
        if 0 < minutes < now:
            says = f"lunch takes {minutes} min (now {now})"
            yield Proposal("Lunch", f"lunch {minutes}", (now - minutes) // 3, says)
