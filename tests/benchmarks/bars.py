"""Every bar of a good week and whether it is met: one command, on a machine that does nothing else (40 minutes).

    python -m tests.benchmarks.bars [--only WORD ...] [--output tests/benchmarks/results]

Leaves COMMIT.csv (every level over time, see `commits`) and COMMIT.md (a line a bar); `--only` takes the bars in whose
name one of the words stands. Each week is planned in a process of its own, one after another.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.commits import Row, rows_of, write_rows
from tests.benchmarks.one import RIVERSIDE, commit
from tests.benchmarks.people_only import measured
from tests.benchmarks.run import RIVERSIDE_CLIENTS, run_one
from tests.benchmarks.second_week import as_good_after, of_again
from tests.benchmarks.table import OURS, Outcome, above, level_at, machine, time_to_all_needs

SEEDS = (1, 2, 3)
NEVER = float("inf")
GOOD_WEEK = "GOOD_WEEK"
HEADINGS = ("bar", "at most", "reached", "each", "met")


@dataclass(frozen=True)
class Bar:
    """What is asked of some runs: `read` takes a figure from each, the median may be at most `most`."""

    name: str
    most: float
    read: Callable[[Outcome], float]


@dataclass(frozen=True)
class Week:
    """A week planned with each of some seeds, and the bars that are read from these runs."""

    size: int
    family: str
    seconds: float
    bars: tuple[Bar, ...]
    seeds: tuple[int, ...] = SEEDS

    @property
    def name(self) -> str:
        """The week and the seconds, as a bar's first words."""
        return f"{self.size} {self.family}, {self.seconds:.0f} s"


def to_hidden(outcome: Outcome) -> float:
    """Points as a part of the hidden timetable's."""
    hidden: int = sum(outcome.get("hidden", {}).values())
    points: int = sum(outcome.get("good_week", {}).values())
    return points / hidden if hidden else NEVER


def gap_in_the_end(outcome: Outcome) -> float:
    """How far the points may be from the best, as a part of the best still possible: as people are told it."""
    last = [point for point in outcome.get("course", ()) if point[1] == GOOD_WEEK]
    open_by = above(*last[-1][2:]) if last else None
    return NEVER if open_by is None else open_by


def short_in_the_end(outcome: Outcome) -> float:
    """Minutes short."""
    return float(outcome["final"].get("HOURS", NEVER))


def needs_in_the_end(outcome: Outcome) -> float:
    """Needs missing as a part of all that are asked for."""
    asked: int = outcome["asked"]
    return float(outcome["final"].get("NEEDS", NEVER)) / max(1, asked)


def all_met_after(outcome: Outcome) -> float:
    """Seconds until nobody was short and nothing missing: by that it is proven."""
    seconds = time_to_all_needs(outcome)
    return NEVER if seconds is None else seconds


def missing_after(moment: float) -> Callable[[Outcome], float]:
    """Needs missing, by priority, after so many seconds."""

    def read(outcome: Outcome) -> float:
        reached = level_at(outcome, "NEEDS", moment)
        return NEVER if reached is None else float(reached[0])

    return read


HIDDEN, GAP = "points ÷ hidden timetable's", "gap of the points"
WEEKS = (
    Week(RIVERSIDE_CLIENTS, RIVERSIDE, 60, (Bar(GAP, 0.10, gap_in_the_end),)),
    Week(
        size=48,
        family="listed",
        seconds=60,
        bars=(
            Bar(HIDDEN, 0.93, to_hidden),
            Bar(GAP, 0.03, gap_in_the_end),
            Bar("seconds until 0 short, 0 missing", 6, all_met_after),
        ),
    ),
    *(Week(48, "listed", seconds, (Bar(HIDDEN, NEVER, to_hidden),)) for seconds in (5, 10, 30)),
    Week(
        size=80,
        family="half hour",
        seconds=60,
        bars=(
            Bar(HIDDEN, 0.98, to_hidden),
            Bar(GAP, 0.15, gap_in_the_end),
            Bar("needs missing in the end", 28, missing_after(60)),
        ),
    ),
    Week(80, "listed", 60, (Bar(HIDDEN, NEVER, to_hidden), Bar(GAP, NEVER, gap_in_the_end))),
    Week(
        size=160,
        family="listed",
        seconds=120,
        bars=(
            Bar(HIDDEN, 0.97, to_hidden),
            Bar(GAP, 0.10, gap_in_the_end),
            Bar("needs missing after 30 s", 10, missing_after(30)),
            Bar("needs missing in the end", 0, missing_after(120)),
        ),
    ),
    Week(
        size=320,
        family="listed",
        seconds=300,
        bars=(
            Bar(HIDDEN, 1.02, to_hidden),
            Bar("minutes short", 0, short_in_the_end),
            Bar("needs missing, part of all", 0.005, needs_in_the_end),
        ),
        seeds=(1,),
    ),
)


def line(name: str, most: float, figures: Sequence[float]) -> list[str]:
    """A bar's line: the median of its figures against what it may be at most."""
    middle = median(figures)
    asked, met = ("-", "") if most == NEVER else (f"{most:g}", "yes" if middle <= most else "no")
    return [name, asked, f"{middle:.4g}", ", ".join(f"{figure:.4g}" for figure in figures), met]


def write_lines(lines: Sequence[Sequence[str]], path: Path) -> None:
    """The bars as a Markdown table, with the machine above."""
    table = [HEADINGS, ["---"] * len(HEADINGS), *lines]
    text = "".join(f"| {' | '.join(cells)} |\n" for cells in table)
    path.write_text(
        f"# Bars at {path.stem}\n\n{machine()}. Medians of the seeds.\n\n{text}", encoding="utf-8"
    )


def _people_only() -> float:
    levels = measured(80, 1, "listed", 30)
    return max(float(row[6] or 0) for row in levels) if all(row[5] == "proven" for row in levels) else NEVER


def _second_week(size: int) -> float:
    seconds = as_good_after(of_again(size, 1, 60))
    return NEVER if seconds == "never" else float(seconds)


OTHERS: tuple[tuple[str, float, Callable[[], float]], ...] = (
    ("people only, 80 listed: seconds until all is proven", 10, _people_only),
    ("48 listed, second week: seconds until as good as the first", 10, lambda: _second_week(48)),
    ("80 listed, second week: seconds until as good as the first", 10, lambda: _second_week(80)),
)


def _job(week: Week, seed: int) -> dict[str, Any]:
    return {
        "planner": OURS,
        "size": week.size,
        "family": week.family,
        "seed": seed,
        "seconds": week.seconds,
        "workers": 2,
        "tight": False,
    }


def main() -> None:
    """Runs what is asked for and writes both files after each run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", nargs="*", default=[""], help="words of the bars' names")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    name = commit()
    rows: list[Row] = []
    lines: list[list[str]] = []

    def keep(said: Sequence[list[str]]) -> None:
        lines.extend(said)
        arguments.output.mkdir(parents=True, exist_ok=True)
        write_lines(lines, arguments.output / f"{name}.md")
        for cells in said:
            print(" | ".join(cells), file=sys.stderr, flush=True)

    for week in WEEKS:
        if any(word in week.name for word in arguments.only):
            outcomes = [run_one(_job(week, seed)) for seed in week.seeds]
            for outcome in outcomes:
                rows += rows_of(outcome)
            write_rows(rows, arguments.output / f"{name}.csv")
            keep(
                [line(f"{week.name}: {bar.name}", bar.most, [*map(bar.read, outcomes)]) for bar in week.bars]
            )
    for title, most, figure in OTHERS:
        if any(word in title for word in arguments.only):
            keep([line(title, most, [figure()])])


if __name__ == "__main__":
    main()
