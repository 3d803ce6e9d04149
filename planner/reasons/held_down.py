"""What holds a client's hours down where their own time doesn't: the level's day or days, or when sessions start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.model import MINUTES_A_DAY, Client, Problem, Topic, counted, hours
from planner.reasons.standing_seats import StandingSeats


def held_down(
    problem: Problem, client: Client, fitting: Sequence[tuple[Topic, int]], stands: StandingSeats
) -> str:
    """`, as IOP allows 2 h a day at most (Max hours a day)`; blank where it is but the client's own time.

    `fitting` are the topics and starts that are open to the client; what topics allow is told elsewhere.
    """
    free = stands.most_with(client, fitting, of_topics=False)

    def more_with(looser: Client) -> bool:
        return stands.most_with(looser, fitting, of_topics=False) > free

    a_day, days = client.most_minutes_a_day, client.most_days
    if a_day is not None and more_with(replace(client, most_minutes_a_day=None)):
        return f", as {client.level} allows {hours(a_day)} a day at most (Max hours a day)"
    if days is not None and more_with(replace(client, most_days=None)):
        return f", as {client.level} allows {counted(days, 'day')} a week at most (Max days)"
    there = sum(
        window.end - window.start
        for window in problem.client_windows.get(client.code, ())
        if client.days is None or window.start // MINUTES_A_DAY in client.days
    )
    if not free or there < client.least_minutes:
        return ""
    where = "" if any(topic.starts for topic, _ in fitting) else " (Times)"
    return f", as no more of the {hours(there)} they can come fits the start times{where}"
