"""Some topics come after others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, listed


@dataclass(frozen=True)
class Prerequisites(Rule):
    """A client in a session has attended every topic that comes before its topic.

    What counts is attendance before this week, or earlier in this week in a session that has begun; a
    session that is only planned doesn't.
    """

    name = "Prerequisites"
    stated = "Topics: After; Attendance"
    bites = "the client has yet to attend the topics that come before"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a client and topic: for good, or up to the end of what they attended this week."""
        since: dict[tuple[str, str], int] = {}  # from which minute on a client counts as having attended
        for held in problem.untouched:
            for code in held.coming:
                since[code, held.topic] = min(held.end, since.get((code, held.topic), held.end))
        for line in problem.history:
            if line.status == "attended":
                since[line.client, line.topic] = 0
        starts = problem.every_start
        for topic in problem.topics.values():
            for code in problem.clients if topic.after else ():
                if any((code, before) not in since for before in topic.after):
                    yield Bar("seat", code, topic.name)
                elif ready := max(since[code, before] for before in topic.after):
                    yield Bar("seat", code, topic.name, [start for start in starts if start < ready])

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks in history, then in what has begun, for each topic that comes before."""
        asking = [one for one in roster.sessions if problem.topics[one.topic].after]
        # Years of attendance are looked through once, and only where a topic asks for them.
        had = {(h.client, h.topic) for h in problem.history if h.status == "attended"} if asking else set()
        for session in asking:
            if (session.topic, session.start) in problem.untouched_at:
                continue
            ended = [earlier for earlier in problem.untouched if earlier.end <= session.start]
            for code in session.clients:
                known = {
                    earlier.topic
                    for earlier in ended
                    for s in earlier.seats
                    if s.client == code and not s.missed
                }
                lacking = [
                    before
                    for before in problem.topics[session.topic].after
                    if before not in known and (code, before) not in had
                ]
                if lacking:
                    says = (
                        f"{code} has a seat in {session.topic} on {problem.says_when(session.start)} "
                        f"and hasn't attended {listed(lacking)}"
                    )
                    yield Breach(self.name, 1, says, (code, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names what comes before."""
        topic = problem.topics[refused.topic]
        attended = {
            line.topic for line in problem.history if (line.client, line.status) == (refused.who, "attended")
        }
        before = " and ".join(name for name in topic.after if name not in attended)
        return f"{refused.who} has yet to attend {before}, which comes before {topic.name}"
