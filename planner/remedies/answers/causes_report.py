"""Causes as lines of text, and what a roster that is asked about breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.folded import folded
from planner.reasons.places import in_stretches
from planner.remedies.causes.cause import Cause


def listed_causes(causes: Sequence[Cause]) -> Iterator[str]:
    """Causes as lines, each with its cells."""
    for cause in causes:
        certain = "" if cause.of_roster else "Proven: " if cause.proven else "Suspected: "
        where = f" ({', '.join(in_stretches(cause.places))})" if cause.places else ""
        yield from folded(f"- {certain}{cause.says}.{where}")


def says_broken(many: int) -> list[str]:
    """That a roster is counted with what can't be held in it, in lines; none where nothing is."""
    if not many:
        return []
    what, they = (
        ("1 thing breaks a rule", "it is") if many == 1 else (f"{many} things break a rule", "they are")
    )
    says = f"In the roster as it stands {what} (planner check says which); {they} counted as held."
    return folded(says, hanging="")
