"""How much of a published roster a new plan keeps: ours, hint-only, and from scratch, from the same saved roster.

    python -m tests.benchmarks.stability [--sizes 24 48 160] [--seconds 30] [--output FOLDER]

The saved roster is the one a planted week was built around. *Hint-only* is the same engine, begun from the saved
roster, with changes that cost nothing; *from scratch* doesn't know the roster. All have the same seconds and cores.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from constraints import replanning_book
from planner.engine.solve import solve
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, Window
from planner.search import Progress, Search
from tests.benchmarks.judge import hard_breaches, stage_value
from tests.benchmarks.planted import PlantedWeek, planted_week

PLANNERS = ("ours", "hint-only", "from scratch")
CHANGES = (Stage.MOVES, Stage.HANDOVERS)
HEADINGS = (
    *("week", "what happened", "planner", "seats moved", "of which forced", "proven least", "after s"),
    *("therapists and rooms", "minutes short", "seconds", "rules broken"),
)
Seats = set[tuple[str, str, int]]


@dataclass(frozen=True)
class Event:
    """Something that happens to a published week, and the week's problem after it."""

    name: str
    happen: Callable[[PlantedWeek], Problem]


def loses_a_day(week: PlantedWeek) -> Problem:
    """A client can't come on the middle one of their days any more."""
    problem, code = week.problem, list(week.problem.clients)[4]
    days = sorted({session.day for session in week.roster.of_client(code)})
    windows = _without(problem.client_windows[code], (days[len(days) // 2],))
    return replace(problem, client_windows={**problem.client_windows, code: windows})


def therapist_gone(week: PlantedWeek) -> Problem:
    """A therapist is away on Thursday and Friday."""
    problem, name = week.problem, next(iter(week.problem.therapists))
    windows = _without(problem.therapist_windows[name], (3, 4))
    return replace(problem, therapist_windows={**problem.therapist_windows, name: windows})


def discharge_and_admission(week: PlantedWeek) -> Problem:
    """One client leaves; another, who needs the same and can come when they could, takes up treatment."""
    problem, gone, new = week.problem, list(week.problem.clients)[3], "C999"
    clients = {new if code == gone else code: client for code, client in problem.clients.items()}
    clients[new] = replace(clients[new], code=new)
    return replace(
        problem,
        clients=clients,
        client_windows={new if code == gone else code: w for code, w in problem.client_windows.items()},
        needs=tuple(replace(n, client=new) if n.client == gone else n for n in problem.needs),
        wishes=tuple(wish for wish in problem.wishes if wish.client != gone),
        apart=tuple(pair for pair in problem.apart if gone not in (pair.client, pair.other_client)),
    )


def nothing(week: PlantedWeek) -> Problem:
    """Everything is as it was. (`planner replan` gives such a roster back by its fingerprint; here all plan anew.)"""
    return week.problem


EVENTS = (
    Event("one client loses a day", loses_a_day),
    Event("a therapist gone two days", therapist_gone),
    Event("one discharged, one admitted", discharge_and_admission),
    Event("nothing changed", nothing),
)


def run_one(week: PlantedWeek, event: Event, planner: str, seconds: float) -> list[str]:
    """One planner's row of the table."""
    problem, old = replace(event.happen(week), published=week.roster), week.roster
    rules: Sequence[Rule] = replanning_book()
    given = problem if planner != "from scratch" else replace(problem, published=None)
    if planner != "ours":
        rules = [rule for rule in rules if rule.stage not in CHANGES]
    proven: list[float] = []
    begun = monotonic()

    def note(progress: Progress) -> None:
        bound = progress.bounds.get(Stage.MOVES)
        if bound is not None and progress.values[Stage.MOVES] <= bound and not proven:
            proven.append(monotonic() - begun)

    solution = solve(given, rules, Search(seconds, on_progress=note))
    took = monotonic() - begun
    lost = {seat for seat in _seats(old) - _seats(solution.roster) if seat[0] in problem.clients}
    forced = {seat for seat in lost if not _can_come(problem, old, seat)}
    return [
        f"{len(week.problem.clients)} clients",
        event.name,
        planner,
        f"{len(lost)} of {len(_seats(old))}",
        str(len(forced)),
        "yes" if proven else ("no" if planner == "ours" else ""),
        f"{proven[0]:.1f}" if proven else "",
        str(stage_value(problem, solution.roster, Stage.HANDOVERS)),
        str(stage_value(problem, solution.roster, Stage.HOURS)),
        f"{took:.0f}",
        str(len(hard_breaches(problem, solution.roster))),
    ]


def write_table(rows: Sequence[Sequence[str]], path: Path) -> None:
    """The rows as a Markdown table."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *rows]
    path.write_text("".join(f"| {' | '.join(line)} |\n" for line in lines), encoding="utf-8")


def _seats(roster: Roster) -> Seats:
    return {(code, one.topic, one.start) for one in roster.sessions for code in one.clients}


def _can_come(problem: Problem, old: Roster, seat: tuple[str, str, int]) -> bool:
    code, topic, start = seat
    end = next(one.end for one in old.sessions if (one.topic, one.start) == (topic, start))
    return any(window.holds(start, end) for window in problem.client_windows.get(code, ()))


def _without(windows: Sequence[Window], days: Sequence[int]) -> tuple[Window, ...]:
    return tuple(window for window in windows if window.start // (24 * 60) not in days)


def main() -> None:
    """Runs all planners on all events and weeks, and writes the table after each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[24, 48, 160])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--output", type=Path, default=Path("stability"))
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    rows = []
    for size in arguments.sizes:
        week = planted_week(size, arguments.seed, "listed")
        for event in EVENTS:
            for planner in PLANNERS:
                rows.append(run_one(week, event, planner, arguments.seconds))
                print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
                write_table(rows, arguments.output / "stability.md")


if __name__ == "__main__":
    main()
