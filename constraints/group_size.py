"""A session has neither too few nor too many clients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, Topic, counted, listed


@dataclass(frozen=True)
class GroupSize(Rule):
    """A session has at least its topic's smallest and at most its topic's largest number of clients.

    No session runs without clients. A fixed session runs even below the smallest, or empty, one that is merely locked
    doesn't; the largest holds for both. Clients who missed a session had a seat in it.
    """

    name = "Group size"
    stated = "Topics: Smallest, Largest; Fixed"
    bites = "a session needs its smallest number of clients and is full at its largest"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """The seats at a topic and start, against the number of sessions there."""
        settled: dict[tuple[str, int], int] = {}
        for fixed in problem.fixed:
            if not fixed.excused:
                continue
            settled[fixed.topic, fixed.start] = settled.get((fixed.topic, fixed.start), 0) + 1
        for session in draft.sessions:
            topic, place = session.topic, (session.topic.name, session.start)
            if place in problem.untouched_at:
                continue
            seats = [(seat.column, 1) for seat in draft.seats_at(*place)]
            smallest, exempt, about = max(topic.smallest, 1), settled.get(place, 0), (topic.name,)
            if smallest == topic.largest and not exempt:
                yield Limit([*seats, (session.column, -smallest)], fewest=0, most=0, about=about)
                continue
            yield Limit([*seats, (session.column, -topic.largest)], most=0, about=about)
            if exempt < session.most:
                yield Limit([*seats, (session.column, -smallest)], fewest=-smallest * exempt, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts the seats of each session; of those that could be a fixed one, the smallest is."""
        excused = _settled(problem, roster)
        for session in sorted(roster.sessions, key=lambda session: len(session.seats)):
            topic, place, clients = (
                problem.topics[session.topic],
                (session.topic, session.start),
                session.seats,
            )
            if place in problem.untouched_at:
                continue
            few = not clients or len(clients) < topic.smallest
            if few and any(session is one for one in excused):
                continue
            if few or len(clients) > topic.largest:
                says = (
                    f"{topic.name} on {problem.says_when(session.start)} has {counted(len(clients), 'client')}, "
                    f"and is for {topic.smallest} to {topic.largest}"
                )
                yield Breach(self.name, 1, says, (session.id, topic.name))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Counts the seats, or who could come."""
        if not refused.lacking:
            return f"{refused.topic} is full ({refused.there} of {refused.bound})"
        others, needed = refused.there - bool(refused.who), refused.bound - bool(refused.who)
        coming = f"no more than {others} other{'' if others == 1 else 's'}" if others else "nobody else"
        whom = _for_whom(problem.topics[refused.topic])
        return (
            f"{coming} could come to {refused.topic}{whom}, {needed} {'is' if needed == 1 else 'are'} needed"
        )


def _for_whom(topic: Topic) -> str:
    """Which columns say who may come, ` (For and Membership)`; nothing where all may."""
    said = {
        "For": topic.wanted_tags,
        "Not for": topic.barred_tags,
        "Levels": topic.levels,
        "After": topic.after,
        "Membership": topic.closed,
    }
    columns = [column for column, what in said.items() if what]
    return f" ({listed(columns)})" if columns else ""


def _settled(problem: Problem, roster: Roster) -> list[Session]:
    """The session of each row that says one runs however few come: those that say the most choose first."""
    found: list[Session] = []
    rows = [row for row in problem.fixed if row.excused]
    for row in sorted(rows, key=lambda row: (-len(row.clients), -len(row.therapists), row.room is None)):
        here = [
            session
            for session in roster.sessions
            if (session.topic, session.start) == (row.topic, row.start)
            and not any(session is one for one in found)
        ]
        alike = [session for session in here if row.may_be(session)]
        # Where nothing is as the row says, that is amiss, and not how few there are.
        if here:
            found.append(min(alike or here, key=lambda session: len(session.seats)))
    return found
