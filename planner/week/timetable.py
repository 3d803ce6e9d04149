"""The standing timetable: what has happened, read as the week that the next one should resemble."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    TESTING,
    Attended,
    Room,
    Seat,
    Session,
    Standing,
    Therapist,
    Topic,
    Window,
)

WEEKS_LOOKED_BACK = 8  # beyond that a rhythm is forgotten; a holiday is shorter


@dataclass(frozen=True)
class Openings:
    """When everybody and everything can in one week: merged windows by name, absences taken out."""

    therapists: Mapping[str, tuple[Window, ...]]
    rooms: Mapping[str, tuple[Window, ...]]
    clients: Mapping[str, tuple[Window, ...]]


@dataclass(frozen=True)
class Offer:
    """What a program offers: the topics, and who and what a session of them needs."""

    topics: Mapping[str, Topic]
    therapists: Mapping[str, Therapist]
    rooms: Mapping[str, Room]


def standing_of(
    happened: Sequence[Attended], first_day: date, offer: Offer, openings: Callable[[date], Openings]
) -> Standing | None:
    """The newest week of history before `first_day`, or `None` without any.

    What could not be held in that week (its day was closed, its people away), and can be again in the week of
    `first_day`, counts as it was in the week before: a holiday doesn't wipe out the rhythm. `openings` tells who could
    when, in the week that begins on a day. A seat counts whatever became of it: the timetable had it.
    """
    weeks: dict[date, list[Attended]] = defaultdict(list)
    for line in happened:
        if line.day < first_day:
            back = (first_day - line.day - timedelta(days=1)).days // DAYS_A_WEEK + 1
            weeks[first_day - timedelta(days=back * DAYS_A_WEEK)].append(line)
    found: Standing | None = None
    for week in sorted(weeks)[-WEEKS_LOOKED_BACK:]:
        newer = _as_it_was(week, weeks[week], offer.topics)
        found = (
            newer
            if found is None
            else _Fold(
                before=found, newer=newer, offer=offer, then=openings(week), now=openings(first_day)
            ).whole()
        )
    return found


def _as_it_was(week: date, lines: Iterable[Attended], topics: Mapping[str, Topic]) -> Standing:
    days: dict[str, set[int]] = defaultdict(set)
    slots: dict[tuple[str, int], dict[tuple[tuple[str, ...], str | None], list[str]]] = defaultdict(dict)
    for line in lines:
        day = (line.day - week).days
        days[line.client].add(day)
        # Tests lie on days that nobody can foresee: they have no rhythm to keep.
        if line.start is not None and line.topic in topics and topics[line.topic].kind != TESTING:
            slot = slots[line.topic, day * MINUTES_A_DAY + line.start]
            slot.setdefault((tuple(sorted(line.therapists)), line.room), []).append(line.client)
    sessions = [
        Session(
            id="",
            topic=topic,
            start=start,
            minutes=topics[topic].minutes,
            therapists=led,
            room=room,
            seats=tuple(map(Seat, sorted(set(clients)))),
        )
        for (topic, start), noted in slots.items()
        for (led, room), clients in _told_apart(noted).items()
    ]
    sessions.sort(key=lambda session: (session.start, session.topic, session.therapists))
    return Standing(week, tuple(sessions), {code: frozenset(found) for code, found in days.items()})


def _told_apart(
    noted: Mapping[tuple[tuple[str, ...], str | None], list[str]],
) -> dict[tuple[tuple[str, ...], str | None], list[str]]:
    """Parallel sessions by who led them where; a line that doesn't say belongs to one that does."""
    apart: dict[tuple[tuple[str, ...], str | None], list[str]] = {}
    for (led, room), clients in sorted(noted.items(), key=lambda pair: (not pair[0][0], not pair[0][1])):
        host = next(
            (key for key in apart if led in ((), key[0]) and room in (None, key[1])),
            (led, room),
        )
        apart[host] = [*apart.get(host, ()), *clients]
    return apart


class _Fold:
    """One week of history laid over the timetable before it."""

    def __init__(
        self, before: Standing, newer: Standing, offer: Offer, then: Openings, now: Openings
    ) -> None:
        self.before, self.newer, self.offer = before, newer, offer
        self.then, self.now = then, now

    def whole(self) -> Standing:
        """The newer week, with what of the older one it had no chance to hold."""
        had = defaultdict(list)
        for session in self.before.sessions:
            had[session.topic, session.start].append(session)
        kept, new = [], []
        for session in self.newer.sessions:
            older = had[session.topic, session.start]
            if older:
                kept.append(self._with_who_was_away(session, older.pop(self._alike(session, older))))
            else:
                new.append(session)
        lost = [session for older in had.values() for session in older if self._had_no_chance(session)]
        instead = Counter(self._of(session) for session in lost)
        for session in new:
            if instead[self._of(session)]:
                instead[self._of(session)] -= 1  # it was held in place of one that could not be
            else:
                kept.append(session)
        sessions = sorted([*kept, *lost], key=lambda s: (s.start, s.topic, s.therapists))
        return Standing(self.newer.week, tuple(sessions), self._days())

    def _of(self, session: Session) -> tuple[str, tuple[str, ...]]:
        """What makes one session a substitute for another: the topic, and whose it is if it is an individual one."""
        individual = self.offer.topics[session.topic].kind == "individual"
        return session.topic, session.clients if individual else ()

    def _alike(self, session: Session, older: Sequence[Session]) -> int:
        return max(range(len(older)), key=lambda place: older[place].therapists == session.therapists)

    def _with_who_was_away(self, session: Session, older: Session) -> Session:
        """A session that was held by a stand-in or in another room, while its own were away, is still theirs."""
        if older.therapists and not self._free(self.then.therapists, older.therapists, older):
            session = replace(session, therapists=older.therapists)
        if older.room is not None and not self._free(self.then.rooms, (older.room,), older):
            session = replace(session, room=older.room)
        return session

    def _had_no_chance(self, session: Session) -> bool:
        return not self._could_be_held(session, self.then) and self._could_be_held(session, self.now)

    def _could_be_held(self, session: Session, openings: Openings) -> bool:
        topic = self.offer.topics[session.topic]
        if topic.kind == "individual":
            led = session.therapists
            return self._free(openings.clients, session.clients, session) and self._free(
                openings.therapists, led, session
            )
        leaders = [name for name, who in self.offer.therapists.items() if topic.name in who.leads]
        free = sum(self._free(openings.therapists, (name,), session) for name in leaders)
        if not topic.leaders and not any(
            self._free(openings.clients, (code,), session) for code in session.clients
        ):
            return False  # nobody leads it: it is those who come
        rooms = [name for name, room in self.offer.rooms.items() if room.suits(topic)]
        roomed = not rooms or not topic.needs_room
        return free >= topic.leaders and (
            roomed or any(self._free(openings.rooms, (name,), session) for name in rooms)
        )

    def _free(
        self, windows: Mapping[str, tuple[Window, ...]], names: Iterable[str], session: Session
    ) -> bool:
        return all(
            any(window.holds(session.start, session.end) for window in windows.get(name, ()))
            for name in names
        )

    def _days(self) -> Mapping[str, frozenset[int]]:
        """The newer week's days, with those of the older one on which the client had no chance to come."""
        days = dict(self.newer.days)
        for code, before in self.before.days.items():
            missed = {day for day in before if not self._can_come(self.then, code, day)}
            missed = {day for day in missed if self._can_come(self.now, code, day)}
            if missed and (code in days or missed == before):
                days[code] = days.get(code, frozenset()) | missed
        return days

    def _can_come(self, openings: Openings, code: str, day: int) -> bool:
        return any(
            window.start < (day + 1) * MINUTES_A_DAY and day * MINUTES_A_DAY < window.end
            for window in openings.clients.get(code, ())
        )
