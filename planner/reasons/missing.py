"""Why hours, days or a need are missing: one counted sentence each, from the finished roster and the rules alone.

A coordinator reads them, so each names what to change: somebody's hours, a therapist, a room, a size, a limit. What is
in the way of a seat the rules say themselves (`planner.reasons.obstacles`); here it is counted and put together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import inf
from time import monotonic

from planner.language.rule import Rule
from planner.model import Need, Problem, Roster
from planner.plan import Reasons, StageResult, has_left, lines_of
from planner.program import Program
from planner.reasons.finished import Finished
from planner.reasons.missing_hours import WhyHours
from planner.reasons.missing_needs import WhyNeeds
from planner.reasons.obstacles import Obstacles
from planner.reasons.wording import Certain, ForGood, Open, sentence


def reasons_for(
    problem: Problem,
    roster: Roster,
    rules: Sequence[Rule] = (),
    stages: Sequence[StageResult] = (),
    obstacles: Obstacles | None = None,
    until: float = inf,
    program: Program | None = None,
) -> Reasons:
    """A sentence for every client short of hours or days, (code, None), and every need not met, (code, topic).

    `stages` say which levels are proven: there no sentence promises that planning longer may help. `obstacles` are
    those of the roster, where somebody has looked them up already. What isn't looked into `until` then is left out.
    With the `program` a topic that can't be held at all is told by what was counted of it.
    """
    hours_lines, need_lines = lines_of(problem, roster, {})
    found: dict[tuple[str, str | None], str] = {}
    short = any(line.short or line.days < problem.clients[line.client].least_days for line in hours_lines)
    if not (short or any(line.missing for line in need_lines)):
        return found
    week = Finished(obstacles or Obstacles(problem, rules, roster), stages)
    of_hours, of_needs = WhyHours(week), WhyNeeds(week, program)
    for line in sorted(hours_lines, key=lambda line: -line.short):
        if monotonic() <= until and (says := of_hours.why(line)):
            found[line.client, None] = sentence(line.client, says)
    kept = list(zip(problem.needs, need_lines, strict=True))
    for need, kept_line in sorted(kept, key=lambda one: -one[0].priority):
        if kept_line.missing and monotonic() <= until:
            within = [other for one, other in kept if _within(one, need)]
            asked, planned = (
                sum(count) for count in zip(*((o.asked, o.planned) for o in within), strict=True)
            )
            gone = has_left(problem, need.client)
            why_not = _stay_ended(problem, need.client) if gone else of_needs.missing(need, asked, planned)
            says = sentence(need.client, why_not)
            before = found.get((need.client, need.topic))
            found[need.client, need.topic] = says if before is None else _both(before, says)
    return found


def reasons_beside(
    problem: Problem, roster: Roster, codes: Collection[str], obstacles: Obstacles, until: float = inf
) -> Reasons:
    """Of clients whose hours can't be reached, of whom that is told: why they haven't even those that could be had."""
    of_hours = WhyHours(Finished(obstacles, ()))
    found: dict[tuple[str, str | None], str] = {}
    for line in lines_of(problem, roster, {})[0]:
        if line.client in codes and line.short and monotonic() <= until and (says := of_hours.beside(line)):
            found[line.client, None] = sentence(line.client, says)
    return found


def _within(one: Need, need: Need) -> bool:
    """Whether a need is the other or one of the same client for the same topic, on none but the other's days."""
    alike = (one.client, one.topic) == (need.client, need.topic)
    return alike and (need.days is None or (one.days is not None and one.days <= need.days))


def _both(before: str, says: str) -> str:
    """The reasons of two needs of a client for one topic: certain only if both are, open if one of them is."""
    if says in before:
        return before
    together = f"{before}. {says}"
    if isinstance(before, Open) or isinstance(says, Open):
        return Open(together)
    if type(before) is type(says):
        return type(before)(together)
    return Certain(together) if isinstance(before, Certain) and isinstance(says, Certain) else together


def _stay_ended(problem: Problem, code: str) -> str:
    ends = problem.clients[code].ends
    return ForGood(f"the stay of {code} ended on {problem.wording.day(ends)}" if ends else "")
