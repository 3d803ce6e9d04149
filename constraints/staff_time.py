"""Few, well-filled sessions: each one takes its therapists' time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class StaffTime(Rule):
    """The week takes no more of the therapists' time than hours, needs and wishes ask for.

    Amount: therapist minutes in sessions (a session's minutes times its topic's leaders, and a second leader's where
    there is one). Those that have begun are no longer a choice but count the same. The weight (4) makes an hour of a
    therapist worth a client's day on site.
    """

    weight: int = 4

    name = "Staff time"
    stated = "Topics: Minutes, Leaders; Rules: Staff time"
    bites = "each session takes a therapist's time"
    unit = "minute that a therapist spends in sessions"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a topic: no time in sessions."""
        begun: Counter[str] = Counter()
        for session in problem.untouched if not self.hard else ():  # what has begun breaks no must
            begun[session.topic] += problem.staff_minutes(session)
        over = problem.untouched_at
        for name, topic in problem.topics.items():
            options = [option for option in draft.sessions_of(name) if (name, option.start) not in over]
            terms = [(option.column, topic.minutes * topic.leaders) for option in options if topic.leaders]
            if topic.second_leader_above is not None:
                leads = (lead for option in options for lead in draft.leads_at(name, option.start))
                terms = [(lead.column, topic.minutes) for lead in leads]
            if terms or begun[name]:
                yield Goal(terms, most=-begun[name], about=(name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up each topic's sessions."""
        past = problem.untouched_at if self.hard else set()
        counted = [session for session in roster.sessions if (session.topic, session.start) not in past]
        for name in problem.topics:
            lasting = [problem.staff_minutes(session) for session in counted if session.topic == name]
            minutes = sum(lasting)
            if minutes:
                times = "once" if len(lasting) == 1 else f"{len(lasting)} times"
                yield Breach(self.name, minutes, f"{name} runs {times}: {hours(minutes)} of staff", (name,))
