"""Two different weeks side by side, in words and as data: groups moved, new and gone, clients on other days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from planner.findings.as_before import kept_of, why_not_held, why_otherwise
from planner.findings.comparison import Comparison, by_others, compared, elsewhere
from planner.folded import folded
from planner.model import Problem, Session, Wording, clock, counted, listed
from planner.model.offer import TESTING
from planner.plan import Plan
from planner.program import Program
from planner.rosters.roster_file import RosterFile
from planner.tables.cells import key

Why = Callable[[Session, Session | None], str]
Json = dict[str, object]


@dataclass(frozen=True)
class Weeks:
    """A comparison with what it takes to put it into words.

    `week` is the later week and `before` the first day of the earlier; `why` says why a group is otherwise (`None`:
    nobody knows).
    """

    found: Comparison
    week: Problem
    why: Why | None = None
    before: date | None = None


def weeks_of_plan(plan: Plan) -> Weeks | None:
    """The week before beside the plan; `None` for a first week."""
    found = kept_of(plan.problem, plan.roster)
    if found is None:
        return None

    def why(was: Session, now: Session | None) -> str:
        if now is None or now.start != was.start:
            return why_not_held(plan.problem, was)
        return why_otherwise(plan.problem, plan.roster, was, now)

    return Weeks(found, plan.problem, why, plan.problem.standing.week if plan.problem.standing else None)


def two_weeks(before: RosterFile, after: RosterFile, program: Program | None) -> Weeks | None:
    """The last week of one file beside the first of another; `None` where they share a week.

    Where neither the files nor the program say a topic's kind, it is individual if nobody ever shares a session.
    """
    first_days = {roster.first_day for roster in before.rosters} & {one.first_day for one in after.rosters}
    if first_days or not before.rosters or not after.rosters:
        return None
    was, now = before.rosters[-1], after.rosters[0]
    sessions = (*was.sessions, *now.sessions)
    told = {**before.handouts.topics, **after.handouts.topics}
    kinds = {one.topic: told[key(one.topic)].kind for one in sessions if key(one.topic) in told}
    kinds |= {name: topic.kind for name, topic in program.topics.items()} if program else {}
    shared = {session.topic for session in sessions if len(session.seats) > 1}
    alone = {session.topic for session in sessions} - shared - kinds.keys()
    individual = [*alone, *(name for name, kind in kinds.items() if kind == "individual")]
    tests = [name for name, kind in kinds.items() if kind == TESTING]
    found = compared(was.sessions, now.sessions, individual, tests)
    wording = Wording(program.clock) if program else after.handouts.wording
    problem = Problem(now.first_day, wording=wording)
    return Weeks(found, problem, None, was.first_day)


def headline_of(weeks: Weeks) -> str:
    """How much stays, in one sentence."""
    found = weeks.found
    parts = []
    if found.before:
        where = "stays where it was" if found.before == 1 else "stay where they were"
        said = f"{len(found.kept)} of {counted(found.before, 'group')} {where}"
        rest = [(len(found.moved), "moved"), (len(found.gone), "not held")]
        otherwise = ", ".join(f"{number} {word}" for number, word in rest if number)
        parts.append(f"{said}; {otherwise}" if otherwise else said)
    if found.new:
        parts.append(f"{counted(len(found.new), 'group')} {'is' if len(found.new) == 1 else 'are'} new")
    if found.clients:
        same = found.clients - len(found.other_days)
        parts.append(f"{same} of {counted(found.clients, 'client')} come on the same days")
    if found.appointments:
        staying = sum(one.stays for one in found.appointments)
        parts.append(f"{staying} of {counted(len(found.appointments), 'individual session')} stay")
    return f"{'; '.join(parts)}." if parts else "The week before had no sessions."


def lines_of_weeks(weeks: Weeks) -> list[str]:
    """What is otherwise, a line each: groups moved, gone, new, led by others or elsewhere; then clients.

    Where more groups are new than there were before, it is a new timetable, or the record before is of a few sessions
    only: then none of them is told by itself, nor who comes on other days.
    """
    found = weeks.found
    new_timetable = len(found.new) > found.before
    lines = [
        _because(weeks, f"{_group(weeks, was)} moves to {_when(weeks, now)}", was, now)
        for was, now in found.moved
    ]
    lines += [_because(weeks, f"{_group(weeks, was)} isn't held", was, None) for was in found.gone]
    if not new_timetable:
        lines += [f"{_group(weeks, now)} is new" for now in found.new]
    lines += [_because(weeks, _changed(weeks, was, now), was, now) for was, now in found.changed]
    lines += [
        f"{code} comes on {_days(weeks, now)}, before on {_days(weeks, was)}"
        for code, was, now in (() if new_timetable else found.other_days)
    ]
    for one in found.appointments:
        if not one.stays:
            theirs = f"{one.client}'s {one.was.topic} on {_when(weeks, one.was)}"
            lines.append(f"{theirs} moves to {_when(weeks, one.now)}" if one.now else f"{theirs} isn't held")
    return lines


def says_weeks(weeks: Weeks) -> str:
    """The comparison as text, no line longer than 80 columns; no final newline."""
    lines = folded(headline_of(weeks))
    for line in lines_of_weeks(weeks):
        lines += folded(f"{line}.", "  ")
    return "\n".join(lines)


def json_of_weeks(weeks: Weeks) -> Json:
    """The comparison as data: times `HH:MM`, weekdays `Mon` to `Sun`."""
    found = weeks.found
    return {
        "weeks": [weeks.before.isoformat() if weeks.before else None, weeks.week.first_day.isoformat()],
        "groups": {
            "before": found.before,
            "stay": len(found.kept),
            "moved": [_pair(weeks, was, now) for was, now in found.moved],
            "changed": [_pair(weeks, was, now) for was, now in found.changed],
            "gone": [_session(weeks, was) for was in found.gone],
            "new": [_session(weeks, now) for now in found.new],
        },
        "clients": {
            "both": found.clients,
            "other_days": [
                {"client": code, "was": _names(weeks, was), "now": _names(weeks, now)}
                for code, was, now in found.other_days
            ],
        },
        "individual": {
            "before": len(found.appointments),
            "stay": sum(one.stays for one in found.appointments),
            "moved": [
                {
                    "client": one.client,
                    "was": _session(weeks, one.was),
                    "now": _session(weeks, one.now) if one.now else None,
                }
                for one in found.appointments
                if not one.stays
            ],
        },
    }


def _pair(weeks: Weeks, was: Session, now: Session) -> Json:
    return {"was": _session(weeks, was), "now": _session(weeks, now)}


def _session(weeks: Weeks, session: Session) -> Json:
    return {
        "topic": session.topic,
        "day": weeks.week.weekday_name(session.day),
        "start": clock(session.start),
        "therapists": list(session.therapists),
        "room": session.room,
    }


def _changed(weeks: Weeks, was: Session, now: Session) -> str:
    says = []
    if by_others(was, now):
        says.append(f"is led by {listed(now.therapists) or 'nobody'}, before by {listed(was.therapists)}")
    if elsewhere(was, now):
        says.append(f"is in {now.room or 'no room'}, before in {was.room}")
    return f"{_group(weeks, was)} {' and '.join(says)}"


def _because(weeks: Weeks, says: str, was: Session, now: Session | None) -> str:
    return f"{says}: {weeks.why(was, now)}" if weeks.why else says


def _group(weeks: Weeks, session: Session) -> str:
    return f"{session.topic} on {_when(weeks, session)}"


def _when(weeks: Weeks, session: Session) -> str:
    return weeks.week.says_when(session.start)


def _days(weeks: Weeks, days: Iterable[int]) -> str:
    return ", ".join(_names(weeks, days)) or "no day"


def _names(weeks: Weeks, days: Iterable[int]) -> list[str]:
    return [weeks.week.weekday_name(day) for day in sorted(days)]
