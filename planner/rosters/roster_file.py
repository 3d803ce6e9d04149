"""A roster that came back: as it now stands, as it was planned, and where things stand in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.model import Roster
from planner.model.faults import Fault, Place
from planner.rosters.handouts import Handouts
from planner.rosters.origin import Origin


@dataclass(frozen=True)
class RosterFile:
    """A roster as it now stands, and as it was planned.

    `rosters` has one roster a week, in order. `places` says where things stand: (first day of the week, session
    id, '') its row of Sessions, (first day, session id, client) the client's row of Roster. `published` are the
    rosters as written, `None` when the file doesn't say. `path_name` is the file's name, for messages. `origin` tells
    what each week was planned from and when, where the file says so. `handouts` is for prints.
    """

    path_name: str
    rosters: tuple[Roster, ...]
    places: Mapping[tuple[date, str, str], Place] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()
    published: tuple[Roster, ...] | None = None
    origin: Origin = field(default_factory=Origin)
    handouts: Handouts = field(default_factory=Handouts)

    def roster(self, first_day: date) -> Roster | None:
        """The roster of the week that begins on a day."""
        return next((roster for roster in self.rosters if roster.first_day == first_day), None)

    def as_planned(self, first_day: date) -> Roster | None:
        """The roster of that week as it was written."""
        return next((roster for roster in self.published or () if roster.first_day == first_day), None)

    def place(self, first_day: date, session: str, client: str = "") -> Place | None:
        """The row of a session, or of a client's seat in it."""
        return self.places.get((first_day, session, client))
