"""Settled sessions that can't all be, seen before anything is planned: the rules' own checks read them alone.

No rule is stated here. What a row leaves blank is filled in with somebody who leads everything and is always there,
and with a room that holds everybody: what a rule still finds then, no planning can mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from planner.fewest import fewest
from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Fixed,
    Problem,
    Room,
    Roster,
    Seat,
    Session,
    Therapist,
    Window,
)
from planner.model.faults import Fault, Place
from planner.program import EVERYONE, AwayRow, Program
from planner.week.calendar import week_of
from planner.week.problem import coming_week, problem_of

CELLS_AT_MOST = 4  # of one sheet about one name; an availability sheet may have a dozen rows
FAULTS_AT_MOST = 20  # of one week; whoever has more mends these first
WEEKS_AT_MOST = 60
ALWAYS = (Window(0, DAYS_A_WEEK * MINUTES_A_DAY),)
FIX = "change one of these, or take the row out"


def weeks_to_judge(program: Program, today: date) -> list[date]:
    """The weeks in which settled sessions are looked at beforehand: the coming one, and each that the sheet dates.

    Rows that are held every so many weeks may meet in any of the weeks after the first.
    """
    dates = [day for row in program.fixed for day in (row.day, row.since, row.until) if day is not None]
    rhythms = [row for row in program.fixed if row.since is not None and row.every > 1]
    dates += [
        row.since + timedelta(weeks=later) for row in rhythms if row.since for later in range(row.every)
    ]
    if not program.fixed:
        return []
    coming = coming_week(program, today)
    weeks = sorted({week_of(program, day) for day in dates} - {coming}, reverse=True)
    return [coming, *weeks[:WEEKS_AT_MOST]]


def contradictions(program: Program, problem: Problem, rules: Iterable[Rule]) -> list[Fault]:
    """Everything about a week's settled sessions, from now on, that breaks a rule whatever else is planned.

    Each fault stands at the last of the rows concerned and names the other rows, or where else it is stated.
    """
    settled = [fixed for fixed in problem.fixed if fixed.start >= problem.as_of]
    if not settled:
        return []
    judge = _Judge(program, problem, [rule for rule in rules if rule.stage is None], settled)
    return list(islice(judge.faults(), FAULTS_AT_MOST))


def contradictions_of(
    program: Program, rules: Iterable[Rule], today: date, since: datetime = datetime.min
) -> list[Fault]:
    """The contradictions of all weeks to judge, from a moment on, each told once."""
    book = list(rules)
    found: dict[tuple[str, str, str], Fault] = {}
    for week in weeks_to_judge(program, today):
        begins = datetime.combine(week, time())
        if since >= begins + timedelta(days=DAYS_A_WEEK):
            continue
        over = max(0, (since - begins) // timedelta(minutes=1))
        for fault in contradictions(program, replace(problem_of(program, week), as_of=over), book):
            found.setdefault((fault.sheet, fault.cell, fault.says), fault)
    return list(found.values())


@dataclass(frozen=True)
class _Core:
    """A breach with the fewest settled sessions that have it."""

    rule: Rule
    breach: Breach
    sessions: tuple[Session, ...]


class _Judge:
    def __init__(
        self, program: Program, problem: Problem, rules: Sequence[Rule], settled: Sequence[Fixed]
    ) -> None:
        self.program, self.rules = program, rules
        self.known = self.problem = replace(problem, fixed=tuple(settled), past=(), published=None, as_of=0)
        self.row_of: dict[str, Fixed] = {}
        self.sessions = tuple(self._session(number, fixed) for number, fixed in enumerate(settled))

    def _session(self, number: int, fixed: Fixed) -> Session:
        """A settled session as a session, what it leaves blank filled in with strangers of its own."""
        problem, topic = self.problem, self.problem.topics[fixed.topic]
        leaders = fixed.therapists or self._own_therapists(fixed)[: topic.leaders]
        asked = topic.leaders_for(len(fixed.clients))
        strangers = [f"somebody {number}.{place}" for place in range(asked - len(leaders))]
        for name in strangers:
            stranger = Therapist(name, frozenset(problem.topics), tags=_every_tag(problem))
            problem = replace(
                problem,
                therapists={**problem.therapists, name: stranger},
                therapist_windows={**problem.therapist_windows, name: ALWAYS},
            )
        room = fixed.room if topic.needs_room else None
        if room is None and topic.needs_room and problem.rooms:
            room = f"some room {number}"
            kinds = frozenset({topic.room_kind} if topic.room_kind else ())
            problem = replace(problem, rooms={**problem.rooms, room: Room(room, len(fixed.clients), kinds)})
        self.problem = problem
        id = f"{number}"
        self.row_of[id] = fixed
        seats = tuple(Seat(code) for code in fixed.clients)
        return Session(
            id=id,
            topic=topic.name,
            start=fixed.start,
            minutes=topic.minutes,
            therapists=(*leaders, *strangers),
            room=room,
            seats=seats,
        )

    def _own_therapists(self, fixed: Fixed) -> tuple[str, ...]:
        """Who an individual session is with when the row doesn't say: nobody else may lead it."""
        if self.problem.topics[fixed.topic].kind != "individual":
            return ()
        mine = dict.fromkeys(self.problem.clients[code].primary or "" for code in fixed.clients)
        known = self.problem.therapists
        return tuple(name for name in mine if name in known and fixed.topic in known[name].leads)

    def faults(self) -> Iterator[Fault]:
        """One fault for each contradiction, told by the fewest rows that have it, and its consequences left out."""
        told: set[object] = set()
        closed = {session.id: away for session in self.sessions if (away := self._closure(session))}
        for session in self.sessions:
            if session.id in closed:
                told.add((session.id,))
                yield self._when_closed(session, closed[session.id])
        for rule in self.rules:
            for breach in self._breaches(rule, self.sessions):
                core = self._core(rule, breach)
                rows = tuple(session.id for session in core.sessions)
                if len(rows) == 1 and rows[0] in closed and "Away" in rule.stated:
                    continue
                which = rows if len(rows) > 1 else (rows, rule.name, self._names(breach))
                if which not in told:
                    told |= {which, rows}
                    yield self._fault(core)
        for session in self.sessions:
            if (session.id,) not in told:
                yield from self._without(session)

    def _closure(self, session: Session) -> list[Place]:
        """Where it stands that everybody is away during a session; a weekly row would have given way to it."""
        return self._absences(session, ())

    def _absences(self, session: Session, names: Iterable[str]) -> list[Place]:
        """The cells of Away by which everybody, or one of the named, is absent from a session."""
        about = set(names)
        rows = [row for row in self.program.away if self._meets(row, about, session)]
        return [at for row in rows[:CELLS_AT_MOST] if (at := self.program.whereabouts.of(row, "Who"))]

    def _when_closed(self, session: Session, away: Sequence[Place]) -> Fault:
        here = self._place(self.row_of[session.id], "Day")
        when = f"{session.topic} on {self.problem.says_when(session.start)}"
        return here.fault("", f"{when} can't be: everyone is away ({_seen(away, here)})", FIX)

    def _without(self, session: Session) -> Iterator[Fault]:
        """A fault where nobody, or no room, of the program could be what a row leaves blank."""
        row, known = self.row_of[session.id], self.known
        when = f"{session.topic} on {self.problem.says_when(session.start)}"
        strangers = [name for name in session.therapists if name not in known.therapists]
        if strangers:
            named = [name for name in session.therapists if name != strangers[0]]
            others = [name for name in known.therapists if name not in named]
            able = [who for who in others if self._could(replace(session, therapists=(*named, who)), row)]
            if len(able) < len(strangers):
                count = "too few of the therapists" if able else "none of the therapists"
                leading = [name for name in others if session.topic in known.therapists[name].leads]
                also = self._also_away(session, leading)
                says = f"{count} can lead {when}, whatever else is planned{also}"
                yield self._place(row, "Day").fault(
                    "", says, "choose another day or time, or see who leads it when"
                )
        blank = session.room is not None and session.room not in known.rooms
        if blank and not any(self._could(replace(session, room=name), row) for name in known.rooms):
            also = self._also_away(session, known.rooms)
            says = f"none of the rooms can hold {when}, whatever else is planned{also}"
            yield self._place(row, "Day").fault("", says, "choose another day or time, or see Rooms")

    def _also_away(self, session: Session, names: Iterable[str]) -> str:
        """` (Away!A2)`: who of those that a row could have had is away then."""
        away = self._absences(session, names)
        return f" ({_seen(away, self._place(self.row_of[session.id], 'Day'))})" if away else ""

    def _could(self, session: Session, row: Fixed) -> bool:
        """Whether a session breaks no rule as long as it is the only one of the week."""
        alone, roster = replace(self.problem, fixed=(row,)), Roster(self.problem.first_day, (session,))
        return not any(True for rule in self.rules for _ in rule.check(alone, roster))

    def _breaches(self, rule: Rule, sessions: Sequence[Session]) -> list[Breach]:
        return list(rule.check(self.problem, Roster(self.problem.first_day, tuple(sessions))))

    def _names(self, breach: Breach) -> tuple[str, ...]:
        """Whom and what a breach is about, its sessions left out: they change with what else is looked at."""
        return tuple(name for name in breach.about if name not in self.row_of)

    def _core(self, rule: Rule, breach: Breach) -> _Core:
        named = [session for session in self.sessions if session.id in breach.about]
        left = named if self._same(rule, breach, named) else list(self.sessions)
        left = fewest(left, lambda some: self._same(rule, breach, some))
        return _Core(rule, self._same(rule, breach, left) or breach, tuple(left))

    def _same(self, rule: Rule, breach: Breach, sessions: Sequence[Session]) -> Breach | None:
        names = self._names(breach)
        alike = (one for one in self._breaches(rule, sessions) if self._names(one) == names)
        return next(alike, None) if sessions else None

    def _fault(self, core: _Core) -> Fault:
        *others, here = [
            self._place(self.row_of[session.id], self._column(core)) for session in core.sessions
        ]
        cells = [place.seen_from(here) for place in others if place != here]
        if not cells:
            cells = [place.seen_from(here) for place in self._stated(core)]
        also = f" ({', '.join(dict.fromkeys(cells))})" if cells else ""
        return here.fault("", f"{core.breach.says}{also}; rule: {core.rule.name}", FIX)

    def _column(self, core: _Core) -> str:
        """The column of Fixed in which whoever the breach is about is named."""
        who, rows = core.breach.about[:1], [self.row_of[session.id] for session in core.sessions]
        for column, named in (
            ("Clients", {code for row in rows for code in row.clients}),
            ("Therapist", {name for row in rows for name in row.therapists}),
            ("Room", {row.room for row in rows}),
        ):
            if not named.isdisjoint(who):
                return column
        return "Day"

    def _place(self, fixed: Fixed, column: str) -> Place:
        found = next((row for row in self.program.fixed if row.place == fixed.place), None)
        return self.program.whereabouts.of(found, column) or Place("", "", fixed.place)

    def _stated(self, core: _Core) -> Iterator[Place]:
        """The cells outside Fixed in which the rule's numbers and names stand, for those whom the breach is about."""
        about = dict.fromkeys(self._names(core.breach))
        for session in core.sessions:
            about.setdefault(session.topic)
        clients = self.program.clients
        about |= dict.fromkeys(self.problem.clients[code].level for code in about if code in clients)
        absences = [
            row for row in self.program.away if any(self._meets(row, about, s) for s in core.sessions)
        ]
        for part in core.rule.stated.split(";"):
            sheet, _, columns = part.strip().partition(":")
            if sheet == "Away":
                yield from (at for row in absences if (at := self.program.whereabouts.of(row, "Who")))
            elif not (absences and sheet.endswith("availability")):
                names = [column.split("(")[0].strip() for column in columns.split(",")]
                yield from self._rows_about(sheet, names, about)

    def _rows_about(self, sheet: str, columns: Sequence[str], about: Iterable[str]) -> Iterator[Place]:
        where = self.program.whereabouts
        things: list[object] = [(sheet, name) for name in about]
        if sheet == "Apart":
            things = [(sheet, frozenset(pair)) for pair in zip(about, list(about)[1:], strict=False)]
        for thing in things:
            for cells in where.rows.get(thing, ())[:CELLS_AT_MOST]:
                filled = [cells[column] for column in columns if column in cells]
                yield from filled or [cells[""]]

    def _meets(self, row: AwayRow, about: Iterable[str], session: Session) -> bool:
        begins = session.start % MINUTES_A_DAY
        concerned = row.who == EVERYONE or row.who in about
        day = self.problem.date_of(session.start)
        return concerned and row.meets(day, begins, begins + session.minutes)


def _seen(places: Iterable[Place], here: Place) -> str:
    return ", ".join(dict.fromkeys(place.seen_from(here) for place in places))


def _every_tag(problem: Problem) -> frozenset[str]:
    return frozenset(tag for therapist in problem.therapists.values() for tag in therapist.tags)
