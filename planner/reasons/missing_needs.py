"""Why a need isn't met: when the client could come, when it could be held, and what is in the way then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from planner.findings.seat_totals import seats_taken
from planner.language.limits import Stage
from planner.model import MINUTES_A_DAY, MUST, Client, Need, Topic, counted, hours, listed
from planner.program import Program
from planner.reasons.closing import at_each, at_times
from planner.reasons.finished import Finished
from planner.reasons.kept_apart import kept_from_all
from planner.reasons.never_held import Never
from planner.reasons.packing import most_sessions
from planner.reasons.standing_seats import standing_seats
from planner.reasons.wording import (
    Certain,
    ForGood,
    Unstaffed,
    all_lie,
    gap_of_a_minute,
    on_days,
    says_fits,
)

WHEN_ASKED = ", when it is asked for (From, Until, Days)"  # after days


class WhyNeeds:
    """One finished week's sentences about needs."""

    def __init__(self, week: Finished, program: Program | None = None) -> None:
        self.week, self.problem, self.roster, self.obstacles = week, week.problem, week.roster, week.obstacles
        self._never = None if program is None else Never(program, week.problem, week.obstacles.rows.barring)
        self.held: dict[str, list[int]] = defaultdict(list)
        for session in self.roster.sessions:
            if session.start >= self.problem.as_of:
                self.held[session.topic].append(session.start)

    def missing(self, need: Need, asked: int, planned: int) -> str:
        """Why a need isn't met, where `asked` and `planned` are the topic's sessions on its days for all needs."""
        problem, obstacles = self.problem, self.obstacles
        client, topic = problem.clients[need.client], problem.topics[need.topic]
        if never := obstacles.never(client.code, topic):
            return (ForGood if obstacles.barred_for_good(client.code, topic) else Certain)(never.says)
        if for_good := _longer_than_a_day(client, topic) or kept_from_all(problem, client.code, topic):
            return ForGood(for_good)
        starts = [start for start in obstacles.starts_of(client.code, topic) if _on(need.days, start)]
        days = on_days(problem, need.days)
        held = [start for start in self.held[topic.name] if _on(need.days, start)]
        outside = [start for start in held if start not in starts]
        if not starts:
            return Certain(self._no_start(need, topic, len(held), days))
        if not any(obstacles.could_run(topic, start) for start in starts):
            return self._never_staffed(client, topic, starts, days and f"{days}{WHEN_ASKED}")
        if self._never is not None and (never_held := self._never.held(topic)):
            return Certain(never_held)
        had = [start for _, start in standing_seats(problem, client.code, topic.name).options]
        every = [start for start in (*had, *starts) if _on(need.days, start)]
        fits = most_sessions(topic, every)
        if fits < asked and planned >= fits:
            return Certain(says_fits(client.code, topic, every, asked, days))
        mine = [(session.topic, session.start) for session in self.roster.of_client(client.code)]
        ahead = [start for start in starts if (topic.name, start) not in mine]
        if not ahead:
            return f"no other start time of {topic.name} lies in {client.code}'s hours{days}{self.week.after}"
        # Beyond what fits nothing can be had; what is in the way of the others is told after that.
        beyond = f"{says_fits(client.code, topic, every, asked, days)}; " if fits < asked else ""
        lead = beyond + self._lead(client, topic, len(held), len(outside))
        stage = self._stage(need)
        looked = []
        for start in ahead:
            looked.append(obstacles.look(client.code, topic, start, stage))
            if looked[-1].obstacle is None:
                free = self.week.free(looked[-1], stage)
                return lead + free if beyond else type(free)(lead + free)
        own = " (Topics: Starts)" if topic.starts is not None else ""
        where = f"{client.code}'s hours{days}{self.week.after}{own}"
        return lead + at_times(problem, looked, where, other=len(ahead) < len(starts))

    def _lead(self, client: Client, topic: Topic, held: int, outside: int) -> str:
        """What is told first of a topic's sessions: that all seats are taken, or that all lie outside the hours."""
        if taken := seats_taken(self.problem, self.roster, topic):
            return f"{taken}; "
        lie = f"{self._of_those}{all_lie(held)} outside {client.code}'s hours; "
        # Where the sessions of others lie, each with one client, is no matter.
        return lie if held == outside > 0 and topic.largest > 1 else ""

    @property
    def _of_those(self) -> str:
        """What is over isn't counted among those that lie outside somebody's hours."""
        return f"of those{self.week.after}, " if self.week.after else ""

    def _stage(self, need: Need) -> Stage:
        other = Stage.OTHER_NEEDS in self._levels and need.priority < MUST
        return Stage.OTHER_NEEDS if other else Stage.NEEDS

    @property
    def _levels(self) -> set[Stage | None]:
        return {rule.stage for rule in self.obstacles.trial.elastic}

    def _no_start(self, need: Need, topic: Topic, held: int, days: str) -> str:
        over = self.obstacles.closed_to_all(need.client, topic, need.days)
        if held and topic.largest > 1:
            lie = f"{self._of_those}{all_lie(held, days)}"
            # What is over is no news of those after it.
            why = f": {over[-1].says}" if over and not self.week.after else ""
            return f"{lie} outside {need.client}'s hours{why}"
        if gap := gap_of_a_minute(self.problem, self.problem.clients[need.client]):
            return gap
        where = f"in {need.client}'s hours{days}"
        asked = days and WHEN_ASKED
        if over:
            return f"no start time of {topic.name} is left {where}: {over[-1].says}"
        return f"no start time leaves {topic.minutes} min for {topic.name} {where}{asked}{self.week.after}"

    def _never_staffed(self, client: Client, topic: Topic, starts: Sequence[int], days: str) -> Certain:
        found = [one for start in starts if (one := self.obstacles.session(topic, start))]
        nearest = max(found, key=lambda one: one.there)
        if nearest.rule is None:  # what is refused for no rule's sake, nobody leads in any week
            return (ForGood if nearest.refused else Unstaffed)(nearest.says)
        says = [one.says for one in found]
        if topic.leaders == 1 and len(set(says)) > 1:
            return Unstaffed(at_each(self.problem, list(zip(starts, says, strict=True)), client.code))
        lie = "lies" if len(starts) == 1 else "lie"
        theirs = f"{client.code}'s hours{days}{self.week.after}"
        where = f"{counted(len(starts), 'start time')} of {topic.name} {lie} in {theirs}"
        if topic.leaders > 1 and len(set(says)) > 1:
            able = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
            both = f"{topic.leaders} therapists who lead it are"
            if len(able) == topic.leaders:
                both = f"{listed(able)}, who alone lead it, are"
            return Unstaffed(
                f"{where}, but at none of them {both} there together for {topic.minutes} min with a room for it"
            )
        when = "" if nearest.says.endswith("week") else " then" if len(starts) == 1 else " at any of them"
        return Unstaffed(f"{where}, but {nearest.says}{when}")


def _longer_than_a_day(client: Client, topic: Topic) -> str:
    most = client.most_minutes_a_day
    if most is None or topic.minutes <= most:
        return ""
    day = f"{client.code} may have {hours(most)} a day at most (Max hours a day)"
    return f"{topic.name} takes {hours(topic.minutes)}, and {day}"


def _on(days: Collection[int] | None, start: int) -> bool:
    return days is None or start // MINUTES_A_DAY in days
