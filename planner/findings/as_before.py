"""What a plan keeps of the week before, and why the rest is otherwise: read off the problem, no search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planner.findings.comparison import Comparison, by_others, compared, elsewhere
from planner.model import Problem, Roster, Session, Window, listed
from planner.model.offer import TESTING

WEIGHED = "hours, needs or a better week weigh more"


def kept_of(problem: Problem, roster: Roster) -> Comparison | None:
    """The standing timetable beside the roster; `None` where there is none."""
    if problem.standing is None:
        return None
    kinds = {name: topic.kind for name, topic in problem.topics.items()}
    before = [session for session in problem.standing.sessions if session.topic in kinds]
    found = compared(
        before,
        roster.sessions,
        [name for name, kind in kinds.items() if kind == "individual"],
        [name for name, kind in kinds.items() if kind == TESTING],
        {code: days for code, days in problem.standing.days.items() if code in problem.clients},
    )
    # After a holiday somebody has more days than a week: whoever comes on none but those comes as before.
    others = tuple(line for line in found.other_days if line[2] - line[1])
    return replace(found, other_days=others)


def why_not_held(problem: Problem, was: Session) -> str:
    """Why a group of the week before isn't held at its time: who or what is away, or too few who could come."""
    topic = problem.topics[was.topic]
    everybody = (*problem.client_windows.values(), *problem.therapist_windows.values())
    if not any(_there(windows, was) for windows in everybody):
        return "nobody is there then"
    settled = {fixed.start for fixed in problem.fixed}
    if was.start not in problem.starts_of(topic) and was.start not in settled:
        return "no session starts then"
    leaders = [name for name, who in problem.therapists.items() if topic.name in who.leads]
    free = [name for name in leaders if _there(problem.therapist_windows.get(name, ()), was)]
    if len(free) < topic.leaders:
        away = [name for name in was.therapists if name not in free]
        return (
            f"{listed(away)} can't, and nobody else who leads it can" if away else "nobody who leads it can"
        )
    open_then = [
        room for room in problem.rooms_for(topic) if _there(problem.room_windows.get(room.name, ()), was)
    ]
    if problem.rooms and topic.needs_room and not open_then:
        return "no room for it is open"
    able = [code for code in problem.clients if _there(problem.client_windows.get(code, ()), was)]
    if len(able) < topic.smallest:
        return f"{len(able)} can come then, and it takes {topic.smallest}"
    # Only where nobody else may sit in it does it lack those who ask for it.
    asking = _asking(problem, was) if topic.only_if_asked else set(able)
    if len(asking.intersection(able)) < topic.smallest:
        few = len(asking.intersection(able))
        return f"{few or 'nobody'} of those who ask for it can come then, and it takes {topic.smallest}"
    return WEIGHED


def _asking(problem: Problem, was: Session) -> set[str]:
    """Who may sit in a topic that is only for those who ask, then: whoever asks for it, or is settled at that time."""
    settled = (row for row in problem.fixed if (row.topic, row.start) == (was.topic, was.start))
    return {*problem.asking[was.topic], *(code for row in settled for code in row.clients)}


def why_otherwise(problem: Problem, roster: Roster, was: Session, now: Session) -> str:
    """Why a group that is held at its time has other therapists or another room."""
    says: list[str] = []
    if by_others(was, now):
        says += _taken(
            [name for name in was.therapists if name not in now.therapists],
            problem.therapist_windows,
            roster,
            now,
        )
    if elsewhere(was, now) and was.room is not None:
        says += _taken([was.room], problem.room_windows, roster, now)
    return "; ".join(says) or WEIGHED


def _taken(
    names: Iterable[str], windows: Mapping[str, Sequence[Window]], roster: Roster, now: Session
) -> Iterable[str]:
    for name in names:
        other = next(
            (
                held
                for held in roster.sessions
                if held is not now
                and name in (*held.therapists, held.room)
                and held.start < now.end
                and now.start < held.end
            ),
            None,
        )
        if not _there(windows.get(name, ()), now):
            yield f"{name} is away then"
        elif other is not None:
            yield f"{name} has {other.topic} then"


def _there(windows: Sequence[Window], session: Session) -> bool:
    return any(window.holds(session.start, session.end) for window in windows)
