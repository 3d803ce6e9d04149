"""Where a client could still be seated in a finished roster, and what stands in the way: no solver, only looking.

An *opening* is a topic at a start that lies in the client's own hours. Its *obstacle* is the first thing that
keeps the client out of it, everything else in the roster left as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from planner.model import GAP_THAT_BREAKS_A_ROW, MINUTES_A_DAY, Client, Problem, Roster, Session, Topic
from planner.reasons.admission import Admission


class Obstacle(Enum):
    """The first thing that keeps a client out of a topic at a start; `NOTHING`: a seat could be had."""

    BUSY = auto()
    TOPIC_A_DAY = auto()
    TOPIC_A_WEEK = auto()
    HOURS_A_DAY = auto()
    HOURS_A_WEEK = auto()
    DAYS_A_WEEK = auto()
    FULL = auto()
    FOR_OTHERS = auto()
    APART = auto()
    PRIMARY = auto()
    RUNS_ENOUGH = auto()
    AT_ONCE = auto()
    NO_THERAPIST = auto()
    NO_ROOM = auto()
    TOO_FEW = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """A topic at a start (minutes of the week) in a client's hours.

    `there` counts people: in a session that runs its clients, otherwise the others who could come; `wanted` is
    the most such a session holds, or the others it needs in order to run.
    """

    topic: Topic
    start: int
    obstacle: Obstacle
    there: int = 0
    wanted: int = 0


class Openings:
    """All openings of one week. Looking is cheap: what doesn't depend on the client is looked up once."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem, self.roster = problem, roster
        self.admission = Admission(problem)
        self.running: dict[tuple[str, int], list[Session]] = defaultdict(list)
        self.held: dict[str, list[Session]] = defaultdict(list)
        self._led: dict[str, list[Session]] = defaultdict(list)
        self._in_room: dict[str, list[Session]] = defaultdict(list)
        for session in sorted(roster.sessions, key=lambda session: session.start):
            self.running[session.topic, session.start].append(session)
            self.held[session.topic].append(session)
            for name in session.therapists:
                self._led[name].append(session)
            if session.room is not None:
                self._in_room[session.room].append(session)
        self._begun = {(session.topic, session.start) for session in problem.untouched}
        self._known_obstacles: dict[tuple[str, int], Obstacle | None] = {}
        self._known_comers: dict[tuple[str, int], frozenset[str]] = {}
        self._known_starts: dict[str, list[int]] = {}
        self._known_fitting: dict[tuple[str, str], list[int]] = {}
        self._known_sets: dict[tuple[str, str], frozenset[int]] = {}
        self._known_to_run: dict[tuple[str, int], bool] = {}

    # --- what is the client's own ------------------------------------------------------------

    def starts_of(self, client: Client, topic: Topic) -> list[int]:
        """Every start at which the client could come to the topic for all its minutes, in order."""
        asked = client.code, topic.name
        if asked not in self._known_fitting:
            starts = self._starts(topic)
            self._known_fitting[asked] = [
                start
                for window in self.problem.client_windows.get(client.code, ())
                for start in starts[
                    bisect_left(starts, window.start) : bisect_right(starts, window.end - topic.minutes)
                ]
                if self.admission.may_come(client, start // MINUTES_A_DAY)
            ]
        return self._known_fitting[asked]

    def could_run(self, topic: Topic, start: int) -> bool:
        """Whether therapists and a room are there for it at all, whatever else the roster has them do."""
        asked = topic.name, start
        if asked not in self._known_to_run:
            self._known_to_run[asked] = asked in self.running or self._staffed(topic, start)
        return self._known_to_run[asked]

    def _staffed(self, topic: Topic, start: int) -> bool:
        end = start + topic.minutes
        there = [
            name
            for name, therapist in self.problem.therapists.items()
            if topic.name in therapist.leads and self._available(name, start, end)
        ]
        return len(there) >= topic.leaders and (
            not self._binds(topic) or any(self._open(name, start, end) for name in self._rooms_for(topic))
        )

    # --- what stands in the way --------------------------------------------------------------

    def look(self, client: Client, topic: Topic, start: int) -> Opening:
        """The opening at one start, with its obstacle."""
        own = self._own_obstacle(client, topic, start)
        if own is not None:
            return Opening(topic, start, own)
        sessions = self.running.get((topic.name, start), [])
        if sessions:
            return self._join(client, topic, start, sessions)
        primary = self._primary(client, topic)
        if primary is not None and not self._free_to_lead(primary, topic, start):
            return Opening(topic, start, Obstacle.PRIMARY)
        if (topic.name, start) not in self._known_obstacles:
            self._known_obstacles[topic.name, start] = self._session_obstacle(topic, start)
        found = self._known_obstacles[topic.name, start]
        if found is not None:
            return Opening(topic, start, found)
        others = len(self._comers(topic, start) - {client.code})
        needed = max(topic.smallest - 1, 0)
        return Opening(
            topic, start, Obstacle.TOO_FEW if others < needed else Obstacle.NOTHING, others, needed
        )

    def _own_obstacle(self, client: Client, topic: Topic, start: int) -> Obstacle | None:
        end, day = start + topic.minutes, start // MINUTES_A_DAY
        mine = self.roster.of_client(client.code)
        if any(session.start < end and start < session.end for session in mine):
            return Obstacle.BUSY
        today = [session for session in mine if session.day == day]
        same = sum(session.topic == topic.name for session in today)
        if topic.most_a_day is not None and same >= topic.most_a_day:
            return Obstacle.TOPIC_A_DAY
        in_week = sum(session.topic == topic.name for session in mine)
        if topic.most_a_week is not None and in_week >= topic.most_a_week:
            return Obstacle.TOPIC_A_WEEK
        booked = sum(session.minutes for session in today) + topic.minutes
        if client.most_minutes_a_day is not None and booked > client.most_minutes_a_day:
            return Obstacle.HOURS_A_DAY
        counting = [session for session in mine if self.problem.topics[session.topic].counts]
        planned = sum(session.minutes for session in counting) + topic.minutes
        if topic.counts and client.most_minutes is not None and planned > client.most_minutes:
            return Obstacle.HOURS_A_WEEK
        days = {session.day for session in counting}
        if topic.counts and client.most_days is not None and len(days | {day}) > client.most_days:
            return Obstacle.DAYS_A_WEEK
        return None

    def _join(self, client: Client, topic: Topic, start: int, sessions: list[Session]) -> Opening:
        """What keeps a client out of sessions that run: the one that comes nearest to a seat counts."""
        settled = [fixed for fixed in self.problem.fixed if (fixed.topic, fixed.start) == (topic.name, start)]
        if (topic.name, start) in self._begun or (
            settled and len(settled) >= len(sessions) and not any(fixed.open_seats for fixed in settled)
        ):
            return Opening(topic, start, Obstacle.FOR_OTHERS)
        emptiest = min(sessions, key=lambda session: len(session.seats) - self._holds(topic, session))
        there, most = len(emptiest.seats), self._holds(topic, emptiest)
        if there >= most:
            return Opening(topic, start, Obstacle.FULL, there, most)
        primary = self._primary(client, topic)
        if primary is not None and all(primary not in session.therapists for session in sessions):
            return Opening(topic, start, Obstacle.PRIMARY)
        if all(self._keeps_apart(client.code, session) for session in sessions):
            return Opening(topic, start, Obstacle.APART)
        return Opening(topic, start, Obstacle.NOTHING, there, most)

    def _session_obstacle(self, topic: Topic, start: int) -> Obstacle | None:
        """Why one more session of the topic can't be held at a start; `None`: therapists and a room are free."""
        end = start + topic.minutes
        held = self.held[topic.name]
        if topic.runs_at_most is not None and len(held) >= topic.runs_at_most:
            return Obstacle.RUNS_ENOUGH
        beside = sum(session.start < end and start < session.end for session in held)
        if topic.at_once is not None and beside >= topic.at_once:
            return Obstacle.AT_ONCE
        leaders = sum(self._free_to_lead(name, topic, start) for name in self.problem.therapists)
        if leaders < topic.leaders:
            return Obstacle.NO_THERAPIST
        if self._binds(topic) and not any(
            self._open(name, start, end) and not self._taken(self._in_room[name], start, end)
            for name in self._rooms_for(topic)
        ):
            return Obstacle.NO_ROOM
        return None

    def _free_to_lead(self, name: str, topic: Topic, start: int) -> bool:
        therapist, end = self.problem.therapists[name], start + topic.minutes
        if topic.name not in therapist.leads or not self._available(name, start, end):
            return False
        led = self._led[name]
        if self._taken(led, start, end):
            return False
        minutes = sum(session.minutes for session in led) + topic.minutes
        if therapist.most_minutes is not None and minutes > therapist.most_minutes:
            return False
        today = sum(session.day == start // MINUTES_A_DAY for session in led)
        if therapist.most_a_day is not None and today >= therapist.most_a_day:
            return False
        if therapist.most_in_a_row is None:
            return True
        stretches = [*((session.start, session.end) for session in led), (start, end)]
        return _longest_row(stretches) <= max(therapist.most_in_a_row, _longest_row(stretches[:-1]))

    def _primary(self, client: Client, topic: Topic) -> str | None:
        """The therapist who alone may lead an individual session of the client, if there is one."""
        primary = self.problem.therapists.get(client.primary or "")
        if topic.kind != "individual" or primary is None or topic.name not in primary.leads:
            return None
        return primary.name

    def _comers(self, topic: Topic, start: int) -> frozenset[str]:
        """Everybody who may attend the topic and has nothing else at that time."""
        if (topic.name, start) not in self._known_comers:
            self._known_comers[topic.name, start] = frozenset(
                client.code
                for client in self.problem.clients.values()
                if start in self._fitting_set(client, topic)
                and self.admission.barred(client, topic) is None
                and self._own_obstacle(client, topic, start) is None
            )
        return self._known_comers[topic.name, start]

    def _fitting_set(self, client: Client, topic: Topic) -> frozenset[int]:
        asked = client.code, topic.name
        if asked not in self._known_sets:
            self._known_sets[asked] = frozenset(self.starts_of(client, topic))
        return self._known_sets[asked]

    # --- looking up --------------------------------------------------------------------------

    def _starts(self, topic: Topic) -> list[int]:
        if topic.name not in self._known_starts:
            settled = {fixed.start for fixed in self.problem.fixed if fixed.topic == topic.name}
            held = {session.start for session in self.held[topic.name]}
            self._known_starts[topic.name] = sorted({*self.problem.starts, *settled, *held})
        return self._known_starts[topic.name]

    def _available(self, therapist: str, start: int, end: int) -> bool:
        windows = self.problem.therapist_windows.get(therapist, ())
        return any(window.holds(start, end) for window in windows)

    def _open(self, room: str, start: int, end: int) -> bool:
        windows = self.problem.room_windows.get(room)
        return windows is None or any(window.holds(start, end) for window in windows)

    def _taken(self, sessions: Iterable[Session], start: int, end: int) -> bool:
        pause = self.problem.changeover
        return any(session.start < end + pause and start < session.end + pause for session in sessions)

    def _binds(self, topic: Topic) -> bool:
        return topic.needs_room and bool(self.problem.rooms)

    def _rooms_for(self, topic: Topic) -> Iterator[str]:
        for room in self.problem.rooms.values():
            if room.seats >= topic.smallest and (topic.room_kind is None or topic.room_kind in room.kinds):
                yield room.name

    def _holds(self, topic: Topic, session: Session) -> int:
        room = self.problem.rooms.get(session.room or "")
        return topic.largest if room is None else min(topic.largest, room.seats)

    def _keeps_apart(self, code: str, session: Session) -> bool:
        present = {*session.clients, *session.therapists}
        return any(
            (pair.client == code and present & {pair.other_client, pair.therapist})
            or (pair.other_client == code and pair.client in present)
            for pair in self.problem.apart
        )


def _longest_row(stretches: Iterable[tuple[int, int]]) -> int:
    longest = row = 0
    over = -MINUTES_A_DAY
    for start, end in sorted(stretches):
        row = row + 1 if start - over < GAP_THAT_BREAKS_A_ROW else 1
        over, longest = end, max(longest, row)
    return longest
