"""Whether every fix that is proposed for planted faults mends what it says when the week is planned anew with it.

    python -m tests.benchmarks.fixes [--clients 24] [--further | --hostile] [--seconds 20] [--plan 20] [--anew] [FAULT]

Prints, fault by fault, the proposed changes with what they are said to mend and what planning with them mends. As a
coordinator does: the week is planned, its roster explained, and planned again from that roster (`plan --begin`) without
and with each change, for the same time. With `--anew` nothing is begun with, neither by `explain` nor by the plans. The
levels that are judged are hours, days and needs: a plan that reaches the best possible ends there.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from time import monotonic

from planner import api
from planner.begin import begun_with
from planner.model import Roster
from planner.model.faults import NoPlanPossible
from planner.planning import solved
from planner.program import Program
from planner.remedies.changes.change import change_of
from planner.remedies.fixes.missing import Mends, Missing, missing_in
from planner.remedies.fixes.trials import counting
from planner.rosters.roster_file import RosterFile
from planner.search import Search
from planner.week.problem import problem_of
from tests.benchmarks.faults import KINDS, MONDAY, WEEKS, planted_faults
from tests.benchmarks.further_faults import FURTHER_KINDS
from tests.benchmarks.hostile_faults import HOSTILE_KINDS


def planned(program: Program, seconds: float, begin: Roster | None = None) -> Roster | None:
    """A week planned from nothing, or from a roster of it; `None`: no plan is possible."""
    problem = problem_of(program, MONDAY)
    rules = counting(api.rules_of(program))
    try:
        begun, left = begun_with(problem, [begin] if begin else [], rules, Search(seconds))
        return solved(begun, rules, left).roster
    except NoPlanPossible:
        return None


def lacks(program: Program, seconds: float, begin: Roster | None = None) -> Missing | None:
    """What is missing in such a week."""
    roster = planned(program, seconds, begin)
    return None if roster is None else missing_in(problem_of(program, MONDAY), roster)


def holds(before: Missing | None, after: Missing | None, mends: Mends) -> bool:
    """Whether a week lacks so much less with a change, or is possible with it alone.

    Where nothing was said of needs, more of them may be missing if fewer hours are: hours go first. Where it was said
    of topics, the week on the whole has to be the better one.
    """
    if before is None or after is None:
        return before is None and after is not None
    hours_first = mends.needs == 0 and after.total[0] < before.total[0]
    fewer = before.sessions - after.sessions
    if mends.topics:
        fewer = sum(before.of_topic(topic) - after.of_topic(topic) for topic in mends.topics)
        fewer = fewer if after.total < before.total else 0
    return before.total[0] - after.total[0] >= mends.minutes and (hours_first or fewer >= mends.needs)


def said(missing: Missing | None, topics: Sequence[str]) -> str:
    """Minutes short and sessions of needs missing, of all or of topics, or that there is no plan."""
    if missing is None:
        return "no plan"
    return f"{missing.total[0], sum(map(missing.of_topic, topics)) if topics else missing.sessions}"


def main() -> None:
    """Plants, explains, plans with each fix, and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=24)
    options.add_argument("--further", action="store_true", help="the kinds made up afterwards")
    options.add_argument("--hostile", action="store_true", help="a kind for each column that can be to blame")
    options.add_argument("--seconds", type=float, default=20.0)
    options.add_argument("--plan", type=float, default=20.0)
    options.add_argument("--anew", action="store_true", help="from nothing, not from the roster explained")
    options.add_argument("faults", nargs="*")
    asked = options.parse_args()
    kept = told = helped = weeks = 0
    kinds = FURTHER_KINDS if asked.further else HOSTILE_KINDS if asked.hostile else KINDS
    seed = dict(WEEKS).get(asked.clients, 1)
    for _, fault in planted_faults([(asked.clients, seed)], kinds):
        if asked.faults and not any(name in fault.kind for name in asked.faults):
            continue
        roster = None if asked.anew else planned(fault.program, asked.plan)
        given = RosterFile("roster.xlsx", (roster,)) if roster is not None else None
        begins = monotonic()
        found = api.explain(fault.program, given, MONDAY, seconds=asked.seconds)
        took = monotonic() - begins
        fixes = [fix for fix in found.fixes if fix.verified]
        weeks, helped = weeks + 1, helped + bool(fixes)
        print(
            f"{fault.kind}: {took:.1f} s, {len(fixes)} of {len(found.fixes)} fixes shown, {found.untried} left",
            flush=True,
        )
        before = lacks(fault.program, asked.plan, roster) if fixes else None
        for fix in fixes:
            after = lacks(change_of(fault.program, MONDAY, fix.change).program, asked.plan, roster)
            good = holds(before, after, fix.mends)
            told, kept = told + 1, kept + good
            both = " -> ".join(said(one, fix.mends.topics) for one in (before, after))
            print(
                f"  {'' if good else 'NOT '}{fix.change} ({fix.cost}): {fix.mends} planned {both}",
                flush=True,
            )
    print(f"{helped} of {weeks} faults have a fix; {kept} of {told} mend what they say")


if __name__ == "__main__":
    main()
