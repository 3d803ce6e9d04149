"""What past weeks come to."""

from __future__ import annotations

from collections.abc import Sequence

from planner.accounts.care_mix import CareMix, care_mix
from planner.accounts.rewards import Ledger, ledger_of
from planner.accounts.rotation import Rotation, rotation_of_files
from planner.accounts.seats import record_of
from planner.model import Attended
from planner.program import Program
from planner.rosters.roster_file import RosterFile


def audit(program: Program, files: Sequence[RosterFile]) -> CareMix:
    """The care mix of the rosters' weeks: hours scheduled and delivered by kind, days, what was missed."""
    return care_mix(program, record_of(program, files))


def history(files: Sequence[RosterFile], program: Program | None = None) -> Rotation:
    """The rotation over the rosters' weeks: each client's topics, and how each group changed from week to week.

    Only the program knows what is owed of a need's total, and what stands in the sheet Attendance.
    """
    return rotation_of_files(files, program)


def rewards(program: Program, files: Sequence[RosterFile], corrections: Sequence[Attended] = ()) -> Ledger:
    """The ledger of what was earned by the sheet Rewards; `corrections` hold against roster and Attendance."""
    return ledger_of(program, record_of(program, files, corrections, earlier=True))
