"""Checking a roster, edited by hand or not: every rule that its weeks break, each where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster, Session
from planner.model.faults import Fault
from planner.plan import HoursLine, lines_of
from planner.program import Program
from planner.rosters.roster_file import RosterFile
from planner.week import problem_of


def faults_of(file: RosterFile, program: Program, rules: Sequence[Rule]) -> list[Fault]:
    """A fault for each hard rule that a week of the roster breaks, and for each name that its week doesn't know."""
    faults: list[Fault] = []
    for problem, roster in _weeks(file, program):
        known, unknown = _known_only(problem, roster)
        faults += [_fault(file, roster.first_day, about, says) for about, says in unknown]
        for rule in rules:
            if rule.hard:
                faults += [_of_breach(file, known, breach) for breach in rule.check(problem, known)]
    return faults


def hours_of(file: RosterFile, program: Program) -> list[HoursLine]:
    """Every client's hours in every week of the roster, without reasons."""
    return [line for problem, roster in _weeks(file, program) for line in lines_of(problem, roster, {})[0]]


def _weeks(file: RosterFile, program: Program) -> Iterator[tuple[Problem, Roster]]:
    """Each week with the weeks before it as its history."""
    history: list[Attended] = []
    for roster in file.rosters:
        problem = problem_of(program, roster.first_day, history)
        yield problem, roster
        history += [
            Attended(
                problem.date_of(session.start),
                session.topic,
                seat.client,
                session.start % (24 * 60),
                session.therapists,
                seat.status or "attended",
                seat.minutes,
                session.room,
            )
            for session in roster.sessions
            for seat in session.seats
        ]


def _known_only(problem: Problem, roster: Roster) -> tuple[Roster, list[tuple[tuple[str, str], str]]]:
    """The roster without what the week doesn't know, which no rule could judge, and a sentence for each such name."""
    unknown: list[tuple[tuple[str, str], str]] = []
    sessions: list[Session] = []
    for session in roster.sessions:
        named = f"{session.topic} {problem.says_when(session.start)}"
        if session.topic not in problem.topics:
            unknown.append(((session.id, ""), f"{named}: the program has no topic {session.topic}"))
            continue
        for name in session.therapists:
            if name not in problem.therapists:
                unknown.append(((session.id, ""), f"{named}: the program has no therapist {name}"))
        for code in session.clients:
            if code not in problem.clients:
                unknown.append(((session.id, code), f"{named}: {code} isn't in the program in this week"))
        sessions.append(
            replace(
                session,
                therapists=tuple(name for name in session.therapists if name in problem.therapists),
                seats=tuple(seat for seat in session.seats if seat.client in problem.clients),
            )
        )
    return Roster(roster.first_day, tuple(sessions)), unknown


def _of_breach(file: RosterFile, roster: Roster, breach: Breach) -> Fault:
    """Where a breach stands: a client's seat in the session it is about, else the session, else the file."""
    ids = {session.id: set(session.clients) for session in roster.sessions}
    session = next((name for name in breach.about if name in ids), "")
    client = next((name for name in breach.about if name in ids.get(session, ())), "")
    return _fault(file, roster.first_day, (session, client), f"{breach.says} (rule: {breach.rule})")


def _fault(file: RosterFile, first_day: date, about: tuple[str, str], says: str) -> Fault:
    session, client = about
    places = (file.place(first_day, session, name) for name in dict.fromkeys((client, "")))
    place = next((place for place in places if place is not None), None)
    return Fault(file.path_name, "", "", "", says) if place is None else place.fault("", says)


def short_of_hours(lines: Iterable[HoursLine]) -> int:
    """How many clients are short in some week."""
    return len({line.client for line in lines if line.short})
