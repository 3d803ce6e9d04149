"""Proven causes of tiny weeks: each names what binds, and nothing that only concerns somebody else."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import pytest

from planner import api
from planner.model import Roster, Topic
from planner.program import WeeklyWindow
from planner.reasons.obstacles import Obstacles
from planner.reasons.wording import limits_of_topics
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes import proving as proving_module
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.causes import causes_of, certain_causes
from planner.remedies.causes.outliers import standing_out
from planner.remedies.causes.proving import Proving
from planner.week.problem import problem_of
from tests.outside_weeks import MONDAY, save
from tests.small_week import program

Rows = list[list[Any]]
TOPICS = [
    "Topic",
    "Kind",
    "Minutes",
    "Smallest",
    "Largest",
    "Most a week",
    "Leaders",
    "Room kind",
    "Most a day",
]
TWICE = ["Mon, Tue", "9:00, 10:00"]


def causes(folder: Path, needs: Rows, **more: Rows) -> list[str]:
    """What `proven` says."""
    return [one.says for one in proven(folder, needs, **more)]


def proven(folder: Path, needs: Rows, **more: Rows) -> list[Cause]:
    """What is proven where nobody is seated yet; Ann alone leads, from nine to eleven on Monday and Tuesday."""
    sheets: dict[str, Rows] = {
        "Levels": [["Level", "Min hours", "Max hours", "Min days"], ["Day", 0, 9, 0]],
        "Topics": [TOPICS, ["Anger", "group", 60, 1, 3], ["Grief", "group", 60, 1, 3]],
        "Therapists": [["Therapist", "Leads"], ["Ann", "all"]],
        "Times": [["Days", "Starts"], TWICE],
        "Clients": [["Client", "Level", "Primary therapist"], *([f"C{n}", "Day", "Ann"] for n in (1, 2, 3))],
        "Client availability": [["Client", "Days", "From", "To"]]
        + [[f"C{n}", "Mon, Tue", "9:00", "11:00"] for n in (1, 2, 3)],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ann", "Mon, Tue", "9:00", "11:00"]],
        "Needs": [["Client", "Topic", "Sessions"], *needs],
    }
    sheets |= {name.replace("_", " "): rows for name, rows in more.items()}
    given, _ = api.load(save(folder / "book.xlsx", sheets))
    problem, rules = problem_of(given, MONDAY), api.rules_of(given)
    proving = Proving(given, problem, rules, week=AskedWeek(MONDAY), until=inf)
    nobody, empty = Roster(problem.first_day), Obstacles(problem, rules, Roster(problem.first_day))
    return list(certain_causes(given, problem, rules, nobody, client=None, proving=proving, empty=empty))


def test_what_binds_one_client_isn_t_said_of_all_of_them(tmp_path: Path) -> None:
    topics: Rows = [TOPICS, ["Talk", "individual", 60, 1, 1, 2]]
    needs: Rows = [["C1", "Talk", 2], ["C2", "Talk", 2], ["C3", "Talk", 2]]
    times: Rows = [["Days", "Starts"], ["Mon", "9:00, 10:00"]]
    first, *others = causes(tmp_path, needs, Topics=topics, Times=times)
    assert first == "Talk: at most 2 sessions of 60 min × 1 seat = 2; 6 are needed"
    assert "Talk fits into C1's hours only once (Most a day 1)" in others[0]


@pytest.mark.parametrize(("topics", "told"), [(1, True), (0, False)])
def test_the_first_topics_keep_their_reasons_when_the_time_is_up(
    monkeypatch: pytest.MonkeyPatch, topics: int, told: bool
) -> None:
    monkeypatch.setattr(proving_module, "SURE_OF_ALL", topics)
    monkeypatch.setattr(proving_module, "A_MOMENT", inf)
    given = program(therapist_hours={"Ada": (WeeklyWindow(1, 540, 600),), "Ben": ()})
    given = replace(given, topics={name: replace(one, largest=2) for name, one in given.topics.items()})
    problem, rules = problem_of(given, MONDAY), api.rules_of(given)
    proving = Proving(given, problem, rules, week=AskedWeek(problem.first_day), until=0)
    found = certain_causes(given, problem, rules, Roster(MONDAY), client=None, proving=proving)
    [anger] = [cause.says for cause in found if cause.says.startswith("Anger: at most 1 session")]
    assert ("Ada is there Tue 09:00–10:00" in anger) is told


def test_start_times_are_told_where_they_are_few(tmp_path: Path) -> None:
    times: Rows = [["Days", "Starts"], ["Mon, Tue", "10:00"]]
    clients: Rows = [["Client", "Level", "Min hours"], ["C1", "Day", 4], ["C2", "Day", 0], ["C3", "Day", 0]]
    topics: Rows = [TOPICS, ["Anger", "group", 60, 1, 3, None, None, None, 9]]
    [found] = causes(tmp_path, [], Topics=topics, Times=times, Clients=clients)
    assert "sessions start at 10:00 on Mon, Tue only" in found


def test_that_a_test_is_for_one_alone_is_no_cause(tmp_path: Path) -> None:
    topics: Rows = [TOPICS, ["Urine", "testing", 10, 1, 1, None, 1, "none"]]
    times: Rows = [["Days", "Starts"], ["Mon", "9:00"]]
    [first, *_] = causes(tmp_path, [["C1", "Urine"], ["C2", "Urine"]], Topics=topics, Times=times)
    assert first.startswith("Urine: at most 1 session") and "Largest" not in first


def test_settled_sessions_in_which_a_client_sits_are_facts(tmp_path: Path) -> None:
    tea = ["Tea", "community", 60, 1, 9, None, 0, "none", 9]
    topics: Rows = [TOPICS, ["Anger", "group", 60, 1, 3], tea]
    rows = [[day, hour, "Tea", "C1"] for day in ("Mon", "Tue") for hour in ("9:00", "10:00")]
    fixed: Rows = [["Day", "Start", "Topic", "Clients"], *rows]
    said = causes(tmp_path, [["C1", "Anger", 1], ["C2", "Anger", 1]], Topics=topics, Fixed=fixed)
    assert said == [
        "C1 can't have Anger, because C1 is in 4 settled sessions of other topics (Fixed: Tea); "
        "C1 can come Mon 09:00–11:00, Tue 09:00–11:00"
    ]


def test_settled_sessions_in_the_only_room_are_facts(tmp_path: Path) -> None:
    tea = ["Tea", "community", 60, 1, 9, None, 0, "studio", 9]
    topics: Rows = [TOPICS, ["Anger", "group", 60, 1, 3, None, 1, "studio"], tea]
    rooms: Rows = [["Room", "Seats", "Kind"], ["Oak", 9, "studio"], ["Elm", 9, "group"]]
    fixed: Rows = [["Day", "Start", "Topic", "Room"]]
    fixed += [[day, hour, "Tea", "Oak"] for day in ("Mon", "Tue") for hour in ("9:00", "10:00")]
    says, *_ = causes(tmp_path, [["C1", "Anger", 1]], Topics=topics, Rooms=rooms, Fixed=fixed)
    assert says.startswith("Anger: no session can be held in Oak; 1 is needed")
    # Before the topic's own terms: where time is short, what is settled for this week is what is asked about.
    assert 0 < says.index("4 settled sessions of other topics (Fixed: Tea)") < says.index("(Room kind)")


def test_clients_whose_hours_miss_the_only_leaders_are_told_as_one(tmp_path: Path) -> None:
    hours: Rows = [["Client", "Days", "From", "To"]]
    hours += [["C1", "Mon", "9:00", "10:00"], ["C2", "Mon", "10:00", "11:00"], ["C3", "Tue", "9:00", "10:00"]]
    staff: Rows = [["Therapist", "Days", "From", "To"], ["Ann", "Tue", "10:00", "11:00"]]
    needs: Rows = [[f"C{n}", "Anger", 1] for n in (1, 2, 3)]
    [says] = causes(tmp_path, needs, Client_availability=hours, Therapist_availability=staff)
    alone = (
        "Ann, who alone leads Anger, isn't available at any time at which somebody who may attend it can come"
    )
    assert says.startswith(alone)


def test_days_that_are_missing_aren_t_called_hours() -> None:
    given = program()
    level = replace(given.levels["Small"], least_minutes=0, least_days=6)
    given = replace(given, levels={"Small": level}, needs=())
    problem = problem_of(given, MONDAY)
    found = list(causes_of(given, problem, api.rules_of(given), Roster(problem.first_day)))
    assert found
    assert all("miss days" in one.says and "hours" not in one.says.split(".")[0] for one in found)


@pytest.mark.parametrize(("value", "stands_out"), [(1, True), (3, False), (None, False)])
def test_a_limit_far_below_the_others_stands_out(value: int | None, stands_out: bool) -> None:
    given = program()
    names = {"Ada": value, "Ben": 4, "Cleo": 5}
    ada = given.therapists["Ada"]
    staff = {name: replace(ada, name=name, most_in_a_row=most) for name, most in names.items()}
    found = standing_out(replace(given, therapists=staff))
    assert (("Therapists", "Most in a row", "Ada") in found) is stands_out


def test_a_smallest_size_twice_that_of_the_others_stands_out() -> None:
    given = program()
    large = replace(given.topics["Anger"], smallest=4)
    found = standing_out(replace(given, topics={**given.topics, "Anger": large}))
    assert found == {("Topics", "Smallest", "Anger")}


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (0, ""),
        (2, "T1: Most a day 1, T2: Most a day 1"),
        (3, "T1: Most a day 1, T2: Most a day 1, and 1 other topic"),
    ],
)
def test_limits_of_many_topics_are_counted(number: int, says: str) -> None:
    topics = [Topic(f"T{at}", 60, smallest=1, largest=8, most_a_day=1) for at in range(1, number + 1)]
    free = Topic("T0", 60, smallest=1, largest=8, most_a_day=None)
    assert limits_of_topics([free, *topics]) == says
