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
        begun = {(held.topic, held.start) for held in problem.untouched}
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
        past = {(held.topic, held.start) for held in problem.untouched}
        for topic in (topic for topic in problem.topics.values() if topic.largest > 1):
            of_topic = [f for f in problem.fixed if f.topic == topic.name and (f.topic, f.start) not in past]
            standing = [fixed.start for fixed in of_topic if fixed.excused and fixed.open_seats]
            sessions = [
                s for s in roster.sessions if s.topic == topic.name and (s.topic, s.start) not in past
            ]
            room = sum(
                max(
                    0,
                    topic.best * standing.count(start)
                    - sum(len(session.clients) for session in sessions if session.start == start),
                )
                for start in set(standing)
            )
            others = [
                code
                for session in sessions
                if session.start not in [fixed.start for fixed in of_topic]
                for code in session.clients
                if any(
                    window.start <= start and start + topic.minutes <= window.end
                    for window in problem.client_windows.get(code, ())
                    for start in standing
                )
            ]
            if amiss := min(room, len(others)):
                says = f"{counted(amiss, 'client')} of {topic.name} could sit in a settled session, and sit elsewhere"
                yield Breach(self.name, amiss, says, (topic.name,))
