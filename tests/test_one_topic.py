"""Why isn't this held this week, and what would it take: what `explain --topic` answers, on the smallest weeks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from constraints import replanning_book, rule_book
from planner.cli import app
from planner.model import Apart, Roster
from planner.model.faults import PlannerError
from planner.program import NeedRow, Program
from planner.remedies.answers.about_topic import TopicAnswer, about_topic
from planner.remedies.answers.topic_report import json_of_topic, says_topic
from planner.remedies.asked_week import AskedWeek
from planner.remedies.outcome import Books
from planner.search import Search
from tests.small_week import CODES, FRI, MON, THU, TUE, WED, at, in_force, program, session, weekly

BOOKS = Books(lambda _: rule_book(), lambda _: replanning_book())
QUICK = Search(3, reproducible=True, workers=1)
GRIEF_ALONE = in_force(session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", *CODES))


def asked(whole: Program, roster: Roster = GRIEF_ALONE, topic: str = "Anger") -> TopicAnswer:
    return about_topic(whole, BOOKS, AskedWeek(roster.first_day), roster, topic, QUICK)


def told(answer: TopicAnswer) -> str:
    return " ".join(says_topic(answer).split())


def test_who_needs_it_and_who_could_come_when_is_told() -> None:
    hours = {**program().client_hours, "C004": weekly(THU, opens=10, closes=11)}
    answer = asked(program(client_hours=hours))
    assert [(one.client, one.missing, one.priority) for one in answer.story.asking] == [
        (code, 1, "should") for code in CODES
    ]
    by_start = {time.start: time for time in answer.story.times}
    assert by_start[at(TUE, 9)].free == ("C001", "C002", "C003")
    assert by_start[at(THU, 10)].free == ()
    assert by_start[at(THU, 10)].busy == tuple((code, "Grief") for code in CODES)
    assert "isn't held this week" in told(answer)


def test_whoever_is_at_a_limit_of_that_day_is_not_free_for_one_more() -> None:
    """C001 has the topic on Tuesday already, once a day, and needs it twice."""
    roster = in_force(session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"))
    needs = tuple(NeedRow(code, "Anger", 2, 10) for code in CODES)
    times = {one.start: one.free for one in asked(program(needs=needs), roster).story.times}
    assert (times[at(TUE, 10)], times[at(THU, 9)]) == (("C003", "C004"), CODES)


def test_whoever_is_kept_from_those_who_could_lead_it_is_not_free_for_it() -> None:
    there = {"Ada": weekly(TUE), "Ben": weekly(THU)}
    roster = in_force(session("Fri-0900-GRI", "Grief", at(FRI, 9), "Ben", *CODES))
    story = asked(program(therapist_hours=there, apart=(Apart("C001", therapist="Ada"),)), roster).story
    times = {one.start: one.free for one in story.times}
    assert (times[at(TUE, 9)], times[at(THU, 9)]) == (CODES[1:], CODES)


def test_the_week_with_it_meets_the_needs_and_moves_nobody_where_all_are_free() -> None:
    answer = asked(program())
    assert answer.held is not None
    weeks = answer.held.weeks
    assert (weeks.before.needs_missing, weeks.after.needs_missing, weeks.after.seats_moved) == (4, 0, 0)
    assert [set(one.clients) for one in answer.held.sessions] == [set(CODES)]
    assert "Needs met: Anger (should) C001, C002, C003, C004" in told(answer)
    assert "That week is the better one" in told(answer)


def test_what_it_costs_is_told_where_it_takes_from_another_group() -> None:
    """Both groups fit into the one hour alone in which anybody is there: one therapist, one hour."""
    there = {"Ada": weekly(THU, opens=10, closes=11), "Ben": ()}
    answer = asked(
        program(therapist_hours=there), in_force(session("T", "Grief", at(THU, 10), "Ada", *CODES))
    )
    assert answer.held is not None
    assert answer.held.weeks.after.needs_missing == 4
    assert "Needs lost: Grief (should) C001, C002, C003, C004" in told(answer)
    assert "Grief Thu 10:00 isn't held" in told(answer)
    assert not answer.held.weeks.better


def test_a_topic_that_nobody_leads_is_told_by_counting_and_is_impossible() -> None:
    staff = {name: replace(who, leads=frozenset({"Grief"})) for name, who in program().therapists.items()}
    answer = asked(program(therapists=staff))
    assert answer.counted == ("nobody leads Anger",)
    assert (answer.held, answer.impossible) == (None, True)
    assert "Proven: no week is possible with one more of it" in told(answer)


def test_a_leader_who_is_busy_is_the_obstacle_of_that_time() -> None:
    there = {"Ada": weekly(THU, opens=10, closes=11), "Ben": weekly(MON, TUE, WED, THU, FRI)}
    leads = {"Anger": "Ada", "Grief": "Ben"}
    staff = {
        name: replace(who, leads=frozenset(topic for topic, by in leads.items() if by == name))
        for name, who in program().therapists.items()
    }
    answer = asked(program(therapists=staff, therapist_hours=there))
    assert [time.start for time in answer.story.staffed] == [at(THU, 10)]
    assert [(one.says, one.times) for one in answer.story.closed] == [("Ada isn't available", 14)]
    assert "at 1 a leader and a room are free; none of the 4 who need it is free then" in told(answer)
    assert "at 14 start times: Ada isn't available" in told(answer)


def test_nobody_needs_it_is_told() -> None:
    needs = tuple(NeedRow(code, "Grief", 1, 10) for code in CODES)
    answer = asked(program(needs=needs))
    assert not answer.story.needed
    assert "nobody: no row of Needs" in told(answer)


def test_of_one_that_is_held_one_more_is_asked_for() -> None:
    answer = asked(program(), in_force())
    assert "is held 1 time: Tue 09:00 with Ada (4 clients)" in told(answer)
    assert answer.held is not None
    assert len(answer.held.sessions) == 1
    assert "With one more of it" in told(answer)


def test_what_is_held_already_stands_beside_one_more() -> None:
    """Where a topic has to run three times, the first two are no fault that would have to go."""
    twice = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Thu-0900-ANG", "Anger", at(THU, 9), "Ada", "C003", "C004"),
    )
    answer = asked(program(), twice)
    assert answer.held is not None
    assert (len(answer.held.sessions), answer.held.weeks.after.seats_moved) == (1, 0)


def test_the_answer_is_plain_data_and_no_wider_than_eighty_columns() -> None:
    answer = asked(program())
    data = json.loads(json.dumps(json_of_topic(answer)))
    assert data["topic"] == "Anger"
    assert [one["client"] for one in data["who_need_it"]] == list(CODES)
    assert data["with"]["after"]["needs_missing"] == 0
    assert data["with"]["clients"][0]["needs"] == [
        {"topic": "Anger", "priority": 10, "missing": {"before": 1, "after": 0}}
    ]
    assert max(map(len, says_topic(answer).splitlines())) <= 80


def test_a_topic_that_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(PlannerError, match="'Angst' is no topic of the program"):
        asked(program(), topic="Angst")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["explain", "book.xlsx", "--topic", "Anger"], "name the roster after the workbook"),
        (["explain", "book.xlsx", "roster.xlsx", "--topic", "Anger", "--client", "C1"], "ask one at a time"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is_read(arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert says in " ".join(done.output.split())
