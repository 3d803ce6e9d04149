"""How much of a week's timetable the next week keeps: the same program again, and needs drawn anew.

    python -m tests.benchmarks.second_week [--book BOOK] [--sizes 48 80] [--again 48 80] [--hidden] [--anywhere]
        [--seconds 60] [--output FOLDER]

A program workbook is planned for a week, and for the next with the first roster as history. Of a planted week the
hidden timetable is the first week; for the second, a third of the needs for groups is drawn anew: another topic that
the client may attend, of which a group of the first week lies in the client's hours (with --anywhere: any such topic,
and then not all needs can be met). With --again a planted week is planned (with --hidden: its
hidden timetable is taken), and the same needs again for the next.

The column `as good after` says when the second week was as good as the first one's plan in the end: in the minutes
short, then the needs missing, then the points.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from constraints import rule_book
from planner import api
from planner.engine.solve import solve
from planner.findings.comparison import Comparison, by_others, compared, elsewhere
from planner.history import attended_of
from planner.language.limits import Stage
from planner.model import DAYS_A_WEEK, Need, Problem, Roster, Session
from planner.model.offer import TESTING
from planner.search import Progress, Search
from planner.week.timetable import Offer, Openings, standing_of
from tests.benchmarks.judge import hard_breaches, stage_value
from tests.benchmarks.planted import PlantedWeek, planted_week

HEADINGS = (
    *("week", "groups before", "that still serve", "same weekday and time", "and therapist and room"),
    *("groups now", "clients with the same days", "individual sessions that stay"),
    *(
        "minutes short before",
        "now",
        "needs missing before",
        "now",
        "as good after, s",
        "seconds",
        "rules broken",
    ),
)


COMPARED = (Stage.HOURS, Stage.NEEDS, Stage.GOOD_WEEK)


@dataclass(frozen=True)
class Pair:
    """Two weeks one after the other, with the second week's problem and how long its plan took."""

    name: str
    before: Problem
    first: Roster
    after: Problem
    second: Roster
    seconds: float
    course: tuple[tuple[float, tuple[int, ...]], ...] = ()
    """Seconds, and what the second week then cost at the levels of `COMPARED`."""


def of_book(book: Path, week: date, seconds: float) -> Pair:
    """A program planned twice, the first roster as the history of the second week."""
    program, _ = api.load(book)
    [first] = api.plan(program, week, seconds=seconds)
    following = week + timedelta(days=DAYS_A_WEEK)
    course = _Course()
    history = attended_of([first.roster])
    [second] = api.plan(program, following, seconds=seconds, history=history, on_progress=course.note)
    return course.pair(book.stem, first.problem, first.roster, second.problem, second=second.roster)


def of_planted(size: int, seed: int, seconds: float, anywhere: bool = False) -> Pair:
    """A planted week, and the next in which a third of the needs is others'."""
    week = planted_week(size, seed, "listed")
    return _followed(f"planted {size}", week, next_week(week, seed, anywhere), seconds)


def of_again(size: int, seed: int, seconds: float, hidden: bool = False) -> Pair:
    """A planted week as the engine plans it (or as it is hidden), and the next with the same needs."""
    week = planted_week(size, seed, "listed")
    if not hidden:
        week = replace(week, roster=solve(week.problem, rule_book(), Search(seconds)).roster)
    return _followed(f"planted {size}, again", week, _after(week, week.problem.needs), seconds)


def _followed(name: str, week: PlantedWeek, problem: Problem, seconds: float) -> Pair:
    course = _Course()
    solution = solve(problem, rule_book(), Search(seconds, on_progress=course.note))
    return course.pair(name, week.problem, week.roster, problem, second=solution.roster)


class _Course:
    """How the search for a second week goes."""

    def __init__(self) -> None:
        self.begun = monotonic()
        self.moments: list[tuple[float, tuple[int, ...]]] = []

    def note(self, progress: Progress) -> None:
        """Keeps what the plan costs at the levels that are compared, once the last of them is there."""
        if Stage.GOOD_WEEK in progress.values:
            costs = tuple(progress.values.get(stage, 0) for stage in COMPARED)
            self.moments.append((monotonic() - self.begun, costs))

    def pair(self, name: str, before: Problem, first: Roster, after: Problem, *, second: Roster) -> Pair:
        """Both weeks, now that the second is planned."""
        took = monotonic() - self.begun
        return Pair(name, before, first, after, second=second, seconds=took, course=tuple(self.moments))


def next_week(week: PlantedWeek, seed: int, anywhere: bool = False) -> Problem:
    """The week after a planted one: its roster as history, and a third of the needs for groups drawn anew."""
    return _after(week, drawn_anew(week.problem, seed, None if anywhere else week.roster))


def _after(week: PlantedWeek, needs: tuple[Need, ...]) -> Problem:
    given = week.problem
    first_day = given.first_day + timedelta(days=DAYS_A_WEEK)
    history = tuple(attended_of([week.roster]))
    openings = Openings(given.therapist_windows, given.room_windows, given.client_windows)
    offer = Offer(given.topics, given.therapists, given.rooms)
    return replace(
        given,
        first_day=first_day,
        needs=needs,
        history=history,
        standing=standing_of(history, first_day, offer, lambda day: openings),
    )


def drawn_anew(problem: Problem, seed: int, held: Roster | None) -> tuple[Need, ...]:
    """The needs with a third of those for groups going to another topic that the client may attend.

    With `held`, to one of which a session lies in the client's hours.
    """
    chance = random.Random(f"anew {seed}")
    kinds = ("group", "education")
    of_groups = [
        place for place, need in enumerate(problem.needs) if problem.topics[need.topic].kind in kinds
    ]
    needs = list(problem.needs)
    for place in chance.sample(of_groups, len(of_groups) // 3):
        need = needs[place]
        client, had = problem.clients[need.client], {n.topic for n in needs if n.client == need.client}
        others = [
            topic.name
            for topic in problem.topics.values()
            if topic.kind in kinds
            and topic.name not in had
            and not topic.closed
            and not topic.after
            and topic.wanted_tags <= client.tags
            and not topic.barred_tags & client.tags
            and (topic.levels is None or client.level in topic.levels)
            and (held is None or _within_reach(problem, held, client.code, topic.name))
        ]
        if others:
            needs[place] = replace(need, topic=chance.choice(others))
    return tuple(needs)


def _within_reach(problem: Problem, held: Roster, code: str, topic: str) -> bool:
    windows = problem.client_windows.get(code, ())
    sessions = [session for session in held.sessions if session.topic == topic]
    return any(window.holds(one.start, one.end) for one in sessions for window in windows)


def row_of(pair: Pair) -> list[str]:
    """One pair's row of the table."""
    topics = pair.after.topics
    individual = {name for name, topic in topics.items() if topic.kind == "individual"}
    tests = {name for name, topic in topics.items() if topic.kind == TESTING}
    found = compared(pair.first.sessions, pair.second.sessions, individual, tests)
    serving = [was for was in _groups(found) if _still_serves(pair.after, was)]
    whole = [was for was, now in found.kept if not (by_others(was, now) or elsewhere(was, now))]
    same_days = found.clients - len(found.other_days)
    stay = sum(one.stays for one in found.appointments)
    return [
        pair.name,
        str(found.before),
        str(len(serving)),
        *(_of(part, found.before, serving) for part in ([was for was, _ in found.kept], whole)),
        str(len(found.kept) + len(found.moved) + len(found.new)),
        f"{same_days} of {found.clients} ({same_days / max(1, found.clients):.0%})",
        f"{stay} of {len(found.appointments)}",
        *(str(stage_value(*week, Stage.HOURS)) for week in _weeks(pair)),
        *(str(stage_value(*week, Stage.NEEDS)) for week in _weeks(pair)),
        as_good_after(pair),
        f"{pair.seconds:.0f}",
        str(len(hard_breaches(pair.after, pair.second))),
    ]


def as_good_after(pair: Pair) -> str:
    """The seconds until the second week cost no more than the first did in the end, level by level; `never`.

    The first roster's points are those it would cost in the second week, in which there is a week before it.
    """
    asked = [stage_value(pair.before, pair.first, stage) for stage in COMPARED[:-1]]
    again = replace(pair.first, first_day=pair.after.first_day)
    asked.append(stage_value(pair.after, again, COMPARED[-1]))
    return next((f"{seconds:.1f}" for seconds, costs in pair.course if costs <= tuple(asked)), "never")


def _of(stay: Sequence[Session], before: int, serving: Sequence[Session]) -> str:
    still = sum(any(was is one for one in serving) for was in stay)
    part = f"; of those that still serve {still / len(serving):.0%}" if serving else ""
    return f"{len(stay)} ({len(stay) / max(1, before):.0%}{part})"


def _weeks(pair: Pair) -> tuple[tuple[Problem, Roster], tuple[Problem, Roster]]:
    return (pair.before, pair.first), (pair.after, pair.second)


def _groups(found: Comparison) -> list[Session]:
    return [*(was for was, _ in found.kept), *(was for was, _ in found.moved), *found.gone]


def _still_serves(problem: Problem, group: Session) -> bool:
    """Whether as many as its topic needs have a need for it and can come then."""
    wanting = {need.client for need in problem.needs if need.topic == group.topic}
    able = [
        code
        for code in wanting
        if any(window.holds(group.start, group.end) for window in problem.client_windows.get(code, ()))
    ]
    return len(able) >= problem.topics[group.topic].smallest


def write_table(rows: Sequence[Sequence[str]], path: Path) -> None:
    """The rows as a Markdown table."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *rows]
    path.write_text("".join(f"| {' | '.join(line)} |\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Plans every pair of weeks and writes the table after each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--book", type=Path, nargs="*", default=[Path("examples/riverside/riverside.xlsx")])
    parser.add_argument("--week", type=date.fromisoformat, default=date(2026, 11, 30))
    parser.add_argument("--sizes", type=int, nargs="*", default=[48, 80])
    parser.add_argument("--again", type=int, nargs="*", default=[], help="sizes of weeks planned twice")
    parser.add_argument(
        "--hidden", action="store_true", help="of those, the first week is the hidden timetable"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--anywhere", action="store_true")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--output", type=Path, default=Path("second_week"))
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    pairs = [partial(of_book, book, arguments.week, arguments.seconds) for book in arguments.book]
    pairs += [
        partial(of_planted, size, arguments.seed, arguments.seconds, arguments.anywhere)
        for size in arguments.sizes
    ]
    pairs += [
        partial(of_again, size, arguments.seed, arguments.seconds, arguments.hidden)
        for size in arguments.again
    ]
    rows = []
    for pair in pairs:
        rows.append(row_of(pair()))
        print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
        write_table(rows, arguments.output / "second_week.md")


if __name__ == "__main__":
    main()
