"""A proposal, and where it is made."""

from __future__ import annotations

from dataclasses import dataclass

from planner.model import Problem, Roster
from planner.program import Program


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change by its phrase: its kind, as in `planner.remedies.prices`, and what it costs beside the kind's price.

    `says` is for people.
    """

    kind: str
    phrase: str
    more: int
    says: str


@dataclass(frozen=True)
class Asked:
    """Where it is proposed: the week, its program, and who is asking for a seat."""

    problem: Problem
    roster: Roster
    client: str
    program: Program
