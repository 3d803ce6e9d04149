"""One planner on one planted week, in a process of its own: `python -m tests.benchmarks.one '{...}'`.

Reads its job as JSON from the first argument and prints the outcome as one line of JSON. A process of its own,
because peak memory is counted per process and a solver that dies must not end the others.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import process_time
from typing import Any

from planner.language.limits import Stage
from planner.model import Problem, Roster
from tests.benchmarks.judge import Trace, hard_breaches, points_of, stage_value
from tests.benchmarks.planted import FIRST_DAY, planted_week

OURS = "ours"
RIVERSIDE = "riverside"
BOOK = Path(__file__).parents[2] / "examples/riverside/riverside.xlsx"


def run(job: Mapping[str, Any]) -> dict[str, Any]:
    """Plans the job's week. Keys: planner, size, family, seed, seconds, workers, tight."""
    problem, hidden = _week(job)
    resting = _peak_megabytes()
    before = process_time()
    trace = _plan(job, problem)
    processor_seconds = round(process_time() - before, 1)
    peak = _peak_megabytes()
    final: dict[str, int] = {}
    broken: list[str] = []
    points: dict[str, int] = {}
    if trace.roster is not None:
        final = {stage.name: stage_value(problem, trace.roster, stage) for stage in Stage}
        broken = hard_breaches(problem, trace.roster)
        points = points_of(problem, trace.roster)
    return {
        **job,
        "points": [[round(p.seconds, 2), p.short, p.missing] for p in trace.points],
        "took": round(trace.seconds, 2),
        "remark": trace.remark,
        "gaps": [list(gap) for gap in trace.gaps],
        "course": [list(moment) for moment in trace.course],
        "commit": commit(),
        "final": final,
        "good_week": points,
        "hidden": {} if hidden is None else points_of(problem, hidden),
        "hidden_levels": {}
        if hidden is None
        else {stage.name: stage_value(problem, hidden, stage) for stage in Stage},
        "processor_seconds": processor_seconds,
        "broken": len(broken),
        "broken_rules": broken[:3],
        "asked": sum(need.priority * need.sessions for need in problem.needs),
        "resting_megabytes": resting,
        "peak_megabytes": peak,
    }


def _week(job: Mapping[str, Any]) -> tuple[Problem, Roster | None]:
    """The job's week with the plan that is hidden in it, if any; riverside by the rule book's own weights."""
    if job["family"] == RIVERSIDE:
        # Imported here, as below: reading a workbook takes memory that planned weeks don't.
        from planner.api import load
        from planner.week.problem import problem_of

        program, _ = load(BOOK)
        return problem_of(program, FIRST_DAY), None
    week = planted_week(job["size"], job["seed"], job["family"], job["tight"])
    return week.problem, None if job["tight"] else week.roster


def commit() -> str:
    """The commit that is measured, so that runs can be compared; "" outside a repository."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _plan(job: Mapping[str, Any], problem: Any) -> Trace:
    # Imported here: each planner pays for its own libraries, in memory as in time.
    if job["planner"] == OURS:
        from tests.benchmarks.ours import ours

        return ours(problem, job["seconds"], job["seed"], job["workers"])
    from tests.benchmarks.peers import PEERS

    return PEERS[job["planner"]](problem, job["seconds"], job["seed"], job["workers"])


def _peak_megabytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


if __name__ == "__main__":
    print(json.dumps(run(json.loads(sys.argv[1]))))
