"""Whether every fix that is proposed for planted faults mends what it says when the week is planned anew with it.

    python -m tests.benchmarks.fixes [--clients 24] [--seconds 20] [--plan 10] [FAULT...]

Prints, fault by fault, the proposed changes with what they are said to mend and what planning with them mends.
"""

from __future__ import annotations

import argparse
from time import monotonic

from planner import api
from planner.program import Program
from planner.remedies.change import change_of
from tests.benchmarks.faults import MONDAY, WEEKS, planted_faults


def lacks(program: Program, seconds: float) -> tuple[int, int]:
    """Minutes short and sessions of needs missing in a week planned anew."""
    (plan,) = api.plan(program, MONDAY, seconds=seconds)
    return sum(line.short for line in plan.hours), sum(line.missing for line in plan.needs)


def main() -> None:
    """Plants, explains, plans with each fix, and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=24)
    options.add_argument("--seconds", type=float, default=20.0)
    options.add_argument("--plan", type=float, default=10.0)
    options.add_argument("faults", nargs="*")
    asked = options.parse_args()
    kept = told = helped = weeks = 0
    for _, fault in planted_faults([week for week in WEEKS if week[0] == asked.clients]):
        if asked.faults and not any(name in fault.kind for name in asked.faults):
            continue
        begins = monotonic()
        found = api.explain(fault.program, week=MONDAY, seconds=asked.seconds)
        fixes = [fix for fix in found.fixes if fix.verified]
        weeks, helped = weeks + 1, helped + bool(fixes)
        print(
            f"{fault.kind}: {monotonic() - begins:.1f} s, {len(found.fixes)} fixes, {found.untried} left",
            flush=True,
        )
        before = lacks(fault.program, asked.plan) if fixes else (0, 0)
        for fix in fixes:
            after = lacks(change_of(fault.program, MONDAY, fix.change).program, asked.plan)
            mends = (before[0] - after[0], before[1] - after[1])
            holds = mends >= (fix.mends.minutes, fix.mends.needs)
            told, kept = told + 1, kept + holds
            print(
                f"  {'' if holds else 'NOT '}{fix.change}: {fix.mends} planned {mends} of {before}",
                flush=True,
            )
    print(f"{helped} of {weeks} faults have a fix; {kept} of {told} mend what they say")


if __name__ == "__main__":
    main()
