"""The one checker of a roster file: every hard rule it breaks, the row that does, and whether its note accepts that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.history import attended_of
from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster, Session
from planner.model.faults import Fault, Place, PlannerError
from planner.plan import Plan, lines_of
from planner.program import Program
from planner.rosters.attendance import with_attendance
from planner.rosters.edits import Edit, edits_of
from planner.rosters.known import known_part
from planner.rosters.notes import is_override
from planner.rosters.roster_file import RosterFile
from planner.week.problem import problem_of

ADVICE = "undo the edit, or write 'override: ' and the reason into the row's Note"
ADVICE_OF_SESSION = (
    "its session was edited ({}): undo that, or write 'override: ' and the reason into the row's Note"
)
ADVICE_TOO_FEW = (
    "replan, and the planner fills it or takes it off; or delete its row on Sessions, or undo the edit"
)
ADVICE_ADDED = (
    "type on Roster who sits in it; the planner seats people in what stands on Fixed of the program workbook"
)
OTHER_CELLS = 4  # named of somebody's other rows
LEADERS = "Leaders"  # the rule that counts a session's therapists
GROUP_SIZE = "Group size"
UNKNOWN = "Program workbook"
"""What a breach is called that no rule can find: a name that the program doesn't have this week."""

Row = tuple[str, str]
"""A row of the roster: a session's id, and a client's code or '' for the session's own row."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A hard rule a roster breaks: the breach, the row concerned (`None`: no row is), and why it is accepted.

    `overridden` says whether a row that takes part in it has a note that starts with "override"; `reason` is
    that note. `session` is the id of the row's session, '' where no row is shown; `by_hand`: the row was edited;
    `advice`: what else can be done, of a session with too few that a hand made or took people out of, or of a seat
    whose session was edited.
    """

    breach: Breach
    place: Place | None
    overridden: bool
    reason: str = ""
    session: str = ""
    by_hand: bool = False
    advice: str = ""

    def fault(self, path_name: str, fix: str = "") -> Fault:
        """It as a fault of the file: an error with what to do, or a mere warning where a note overrides it."""
        says = f"{self.breach.says} (rule: {self.breach.rule})"
        says, fix = (f"{says}; {self.reason}", "") if self.overridden else (says, fix)
        place = self.place or Place(path_name, "", "")
        return place.fault("", says, fix, "warning" if self.overridden else "error")


def faults_of(
    file: RosterFile, program: Program, rules: Sequence[Rule], history: Sequence[Attended] = ()
) -> list[Fault]:
    """What every week of the file breaks: errors, and warnings for what a note overrides.

    `history` is what happened before the file's weeks. Of somebody who has left, all rows are one fault: the cause is
    that they are gone.
    """
    by_cause: dict[tuple[object, ...], list[BrokenRule]] = {}
    for problem, roster in weeks_of(file, program, history):
        # Of a session whose therapist is gone it is told that they are, and not that nobody leads it.
        unled = {
            session.id for session in roster.sessions if set(session.therapists) - set(problem.therapists)
        }
        for broken in broken_rules(problem, file, rules):
            if broken.breach.rule == LEADERS and unled & set(broken.breach.about):
                continue
            cause = broken.breach.about[1:] if _is_gone(broken) else ()
            by_cause.setdefault(cause or (len(by_cause),), []).append(broken)
    return [_fault(rows, file.path_name) for rows in by_cause.values()]


def _is_gone(broken: BrokenRule) -> bool:
    """Whether it is about what the program had when the roster was made, and no longer has."""
    return broken.breach.rule == UNKNOWN and not broken.overridden and not broken.by_hand


def _fault(rows: Sequence[BrokenRule], path_name: str) -> Fault:
    """One fault for all rows of one cause: the first, with the cells of the others."""
    first, *others = rows
    if not _is_gone(first):
        return first.fault(path_name, first.advice or (ADVICE if first.by_hand else ""))
    cells = [one.place.cell for one in others if one.place]
    more = len(cells) - OTHER_CELLS
    named = ", ".join(cells[:OTHER_CELLS]) + (f" and {more} more" if more > 0 else "")
    says = f"{first.breach.says}; the same in {named}" if named else first.breach.says
    return replace(first, breach=replace(first.breach, says=says)).fault(path_name, "replan the week")


def plans_of(
    file: RosterFile, program: Program, history: Sequence[Attended] = ()
) -> tuple[list[Plan], list[Fault]]:
    """Every week of the file with its hours and needs, without reasons or proof, as the sheet Attendance has them.

    With a warning for each line of that sheet which differs from the file or isn't used.
    """
    plans: list[Plan] = []
    warnings: list[Fault] = []
    for problem, roster in weeks_of(file, program, history):
        whole, told = with_attendance(roster, program.attendance, program.topics)
        warnings += told
        known = known_part(whole, problem)
        hours, needs = lines_of(problem, known, {})
        plans.append(Plan(problem=problem, roster=known, stages=(), hours=hours, needs=needs))
    return plans, warnings


def weeks_of(
    file: RosterFile, program: Program, history: Sequence[Attended] = ()
) -> Iterator[tuple[Problem, Roster]]:
    """Each week's problem and roster, `history` and the weeks before it as its history.

    What had begun when the roster was made stands, and so do sessions that were called off as a whole.
    """
    before: list[Roster] = []
    for roster in file.rosters:
        problem = problem_of(program, roster.first_day, [*history, *attended_of(before)])
        known = known_part(roster, problem).sessions
        moment = file.origin.moments.get(roster.first_day, 0)
        past = tuple(session for session in known if session.start < moment)
        off = tuple(session for session in known if session.start >= moment and session.called_off)
        yield replace(problem, past=past, exempt=off), roster
        before.append(roster)


def broken_rules(problem: Problem, file: RosterFile, rules: Sequence[Rule]) -> list[BrokenRule]:
    """Checks every hard rule on a roster file's week, in the rules' order.

    Names that the problem doesn't have come first; what they take part in can't be checked further. Raises
    `PlannerError` when the file has no roster of the problem's week.
    """
    roster = file.roster(problem.first_day)
    if roster is None:
        raise PlannerError(f"{file.path_name} has no roster for the week of {problem.first_day.isoformat()}")
    known = known_part(roster, problem)
    edits = edits_of(file, problem.first_day)
    edited = {(edit.session, edit.client) for edit in edits}
    advice = _advice(problem, known, edits)
    found: list[BrokenRule] = []
    for breach in _unknown_names(problem, roster):
        found.append(_described(breach, _rows_named(breach, roster), roster, file, edited, None))
    for rule in rules:
        if rule.hard:
            for breach in rule.check(problem, known):
                part = _Part(problem, known, rule, breach)
                rows = _rows_named(breach, known)
                found.append(_described(breach, rows, known, file, edited, part))
    return [
        replace(one, advice=advice[one.session])
        if one.breach.rule == GROUP_SIZE and one.session in advice
        else one
        for one in found
    ]


def _advice(problem: Problem, roster: Roster, edits: Sequence[Edit]) -> dict[str, str]:
    """What else can be done, by session, where a hand left too few in one, or made one and put nobody in it."""
    few = {one.id for one in roster.sessions if len(one.seats) < problem.topics[one.topic].smallest}
    empty = {one.id for one in roster.sessions if not one.seats}
    found = {
        one.session: ADVICE_TOO_FEW for one in edits if one.kind == "seat taken out" and one.session in few
    }
    return found | {
        one.session: ADVICE_ADDED for one in edits if one.kind == "session added" and one.session in empty
    }


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
    place = _place(file, roster.first_day, shown) if shown else None
    reason = notes[accepted[0]] if accepted else ""
    session = shown[0] if shown else ""
    of_session = session and (session, "") in edited and shown not in edited
    whole = _place(file, roster.first_day, (session, "")) if of_session else None
    return BrokenRule(
        breach=breach,
        place=place,
        overridden=bool(accepted),
        reason=reason,
        session=session,
        by_hand=shown in edited,
        advice=ADVICE_OF_SESSION.format(f"{whole.sheet}!{whole.cell}") if whole else "",
    )


def _place(file: RosterFile, first_day: date, row: Row) -> Place | None:
    """Where a row stands; of a seat whose row isn't known, its session's."""
    session, client = row
    return file.place(first_day, session, client) or file.place(first_day, session)


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


def _unknown_names(problem: Problem, roster: Roster) -> Iterator[Breach]:
    for session in roster.sessions:
        if (session.topic, session.start) in problem.untouched_at:
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
