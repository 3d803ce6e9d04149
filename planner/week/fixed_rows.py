"""Settled sessions of one week: a weekly row of the sheet Fixed gives way to absence, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.model import MINUTES_A_DAY, Fixed, GaveWay, Problem, Topic, Window, listed
from planner.model.faults import Place
from planner.program import EVERYONE, AwayRow, FixedRow, Program
from planner.week.timetable import Openings

Windows = Mapping[str, tuple[Window, ...]]


@dataclass(frozen=True)
class _Absence:
    """Somebody, or a room, that is there as a rule and isn't for this session; `rows` of Away say so, if any."""

    kind: str
    who: str
    rows: tuple[AwayRow, ...]


def without_the_absent(
    program: Program, problem: Problem, usual: Openings, rows: Sequence[tuple[FixedRow, Fixed]]
) -> tuple[tuple[Fixed, ...], tuple[GaveWay, ...]]:
    """The week's settled sessions as they can be held, and which of them gave way to what.

    `problem` is the week without settled sessions, `usual` its windows if nobody were away; `rows` hold in it, less the
    clients whose stay doesn't. Rows with a date are handed back as they are: where somebody is away, they are a
    contradiction and no habit to rest.
    """
    week = _Week(program, problem, usual)
    kept: dict[int, Fixed] = {}
    touched: list[tuple[int, list[_Absence]]] = []
    gave_way: list[GaveWay] = []
    for number, (row, fixed) in enumerate(rows):
        gone = [code for code in row.clients if code not in fixed.clients]
        if gone and row.weekday is not None:  # of a row with a date the reader has said it
            gave_way.append(week.without_stays(row, fixed, gone))
        if gone and not fixed.clients:
            continue
        absences = [] if row.weekday is None else list(week.absences(fixed))
        if absences:
            touched.append((number, absences))
        else:
            kept[number] = fixed
    # Those that need somebody else come last: they take what the others leave.
    for number, absences in touched:
        row, fixed = rows[number]
        instead, says = week.instead(fixed, absences, list(kept.values()))
        if instead is not None:
            kept[number] = instead
        gave_way.append(week.told(row, fixed, absences, instead is None, says))
    return tuple(kept[number] for number in sorted(kept)), tuple(gave_way)


class _Week:
    """Who is there for settled sessions, and who could step in."""

    def __init__(self, program: Program, problem: Problem, usual: Openings) -> None:
        self.program, self.problem, self.usual = program, problem, usual
        self.now = Openings(problem.therapist_windows, problem.room_windows, problem.client_windows)

    def absences(self, fixed: Fixed) -> Iterator[_Absence]:
        """Who and what of a settled session is there as a rule, and isn't this week."""
        topic = self.problem.topics[fixed.topic]
        end = fixed.start + topic.minutes
        if closures := self._away(EVERYONE, fixed.start, end):
            yield _Absence(EVERYONE, EVERYONE, closures)
            return
        asked: list[tuple[str, Sequence[str], Windows, Windows]] = [
            ("therapist", fixed.therapists, self.now.therapists, self.usual.therapists),
            ("room", [fixed.room] if fixed.room else [], self.now.rooms, self.usual.rooms),
            ("client", fixed.clients, self.now.clients, self.usual.clients),
        ]
        if len(fixed.therapists) < topic.leaders_for(len(fixed.clients)) and not self._led([fixed], self.now):
            others = self._leaders(fixed, self.usual) if self._led([fixed], self.usual) else []
            asked.append(("leader", others, self.now.therapists, self.usual.therapists))
        if fixed.room is None and not self._housed([fixed], self.now):
            rooms = self._rooms(fixed, self.usual) if self._housed([fixed], self.usual) else []
            asked.append(("housing", rooms, self.now.rooms, self.usual.rooms))
        for kind, names, now, usually in asked:
            for who in names:
                missing = not _within(now.get(who, ()), fixed.start, end)
                if missing and _within(usually.get(who, ()), fixed.start, end):
                    yield _Absence(kind, who, self._away(who, fixed.start, end))

    def _away(self, who: str, start: int, end: int) -> tuple[AwayRow, ...]:
        day, begins = self.problem.date_of(start), start % MINUTES_A_DAY
        return tuple(
            row
            for row in self.program.away
            if row.who == who and row.meets(day, begins, begins + end - start)
        )

    def instead(
        self, fixed: Fixed, absences: Sequence[_Absence], kept: Sequence[Fixed]
    ) -> tuple[Fixed | None, str]:
        """The session as it can be held all the same (`None`: it can't), and in words what becomes of it."""
        gone = {kind: [one.who for one in absences if one.kind == kind] for kind in ("client", "therapist")}
        kinds = {absence.kind for absence in absences}
        says: list[str] = []
        here = tuple(code for code in fixed.clients if code not in gone["client"])
        if EVERYONE in kinds or (fixed.clients and not here):
            return None, "doesn't take place"
        if gone["client"]:
            says.append(f"is held without {', '.join(gone['client'])}")
        there = tuple(name for name in fixed.therapists if name not in gone["therapist"])
        if gone["therapist"]:
            enough = len(there) >= self.problem.topics[fixed.topic].leaders_for(len(here))
            how = "without" if enough else "by somebody else than"
            says.append(f"is led {how} {listed(gone['therapist'])}")
        held = replace(fixed, clients=here, therapists=there)
        if "room" in kinds:
            held = replace(held, room=None)
            says.append(f"is held in another room than {fixed.room}")
        together = [held, *self._beside(held, kept)]
        # What lacks a leader or a room whoever is away is a contradiction, and no matter of this week.
        if kinds & {"therapist", "leader"} and not self._led(together, self.now):
            return None, "doesn't take place, because nobody else who leads it can"
        if kinds & {"room", "housing"} and not self._housed(together, self.now):
            return None, "doesn't take place, because no other room is free"
        return held, " and ".join(says)

    def _beside(self, fixed: Fixed, kept: Sequence[Fixed]) -> Iterator[Fixed]:
        """The settled sessions that share a moment with this one, changeover included."""
        pause = self.problem.changeover
        ends = fixed.start + self.problem.topics[fixed.topic].minutes
        for other in kept:
            others_end = other.start + self.problem.topics[other.topic].minutes
            if other.start < ends + pause and fixed.start < others_end + pause:
                yield other

    def _led(self, together: Sequence[Fixed], windows: Openings) -> bool:
        """Whether sessions that share a moment can all have their therapists."""
        named = {name for fixed in together for name in fixed.therapists}
        wanted = []
        for fixed in together:
            able = [name for name in self._leaders(fixed, windows) if name not in named]
            asked = self.problem.topics[fixed.topic].leaders_for(len(fixed.clients))
            wanted += [able] * (asked - len(fixed.therapists))
        return _each_has_one(wanted)

    def _leaders(self, fixed: Fixed, windows: Openings) -> list[str]:
        topic = self.problem.topics[fixed.topic]
        end = fixed.start + topic.minutes
        apart = {pair.therapist for pair in self.problem.apart if pair.client in fixed.clients}
        able = [
            name
            for name, therapist in self.problem.therapists.items()
            if topic.name in therapist.leads
            and name not in apart
            and _within(windows.therapists.get(name, ()), fixed.start, end)
        ]
        own = self._primaries(topic, fixed) if topic.kind == "individual" else set()
        return [name for name in able if own <= {name}]

    def _primaries(self, topic: Topic, fixed: Fixed) -> set[str]:
        mine = {self.problem.clients[code].primary for code in fixed.clients}
        return {name for name in mine if name and topic.name in self.problem.therapists[name].leads}

    def _housed(self, together: Sequence[Fixed], windows: Openings) -> bool:
        """Whether sessions that share a moment can all have their rooms."""
        if not self.problem.rooms:
            return True
        named = {fixed.room for fixed in together}
        return _each_has_one(
            [
                [room for room in self._rooms(fixed, windows) if room not in named]
                for fixed in together
                if fixed.room is None and self.problem.topics[fixed.topic].needs_room
            ]
        )

    def _rooms(self, fixed: Fixed, windows: Openings) -> list[str]:
        topic = self.problem.topics[fixed.topic]
        return [
            room.name
            for room in self.problem.rooms_for(topic)
            if len(fixed.clients) <= room.seats
            and _within(windows.rooms.get(room.name, ()), fixed.start, fixed.start + topic.minutes)
        ]

    def told(
        self, row: FixedRow, fixed: Fixed, absences: Sequence[_Absence], cancelled: bool, says: str
    ) -> GaveWay:
        """The warning, with the cells of both sides. Why somebody is away is nobody's business here."""
        away = dict.fromkeys(line for absence in absences for line in absence.rows)
        names = list(dict.fromkeys(absence.who for absence in absences))
        verb = "is" if len(names) == 1 else "are"
        why = f"{', '.join(names)} {verb} away" if away else f"{', '.join(names)} {verb} not available"
        why += self._cells(row, (self.program.whereabouts.of(line, "Who") for line in away))
        return self._given(row, fixed, cancelled, says, why, names)

    def without_stays(self, row: FixedRow, fixed: Fixed, gone: Sequence[str]) -> GaveWay:
        """The warning that clients are left out whose stay doesn't hold that day."""
        day = self.problem.date_of(fixed.start)
        why = []
        for code in gone:
            client = self.program.clients[code]
            over = client.ends is not None and client.ends < day
            since = f"ended on {client.ends}" if over else f"begins on {client.starts}"
            cell = self.program.whereabouts.of(("Clients", code), "Ends" if over else "Starts")
            why.append(f"the stay of {code} {since}{self._cells(row, [cell])}")
        says = f"is held without {', '.join(gone)}" if fixed.clients else "doesn't take place"
        fix = f"take {listed(gone)} out of the row's Clients"
        given = self._given(row, fixed, not fixed.clients, says, listed(why), gone)
        return replace(given, told=replace(given.told, fix=fix))

    def _place(self, row: FixedRow) -> Place:
        return self.program.whereabouts.of(row, "Day") or Place("", "", row.place)

    def _cells(self, row: FixedRow, places: Iterable[Place | None]) -> str:
        cells = [place.seen_from(self._place(row)) for place in places if place]
        return f" ({', '.join(cells)})" if cells else ""

    def _given(
        self, row: FixedRow, fixed: Fixed, cancelled: bool, says: str, why: str, names: Sequence[str]
    ) -> GaveWay:
        place = self._place(row)
        called = (
            f"{fixed.topic} on {self.problem.says_when(fixed.start)} ({self.problem.date_of(fixed.start)})"
        )
        return GaveWay(
            topic=fixed.topic,
            start=fixed.start,
            without=frozenset(names),
            cancelled=cancelled,
            told=place.fault("", f"{called} {says}: {why}", kind="warning"),
            why=why,
            place=fixed.place,
        )


def _each_has_one(wanted: Sequence[Sequence[str]]) -> bool:
    """Whether everybody who wants one of some names can have a name of their own."""
    taken: dict[str, int] = {}

    def found(who: int, asked: set[str]) -> bool:
        for name in wanted[who]:
            if name not in asked:
                asked.add(name)
                if name not in taken or found(taken[name], asked):
                    taken[name] = who
                    return True
        return False

    return all(found(who, set()) for who in range(len(wanted)))


def _within(windows: Sequence[Window], start: int, end: int) -> bool:
    return any(window.holds(start, end) for window in windows)
