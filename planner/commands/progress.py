"""The line that long work shows on a terminal: hours short, needs missing, how far from the best possible, seconds."""

from __future__ import annotations

import shutil
import sys
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.search import Progress

EVERY = 0.5  # seconds between two paintings
KEEP = "Ctrl-C = keep the best plan so far"


class ProgressLine:
    """Around long work: says how to end it, paints one line on stderr again and again, and wipes that at the end."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._began = monotonic()
        self._latest: Progress | None = None
        self._over = Event()
        self._painter = Thread(target=self._paint_on, daemon=True)

    def __enter__(self) -> ProgressLine:
        self._write(f"{KEEP}\n")
        self._painter.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._painter.join()
        self._paint("")

    def show(self, progress: Progress) -> None:
        """Takes what the engine reports; it is painted with the next beat."""
        self._latest = progress

    def _paint_on(self) -> None:
        while not self._over.wait(EVERY):
            self._paint(says(self._latest, monotonic() - self._began, self.seconds))

    def _paint(self, text: str) -> None:
        width = max(shutil.get_terminal_size().columns - 1, 20)
        self._write(f"\r{text[:width]:<{width}}\r{text[:width]}")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:  # the terminal is gone, the work goes on
            self._over.set()


def says(progress: Progress | None, passed: float, seconds: float) -> str:
    """How things stand in one line, what matters most first."""
    from planner.language.limits import Stage

    time = f"{passed:.0f} of {seconds:.0f} s"
    if progress is None:
        return f"making a first plan, {time}"
    parts = []
    for stage, noun, unit in (
        (Stage.HOURS, "hours short", 60),
        (Stage.NEEDS, "needs missing", 1),
    ):
        if stage not in progress.values:
            continue
        value, bound = progress.values[stage], progress.bounds.get(stage)
        best = ""
        if value == 0 or (bound is not None and value <= bound):
            best = " (best possible)"
        elif bound:
            best = f" (at best {bound / unit:.3g})"
        parts.append(f"{noun} {value / unit:.4g}{best}")
    return ", ".join([*parts, time])
