"""Why hours, days or a need are missing: one counted sentence each, from the finished roster and the rules alone.

A coordinator reads them, so each names what to change: somebody's hours, a therapist, a room, a size, a limit. What is
in the way of a seat the rules say themselves (`planner.reasons.obstacles`); here it is counted and put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from math import inf
from time import monotonic

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, MUST, Client, Need, Problem, Roster, Topic, counted, hours
from planner.plan import Reasons, StageResult, has_left, lines_of
from planner.reasons.closing import at_each, at_times, closed_by
from planner.reasons.obstacles import Obstacles
from planner.reasons.opening import Opening
from planner.reasons.packing import most_minutes, most_sessions
from planner.reasons.seat_totals import seats_taken
from planner.reasons.staffing import Obstacle
from planner.reasons.wording import (
    Certain,
    all_of,
    free_stretches,
    gap_of_a_minute,
    limits_of,
    named,
    on_days,
    required_of,
    says_fits,
    sentence,
)


def reasons_for(
    problem: Problem,
    roster: Roster,
    rules: Sequence[Rule] = (),
    stages: Sequence[StageResult] = (),
    obstacles: Obstacles | None = None,
    until: float = inf,
) -> Reasons:
    """A sentence for every client short of hours or days, (code, None), and every need not met, (code, topic).

    `stages` say which levels are proven: there no sentence promises that planning longer may help. `obstacles` are
    those of the roster, where somebody has looked them up already. What isn't looked into `until` then is left out.
    """
    hours_lines, need_lines = lines_of(problem, roster, {})
    found: dict[tuple[str, str | None], str] = {}
    short = any(line.short or line.days < problem.clients[line.client].least_days for line in hours_lines)
    if not (short or any(line.missing for line in need_lines)):
        return found
    why = _Why(obstacles or Obstacles(problem, rules, roster), stages)
    for line in sorted(hours_lines, key=lambda line: -line.short):
        client = problem.clients[line.client]
        if monotonic() > until:
            break
        if line.short:
            found[client.code, None] = sentence(client.code, why.hours(client, line.planned))
        elif line.days < client.least_days:
            found[client.code, None] = sentence(client.code, why.days(client))
    kept = list(zip(problem.needs, need_lines, strict=True))
    for need, kept_line in sorted(kept, key=lambda one: -one[0].priority):
        if kept_line.missing and monotonic() <= until:
            within = [other for one, other in kept if _within(one, need)]
            asked, planned = (
                sum(count) for count in zip(*((o.asked, o.planned) for o in within), strict=True)
            )
            gone = has_left(problem, need.client)
            why_not = _stay_ended(problem, need.client) if gone else why.need(need, asked, planned)
            says = sentence(need.client, why_not)
            before = found.get((need.client, need.topic))
            found[need.client, need.topic] = says if before is None else _both(before, says)
    return found


def _within(one: Need, need: Need) -> bool:
    """Whether a need is the other or one of the same client for the same topic, on none but the other's days."""
    alike = (one.client, one.topic) == (need.client, need.topic)
    return alike and (need.days is None or (one.days is not None and one.days <= need.days))


def _both(before: str, says: str) -> str:
    """The reasons of two needs of a client for one topic: certain only if both are."""
    if says in before:
        return before
    together = f"{before}. {says}"
    return Certain(together) if isinstance(before, Certain) and isinstance(says, Certain) else together


class _Why:
    """One finished week's sentences."""

    def __init__(self, obstacles: Obstacles, stages: Sequence[StageResult]) -> None:
        self.obstacles, self.problem, self.roster = obstacles, obstacles.problem, obstacles.roster
        self.proven = {result.stage for result in stages if result.proven}
        self.held: dict[str, list[int]] = defaultdict(list)
        for session in self.roster.sessions:
            self.held[session.topic].append(session.start)

    # --- hours and days --------------------------------------------------------------------------

    def hours(self, client: Client, planned: int) -> str:
        """Why a client has fewer hours than required."""
        required = required_of(client)
        counting = [topic for topic in self.problem.topics.values() if topic.counts]
        barred = [self.obstacles.never(client.code, topic) for topic in counting]
        topics = [topic for topic, never in zip(counting, barred, strict=True) if never is None]
        if not topics:
            never = gap_of_a_minute(self.problem, client) or _for_good(client, [bar for bar in barred if bar])
            return Certain(f"{never}, {required}")
        fitting = [
            (topic, start) for topic in topics for start in self.obstacles.starts_of(client.code, topic)
        ]
        own = most_minutes(client, fitting)
        if own < client.least_minutes:
            reach = max(own, planned)
            left = f"{hours(client.least_minutes - reach)} can't be placed at all" if reach else ""
            says = f"{self._own_hours(client, fitting, reach)}, {required}"
            return Certain(f"{says}: {left}" if left else says)
        led = [(topic, start) for topic, start in fitting if self.obstacles.could_run(topic, start)]
        staffed = max(most_minutes(client, led), planned)
        if staffed < client.least_minutes:
            there = f"therapists and rooms are there for only {hours(staffed)} of sessions in their hours"
            return Certain(f"{there}, {required}")
        return self._not_in_free_time(client, fitting, Stage.HOURS)

    def _own_hours(self, client: Client, fitting: Sequence[tuple[Topic, int]], reach: int) -> str:
        """What bounds the hours a client could have: their own time, the day's limit, or the topics' limits."""
        if gap := gap_of_a_minute(self.problem, client):
            return gap
        if not fitting and (last := self._last_bar(client)):
            return last.says
        shortest = min((topic.minutes for topic, _ in fitting), default=0)
        if client.most_minutes_a_day is not None and shortest > client.most_minutes_a_day:
            most = (
                f"{client.code} may have {hours(client.most_minutes_a_day)} a day at most (Max hours a day)"
            )
            return f"no session takes less than {hours(shortest)}, and {most}"
        free = most_minutes(client, fitting, of_topics=False)
        if free >= client.least_minutes:
            limits = ", ".join(dict.fromkeys(says for topic, _ in fitting if (says := limits_of(topic))))
            return f"the topics' limits allow {hours(reach)} of sessions in the week ({limits})"
        return f"available for {hours(reach)} of sessions in the week"

    def _last_bar(self, client: Client) -> Obstacle | None:
        """What closes the last of a client's time: the one that comes up least, as all else is closed already."""
        found: dict[Rule | None, list[Obstacle]] = defaultdict(list)
        for topic in self.problem.topics.values():
            for start in self.problem.starts_of(topic) if topic.counts else ():
                opening = self.obstacles.look(client.code, topic, start)
                if opening.obstacle is not None:
                    found[opening.obstacle.rule].append(opening.obstacle)
        return min(found.values(), key=len)[-1] if found else None

    def days(self, client: Client) -> str:
        """Why a client comes on fewer days than required."""
        required = f"{client.least_days} {'is' if client.least_days == 1 else 'are'} required"
        topics = [topic for topic in self.problem.topics.values() if topic.counts]
        fitting = [
            (topic, start) for topic in topics for start in self.obstacles.starts_of(client.code, topic)
        ]
        days = {start // MINUTES_A_DAY for _, start in fitting}
        if len(days) < client.least_days:
            return Certain(f"available for a session on {counted(len(days), 'day')}, {required}")
        staffed = {
            start // MINUTES_A_DAY for topic, start in fitting if self.obstacles.could_run(topic, start)
        }
        if len(staffed) < client.least_days:
            there = f"therapists and rooms are there in their hours on {counted(len(staffed), 'day')}"
            return Certain(f"{there}, {required}")
        mine = {session.day for session in self.roster.of_client(client.code)}
        elsewhere = [(topic, start) for topic, start in fitting if start // MINUTES_A_DAY not in mine]
        return self._not_in_free_time(client, elsewhere, Stage.DAYS)

    def _not_in_free_time(self, client: Client, fitting: Iterable[tuple[Topic, int]], stage: Stage) -> str:
        ahead = [(topic, start) for topic, start in fitting if not self._busy(client, topic, start)]
        if not ahead:
            return f"the free time between {client.code}'s sessions is too short for another session"
        looked = []
        for topic, start in ahead:
            opening = self.obstacles.look(client.code, topic, start, stage)
            if opening.obstacle is None:
                return self._free(opening, stage)
            looked.append(opening)
        return f"free {named(free_stretches(self.problem, ahead), 'other time')}, but {closed_by(looked)}"

    # --- needs -----------------------------------------------------------------------------------

    def need(self, need: Need, asked: int, planned: int) -> str:
        """Why a need isn't met, where `asked` and `planned` are the topic's sessions on its days for all needs."""
        problem, obstacles = self.problem, self.obstacles
        client, topic = problem.clients[need.client], problem.topics[need.topic]
        never = obstacles.never(client.code, topic)
        if never or (longer := _longer_than_a_day(client, topic)):
            return Certain(never.says if never else longer)
        starts = [start for start in obstacles.starts_of(client.code, topic) if _on(need.days, start)]
        days = on_days(problem, need.days)
        held = [start for start in self.held[topic.name] if _on(need.days, start)]
        outside = [start for start in held if start not in starts]
        if not starts:
            return Certain(self._no_start(need, topic, len(held), days))
        if not any(obstacles.could_run(topic, start) for start in starts):
            return Certain(self._never_staffed(client, topic, starts))
        fits = most_sessions(topic, starts)
        if fits < asked and planned >= fits:
            return Certain(says_fits(client.code, topic, starts, asked, days))
        mine = [(session.topic, session.start) for session in self.roster.of_client(client.code)]
        ahead = [start for start in starts if (topic.name, start) not in mine]
        if not ahead:
            return f"no other start time of {topic.name} lies in {client.code}'s hours{days}"
        lead = self._lead(client, topic, len(held), len(outside))
        stage = (
            Stage.NEEDS
            if Stage.OTHER_NEEDS not in self._levels or need.priority >= MUST
            else Stage.OTHER_NEEDS
        )
        looked = []
        for start in ahead:
            looked.append(obstacles.look(client.code, topic, start, stage))
            if looked[-1].obstacle is None:
                return lead + self._free(looked[-1], stage)
        return lead + at_times(problem, looked, f"{client.code}'s hours{days}")

    def _lead(self, client: Client, topic: Topic, held: int, outside: int) -> str:
        """What is told first of a topic's sessions: that all seats are taken, or that all lie outside the hours."""
        if taken := seats_taken(self.problem, self.roster, topic):
            return f"{taken}; "
        return f"{all_of(held, 'lies', 'lie')} outside {client.code}'s hours; " if held == outside > 0 else ""

    @property
    def _levels(self) -> set[Stage | None]:
        return {rule.stage for rule in self.obstacles.trial.elastic}

    def _no_start(self, need: Need, topic: Topic, held: int, days: str) -> str:
        if held:
            asked = counted(need.sessions, "session")
            return f"needs {asked} of {topic.name}{days}: {all_of(held, 'lies', 'lie')} outside {need.client}'s hours"
        if gap := gap_of_a_minute(self.problem, self.problem.clients[need.client]):
            return gap
        if over := self.obstacles.closed_to_all(need.client, topic, need.days):
            where = f"in {need.client}'s hours{days}"
            return f"no start time of {topic.name} is left {where}: {over[-1].says}"
        return f"no start time leaves {topic.minutes} min for {topic.name} in {need.client}'s hours{days}"

    def _never_staffed(self, client: Client, topic: Topic, starts: Sequence[int]) -> str:
        found = [one for start in starts if (one := self.obstacles.session(topic, start))]
        nearest = max(found, key=lambda one: one.there)
        if nearest.rule is None:
            return nearest.says
        says = [one.says for one in found]
        if topic.leaders == 1 and len(set(says)) > 1:
            return at_each(self.problem, list(zip(starts, says, strict=True)), client.code)
        lie = "lies" if len(starts) == 1 else "lie"
        where = f"{counted(len(starts), 'start time')} of {topic.name} {lie} in {client.code}'s hours"
        if topic.leaders > 1 and len(set(says)) > 1:
            together = f"{topic.leaders} therapists who lead it are there together for {topic.minutes} min"
            return f"{where}, but at none of them {together} with a room for it"
        when = "" if nearest.says.endswith("week") else " then" if len(starts) == 1 else " at any of them"
        return f"{where}, but {nearest.says}{when}"

    # --- both ------------------------------------------------------------------------------------

    def _busy(self, client: Client, topic: Topic, start: int) -> bool:
        return bool(self.roster.across(client.code, start, start + topic.minutes))

    def _free(self, opening: Opening, stage: Stage) -> str:
        where = f"{opening.topic.name} {self.problem.says_when(opening.start)}"
        if stage in self.proven:
            return (
                f"a seat in {where} would take more from others than it gives: no plan does better (proven)"
            )
        return f"nothing in the roster is in the way of {where}: planning longer may find a seat"


def _stay_ended(problem: Problem, code: str) -> str:
    ends = problem.clients[code].ends
    return Certain(f"the stay of {code} ended on {problem.wording.day(ends)}" if ends else "")


def _longer_than_a_day(client: Client, topic: Topic) -> str:
    most = client.most_minutes_a_day
    if most is None or topic.minutes <= most:
        return ""
    day = f"{client.code} may have {hours(most)} a day at most (Max hours a day)"
    return f"{topic.name} takes {hours(topic.minutes)}, and {day}"


def _for_good(client: Client, barred: Sequence[Obstacle]) -> str:
    """What keeps a client out of every topic that counts, if it is one thing."""
    says = {obstacle.says for obstacle in barred}
    return says.pop() if len(says) == 1 else f"{client.code} may attend no topic that counts towards hours"


def _on(days: Collection[int] | None, start: int) -> bool:
    return days is None or start // MINUTES_A_DAY in days
