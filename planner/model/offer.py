"""What a program offers: topics with their lessons, therapists, rooms."""

from __future__ import annotations

from dataclasses import dataclass

COUNTING_KINDS = frozenset(
    {"group", "education", "individual", "family"}
)  # kinds of topics that count unless said
TESTING = "testing"  # the kind of topic whose sessions nobody is to foresee, and only staff see


@dataclass(frozen=True, slots=True)
class Topic:
    """What a session can be about, and the terms on which it runs. `None` = no limit.

    A session of more than `second_leader_above` clients has a therapist more than `leaders` (`None`: never).
    `leader_tags` are those that one of a session's therapists has. `starts` are minutes of the day at which it may
    start on every day of the program, and then only; `None` = whenever the program's sessions may.
    """

    name: str
    minutes: int
    kind: str = "group"
    smallest: int = 1
    largest: int = 12
    best_size: int | None = None
    counts: bool = True
    most_a_week: int | None = None
    most_a_day: int | None = 1
    runs_at_least: int = 0
    runs_at_most: int | None = None
    leaders: int = 1
    second_leader_above: int | None = None
    room_kind: str | None = None
    needs_room: bool = True
    at_once: int | None = None
    wanted_tags: frozenset[str] = frozenset()
    barred_tags: frozenset[str] = frozenset()
    levels: frozenset[str] | None = None
    after: tuple[str, ...] = ()
    closed: bool = False
    homework: str = ""
    leader_tags: frozenset[str] = frozenset()
    only_if_asked: bool = False
    starts: tuple[int, ...] | None = None

    def leaders_for(self, clients: int) -> int:
        """Therapists that a session of so many clients takes."""
        above = self.second_leader_above
        return self.leaders + (above is not None and clients > above)

    @property
    def most_leaders(self) -> int:
        """Therapists that a session may have."""
        return self.leaders + (self.second_leader_above is not None)

    @property
    def best(self) -> int:
        """Clients in a session at best: `best_size`, or halfway between the smallest and the largest, rounded up."""
        return (self.smallest + self.largest + 1) // 2 if self.best_size is None else self.best_size


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of a topic that is taught lesson by lesson; `homework` '' = the topic's."""

    number: int
    title: str = ""
    homework: str = ""


@dataclass(frozen=True, slots=True)
class Therapist:
    """Who leads sessions. `most_minutes` is per week, `most_a_day` and `most_in_a_row` are sessions."""

    name: str
    leads: frozenset[str]
    most_minutes: int | None = None
    most_a_day: int | None = None
    most_in_a_row: int | None = None
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """Where a session is held. `seats` are seats for clients."""

    name: str
    seats: int
    kinds: frozenset[str] = frozenset({"group"})

    def suits(self, topic: Topic) -> bool:
        """Whether it is of the kind a topic asks for; any room is, where it asks for none."""
        return topic.room_kind in (None, *self.kinds)
