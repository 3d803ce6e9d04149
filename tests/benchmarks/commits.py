"""What one commit reached, kept as CSV beside that of others, and two of them side by side.

    python -m tests.benchmarks.commits results/OLD.csv results/NEW.csv

A row a run, a level and a moment: value, best still possible, by what part of that the value is above it (empty where
it is 0), and the hidden timetable's value at that level.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks.table import MOMENTS, Outcome, above, level_at

HEADINGS = (
    *("commit", "week", "seed", "seconds", "level", "moment", "value", "bound", "gap", "hidden timetable's"),
    *("processor seconds", "peak megabytes"),
)
END = "end"
Row = dict[str, str]
Key = tuple[str, ...]


def week_of(outcome: Outcome) -> str:
    """The name of a run's week."""
    return f"{outcome['size']} {outcome['family']}{', tight' if outcome['tight'] else ''}"


def rows_of(outcome: Outcome) -> Iterator[Row]:
    """Level by level, what a run had reached at each moment it came to, and in the end."""
    levels = dict.fromkeys(point[1] for point in outcome.get("course", ()))
    for level in levels:
        reached = {str(moment): level_at(outcome, level, moment) for moment in MOMENTS}
        last = [point for point in outcome["course"] if point[1] == level][-1]
        reached[END] = last[2], last[3]
        for moment, there in reached.items():
            if there is None:
                continue
            about = (outcome["commit"], week_of(outcome), outcome["seed"], outcome["seconds"], level, moment)
            hidden = outcome.get("hidden_levels", {}).get(level, "")
            spent = outcome["processor_seconds"], outcome["peak_megabytes"]
            open_by = above(*there)
            cells = (*about, *there, "" if open_by is None else f"{open_by:.4f}", hidden, *spent)
            yield {heading: str(cell) for heading, cell in zip(HEADINGS, cells, strict=True)}


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """The rows as CSV, the file replaced as a whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_suffix(".part")
    with begun.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    begun.replace(path)


def read_rows(path: Path) -> list[Row]:
    """What `write_rows` has written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def side_by_side(old: Sequence[Row], new: Sequence[Row]) -> list[str]:
    """A line for every week, level and moment that both have and that isn't the same: medians over the seeds."""
    before, after = _medians(old), _medians(new)
    lines = []
    for key in before.keys() & after.keys():
        (was, was_bound), (now, now_bound) = before[key], after[key]
        if (was, was_bound) != (now, now_bound):
            name = "{}, {} s, {} at {}".format(*key)
            lines.append(f"{name}: {was:,.0f} -> {now:,.0f}, at least {was_bound:,.0f} -> {now_bound:,.0f}")
    return sorted(lines)


def _medians(rows: Sequence[Row]) -> dict[Key, tuple[float, float]]:
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in ("week", "seconds", "level", "moment")), []).append(row)
    return {
        key: (median(float(row["value"]) for row in mine), median(float(row["bound"]) for row in mine))
        for key, mine in found.items()
    }


def main() -> None:
    """Prints what differs between two commits' files."""
    old, new = (read_rows(Path(name)) for name in sys.argv[1:3])
    print("\n".join(side_by_side(old, new)) or "the same")


if __name__ == "__main__":
    main()
