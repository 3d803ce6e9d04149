"""A search as it is asked for, in one packet, and what it says on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event

from planner.language.limits import Stage


@dataclass(frozen=True)
class Progress:
    """How things stand: seconds since the start, the stage at hand, every stage's value, its bound if known."""

    seconds: float
    stage: Stage | None
    values: dict[Stage, int]
    bounds: dict[Stage, int]


@dataclass(frozen=True)
class Search:
    """How long to search, and how.

    `seconds` are for all weeks together: wall-clock seconds, or in a `reproducible` run the solver's deterministic
    seconds on one worker, so that the same input gives the same roster on every machine. Another `seed`, another roster
    among equals. `on_progress` is told how things stand. `command` repeats the run; plans carry it along.
    Whoever sets `stop`, from any thread, ends the search: the best plan found until then comes back, with
    `interrupted` set. Ctrl-C in the main thread sets it too. Once set it stays set: a new search takes a new packet.
    """

    seconds: float = 60.0
    seed: int = 1
    reproducible: bool = False
    on_progress: Callable[[Progress], None] | None = None
    command: str = ""
    stop: Event = field(default_factory=Event, compare=False)
    workers: int = 2

    def shared_by(self, weeks: int) -> Search:
        """The same search with one week's share of the seconds; it is stopped together with the whole."""
        return replace(self, seconds=self.seconds / max(1, weeks))
