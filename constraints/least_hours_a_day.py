"""A day that is attended is worth the way: the daily floor of a level of care."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Refusal, Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, Roster, hours


@dataclass(frozen=True)
class LeastHoursADay(Rule):
    """On each day with a counting session a client has at least the level's minimum hours a day.

    Amount: minutes below the floor, day by day; a day without a counting session has no floor. A seat
    counts the minutes it was credited, otherwise the session's; one that was missed counts nothing.
    Source: H0015, Indiana and North Carolina ask for three hours a day; the numbers are the workbook's.
    """

    name = "Least hours a day"
    stated = "Levels: Min hours a day"
    bites = "a level of care asks for this many hours on each attended day"
    unit = "minute below the floor of a day"
    stage = Stage.DAILY_FLOOR

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal]:
        """One goal a client and day: the day's minutes reach the floor, if the day is attended."""
        for client in problem.clients.values():
            if not client.least_minutes_a_day:
                continue
            terms: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for seat in draft.seats_of(client.code):
                if seat.brings:
                    terms[seat.day].append((seat.column, seat.brings))
            for day in range(DAYS_A_WEEK):
                attends = draft.attends(client.code, day)
                if attends is not None:
                    floor = (attends, -client.least_minutes_a_day)
                    yield Goal([*terms[day], floor], fewest=0, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up each client's minutes day by day."""
        for client in problem.clients.values():
            delivered: Counter[int] = Counter()
            for session, seat in roster.kept_by(client.code):
                if problem.topics[session.topic].counts:
                    delivered[session.day] += session.credited(seat)
            for day, minutes in delivered.items():
                short = client.least_minutes_a_day - minutes
                if short > 0:
                    yield Breach(
                        self.name,
                        short,
                        f"{client.code} has {hours(minutes)} on {problem.weekday_name(day)}, "
                        f"{hours(short)} below the floor of {hours(client.least_minutes_a_day)} a day",
                        (client.code,),
                    )

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the day and the floor."""
        floor = problem.clients[refused.who or ""].least_minutes_a_day
        day = problem.weekday_name(refused.start // MINUTES_A_DAY)
        return f"{day} would then be a day under {hours(floor)} (Min hours a day)"
