"""Two weeks side by side, weekday by weekday: which groups stay, which moved, who comes on other days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.model import Session

Pair = tuple[Session, Session]
Days = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class Appointment:
    """A client's individual session of the earlier week, and the one they have now (`None`: none of its topic)."""

    client: str
    was: Session
    now: Session | None

    @property
    def stays(self) -> bool:
        """Whether it is at its weekday and time."""
        return self.now is not None and self.now.start == self.was.start


@dataclass(frozen=True)
class Comparison:
    """The groups, individual sessions and days of two weeks.

    `kept` are groups at the same weekday and start, as they were and as they are; `moved` the pairs that are held at
    another time; `gone` and `new` those without a counterpart. `other_days` are the clients of both weeks who come
    on other days: code, days before, days now (0 to 6); `clients` is how many there are in both weeks.
    """

    kept: tuple[Pair, ...] = ()
    moved: tuple[Pair, ...] = ()
    gone: tuple[Session, ...] = ()
    new: tuple[Session, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    other_days: tuple[tuple[str, frozenset[int], frozenset[int]], ...] = ()
    clients: int = 0

    @property
    def before(self) -> int:
        """How many groups the earlier week had."""
        return len(self.kept) + len(self.moved) + len(self.gone)

    @property
    def changed(self) -> tuple[Pair, ...]:
        """Of the groups that are kept, those with other therapists or in another room."""
        return tuple(pair for pair in self.kept if by_others(*pair) or elsewhere(*pair))


def by_others(was: Session, now: Session) -> bool:
    """Whether other therapists lead the session; nothing is said where nobody was noted."""
    return bool(was.therapists) and set(was.therapists) != set(now.therapists)


def elsewhere(was: Session, now: Session) -> bool:
    """Whether the session is in another room; nothing is said where none was noted."""
    return was.room is not None and was.room != now.room


def days_of(sessions: Iterable[Session]) -> Days:
    """The days on site of everybody who has a seat."""
    days: dict[str, set[int]] = defaultdict(set)
    for session in sessions:
        for code in session.clients:
            days[code].add(session.day)
    return {code: frozenset(found) for code, found in days.items()}


def compared(
    before: Sequence[Session],
    after: Sequence[Session],
    individual: Collection[str],
    left_out: Collection[str] = (),
    days_before: Days | None = None,
) -> Comparison:
    """Compares the sessions of two weeks by topic, weekday and time.

    `individual` are the topics that belong to one client, `left_out` those that have no rhythm (tests). Parallel
    groups are paired by their therapists, then their room; a group that is gone with a new one of its topic that is
    nearest in time. `days_before` stands for the days that `before` doesn't tell.
    """
    groups = [s for s in before if s.topic not in individual and s.topic not in left_out]
    others = [s for s in after if s.topic not in individual and s.topic not in left_out]
    kept, gone, new = _kept(groups, others)
    moved = _nearest(gone, new)
    days, now = days_before if days_before is not None else days_of(before), days_of(after)
    both = [code for code in days if code in now]
    return Comparison(
        kept=tuple(kept),
        moved=tuple(moved),
        gone=tuple(session for session in gone if all(session is not was for was, _ in moved)),
        new=tuple(session for session in new if all(session is not found for _, found in moved)),
        appointments=tuple(_appointments(before, after, set(individual) - set(left_out))),
        other_days=tuple((code, days[code], now[code]) for code in sorted(both) if days[code] != now[code]),
        clients=len(both),
    )


def _kept(
    before: Sequence[Session], after: Sequence[Session]
) -> tuple[list[Pair], list[Session], list[Session]]:
    """Pairs at the same time, the most alike first; what is left of both."""
    alike = [
        (by_others(was, now), elsewhere(was, now), first, second)
        for first, was in enumerate(before)
        for second, now in enumerate(after)
        if (was.topic, was.start) == (now.topic, now.start)
    ]
    pairs = _each_once((first, second) for *_, first, second in sorted(alike))
    kept = [(before[first], after[second]) for first, second in sorted(pairs.items())]
    gone = [session for place, session in enumerate(before) if place not in pairs]
    new = [session for place, session in enumerate(after) if place not in pairs.values()]
    return kept, gone, new


def _nearest(gone: Sequence[Session], new: Sequence[Session]) -> list[Pair]:
    """Groups that are gone with new ones of the same topic, the nearest in time first."""
    apart = [
        (abs(was.start - now.start), first, second)
        for first, was in enumerate(gone)
        for second, now in enumerate(new)
        if was.topic == now.topic
    ]
    pairs = _each_once((first, second) for _, first, second in sorted(apart))
    return [(gone[first], new[second]) for first, second in sorted(pairs.items())]


def _each_once(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for first, second in pairs:
        if first not in found and second not in taken:
            found[first] = second
            taken.add(second)
    return found


def _appointments(
    before: Sequence[Session], after: Sequence[Session], individual: Collection[str]
) -> list[Appointment]:
    """Every client's individual sessions; of those that moved, the nearest in time is the counterpart."""
    now: dict[tuple[str, str], list[Session]] = defaultdict(list)
    for session in after:
        for code in session.clients:
            now[code, session.topic].append(session)
    was: dict[tuple[str, str], list[Session]] = defaultdict(list)
    here = {code for session in after for code in session.clients}
    for session in before:
        if session.topic in individual:
            for code in session.clients:
                if code in here:
                    was[code, session.topic].append(session)
    found = []
    for (code, topic), sessions in was.items():
        later = now[code, topic]
        apart = [
            (abs(one.start - other.start), first, second)
            for first, one in enumerate(sessions)
            for second, other in enumerate(later)
        ]
        pairs = _each_once((first, second) for _, first, second in sorted(apart))
        found += [
            Appointment(code, one, later[pairs[first]] if first in pairs else None)
            for first, one in enumerate(sessions)
        ]
    return sorted(found, key=lambda one: (one.client, one.was.start))
