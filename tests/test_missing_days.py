"""Days that nobody can have are a cause of their own beside hours that are missing for another reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner import api
from planner.language.rule import Rule
from planner.model import Roster, Seat, Session
from planner.program import Program
from planner.reasons.obstacles import Obstacles
from planner.remedies.causes.missing_days import days_behind_hours
from planner.week.problem import problem_of
from tests.outside_weeks import MONDAY, save
from tests.test_why_too_few import TOPICS, Rows


def obstacles_of(given: Program, rules: tuple[Rule, ...], held: tuple[Session, ...]) -> Obstacles:
    return Obstacles(problem_of(given, MONDAY), rules, Roster(MONDAY, held))


def test_days_nobody_can_have_are_told_of_a_client_whose_hours_are_missing_for_another_reason(
    tmp_path: Path,
) -> None:
    """C1 has Monday alone, of two days asked for, and is short of an hour that somebody else's seat takes."""
    sheets: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Max hours", "Min days"], ["Day", 2, 9, 2], ["Easy", 0, 9, 0]],
        "Topics": [[*TOPICS, "Runs at most"], ["Anger", "group", 60, 1, 1, "", "", "", 2]],
        "Therapists": [["Therapist", "Leads"], ["Ann", "all"]],
        "Times": [["Days", "Starts"], ["Mon, Tue", "9:00, 10:00"]],
        "Clients": [["Client", "Level"], ["C1", "Day"], ["C2", "Easy"]],
        "Client availability": [
            ["Client", "Days", "From", "To"],
            *([code, "Mon", "9:00", "11:00"] for code in ("C1", "C2")),
        ],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", "Mon, Tue", "9:00", "11:00"]],
    }
    given, _ = api.load(save(tmp_path / "book.xlsx", sheets))
    problem, rules = problem_of(given, MONDAY), api.rules_of(given)
    held = tuple(
        Session(f"M{hour}", "Anger", hour * 60, 60, therapists=("Ann",), room=None, seats=(Seat(code),))
        for hour, code in ((9, "C1"), (10, "C2"))
    )
    obstacles = obstacles_of(given, rules, held)
    [cause] = days_behind_hours(given, problem, obstacles, None, told=set())
    assert cause.proven and cause.client == "C1"
    assert cause.says.startswith("C1 misses days: Available for a session on 1 day, 2 are required")
    assert "Times" not in cause.says  # the day that C1 lacks is none that Times leaves out
    assert list(days_behind_hours(given, problem, obstacles, "C2", told=set())) == []
    there = replace(
        given, client_hours={**given.client_hours, "C1": given.therapist_hours["Ann"]}, starts=((0, 540),)
    )
    [left_out] = days_behind_hours(
        there, problem_of(there, MONDAY), obstacles_of(there, rules, held[1:]), None, set()
    )
    assert "2 are required (Times lets no session start on Tue)" in left_out.says
    alike = replace(given, clients={**given.clients, "C2": replace(given.clients["C2"], level="Day")})
    [both] = days_behind_hours(
        alike, problem_of(alike, MONDAY), obstacles_of(alike, rules, held), None, set()
    )
    assert both.proven and both.clients == ("C1", "C2")
    assert both.says.startswith("2 clients miss days (C1, C2). C1: Available for a session on 1 day")
    assert list(days_behind_hours(given, problem, obstacles, None, told={("C1", None)})) == []
    reached = obstacles_of(given, rules, tuple(replace(one, seats=(Seat("C1"),)) for one in held))
    assert list(days_behind_hours(given, problem, reached, None, told=set())) == []
