"""What could be let go of clients and of the whole program: hours, stays, limits, whom to avoid, rooms, starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Roster, clock, counted, hours
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import LetGo, Situation, longer

STARTS_AT_MOST = 3
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
    first = situation.problem.first_day
    says = f"{name} comes from {first:%a} {first.isoformat()} on (Starts)"
    yield Proposal("Stay", f"client {name} starts {first.isoformat()}", 5, says)


def _ends(situation: Situation, name: str) -> Iterator[Proposal]:
    last = situation.last_day
    says = f"{name} stays until {last:%a} {last.isoformat()} (Ends)"
    yield Proposal("Stay", f"client {name} ends {last.isoformat()}", 20, says)


def _weekdays(situation: Situation, name: str) -> Iterator[Proposal]:
    says = f"{name} is authorised for any day (Clients: Days)"
    yield Proposal("Authorised days", f"client {name} any day", 0, says)


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

    said, level = f"{-(-minutes // 30) / 2:g}", situation.problem.clients[name].level
    who = f"client {name}" if own else f"level {level}"
    says = f"{name if own else level} may have {said} h a week (Max hours, now {hours(now)})"
    kind = "Client's limits" if own else "Level's limits"
    return Proposal(kind, f"{who} max hours {said}", (minutes - now) // 20, says, narrow=narrow)


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
            says = f"{code} and {other} needn't be kept apart"
            yield Proposal("Kept apart", f"let {code} and {other} meet", 0, says)
        if len(others) > 1:
            says = f"{code} needn't be kept apart from anybody"
            yield Proposal("Kept apart", f"let {code} meet everybody", 40, says)


# --- levels --------------------------------------------------------------------------------------


def _level(field: str, phrase: str, column: str, unit: int) -> LetGo:
    """A level's limit as high as it can be: all days of the week, or as many hours a day as the week asks for."""

    def higher(situation: Situation, name: str, value: int) -> Proposal | None:
        now = getattr(situation.program.levels[name], field)
        if now is None or value <= now:
            return None

        def narrow(roster: Roster) -> Proposal | None:
            mine = [code for code, one in situation.problem.clients.items() if one.level == name]
            used = (_days(roster, code) if unit == 1 else _a_day(roster, code) for code in mine)
            return higher(situation, name, max(used, default=0))

        said = f"{value}" if unit == 1 else f"{-(-value // 30) / 2:g}"
        most = counted(value, "day") if unit == 1 else f"{said} h a day"
        says = f"{name} allows {most} ({column}, now {now / unit:g})"
        more = 10 * (value - now) // (1 if unit == 1 else 60)
        return Proposal("Level's limits", f"level {name} {phrase} {said}", more, says, narrow=narrow)

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        if (found := higher(situation, name, DAYS_A_WEEK if unit == 1 else 12 * 60)) is not None:
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
    "most_days": _level("most_days", "max days", "Max days", 1),
    "most_minutes_a_day": _level("most_minutes_a_day", "max hours a day", "Max hours a day", 60),
    "most_minutes": lambda situation, name: _most_minutes(situation, situation.codes[0]),
}

# --- the whole program ---------------------------------------------------------------------------


def more_rooms(situation: Situation, _: str) -> Iterator[Proposal]:
    """One more room like the largest that suits; and more seats where every room is too small for the group."""
    smallest = max((topic.smallest for topic in situation.topics), default=1)
    kinds = {topic.room_kind for topic in situation.topics}
    fitting = [room for room in situation.problem.rooms.values() if None in kinds or kinds & set(room.kinds)]
    if not fitting:
        return
    like = max(fitting, key=lambda room: room.seats)
    says = f"one more room like {like.name}"
    yield Proposal("One more room", says, 0, says)
    if like.seats < smallest:
        says = f"{like.name} has {smallest} seats (now {like.seats})"
        yield Proposal(
            "Room's seats", f"room {like.name} seats {smallest}", 4 * (smallest - like.seats - 1), says
        )


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
    for start in sorted((one for one in found if found[one]), key=lambda one: (-found[one], one))[
        :STARTS_AT_MOST
    ]:
        when = f"{problem.weekday_name(start // MINUTES_A_DAY)} {clock(start)}"
        yield Proposal("Start time", f"add start {when}", 0, f"sessions may start {when}")


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
