"""A finished plan, however short its search, leaves no seat that could at once be better taken, given up or moved.

Every roster one such step away is built and judged by the rules' own checks, so nothing of the engine judges itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pytest import MonkeyPatch

from constraints import rule_book
from planner.engine.bound import Prover
from planner.engine.clock import Clock
from planner.engine.finish import Finish
from planner.engine.improve import Improver
from planner.engine.incumbent import Incumbent
from planner.engine.neighbourhood import Neighbourhoods
from planner.engine.posting import posted
from planner.engine.settle import emptiest
from planner.engine.solve import solve
from planner.language.limits import Stage
from planner.language.rule import Rule, cost_at
from planner.model import Apart, Client, Need, Problem, Roster, Seat, Session, Topic, Wish
from planner.planning import breaches_of
from planner.search import Search
from tests.constraints.weeks import at, week

NO_TIME = Search(seconds=0.01, reproducible=True)
STARTS = [at(0, 9), at(0, 10), at(0, 14), at(2, 9), at(2, 11)]


def seated(session: Session, add: str | None = None, without: str | None = None) -> Session:
    """The session with somebody more in it, and without somebody."""
    seats = [seat for seat in session.seats if seat.client != without]
    return replace(session, seats=(*seats, Seat(add)) if add else tuple(seats))


def one_step_away(problem: Problem, roster: Roster) -> Iterator[Roster]:
    """All rosters in which one client has a seat more, one less, another one, or two others; or a session is closed."""
    sessions = roster.sessions

    def changed(*ones: tuple[int, Session | None]) -> Roster:
        new = dict(ones)
        kept = [new.get(place, session) for place, session in enumerate(sessions)]
        return Roster(roster.first_day, tuple(session for session in kept if session is not None))

    for place in range(len(sessions)):
        yield changed((place, None))
    for code in problem.clients:
        sits = [place for place, session in enumerate(sessions) if code in session.clients]
        others = [place for place in range(len(sessions)) if place not in sits]
        gone = {place: seated(sessions[place], without=code) for place in sits}
        come = {place: seated(sessions[place], add=code) for place in others}
        yield from (changed((place, one)) for place, one in (*gone.items(), *come.items()))
        yield from (changed((old, gone[old]), (new, come[new])) for old in sits for new in others)
        for old in permutations(sits, 2):
            for new in permutations(others, 2):
                if [sessions[p].topic for p in old] == [sessions[p].topic for p in reversed(new)]:
                    yield changed(*((p, gone[p]) for p in old), *((p, come[p]) for p in new))


def costs(problem: Problem, rules: Sequence[Rule], roster: Roster) -> list[int]:
    return [cost_at(problem, roster, rules, stage) for stage in Stage]


def better_steps(problem: Problem, rules: Sequence[Rule], roster: Roster) -> list[Roster]:
    reached = costs(problem, rules, roster)
    return [
        step
        for step in one_step_away(problem, roster)
        if costs(problem, rules, step) < reached and not breaches_of(problem, step, rules)
    ]


@some.composite
def weeks(draw: some.DrawFn) -> Problem:
    """Two groups and one-to-ones for five clients at five times: more is asked for than there is room for."""
    codes = ["C1", "C2", "C3", "C4", "C5"]
    topics = [
        Topic(
            "Anger", 60, smallest=draw(some.integers(1, 2)), largest=draw(some.integers(2, 4)), most_a_day=1
        ),
        Topic("Grief", 50, smallest=2, largest=3, best_size=draw(some.integers(2, 3)), most_a_week=2),
        Topic("Talk", 60, kind="individual", smallest=1, largest=1),
    ]
    clients = [
        Client(code, "IOP", least_minutes=60 * draw(some.integers(0, 3)), most_days=draw(some.integers(1, 5)))
        for code in codes
    ]
    needs = [
        Need(code, topic.name, draw(some.integers(1, 2)), draw(some.sampled_from((1, 10, 100))))
        for code in codes
        for topic in topics
        if draw(some.booleans())
    ]
    days = [Wish(code, draw(some.booleans()), 5, day=draw(some.sampled_from((0, 2)))) for code in codes[:2]]
    return week(topics, clients, STARTS, ["Ada", "Ben"], needs=tuple(needs), wishes=tuple(days),
                apart=(Apart("C1", other_client="C2"),))  # fmt: skip


@given(weeks())
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_no_plan_leaves_one_step_that_is_allowed_and_better(problem: Problem) -> None:
    rules = rule_book()
    roster = solve(problem, rules, NO_TIME).roster
    assert not better_steps(problem, rules, roster)


def test_what_the_finish_leaves_of_its_time_is_searched(monkeypatch: MonkeyPatch) -> None:
    """A machine that is busy for a moment at the beginning kept a third of the week's time for two seconds' work."""
    clients = [Client(f"C{number}", "IOP") for number in range(1, 7)]
    needs = tuple(Need(client.code, "Anger", 2) for client in clients)
    problem = week([Topic("Anger", 60, smallest=2, largest=4)], clients, STARTS, needs=needs)
    spent: list[tuple[float, float]] = []
    search = Improver.run

    def noted(
        self: Improver, stage: Stage, floor: Callable[[], int], until: float, *others: Any, **more: Any
    ) -> bool:
        began, stands_still = self.clock.passed, search(self, stage, floor, until, *others, **more)
        spent.append((began, self.clock.passed))
        return stands_still

    monkeypatch.setattr(Improver, "run", noted)
    monkeypatch.setattr(Finish, "seconds", lambda self: 1e9)
    monkeypatch.setattr(Prover, "_run", lambda self, until: None)  # what is proven needs no more search
    solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    latest, end = spent[-1]
    assert latest > 0.65 * 2 and end > 0.9 * 2


def test_looking_how_long_the_finish_takes_does_not_take_long_itself(monkeypatch: MonkeyPatch) -> None:
    """With a start every ten minutes one client took three seconds, and eight were looked at of a budget of one."""
    clients = [Client(f"C{number}", "IOP") for number in range(1, 7)]
    needs = tuple(Need(client.code, "Anger", 2) for client in clients)
    problem = week([Topic("Anger", 60, smallest=2, largest=4)], clients, STARTS, needs=needs)
    looked, seconds = list[int](), Finish.seconds

    def slow(self: Finish, kind: str, number: int) -> None:
        looked.append(number)
        self.clock.spend(1.0)

    def counted(self: Finish) -> float:
        monkeypatch.setattr(Finish, "_settle", slow)
        estimate = seconds(self)
        monkeypatch.undo()
        return estimate

    monkeypatch.setattr(Finish, "seconds", counted)
    solve(problem, rule_book(), Search(seconds=2, reproducible=True))
    assert len(looked) == 1


def test_whoever_lacks_something_is_looked_at_first(monkeypatch: MonkeyPatch) -> None:
    """A long week's finish ran out of time before a client who was short, beside a group with a seat for them."""
    clients = [Client(f"C{number}", "IOP", least_minutes=60 * (number == 5)) for number in range(1, 7)]
    problem = week([Topic("Anger", 60, smallest=1, largest=6)], clients, STARTS, ["Ada", "Ben"])
    posting = posted(problem, rule_book())
    board, looked_at = posting.board(), list[tuple[str, int]]()
    incumbent = Incumbent(board, emptiest(board), tuple(sorted(board.prices)))
    around = Neighbourhoods(problem, posting.draft, board)
    finish = Finish(incumbent, around, Clock(60.0, reproducible=True))
    monkeypatch.setattr(Finish, "_settle", lambda self, kind, number: looked_at.append((kind, number)))
    finish.run()
    assert looked_at[0] == ("client", 4)
    assert sorted(looked_at) == [("client", number) for number in range(6)]
