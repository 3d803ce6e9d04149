"""Every hard rule that an edited roster breaks, with the row that breaks it and whether its note accepts that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session
from planner.model.faults import Place, PlannerError
from planner.rosters.edits import edits_of
from planner.rosters.roster_file import RosterFile

OVERRIDE = "override"
UNKNOWN = "Program workbook"
"""What a breach is called that no rule can find: a name that the program doesn't have this week."""

Row = tuple[str, str]
"""A row of the roster: a session's id, and a client's code or '' for the session's own row."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A hard rule a roster breaks: the breach, the row concerned (`None`: no row is), and why it is accepted.

    `overridden` says whether a row that takes part in it has a note that starts with "override"; `reason` is
    that note.
    """

    breach: Breach
    place: Place | None
    overridden: bool
    reason: str = ""


def is_override(note: str) -> bool:
    """Whether a note accepts what its row breaks."""
    return note.strip().casefold().startswith(OVERRIDE)


def broken_rules(problem: Problem, file: RosterFile, rules: Sequence[Rule]) -> list[BrokenRule]:
    """Checks every hard rule on a roster file's week, in the rules' order.

    Names that the problem doesn't have come first; what they take part in can't be checked further. Raises
    `PlannerError` when the file has no roster of the problem's week.
    """
    roster = file.roster(problem.first_day)
    if roster is None:
        raise PlannerError(f"{file.path_name} has no roster for the week of {problem.first_day.isoformat()}")
    known = _known_part(problem, roster)
    edited = {(edit.session, edit.client) for edit in edits_of(file, problem.first_day)}
    found: list[BrokenRule] = []
    for breach in _unknown_names(problem, roster):
        found.append(_described(breach, _rows_named(breach, roster), roster, file, edited, None))
    for rule in rules:
        if rule.hard:
            for breach in rule.check(problem, known):
                part = _Part(problem, known, rule, breach)
                rows = _rows_named(breach, known)
                found.append(_described(breach, rows, known, file, edited, part))
    return found


class _Part:
    """Which rows take part in a breach: those without which it would be another, or none."""

    def __init__(self, problem: Problem, roster: Roster, rule: Rule, breach: Breach) -> None:
        self.problem, self.roster, self.rule, self.breach = problem, roster, rule, breach

    def taken_by(self, row: Row) -> bool:
        """Whether the row takes part."""
        return self.breach not in list(self.rule.check(self.problem, _without(self.roster, row)))


def _described(
    breach: Breach, rows: list[Row], roster: Roster, file: RosterFile, edited: set[Row], part: _Part | None
) -> BrokenRule:
    notes = {row: note for row, note in _notes(roster) if is_override(note)}
    accepted = [
        row for row in notes if _concerns(row, breach, roster) and (part is None or part.taken_by(row))
    ]
    sure = any(session.id in breach.about for session in roster.sessions) or part is None
    # Of many rows that may be meant, the one to show is the one that was edited, else the last that takes part.
    in_order = [row for row in rows if row in edited] + [row for row in reversed(rows) if row not in edited]
    shown = next((row for row in in_order if sure or (part and part.taken_by(row))), None)
    shown = accepted[0] if accepted else shown
    place = file.place(roster.first_day, *shown) if shown else None
    return BrokenRule(breach, place, bool(accepted), notes[accepted[0]] if accepted else "")


def _rows_named(breach: Breach, roster: Roster) -> list[Row]:
    """The rows a breach may be about, by start: seats of the clients it names, else rows of the sessions."""
    about = set(breach.about)
    sessions = [session for session in roster.sessions if session.id in about]
    if not sessions:
        topics = [session for session in roster.sessions if session.topic in about]
        sessions = topics or list(roster.sessions)
        people = about - {session.topic for session in topics}
        sessions = [session for session in sessions if not people or people & _names(session)]
    sessions.sort(key=lambda session: (session.start, session.id))
    seats = [(session.id, code) for session in sessions for code in session.clients if code in about]
    return seats or [(session.id, "") for session in sessions if about & {session.id, *_names(session)}]


def _concerns(row: Row, breach: Breach, roster: Roster) -> bool:
    """Whether a breach names the row: its session or its client, or somebody or something in its session."""
    session = next(session for session in roster.sessions if session.id == row[0])
    named = {row[0], row[1]} if row[1] else {row[0], *_names(session)}
    return bool(named & set(breach.about)) or (bool(row[1]) and session.topic in breach.about)


def _names(session: Session) -> set[str]:
    room = {session.room} if session.room else set()
    return {session.topic, *session.therapists, *session.clients, *room}


def _notes(roster: Roster) -> Iterator[tuple[Row, str]]:
    for session in roster.sessions:
        for seat in session.seats:
            yield (session.id, seat.client), seat.note
        yield (session.id, ""), session.note


def _without(roster: Roster, row: Row) -> Roster:
    id, client = row
    kept = [
        replace(session, seats=tuple(seat for seat in session.seats if seat.client != client))
        if session.id == id
        else session
        for session in roster.sessions
        if client or session.id != id
    ]
    return replace(roster, sessions=tuple(kept))


def _known_part(problem: Problem, roster: Roster) -> Roster:
    """The roster without the people and topics that the problem doesn't have: rules look names up."""
    kept = [
        replace(
            session,
            therapists=tuple(name for name in session.therapists if name in problem.therapists),
            seats=tuple(seat for seat in session.seats if seat.client in problem.clients),
        )
        for session in roster.sessions
        if session.topic in problem.topics
    ]
    return replace(roster, sessions=tuple(kept))


def _unknown_names(problem: Problem, roster: Roster) -> Iterator[Breach]:
    begun = {(held.topic, held.start) for held in problem.past}
    for session in roster.sessions:
        if (session.topic, session.start) in begun:
            continue
        what = f"{session.topic} on {problem.says_when(session.start)}"
        if session.topic not in problem.topics:
            yield Breach(UNKNOWN, 1, f"{what} has a topic that the program doesn't have", (session.id,))
        for name in session.therapists:
            if name not in problem.therapists:
                yield Breach(UNKNOWN, 1, f"{name} leads {what} and is no therapist here", (session.id, name))
        for code in session.clients:
            if code not in problem.clients:
                says = f"{code} has a seat in {what} and is no client of this week"
                yield Breach(UNKNOWN, 1, says, (session.id, code))
