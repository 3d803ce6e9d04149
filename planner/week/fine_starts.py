"""Starts so close to each other that the search has far more to try than a week needs."""

from __future__ import annotations

from planner.model.faults import Fault
from planner.program import Program

STEP = 30  # minutes; what most programs begin by
MANY_STARTS = 200  # in a week; half hours from nine to seven on seven days are 147
MANY_CLIENTS = 20  # of fewer a week is searched soon enough
SO_MANY_MORE = 1.5  # times as many as on whole and half hours


def fine_starts(program: Program) -> list[Fault]:
    """A warning where Times lets sessions start at so many times that a week is searched slowly.

    Counted are the times at which a therapist is ever there. What it says of a search was measured on the example
    riverside (40 clients), its Times replaced by 9:00-19:00 (weekends 9:00-15:00) every 10 and every 30 minutes, with
    `planner plan --seconds 30` and seeds 1 to 3: needs missing 3, 243 and 103, and 2 each time.
    """
    hours = [window for windows in program.therapist_hours.values() for window in windows]
    starts = [
        start
        for weekday, start in program.starts
        if any(one.weekday == weekday and one.opens <= start < one.closes for one in hours)
    ]
    coarse = sum(start % STEP == 0 for start in starts)
    place = program.whereabouts.of(("Sheet", "Times"))
    few = len(starts) < MANY_STARTS or len(program.clients) < MANY_CLIENTS
    if place is None or few or len(starts) < SO_MANY_MORE * coarse:
        return []
    says = (
        f"sessions may start at {len(starts)} times of the week, and the more there are, the longer a plan takes: a "
        "week of 40 clients lacked up to a hundred times as much after 30 seconds with starts every 10 minutes as with "
        "starts every 30"
    )
    fewer = f"whole and half hours alone ({coarse} times)" if coarse else "fewer times"
    fix = f"let sessions start at {fewer}, or plan longer (--seconds); if this is meant, write ok into the row's Note"
    return [place.fault("", says, fix, "warning")]
