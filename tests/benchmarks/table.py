"""What the runs say: quality over time, time to a week without a missing hour, growth, memory, gaps."""

from __future__ import annotations

import csv
import math
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

MOMENTS = (5, 10, 30, 60, 120, 300)
OURS = "ours"

Outcome = Mapping[str, Any]


def at(outcome: Outcome, moment: float) -> tuple[int, int] | None:
    """Minutes short and needs missing after so many seconds; `None` = no plan yet, or not run so long."""
    if moment > outcome["seconds"]:
        return None
    # A solver that looks at the clock rarely ends a little late: the same five in a hundred for everybody.
    before = [point for point in outcome["points"] if point[0] <= moment * 1.05]
    return (before[-1][1], before[-1][2]) if before else None


def level_at(outcome: Outcome, level: str, moment: float) -> tuple[int, int] | None:
    """A level's value and its bound after so many seconds; `None` = not yet come to, or not run so long."""
    if moment > outcome["seconds"]:
        return None
    before = [point for point in outcome.get("course", ()) if point[1] == level and point[0] <= moment * 1.05]
    return (before[-1][2], before[-1][3]) if before else None


def time_to_first(outcome: Outcome) -> float | None:
    """Seconds to the first plan."""
    return float(outcome["points"][0][0]) if outcome["points"] else None


def time_to_no_hour_short(outcome: Outcome) -> float | None:
    """Seconds until nobody was short of hours, `None` = never."""
    return next((float(point[0]) for point in outcome["points"] if point[1] == 0), None)


def time_to_all_needs(outcome: Outcome) -> float | None:
    """Seconds until nobody was short and no need missing, `None` = never."""
    return next((float(point[0]) for point in outcome["points"] if point[1] == point[2] == 0), None)


def gap(value: int, bound: int) -> float:
    """How far a level's value is from the best still possible, as a part of the value."""
    return max(0, value - bound) / value if value else 0.0


def above(value: int, bound: int) -> float | None:
    """How far a level's value is above the best still possible, as a part of that; `None` where that is 0."""
    if value <= bound:
        return 0.0
    return (value - bound) / bound if bound > 0 else None


def growth(outcomes: Sequence[Outcome]) -> float | None:
    """The exponent of time to 0 short over size: the slope of a line through the medians, both in logs.

    `None` with fewer than two sizes, or when some run never got there: a fit to the lucky ones would flatter.
    """
    sizes = sorted({outcome["size"] for outcome in outcomes})
    points = []
    for size in sizes:
        times = [time_to_no_hour_short(o) for o in outcomes if o["size"] == size]
        if any(time is None for time in times):
            return None
        points.append((math.log(size), math.log(max(0.05, median(t for t in times if t is not None)))))
    if len(points) < 2:
        return None
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    across = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / across


def machine() -> str:
    """The machine in one line, without its name."""
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
        memory = f", {gigabytes:.0f} GB"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{memory}; "
        f"Python {platform.python_version()}, OR-Tools {version('ortools')}"
    )


def write_table(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Writes `table.md` (ratios first, then seconds) and `table.csv` (a row a run)."""
    planners = sorted({o["planner"] for o in outcomes}, key=lambda name: (name != OURS, name))
    weeks = sorted({(o["family"], o["size"], o["tight"]) for o in outcomes})
    seeds = len({o["seed"] for o in outcomes})
    lines = [
        "# Planted weeks",
        "",
        f"{machine()}. {seeds} seed(s) a week; medians. The best possible of a week that isn't tight is",
        "0 minutes short and 0 needs missing: it was built around a hidden timetable that reaches both.",
        "`needs` are the sum of priority times missing sessions, `asked` that of all sessions asked for.",
        "`-` = no plan, not reached, or not run.",
        "",
    ]
    lines += _ratios(outcomes, planners, weeks)
    lines += _over_time(outcomes, planners, weeks)
    lines += _good_weeks(outcomes, weeks)
    lines += _gaps(outcomes, weeks)
    broken = [o for o in outcomes if o["broken"]]
    lines += [f"Rosters that break a rule that is never broken: {len(broken)} of {len(outcomes)}."]
    lines += [f"- {o['planner']}, {_week(o)}: {o['broken']}, such as: {o['broken_rules'][0]}" for o in broken]
    (folder / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _write_csv(outcomes, folder / "table.csv")


def _week(outcome: Outcome) -> str:
    tight = ", tight" if outcome["tight"] else ""
    return f"{outcome['size']} clients, {outcome['family']}{tight}, seed {outcome['seed']}"


def _of(outcomes: Sequence[Outcome], planner: str, week: tuple[str, int, bool]) -> list[Outcome]:
    return [o for o in outcomes if o["planner"] == planner and (o["family"], o["size"], o["tight"]) == week]


def _median(values: Sequence[float | None]) -> float | None:
    """The median, where "never" is later than any time; `None` if that is the median."""
    if not values:
        return None
    middle = median(math.inf if value is None else value for value in values)
    return None if math.isinf(middle) else middle


def _ratios(
    outcomes: Sequence[Outcome], planners: Sequence[str], weeks: Sequence[tuple[str, int, bool]]
) -> list[str]:
    others = [name for name in planners if name != OURS]
    lines = [
        "## Ratios: how many times as long as ours until nobody is short, and how many times the memory",
        "",
    ]
    lines += ["| week | " + " | ".join(others) + " |", "|---" * (len(others) + 1) + "|"]
    for week in weeks:
        our_time = _median([time_to_no_hour_short(o) for o in _of(outcomes, OURS, week)])
        our_memory = _median([o["peak_megabytes"] for o in _of(outcomes, OURS, week)])
        cells = []
        for name in others:
            theirs = _of(outcomes, name, week)
            time = _median([time_to_no_hour_short(o) for o in theirs])
            memory = _median([o["peak_megabytes"] for o in theirs])
            if not theirs or our_time is None:
                shown = "-"
            elif time is None:
                shown = f"never (> {theirs[0]['seconds'] / max(our_time, 0.05):.0f}×)"
            else:
                shown = f"{time / max(our_time, 0.05):.1f}×"
            if memory and our_memory:
                shown += f", memory {memory / our_memory:.1f}×"
            cells.append(shown)
        lines.append(f"| {_name(week)} | " + " | ".join(cells) + " |")
    lines += ["", "Growth of the time until nobody is short, as an exponent of the number of clients:", ""]
    for name in planners:
        for family, tight in sorted({(family, tight) for family, _, tight in weeks}):
            mine = [o for o in outcomes if (o["planner"], o["family"], o["tight"]) == (name, family, tight)]
            exponent = growth(mine)
            says = (
                "- (some runs never got there, or one size only)" if exponent is None else f"{exponent:.2f}"
            )
            lines.append(f"- {name}, {family}{', tight' if tight else ''}: {says}")
    return [*lines, ""]


def _over_time(
    outcomes: Sequence[Outcome], planners: Sequence[str], weeks: Sequence[tuple[str, int, bool]]
) -> list[str]:
    lines = ["## Minutes short / needs missing after so many seconds", ""]
    head = ["week", "asked", "planner", *(f"{moment} s" for moment in MOMENTS)]
    head += ["first plan", "0 short", "0 needs", "peak MB"]
    lines += ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for week in weeks:
        for name in planners:
            mine = _of(outcomes, name, week)
            if not mine:
                continue
            cells = []
            for moment in MOMENTS:
                pairs = [at(o, moment) for o in mine]
                short = _median([None if pair is None else pair[0] for pair in pairs])
                missing = _median([None if pair is None else pair[1] for pair in pairs])
                reached = short is not None and missing is not None
                cells.append(f"{short:,.0f} / {missing:,.0f}" if reached else "-")
            for reached_after in (time_to_first, time_to_no_hour_short, time_to_all_needs):
                time = _median([reached_after(o) for o in mine])
                cells.append("-" if time is None else f"{time:.1f} s")
            cells.append(f"{median(o['peak_megabytes'] for o in mine):.0f}")
            asked = f"{median(o['asked'] for o in mine):,.0f}"
            lines.append(f"| {_name(week)} | {asked} | {name} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _gaps(outcomes: Sequence[Outcome], weeks: Sequence[tuple[str, int, bool]]) -> list[str]:
    lines = [
        "## Our gap per level at the end: the median of the seeds, and the worst (value, best still possible)",
        "",
    ]
    for week in weeks:
        levels: dict[str, list[tuple[int, int]]] = {}
        for outcome in _of(outcomes, OURS, week):
            for name, value, bound in outcome["gaps"]:
                levels.setdefault(name, []).append((value, bound))
        shown = []
        for name, reached in levels.items():
            value, bound = max(reached, key=lambda pair: gap(*pair))
            middle = median(gap(*pair) for pair in reached)
            proven = all(value <= bound for value, bound in reached)
            worst = f"worst {value:,} (≥ {bound:,})"
            in_parts = f"{middle:.1%}, {worst}" if all(bound > 0 for _, bound in reached) else worst
            shown.append(f"{name}: {'proven' if proven else in_parts}")
        lines.append(f"- {_name(week)}: " + ("; ".join(shown) or "-"))
    return [*lines, ""]


def _good_weeks(outcomes: Sequence[Outcome], weeks: Sequence[tuple[str, int, bool]]) -> list[str]:
    """Our points beside those of the timetable the week was planted around, which is a plan too."""
    lines = [
        "## A good week: our points as a part of the hidden timetable's, medians (all rules; then the dearest)",
        "",
    ]
    for week in weeks:
        mine = [o for o in _of(outcomes, OURS, week) if o.get("hidden") and o.get("good_week")]
        if not mine:
            continue
        whole = median(sum(o["good_week"].values()) / sum(o["hidden"].values()) for o in mine)
        dearest = sorted(mine[0]["hidden"], key=lambda rule: -mine[0]["hidden"][rule])[:6]
        parts = [
            f"{rule} {median(o['good_week'][rule] / max(o['hidden'][rule], 1) for o in mine):.2f}"
            for rule in dearest
        ]
        lines.append(f"- {_name(week)}: {whole:.2f} ({', '.join(parts)})")
    return [*lines, ""]


def _name(week: tuple[str, int, bool]) -> str:
    family, size, tight = week
    return f"{size} {family}{', tight' if tight else ''}"


def _write_csv(outcomes: Sequence[Outcome], path: Path) -> None:
    levels = sorted({level for o in outcomes for level in o["final"]})
    head = ["family", "size", "tight", "seed", "planner", "seconds", "took", "first_plan", "no_hour_short"]
    head += ["all_needs", "asked"]
    head += [f"{what}_{moment}" for moment in MOMENTS for what in ("short", "missing")]
    head += [f"{what}_{moment}" for moment in MOMENTS for what in ("good_week", "good_week_bound")]
    head += ["hidden_good_week", "commit", "processor_seconds"]
    head += ["peak_megabytes", "resting_megabytes", "broken", "remark", *(f"final_{name}" for name in levels)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for o in outcomes:
            row = [o["family"], o["size"], o["tight"], o["seed"], o["planner"], o["seconds"], o["took"]]
            row += [time_to_first(o), time_to_no_hour_short(o), time_to_all_needs(o), o["asked"]]
            for moment in MOMENTS:
                row += at(o, moment) or (None, None)
            for moment in MOMENTS:
                row += level_at(o, "GOOD_WEEK", moment) or (None, None)
            row += [sum(o.get("hidden", {}).values()) or None, o.get("commit"), o.get("processor_seconds")]
            row += [o["peak_megabytes"], o["resting_megabytes"], o["broken"], o["remark"]]
            writer.writerow([*row, *(o["final"].get(level) for level in levels)])
