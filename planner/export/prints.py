"""A roster file as it stands, made ready for printing: for whom, which sessions, and what clients are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner.model import Client, Problem, Room, Roster, Session, Topic
from planner.model.faults import Fault, PlannerError, WorkbookFaults
from planner.model.privacy import UNSEEN_KINDS
from planner.plan import Plan
from planner.rosters.roster_file import RosterFile
from planner.tables.cells import key

SEATS_UNKNOWN = 10_000


def plans_as_they_stand(
    file: RosterFile, week: date | None = None, seen_by_clients: bool = False
) -> list[Plan]:
    """Each week of the file (or the one that holds `week`) as a plan to be shown: nothing in it was searched for.

    With `seen_by_clients` tests are taken out; a topic of which nobody says whether it is one is a fault, with its
    cell. Raises `WorkbookFaults` for those, `PlannerError` for a week that the file doesn't have.
    """
    rosters = [roster for roster in file.rosters if week is None or 0 <= (week - roster.first_day).days < 7]
    if not rosters:
        there = ", ".join(roster.first_day.isoformat() for roster in file.rosters)
        raise PlannerError(
            f"{file.path_name} has no roster of that week; it has the weeks of {there or 'none'}"
        )
    if seen_by_clients:
        faults = [fault for roster in rosters for fault in _unknown_kinds(file, roster)]
        if faults:
            raise WorkbookFaults(faults)
    return [_plan(file, roster, seen_by_clients) for roster in rosters]


def _unknown_kinds(file: RosterFile, roster: Roster) -> Iterator[Fault]:
    for session in roster.sessions:
        if not _topic(file, session).kind:
            place = file.place(roster.first_day, session.id)
            says = f"nobody says of which kind {session.topic} is, so it might be a test that no client may read about"
            fix = "type its Kind in Sessions"
            yield (
                place.fault("", says, fix)
                if place
                else Fault(file=file.path_name, sheet="", cell="", found="", says=says, fix=fix)
            )


def _topic(file: RosterFile, session: Session) -> Topic:
    found = file.handouts.topics.get(key(session.topic))
    return replace(found, name=session.topic) if found else Topic(session.topic, session.minutes, kind="")


def _plan(file: RosterFile, roster: Roster, seen_by_clients: bool) -> Plan:
    topics = {session.topic: _topic(file, session) for session in roster.sessions}
    if seen_by_clients:
        kept = [session for session in roster.sessions if topics[session.topic].kind not in UNSEEN_KINDS]
        roster = replace(roster, sessions=tuple(kept))
        topics = {name: topic for name, topic in topics.items() if topic.kind not in UNSEEN_KINDS}
    codes = sorted({code for session in roster.sessions for code in session.clients})
    rooms = sorted({session.room for session in roster.sessions if session.room})
    problem = Problem(
        first_day=roster.first_day,
        topics=_in_program_order(file, topics),
        clients={code: Client(code, "") for code in codes},
        rooms={name: Room(name, SEATS_UNKNOWN) for name in rooms},
        lessons={name: file.handouts.lessons.get(key(name), ()) for name in topics},
        program=file.handouts.program,
        wording=file.handouts.wording,
    )
    return Plan(problem=problem, roster=roster, stages=(), hours=(), needs=())


def _in_program_order(file: RosterFile, topics: Mapping[str, Topic]) -> dict[str, Topic]:
    """Every topic of the program in its place, so that a neutral name is the same whatever is held this week."""
    named = {key(name): name for name in topics}
    everything = {named.get(known, known): topic for known, topic in file.handouts.topics.items()}
    return {**everything, **topics}


def due_for(file: RosterFile, plan: Plan, code: str) -> dict[str, str]:
    """By topic, what a client brings to the week, as it was known when the roster was written."""
    of_week = file.handouts.due.get((plan.problem.first_day, key(code)), {})
    named = {key(name): name for name in plan.problem.topics}
    return {named[topic]: text for topic, text in of_week.items() if topic in named}


def the_client(file: RosterFile, typed: str) -> str:
    """A client's code as the roster has it. Raises `PlannerError` for one that nobody has."""
    codes = {code for roster in file.rosters for session in roster.sessions for code in session.clients}
    return _named(typed, sorted(codes), "client", file)


def the_therapist(file: RosterFile, typed: str) -> str:
    """A therapist's name as the roster has it. Raises `PlannerError` for one that nobody has."""
    names = {name for roster in file.rosters for session in roster.sessions for name in session.therapists}
    return _named(typed, sorted(names), "therapist", file)


def _named(typed: str, names: Sequence[str], noun: str, file: RosterFile) -> str:
    found = next((name for name in names if key(name) == key(typed)), None)
    if found is None:
        raise PlannerError(f"{file.path_name} has no {noun} '{typed}'; it has {', '.join(names) or 'none'}")
    return found


# --- names, joined only here ---------------------------------------------------------------------


def labels_for(file: RosterFile, names: Mapping[str, str]) -> dict[str, str]:
    """First name and last initial by code. Raises `WorkbookFaults` with the seats of clients who have no name."""
    faults: dict[str, Fault] = {}
    codes: dict[str, str] = {}
    for roster in file.rosters:
        for session in roster.sessions:
            for code in session.clients:
                name = names.get(key(code))
                if name is not None:
                    codes[code] = name
                elif code not in faults:
                    place = file.place(roster.first_day, session.id, code)
                    says, fix = "has no name in the file of names", "add the client there"
                    faults[code] = (
                        place.fault(code, says, fix)
                        if place
                        else Fault(file=file.path_name, sheet="", cell="", found=code, says=says, fix=fix)
                    )
    if faults:
        raise WorkbookFaults(list(faults.values()))
    return _labels(codes)


def _labels(names: Mapping[str, str]) -> dict[str, str]:
    """As short as tells them apart: `Anna S.`, else `Anna Sc.`; the code beside names that are quite the same."""
    parts = {code: _first_and_last(name) for code, name in names.items()}
    letters = 1
    found: dict[str, str] = {}
    left = dict(parts)
    while left:
        said = {code: _shortened(first, last, letters) for code, (first, last) in left.items()}
        count = Counter(said.values())
        longest = max(len(last) for _, last in left.values())
        for code, text in said.items():
            if count[text] == 1:
                found[code] = text
            elif letters >= longest:
                found[code] = f"{_shortened(*left[code], 1)} ({code})"
        left = {code: one for code, one in left.items() if code not in found}
        letters += 1
    return found


def _first_and_last(name: str) -> tuple[str, str]:
    if "," in name:
        last, _, first = name.partition(",")
        return (first.split() or [""])[0], last.strip()
    words = name.split()
    return words[0], words[-1] if len(words) > 1 else ""


def _shortened(first: str, last: str, letters: int) -> str:
    return f"{first} {last[:letters]}.".strip() if last else first
