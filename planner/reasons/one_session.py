"""One session of a finished week: for whom it is there, why the others don't come, and when else it could be held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.findings.in_words import priority_in_words
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, Topic, hours
from planner.plan import lines_of
from planner.reasons.obstacles import Obstacles


@dataclass(frozen=True, slots=True)
class Sitting:
    """A client in the session; `loses` is what they would lack if nothing but this seat were gone (blank: nothing)."""

    client: str
    loses: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A client who needs the topic and isn't in the session, and why."""

    client: str
    why: str


@dataclass(frozen=True, slots=True)
class OtherTime:
    """Another time at which a leader and a room are free, and those of the session's clients who could come then."""

    start: int
    clients: tuple[str, ...]


@dataclass(frozen=True)
class SessionStory:
    """Why a session is where it is. `settled` are the places that say so; `last_week`: it stood there before.

    `asking` are all others who need the topic. `other_times` are in order of how many could come, most first.
    `begun`: it has begun, or a note says that it stands.
    """

    session: Session
    topic: Topic
    sitting: tuple[Sitting, ...]
    asking: tuple[Asking, ...]
    other_times: tuple[OtherTime, ...]
    settled: tuple[str, ...] = ()
    last_week: bool = False
    begun: bool = False

    @property
    def stands(self) -> bool:
        """Whether it is there whatever else is planned."""
        return self.begun or bool(self.settled)


def story_of(problem: Problem, rules: Sequence[Rule], roster: Roster, session: Session) -> SessionStory:
    """What the finished week says of one of its sessions; everything else is left as it is."""
    here = (session.topic, session.start)
    topic = problem.topics[session.topic]
    rows = [one for one in problem.fixed if (one.topic, one.start) == here]
    standing = problem.standing.sessions if problem.standing else ()
    return SessionStory(
        session=session,
        topic=topic,
        sitting=tuple(Sitting(code, _loses(problem, roster, session, code)) for code in session.coming),
        asking=tuple(_asking(problem, Obstacles(problem, rules, roster), session)),
        other_times=tuple(_other_times(problem, rules, roster, session)),
        settled=tuple(row.place.rpartition(": ")[2] for row in rows if row.place),
        last_week=any((one.topic, one.start) == here for one in standing),
        begun=here in problem.untouched_at,
    )


def _loses(problem: Problem, roster: Roster, session: Session, code: str) -> str:
    """What is missing without the seat and isn't with it, in a few words."""
    needs = tuple(need for need in problem.needs if need.client == code)
    client = problem.clients[code]
    own = replace(problem, clients={code: client}, needs=needs)
    without = replace(session, seats=tuple(seat for seat in session.seats if seat.client != code))
    others = [one for one in roster.sessions if one is not session]
    [had], met = lines_of(own, roster, {})
    [has], left = lines_of(own, replace(roster, sessions=(*others, without)), {})
    lost = [
        priority_in_words(before.priority)
        for before, after in zip(met, left, strict=True)
        if after.missing > before.missing
    ]
    found = [f"a need ({lost[0]})"] if lost else []
    if has.short > had.short:
        found.append(f"{hours(has.short - had.short)} of their hours")
    if has.days < min(had.days, client.least_days):
        found.append("one of their days")
    return " and ".join(found)


def _asking(problem: Problem, obstacles: Obstacles, session: Session) -> list[Asking]:
    found = []
    topic = problem.topics[session.topic]
    asking = dict.fromkeys(need.client for need in problem.needs if need.topic == session.topic)
    for code in asking if topic.largest > 1 else ():
        if code in session.clients:
            continue
        elsewhere = [one for one in obstacles.roster.of_client(code) if one.topic == session.topic]
        opening = obstacles.look(code, topic, session.start)
        if elsewhere:
            when = ", ".join(problem.says_when(one.start) for one in elsewhere)
            now = (
                "free at this time as well"
                if _free(obstacles, code, topic, session.start, elsewhere)
                else "not free at this time"
            )
            found.append(Asking(code, f"in it {when}; {now}"))
        elif opening.obstacle is not None:
            found.append(Asking(code, opening.obstacle.says))
        else:
            found.append(Asking(code, "nothing is in the way: there is a seat"))
    return found


def _other_times(
    problem: Problem, rules: Sequence[Rule], roster: Roster, session: Session
) -> list[OtherTime]:
    """Where the session could be staffed if it weren't where it is, with who of its clients is free to come."""
    topic = problem.topics[session.topic]
    rest = replace(roster, sessions=tuple(one for one in roster.sessions if one is not session))
    obstacles = Obstacles(problem, rules, rest)
    found = []
    for start in problem.starts_of(topic):
        if start == session.start or not obstacles.could_run(topic, start):
            continue
        if obstacles.session(topic, start) is not None:
            continue
        free = [
            code
            for code in session.coming
            if _free(obstacles, code, topic, start) and not obstacles.shut_out(code, topic, start)
        ]
        if free:
            found.append(OtherTime(start, tuple(free)))
    return sorted(found, key=lambda time: (-len(time.clients), time.start))


def _free(
    obstacles: Obstacles, code: str, topic: Topic, start: int, instead_of: Collection[Session] = ()
) -> bool:
    """Whether a client may come at a time, and is in no session then but those that it would be instead of."""
    if obstacles.barred(code, topic, start) is not None:
        return False
    return all(one in instead_of for one in obstacles.roster.across(code, start, start + topic.minutes))
