"""Why a client has fewer hours or days than required: their own time, who is there in it, or what is in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Client, Topic, counted, hours, listed
from planner.plan import HoursLine
from planner.reasons.closing import closed_by
from planner.reasons.finished import Finished
from planner.reasons.held_down import held_down
from planner.reasons.staffing import Obstacle
from planner.reasons.standing_seats import StandingSeats, standing_seats
from planner.reasons.wording import (
    Certain,
    Open,
    Unstaffed,
    broken_hours,
    free_stretches,
    limits_of_topics,
    named,
    required_of,
)

REACHED = 0.75  # of what a client could have at most: with more of it nothing need be in the way


class WhyHours:
    """One finished week's sentences about hours and days."""

    def __init__(self, week: Finished) -> None:
        self.week, self.problem, self.roster, self.obstacles = week, week.problem, week.roster, week.obstacles

    def why(self, line: HoursLine) -> str:
        """Why a client has fewer hours than required, else fewer days; blank where they have both."""
        client = self.problem.clients[line.client]
        if line.short:
            return self.short(client, line.planned)
        return self.days(client) if line.days < client.least_days else ""

    def short(self, client: Client, planned: int) -> str:
        """Why a client has fewer hours than required."""
        required = required_of(client)
        counting = [topic for topic in self.problem.topics.values() if topic.counts]
        barred = [self.obstacles.never(client.code, topic) for topic in counting]
        topics = [topic for topic, never in zip(counting, barred, strict=True) if never is None]
        if not topics:
            never = broken_hours(self.problem, client) or self._never(client, [bar for bar in barred if bar])
            return Certain(f"{never}, {required}")
        fitting = [
            (topic, start) for topic in topics for start in self.obstacles.starts_of(client.code, topic)
        ]
        stands = standing_seats(self.problem, client.code)
        own = stands.most_with(client, fitting)
        if own < client.least_minutes:
            reach = max(own, planned)
            left = f"{hours(client.least_minutes - reach)} can't be placed at all" if reach else ""
            says = f"{self._own_hours(client, fitting, reach, stands)}, {required}"
            return Certain(f"{says}: {left}" if left else says)
        led = [(topic, start) for topic, start in fitting if self.obstacles.could_run(topic, start)]
        staffed = max(stands.most_with(client, led), planned)
        if staffed < client.least_minutes:
            more = staffed - stands.minutes if self.problem.as_of else staffed
            there = f"only {hours(more)} of sessions" if more else "no session"
            says = f"therapists and rooms are there for {there} in their hours{self.week.after}, {required}"
            return Unstaffed(f"{self._so_far(stands.minutes, hours(stands.minutes))}{says}")
        return self._not_in_free_time(client, fitting, Stage.HOURS)

    def beside(self, line: HoursLine) -> str:
        """Why a client whose hours can't be reached hasn't even those that could be; blank where they have them."""
        client = self.problem.clients[line.client]
        fitting = [
            (topic, start)
            for topic in self.problem.topics.values()
            if topic.counts
            for start in self.obstacles.starts_of(client.code, topic)
            if self.obstacles.could_run(topic, start)
        ]
        reach = standing_seats(self.problem, client.code).most_with(client, fitting)
        # How much could be had is a bound that is seldom reached: a little less is nobody's fault.
        if reach >= client.least_minutes or line.planned >= REACHED * reach:
            return ""
        why = self._not_in_free_time(client, fitting, Stage.HOURS)
        if isinstance(why, Open):
            return why
        return f"{client.code} has {hours(line.planned)} of the {hours(reach)} that could be had: {why}"

    def _never(self, client: Client, barred: Sequence[Obstacle]) -> str:
        """What keeps a client out of every topic that counts: that they aren't there, or one thing for all topics."""
        says = {obstacle.says for obstacle in barred}
        if len(says) > 1 and not self.problem.client_windows.get(client.code):
            return f"{client.code} isn't available at all in this week"
        counting = [topic for topic in self.problem.topics.values() if topic.counts]
        if len(says) > 1 and not all(self.obstacles.barred_for_good(client.code, one) for one in counting):
            return f"no session that counts towards hours may start in {client.code}'s hours"
        return (
            says.pop() if len(says) == 1 else f"{client.code} may attend no topic that counts towards hours"
        )

    def _so_far(self, much: int, says: str) -> str:
        """`1 h until Wed 12:00, and ` of a week that is replanned; blank where there was nothing by then."""
        if not self.problem.as_of or not much:
            return ""
        return f"{says} until {self.problem.says_when(self.problem.as_of)}, and "

    def _own_hours(
        self, client: Client, fitting: Sequence[tuple[Topic, int]], reach: int, stands: StandingSeats
    ) -> str:
        """What bounds the hours a client could have: their own time, the day's limit, or the topics' limits."""
        if gap := broken_hours(self.problem, client):
            return gap
        if not fitting and not stands.options and (last := self._last_bar(client)):
            return last.says
        shortest = min((topic.minutes for topic, _ in fitting), default=0)
        if client.most_minutes_a_day is not None and shortest > client.most_minutes_a_day:
            most = (
                f"{client.code} may have {hours(client.most_minutes_a_day)} a day at most (Max hours a day)"
            )
            return f"no session takes less than {hours(shortest)}, and {most}"
        free = stands.most_with(client, fitting, of_topics=False)
        limits = limits_of_topics(dict.fromkeys(topic for topic, _ in fitting))
        if not self.problem.as_of and reach < free < client.least_minutes:
            why = held_down(self.problem, client, fitting, stands)
            there = f"available for {hours(free)} of sessions in the week{why}"
            return f"{there}, of which the topics' limits allow {hours(reach)} ({limits})"
        if free >= client.least_minutes:
            return f"the topics' limits allow {hours(reach)} of sessions in the week ({limits})"
        if not self.problem.as_of:
            why = held_down(self.problem, client, fitting, stands)
            return f"available for {hours(reach)} of sessions in the week{why}"
        more = f"{hours(reach - stands.minutes)} of sessions" if reach > stands.minutes else "no session"
        return f"{self._so_far(stands.minutes, hours(stands.minutes))}available for {more}{self.week.after}"

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
        held = {start // MINUTES_A_DAY for _, start in standing_seats(self.problem, client.code).options}
        days = held | {start // MINUTES_A_DAY for _, start in fitting}
        if len(days) < client.least_days:
            there = self._on_days("available for a session", held, days)
            return Certain(f"{there}, {required}{self._never_starting(client)}")
        staffed = held | {
            start // MINUTES_A_DAY for topic, start in fitting if self.obstacles.could_run(topic, start)
        }
        if len(staffed) < client.least_days:
            there = self._on_days("therapists and rooms are there in their hours", held, staffed)
            return Unstaffed(f"{there}, {required}")
        mine = {session.day for session in self.roster.of_client(client.code)}
        elsewhere = [(topic, start) for topic, start in fitting if start // MINUTES_A_DAY not in mine]
        return self._not_in_free_time(client, elsewhere, Stage.DAYS)

    def _never_starting(self, client: Client) -> str:
        """` (Times lets no session start on Wed)`: on days on which the client is there."""
        there = {window.start // MINUTES_A_DAY for window in self.problem.client_windows.get(client.code, ())}
        idle = sorted(there - {start // MINUTES_A_DAY for start in self.problem.starts})
        names = listed([self.problem.weekday_name(day) for day in idle])
        return f" (Times lets no session start on {names})" if idle else ""

    def _on_days(self, says: str, held: Collection[int], days: Collection[int]) -> str:
        more = len(set(days) - set(held)) if self.problem.as_of else len(days)
        on = f"on {counted(more, 'day')}" if more or not self.problem.as_of else "on no day"
        return f"{self._so_far(len(held), counted(len(held), 'day'))}{says} {on}{self.week.after}"

    def _not_in_free_time(self, client: Client, fitting: Iterable[tuple[Topic, int]], stage: Stage) -> str:
        ahead = [
            (topic, start)
            for topic, start in fitting
            if not self.roster.across(client.code, start, start + topic.minutes)
        ]
        if not ahead:
            return f"the free time between {client.code}'s sessions is too short for another session"
        looked = []
        for topic, start in ahead:
            opening = self.obstacles.look(client.code, topic, start, stage)
            if opening.obstacle is None:
                return self.week.free(opening, stage)
            looked.append(opening)
        return f"free {named(free_stretches(self.problem, ahead), 'other time')}, but {closed_by(looked)}"
