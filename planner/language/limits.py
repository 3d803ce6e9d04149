"""What a rule can say: bars, limits, goals, breaches, and the levels at which they count."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Terms = Sequence[tuple[int, int]]


class Stage(IntEnum):
    """The levels of "best", in order; an earlier stage is never worsened for a later one."""

    HOURS = 1
    LARGEST_SHORTAGE = 2
    UNEVEN_SHORTAGE = 3
    DAYS = 4
    DAILY_FLOOR = 5
    NEEDS = 6
    RUNS = 7
    MOVES = 8
    HANDOVERS = 9
    OTHER_NEEDS = 10
    GOOD_WEEK = 11

    @property
    def says(self) -> str:
        """The stage in a coordinator's words, as the Summary and `--format json` name it."""
        return _STAGE_NAMES[self]

    @property
    def level(self) -> int:
        """Which of the four levels of "best" it belongs to: hours 1, needs 2, changes 3, a good week 4."""
        later = (Stage.NEEDS, Stage.MOVES, Stage.GOOD_WEEK)
        return 1 + sum(self >= first for first in later)


_STAGE_NAMES = {
    Stage.HOURS: "minutes short",
    Stage.LARGEST_SHORTAGE: "minutes short of the client who lacks most",
    Stage.UNEVEN_SHORTAGE: "points for shortages of more than one session",
    Stage.DAYS: "days missing",
    Stage.DAILY_FLOOR: "minutes below the daily floor",
    Stage.NEEDS: "needs missing (by priority)",
    Stage.RUNS: "sessions missing of topics that should run",
    Stage.MOVES: "seats dropped or moved",
    Stage.HANDOVERS: "therapists and rooms changed",
    Stage.OTHER_NEEDS: "other needs missing (by priority)",
    Stage.GOOD_WEEK: "points of a good week",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """What can't be: every option that matches all the given parts. `None` = any.

    `kind` says of what: a client's seat, a therapist's lead, a room's use, or the session itself
    (and with it everything in it). `who` is a client's code, a therapist's or a room's name.
    """

    kind: Literal["seat", "lead", "room", "session"]
    who: str | None = None
    topic: str | None = None
    starts: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A sum over undecided columns that always stays within bounds: `fewest <= sum <= most`.

    `terms` are (column, factor) pairs; `None` = unbounded. `about` names who or what it concerns.
    """

    terms: Terms
    fewest: int | None = None
    most: int | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A sum that is wanted within bounds; each unit missed costs `price` times the rule's weight."""

    terms: Terms
    fewest: int | None = None
    most: int | None = None
    about: tuple[str, ...] = ()
    price: int = 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a rule keeps from being: a seat, a lead, a use of a room or a session of a topic at a start.

    `who` is the client, therapist or room (`None`: the session itself). `there` and `bound` are the numbers of the
    limit that refuses it: what its sum comes to as things are, and what it may come to. With `lacking` a new session
    finds only `there` of the `bound` clients, therapists or rooms it takes.
    """

    kind: Literal["seat", "lead", "room", "session"]
    who: str | None
    topic: str
    start: int
    there: int = 0
    bound: int = 0
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """A finished roster breaks a rule by `amount` units (for a soft rule: price times units missed).

    `says` is a whole sentence a coordinator understands; `about` names the clients, therapists, rooms,
    topics or session ids concerned, the most telling first.
    """

    rule: str
    amount: int
    says: str
    about: tuple[str, ...] = ()
