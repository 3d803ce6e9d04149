"""Nobody opens a second group beside a settled one that could take them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit
from planner.language.rule import Rule
from planner.model import Fixed, Problem, Roster, counted


@dataclass(frozen=True)
class BesideWhatIsSettled(Rule):
    """At the time of a settled session, another of its topic runs only when there are clients enough for both.

    Enough is the topic's smallest for each, or more than the settled one has seats for. A settled session that can't
    take whoever comes (it names its clients or somebody a client is kept apart from, or is individual) asks for none.
    """

    name = "Beside what is settled"
    stated = "Fixed; Topics: Smallest"
    bites = "the settled session at that time has to be filled first"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """As soon as there is one session more than is settled, the seats of all at that time."""
        settled: dict[tuple[str, int], list[int]] = {}
        for row in problem.fixed:
            if row.excused:
                settled.setdefault((row.topic, row.start), []).append(self._takes(problem, row))
        for place, takes in settled.items():
            session, smallest = draft.session_at(*place), max(problem.topics[place[0]].smallest, 1)
            enough = min(smallest * (1 + sum(map(bool, takes))), sum(takes) + 1)
            if (
                session is None
                or place in problem.untouched_at
                or not any(takes)
                or session.most <= len(takes)
            ):
                continue
            seats, further = [(seat.column, 1) for seat in draft.seats_at(*place)], session.most - len(takes)
            more = session.column
            if further > 1:
                more = draft.quantity(("more than is settled", *place), 1)
                row_of_more = [(session.column, 1), (more, -further)]
                yield Limit(row_of_more, most=len(takes), about=(place[0],))
            least = 0 if further > 1 else -enough * len(takes)
            yield Limit([*seats, (more, -enough)], fewest=least, about=(place[0],))

    def _takes(self, problem: Problem, row: Fixed) -> int:
        """How many of whoever could come it seats; 0: it can't take everybody."""
        topic = problem.topics[row.topic]
        barred = any(pair.therapist in row.therapists for pair in problem.apart)
        return (
            0
            if barred or not row.open_seats or topic.kind == "individual"
            else problem.seats_in(topic, row.room)
        )

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Counts who sits at the time of each settled session."""
        avoided = {pair.therapist for pair in problem.apart}
        for place in {(row.topic, row.start): None for row in problem.fixed if row.excused}:
            topic = problem.topics[place[0]]
            rows = [row for row in problem.fixed if row.excused and (row.topic, row.start) == place]
            here = [session for session in roster.sessions if (session.topic, session.start) == place]
            open_rows = [row for row in rows if row.open_seats and avoided.isdisjoint(row.therapists)]
            if (
                place in problem.untouched_at
                or topic.kind == "individual"
                or len(here) <= len(rows)
                or not open_rows
            ):
                continue
            seated = sum(len(session.seats) for session in here)
            for_each = seated >= max(topic.smallest, 1) * (1 + len(open_rows))
            rooms = [room.seats for row in open_rows if (room := problem.rooms.get(row.room or ""))]
            free = sum(min(topic.largest, seats) for seats in rooms)
            free += topic.largest * (len(open_rows) - len(rooms))
            if not for_each and seated <= free:
                says = (
                    f"{topic.name} on {problem.says_when(place[1])} is settled and runs {len(here)} times for "
                    f"{counted(seated, 'client')}, who could all sit in what is settled"
                )
                yield Breach(self.name, 1, says, (topic.name, *(session.id for session in here)))
