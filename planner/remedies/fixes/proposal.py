"""A proposal, and where it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from planner.model import Problem, Roster
from planner.program import Program

Narrow = Callable[[Roster], "Proposal | None"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change by its phrase: its kind, as in `prices`, and what it costs beside the kind's price.

    `says` is for people. `narrow` says the least of the kind that a week found with it takes (`None`: none of it), and
    `parts` are smaller ones that may do as well; a proposal without either is as small as it can be.
    """

    kind: str
    phrase: str
    more: int
    says: str
    narrow: Narrow | None = field(default=None, compare=False)
    parts: tuple[Proposal, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Asked:
    """Where it is proposed: the week, its program, and who is asking for a seat."""

    problem: Problem
    roster: Roster
    client: str
    program: Program
