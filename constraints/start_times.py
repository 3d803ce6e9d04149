"""Sessions start when the program says they may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster, listed

NAMED_AT_MOST = 3  # times of a topic that are told one by one


@dataclass(frozen=True)
class StartTimes(Rule):
    """A session starts at a listed time, ends on the same day, and isn't planned into the past.

    A topic with starts of its own starts then and only then, on the days on which anything may. A fixed session may
    start at any time, one that is merely locked may not. When replanning, sessions that have begun stand as they are
    and nothing else starts before the moment of replanning.
    """

    name = "Start times"
    stated = "Times: Days, Starts; Topics: Starts; Fixed: Start"
    bites = "sessions start at the listed times only"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a topic, with every start that is known and not allowed."""
        known = {*problem.every_start, *(held.start for held in problem.untouched)}
        for topic in problem.topics.values():
            settled = {row.start for row in problem.fixed if row.topic == topic.name and row.excused}
            latest = MINUTES_A_DAY - topic.minutes
            may_start = problem.starts_of(topic)
            allowed = settled | {start for start in may_start if start % MINUTES_A_DAY <= latest}
            barred = [start for start in sorted(known) if start < problem.as_of or start not in allowed]
            if barred:
                yield Bar("session", topic=topic.name, starts=barred)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks at each session's start and end."""
        settled = {(fixed.topic, fixed.start) for fixed in problem.fixed if fixed.excused}
        days = {start // MINUTES_A_DAY for start in problem.starts}
        for session in roster.sessions:
            own = problem.topics[session.topic].starts
            place = (session.topic, session.start)
            says = f"{session.topic} on {problem.says_when(session.start)}"
            if place in problem.untouched_at:
                continue
            if session.start < problem.as_of:
                fault = f"would have begun before {problem.says_when(problem.as_of)}"
            elif place in settled:
                continue
            elif own is None and session.start not in problem.starts:
                fault = "doesn't start at a listed time"
            elif own is not None and (session.day not in days or session.start % MINUTES_A_DAY not in own):
                fault = "doesn't start when its topic may"
            elif (session.end - 1) // MINUTES_A_DAY != session.day:
                fault = f"runs past midnight, to {problem.wording.time(session.end)}"
            else:
                continue
            yield Breach(self.name, 1, f"{says} {fault}", (session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Says whether the time is over or would reach past midnight, and when a topic of few starts may start."""
        if refused.start < problem.as_of:
            return f"{problem.says_when(refused.start)} is over"
        minutes = problem.topics[refused.topic].minutes
        if refused.start % MINUTES_A_DAY + minutes > MINUTES_A_DAY:
            return f"{refused.topic} takes {minutes} min and would run past midnight"
        own = [problem.wording.time(clock) for clock in problem.topics[refused.topic].starts or ()]
        return (
            f"{refused.topic} starts at {listed(own)} only (Starts)"
            if 0 < len(own) <= NAMED_AT_MOST
            else self.bites
        )
