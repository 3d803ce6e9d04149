"""What time is left: wall-clock seconds, or (reproducible runs) the solver's own deterministic seconds."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from time import monotonic
from types import FrameType

# Deterministic seconds' worth of building a model: without it, a search on a tiny week would never use its budget up.
BUILDING = 0.005


class Clock:
    """A budget of `seconds`; `spend` is told each solve's deterministic seconds.

    In a reproducible run only what is spent counts, so that a slow machine plans exactly what a fast one does.
    Nothing is left once `stopped` is set, by whomever and in whichever thread.
    """

    def __init__(self, seconds: float, reproducible: bool = False, stopped: Event | None = None) -> None:
        self.seconds, self.reproducible = seconds, reproducible
        self.stopped = stopped or Event()
        self._began = monotonic()
        self._spent = 0.0

    def spend(self, deterministic: float) -> None:
        """Notes what a solve took."""
        self._spent += deterministic + BUILDING

    @contextmanager
    def stopped_by_interrupt(self) -> Iterator[None]:
        """Inside, the first Ctrl-C stops the clock, wherever the run is at; the next one raises as ever."""
        usual = signal.getsignal(signal.SIGINT)
        # Whoever ignores Ctrl-C (a run in the background) goes on ignoring it.
        if current_thread() is not main_thread() or not callable(usual):
            yield
            return

        def stop(number: int, frame: FrameType | None) -> None:
            self.stopped.set()
            signal.signal(signal.SIGINT, usual)

        signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, usual)

    @property
    def wall(self) -> float:
        """Wall-clock seconds since the beginning, for people to read."""
        return monotonic() - self._began

    @property
    def passed(self) -> float:
        """Seconds used of the budget."""
        return self._spent if self.reproducible else self.wall

    def left(self, until: float | None = None) -> float:
        """Seconds left of the budget, or until a moment of it; never below 0, and 0 once stopped."""
        if self.stopped.is_set():
            return 0.0
        end = self.seconds if until is None else min(until, self.seconds)
        return max(0.0, end - self.passed)
