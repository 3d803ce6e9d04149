"""Why this group, why so few, and could we do without it: what `explain --session` answers, on the smallest weeks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from constraints import replanning_book, rule_book
from planner.cli import app
from planner.model import Apart, Roster, Topic
from planner.model.faults import PlannerError
from planner.program import FixedRow, NeedRow, Program
from planner.remedies.answers.about_session import SessionAnswer, about_session
from planner.remedies.answers.session_report import json_of_session, says_session
from planner.remedies.asked_week import AskedWeek
from planner.remedies.outcome import Books
from planner.search import Search
from tests.small_week import CODES, MON, THU, TUE, at, in_force, program, session, weekly

BOOKS = Books(lambda _: rule_book(), lambda _: replanning_book())
QUICK = Search(2, reproducible=True, workers=1)


def asked(whole: Program, roster: Roster, id: str = "Tue-0900-ANG") -> SessionAnswer:
    return about_session(whole, BOOKS, AskedWeek(roster.first_day), roster, id, QUICK)


def test_whoever_sits_there_is_told_with_what_they_would_lack_if_only_their_seat_were_gone() -> None:
    answer = asked(program(), in_force())
    assert [one.client for one in answer.story.sitting] == list(CODES)
    assert {one.loses for one in answer.story.sitting} == {"a need (should) and 1 h of their hours"}


def test_a_seat_that_meets_no_need_and_no_hours_is_told_to_be_needed_by_nobody() -> None:
    whole = program(needs=(), levels={"Small": replace(program().levels["Small"], least_minutes=60)})
    answer = asked(whole, in_force())
    assert {one.loses for one in answer.story.sitting} == {""}
    assert "would lack nothing" in says_session(answer)


def test_whoever_needs_the_topic_and_is_not_there_is_told_with_the_reason() -> None:
    roster = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Thu-0900-ANG", "Anger", at(THU, 9), "Ada", "C003"),
    )
    late = {**program().client_hours, "C004": weekly(THU)}
    answer = asked(program(client_hours=late), roster)
    why = {one.client: one.why for one in answer.story.asking}
    assert why == {"C003": "in it Thu 09:00; free at this time as well", "C004": "C004 isn't available"}


def test_whoever_comes_to_another_session_and_could_not_come_to_this_one_is_told_so() -> None:
    roster = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Tue-0900-GRI", "Grief", at(TUE, 9), "Ben", "C003", "C004"),
        session("Thu-0900-ANG", "Anger", at(THU, 9), "Ada", "C003", "C004"),
    )
    why = {one.client: one.why for one in asked(program(), roster).story.asking}
    assert why == dict.fromkeys(("C003", "C004"), "in it Thu 09:00; not free at this time")


def test_other_times_are_those_at_which_a_leader_is_free_with_who_could_come() -> None:
    hours = {code: weekly(TUE, closes=11) for code in CODES} | {"C004": weekly(TUE, closes=10)}
    there = {"Ada": weekly(TUE), "Ben": ()}
    answer = asked(program(client_hours=hours, therapist_hours=there), in_force())
    assert [(one.start, one.clients) for one in answer.story.other_times] == [
        (at(TUE, 10), ("C001", "C002", "C003"))
    ]


def test_whoever_is_at_a_limit_of_a_day_could_not_come_at_its_other_times() -> None:
    """C001 has the topic on Thursday already, once a day."""
    roster = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Thu-0900-ANG", "Anger", at(THU, 9), "Ada", "C001", "C003"),
    )
    times = {one.start: one.clients for one in asked(program(), roster).story.other_times}
    assert (times[at(TUE, 10)], times[at(THU, 10)]) == (("C001", "C002"), ("C002",))


class TestWithoutIt:
    def test_everybody_goes_elsewhere_where_there_is_room(self) -> None:
        answer = asked(program(), in_force())
        assert answer.closed is not None
        assert answer.closed.weeks.proven
        assert (answer.closed.weeks.after.short_minutes, answer.closed.weeks.after.needs_missing) == (0, 0)
        assert all(one.sessions and not one.stays for one in answer.closed.instead)
        assert not any(
            (one.topic, one.start) == ("Anger", at(TUE, 9)) for one in answer.closed.instead[0].sessions
        )

    def test_what_nobody_can_have_instead_is_told(self) -> None:
        only = {code: weekly(TUE, closes=10) for code in CODES}
        needs = tuple(NeedRow(code, "Anger", 1, 10) for code in CODES)
        answer = asked(program(client_hours=only, needs=needs), in_force(in_force().sessions[0]))
        assert answer.closed is not None
        assert (answer.closed.weeks.before.needs_missing, answer.closed.weeks.after.needs_missing) == (0, 4)
        assert "C001 lacks Anger (should)" in json_of_session(answer)["without"]["lacking"]

    def test_of_two_side_by_side_the_other_stays_and_takes_them_in(self) -> None:
        beside = in_force(
            session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
            session("Tue-0900-ANG-2", "Anger", at(TUE, 9), "Ben", "C003", "C004"),
            session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", *CODES),
        )
        answer = asked(program(), beside)
        assert answer.closed is not None
        assert [one.stays for one in answer.closed.instead] == [True, True]
        assert answer.closed.weeks.after.seats_moved == 0
        assert answer.closed.weeks.after.group_minutes == answer.closed.weeks.before.group_minutes - 60
        assert answer.closed.weeks.better
        assert "That week is the better one" in says_session(answer)

    def test_and_somebody_moves_where_they_are_apart(self) -> None:
        beside = in_force(
            session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
            session("Tue-0900-ANG-2", "Anger", at(TUE, 9), "Ben", "C003", "C004"),
        )
        whole = program(apart=(Apart("C001", "C003"), Apart("C002", "C003")))
        answer = asked(whole, beside)
        assert answer.closed is not None
        assert answer.closed.weeks.after.seats_moved > 0

    def test_an_individual_session_is_its_clients_alone(self) -> None:
        one = Topic("Session", 60, kind="individual", smallest=1, largest=1)
        whole = program(
            topics={**program().topics, "Session": one},
            therapists={
                name: replace(who, leads=who.leads | {"Session"})
                for name, who in program().therapists.items()
            },
            needs=(NeedRow("C001", "Session", 1, 100), NeedRow("C002", "Session", 1, 100)),
        )
        roster = in_force(
            session("Mon-0900-SES", "Session", at(MON, 9), "Ada", "C001"),
            session("Mon-0900-SES-2", "Session", at(MON, 9), "Ben", "C002"),
        )
        answer = asked(whole, roster, "mon-0900-ses")
        assert answer.closed is not None
        assert [(one.client, one.stays) for one in answer.closed.instead] == [("C001", False)]
        assert answer.closed.weeks.after.seats_moved == 1

    def test_a_settled_session_is_told_by_its_cell_and_not_taken_away(self) -> None:
        row = FixedRow("Anger", 9 * 60, TUE, place="week.xlsx: Fixed!A2")
        answer = asked(program(fixed=(row,)), in_force())
        assert answer.closed is None
        said = " ".join(says_session(answer).split())
        assert "It is settled: Fixed!A2." in said
        assert "At another time" not in said
        assert answer.story.other_times
        assert json_of_session(answer)["other_times"] == []


def test_that_no_week_without_it_was_found_is_not_told_as_a_proof() -> None:
    said = says_session(replace(asked(program(), in_force()), closed=None))
    assert said.endswith("No week without it was found in this time (--seconds).")


def test_an_id_that_the_roster_does_not_have_is_answered_with_some_that_it_has() -> None:
    with pytest.raises(
        PlannerError, match=r"'Mon-0900-XX' is no session of this roster.*such as Tue-0900-ANG"
    ):
        asked(program(), in_force(), "Mon-0900-XX")


def test_the_answer_is_plain_data_and_no_wider_than_eighty_columns() -> None:
    answer = asked(program(), in_force())
    told = json.loads(json.dumps(json_of_session(answer)))
    assert told["session"] == "Tue-0900-ANG"
    assert [one["client"] for one in told["clients"]] == list(CODES)
    assert told["without"]["after"]["needs_missing"] == 0
    assert max(map(len, says_session(answer).splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["explain", "book.xlsx", "--session", "X"], "name the roster after the workbook"),
        (["explain", "book.xlsx", "roster.xlsx", "--session", "X", "--client", "C1"], "ask one at a time"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is_read(arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert says in " ".join(done.output.split())
