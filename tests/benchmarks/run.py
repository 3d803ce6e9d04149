"""Runs planners on planted weeks and writes table.md, table.csv and plot.png.

    python -m tests.benchmarks.run --sizes 24 48 80 --families listed half-hour --seeds 1 2 3 \\
        [--riverside] --seconds 120 --peers --output FOLDER

Every run has a process of its own, one after another: two at a time would share the cores. Finished runs are
kept in FOLDER/runs.jsonl as they come; a second call goes on from there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.one import RIVERSIDE
from tests.benchmarks.table import OURS, write_table

PEER_NAMES = ("textbook CP-SAT", "textbook SCIP", "textbook HiGHS", "greedy")
RIVERSIDE_CLIENTS = 40
JOB_KEYS = ("planner", "size", "family", "seed", "seconds", "workers", "tight")


def jobs(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """All runs that were asked for, small weeks first."""
    planners = [OURS, *PEER_NAMES] if arguments.peers else [OURS]
    if arguments.planners:
        planners = arguments.planners
    weeks = [(size, family.replace("-", " ")) for size in arguments.sizes for family in arguments.families]
    if arguments.riverside:
        weeks.append((RIVERSIDE_CLIENTS, RIVERSIDE))
    return [
        {
            "planner": planner,
            "size": size,
            "family": family,
            "seed": seed,
            "seconds": arguments.seconds,
            "workers": arguments.workers,
            "tight": arguments.tight,
        }
        for size, family in weeks
        for seed in arguments.seeds
        for planner in planners
    ]


def run_one(job: dict[str, Any]) -> dict[str, Any]:
    """The outcome of one run; a process that fails counts as a run without a plan."""
    command = [sys.executable, "-m", "tests.benchmarks.one", json.dumps(job)]
    failed: dict[str, Any] = {
        "points": [], "took": job["seconds"], "gaps": [], "final": {}, "broken": 0, "broken_rules": [],
        "resting_megabytes": 0, "peak_megabytes": 0, "asked": 0,
    }  # fmt: skip
    try:
        # Some solvers look at the clock rarely; what takes three times as long as it was given is ended.
        done = subprocess.run(command, capture_output=True, text=True, timeout=3 * job["seconds"] + 120)
    except subprocess.TimeoutExpired:
        return {**job, **failed, "remark": "ended: three times over its time"}
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return {**job, **failed, "remark": f"failed: {last}"}
    outcome: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return outcome


def plot(outcomes: Sequence[dict[str, Any]], path: Path) -> None:
    """Minutes short over time: a row of pictures per family, one per size, a line per run."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    families = sorted({o["family"] for o in outcomes})
    sizes = sorted({o["size"] for o in outcomes})
    planners = sorted({o["planner"] for o in outcomes}, key=lambda name: (name != OURS, name))
    figure, axes = pyplot.subplots(
        len(families), len(sizes), figsize=(3.6 * len(sizes), 3.2 * len(families)), squeeze=False
    )
    for row, family in enumerate(families):
        for column, size in enumerate(sizes):
            picture = axes[row][column]
            for place, planner in enumerate(planners):
                runs = [
                    o
                    for o in outcomes
                    if (o["family"], o["size"], o["planner"]) == (family, size, planner) and o["points"]
                ]
                for number, run in enumerate(runs):
                    times = [
                        *(max(0.1, point[0]) for point in run["points"]),
                        max(run["seconds"], run["took"]),
                    ]
                    short = [point[1] for point in run["points"]]
                    label = planner if number == 0 else None
                    picture.step(
                        times, [*short, short[-1]], where="post", color=f"C{place}", label=label, lw=1.3
                    )
            picture.set_xscale("log")
            picture.set_yscale("symlog", linthresh=30)
            picture.set_ylim(bottom=0)
            picture.set_title(f"{size} clients, {family}", fontsize=9)
            picture.set_xlabel("seconds", fontsize=8)
            picture.set_ylabel("minutes short", fontsize=8)
            if picture.get_legend_handles_labels()[0]:
                picture.legend(fontsize=6)
    figure.tight_layout()
    figure.savefig(path, dpi=130)


def main() -> None:
    """Reads the command line, runs what isn't there yet, writes the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[24, 48])
    parser.add_argument(
        "--families", nargs="+", choices=["listed", "half-hour"], default=["listed", "half-hour"]
    )
    parser.add_argument("--riverside", action="store_true", help="the example of that name as well")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peers", action="store_true", help="run the peers as well")
    parser.add_argument("--planners", nargs="+", choices=[OURS, *PEER_NAMES], help="only these")
    parser.add_argument("--tight", action="store_true", help="without the busiest therapist")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    kept = arguments.output / "runs.jsonl"
    outcomes: list[dict[str, Any]] = []
    if kept.exists():
        outcomes = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    done = {tuple(outcome[key] for key in JOB_KEYS) for outcome in outcomes}
    for job in jobs(arguments):
        if tuple(job[key] for key in JOB_KEYS) in done:
            continue
        outcome = run_one(job)
        outcomes.append(outcome)
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(outcome) + "\n")
        last = outcome["points"][-1] if outcome["points"] else "no plan"
        print(
            job["planner"], job["size"], job["family"], job["seed"], last, outcome["remark"], file=sys.stderr
        )
        write_table(outcomes, arguments.output)
    write_table(outcomes, arguments.output)
    plot(outcomes, arguments.output / "plot.png")


if __name__ == "__main__":
    main()
