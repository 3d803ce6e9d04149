"""Who may come when, and to what: a client's own hours and what bars them from a topic, whatever the roster says."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Client, Problem, Topic, Window


class Admission:
    """One week's clients and topics, with who has attended what before."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def hours_of(self, client: Client) -> list[Window]:
        """When a client can come, day by day: available, in their stay and on an authorised day."""
        windows = self.problem.client_windows.get(client.code, ())
        days = [day for day in range(DAYS_A_WEEK) if self.may_come(client, day)]
        found = []
        for day in days:
            opens, closes = day * MINUTES_A_DAY, (day + 1) * MINUTES_A_DAY
            for window in windows:
                if window.start < closes and window.end > opens:
                    found.append(Window(max(window.start, opens), min(window.end, closes)))
        return found

    def may_come(self, client: Client, day: int) -> bool:
        """Whether a day (0 to 6) lies in the client's stay and is authorised."""
        date = self.problem.date_of(day * MINUTES_A_DAY)
        if (client.starts and date < client.starts) or (client.ends and date > client.ends):
            return False
        return client.days is None or day in client.days

    def barred(self, client: Client, topic: Topic) -> tuple[str, tuple[str, ...]] | None:
        """What keeps a client out of a topic for good (tags, level, prerequisites, closed) and its names."""
        if lacking := sorted(topic.wanted_tags - client.tags):
            return "for", tuple(lacking)
        if clashing := sorted(topic.barred_tags & client.tags):
            return "not for", tuple(clashing)
        if topic.levels is not None and client.level not in topic.levels:
            return "levels", tuple(sorted(topic.levels))
        attended = self._attended.get(client.code, set())
        if lacking := [before for before in topic.after if before not in attended]:
            return "after", tuple(lacking)
        if topic.closed and topic.name in self._started and topic.name not in self._history[client.code]:
            return "closed", ()
        return None

    @cached_property
    def _history(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for line in self.problem.history:
            if line.status == "attended":
                found[line.client].add(line.topic)
        return found

    @cached_property
    def _started(self) -> set[str]:
        return {topic for topics in self._history.values() for topic in topics}

    @cached_property
    def _attended(self) -> dict[str, set[str]]:
        found = {code: set(topics) for code, topics in self._history.items()}
        for session in self.problem.untouched:
            for seat in session.seats:
                if not seat.missed:
                    found.setdefault(seat.client, set()).add(session.topic)
        return found
