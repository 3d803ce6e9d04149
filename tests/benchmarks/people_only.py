"""How long until a week is proven whose sessions are all settled and in which only people are seated.

    python -m tests.benchmarks.people_only [--sizes 48 80] [--seeds 1] [--seconds 30] [--output FOLDER]

The sessions of a planted week's hidden timetable are settled with their therapists and rooms, no other can run, and
nobody is seated yet. Prints for each level what was reached, what is proven, and when the last of both changed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from constraints import rule_book
from planner.engine.solve import solve
from planner.language.limits import Stage
from planner.model import Fixed, Problem, Roster
from planner.search import Progress, Search
from tests.benchmarks.judge import hard_breaches, stage_value
from tests.benchmarks.planted import planted_week

HEADINGS = (
    "week",
    "seed",
    "level",
    "reached",
    "hidden timetable's",
    "bound",
    "last change, s",
    "rules broken",
)


def settled(problem: Problem, roster: Roster) -> Problem:
    """The problem with every session of a roster settled, none besides, and all seats open."""
    runs = Counter(session.topic for session in roster.sessions)
    return replace(
        problem,
        topics={
            name: replace(topic, runs_at_least=runs[name], runs_at_most=runs[name])
            for name, topic in problem.topics.items()
        },
        fixed=tuple(
            Fixed(session.topic, session.start, session.therapists, session.room)
            for session in roster.sessions
        ),
    )


def measured(size: int, seed: int, family: str, seconds: float) -> list[list[str]]:
    """One row of the table a level: when its value or its bound changed for the last time."""
    week = planted_week(size, seed, "listed" if family == "listed" else "half hour")
    problem = settled(week.problem, week.roster)
    last: dict[Stage, tuple[int, int | None, float]] = {}

    def note(progress: Progress) -> None:
        for stage, value in progress.values.items():
            bound = progress.bounds.get(stage)
            if last.get(stage, (None, None, 0.0))[:2] != (value, bound):
                last[stage] = value, bound, progress.seconds

    solution = solve(problem, rule_book(), Search(seconds, seed, on_progress=note))
    broken = len(hard_breaches(problem, solution.roster))
    return [
        [
            f"{size} {family}",
            str(seed),
            result.stage.says,
            f"{result.value:,}",
            f"{stage_value(problem, week.roster, result.stage):,}",
            "proven" if result.value == result.bound else f"{result.bound:,}",
            f"{last[result.stage][2]:.1f}" if result.stage in last else "",
            str(broken),
        ]
        for result in solution.stages
    ]


def write_table(rows: Sequence[Sequence[str]], path: Path) -> None:
    """The rows as a Markdown table."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *rows]
    path.write_text("".join(f"| {' | '.join(line)} |\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Plans every week and writes the table after each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[48, 80])
    parser.add_argument("--families", nargs="+", choices=["listed", "half-hour"], default=["listed"])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--output", type=Path, default=Path("people_only"))
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    rows: list[list[str]] = []
    for size in arguments.sizes:
        for family in arguments.families:
            for seed in arguments.seeds:
                found = measured(size, seed, family.replace("-", " "), arguments.seconds)
                for row in found:
                    print(" | ".join(row), file=sys.stderr, flush=True)
                rows += found
                write_table(rows, arguments.output / "people_only.md")


if __name__ == "__main__":
    main()
