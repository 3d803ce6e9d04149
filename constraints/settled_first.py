"""Settled sessions fill first: nobody opens a second group while the standing one is half empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, counted


@dataclass(frozen=True)
class SettledFirst(Rule):
    """Whoever can come to a settled session sits there, and not in another of its topic, as long as it has room.

    Room is what its topic's best size leaves. Amount, topic by topic: clients who sit in sessions that aren't settled
    and could come to one that is, but no more than those have room for. Settled sessions that name their clients, and
    what has begun, don't count.
    """

    weight: int = 60

    name = "Settled first"
    stated = "Fixed; Rules: Settled first"
    bites = "a settled session of the topic has room"
    unit = "client who sits elsewhere while a settled session has room"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """The fewer of two: the seats elsewhere, and the room that is left. Which of them it is, 0 or 1 chooses."""
        begun = problem.untouched_at
        rows = [row for row in problem.fixed if (row.topic, row.start) not in begun]
        for name in dict.fromkeys(row.topic for row in rows if row.open_seats and row.excused):
            topic, settled = problem.topics[name], {row.start for row in rows if row.topic == name}
            standing = Counter(r.start for r in rows if r.topic == name and r.open_seats and r.excused)
            spans = [(start, start + topic.minutes) for start in standing]
            elsewhere = [
                (seat.column, 1)
                for seat in draft.seats
                if seat.topic.name == name
                and seat.start not in settled
                and (name, seat.start) not in begun
                and any(w.holds(*span) for w in problem.client_windows.get(seat.client, ()) for span in spans)
            ]
            if topic.largest == 1 or not elsewhere:
                continue
            room = []
            for start, many in standing.items():
                left = draft.quantity(("room in settled sessions", name, start), topic.best * many)
                seats = [(seat.column, 1) for seat in draft.seats_at(name, start)]
                yield Limit([*seats, (left, 1)], fewest=topic.best * many, about=(name,))
                room.append((left, 1))
            full = draft.quantity(("settled sessions are full", name), 1)
            most = topic.best * standing.total()
            yield Goal([*elsewhere, (full, -len(elsewhere))], most=0, about=(name,))
            yield Goal([*room, (full, most)], most=most, about=(name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts who sits elsewhere and could come, and the room that the settled sessions have."""
        past = problem.untouched_at
        ahead = [session for session in roster.sessions if (session.topic, session.start) not in past]
        for topic in (topic for topic in problem.topics.values() if topic.largest > 1):
            settled = [
                one for one in problem.fixed if one.topic == topic.name and (one.topic, one.start) not in past
            ]
            standing = [one.start for one in settled if one.excused and one.open_seats]
            room, others = dict.fromkeys(standing, 0), 0
            for start in standing:
                room[start] += topic.best
            for session in (session for session in ahead if session.topic == topic.name):
                if session.start in room:
                    room[session.start] -= len(session.clients)
                elif all(session.start != one.start for one in settled):
                    others += sum(
                        self._could_come(problem, code, standing, topic.minutes) for code in session.clients
                    )
            if amiss := min(others, sum(max(0, left) for left in room.values())):
                says = f"{counted(amiss, 'client')} of {topic.name} could sit in a settled session, and sit elsewhere"
                yield Breach(self.name, amiss, says, (topic.name,))

    def _could_come(self, problem: Problem, code: str, starts: Iterable[int], minutes: int) -> bool:
        windows = problem.client_windows.get(code, ())
        return any(one.start <= start and start + minutes <= one.end for one in windows for start in starts)
