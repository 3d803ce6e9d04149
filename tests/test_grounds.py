"""The smallest sets of facts: what was broken is in them, nothing that could be left out is, and nothing false."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from time import monotonic

import pytest

from constraints import rule_book
from planner import api
from planner.model import Apart, Therapist, Topic, Wording
from planner.program import NeedRow, WeeklyWindow
from planner.reasons.hours_words import says_hours
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.causes import certain_causes
from planner.remedies.causes.grounds import grounds_of
from planner.remedies.causes.proving import Proving
from planner.remedies.causes.question import Question
from planner.week.problem import problem_of
from tests.benchmarks.faults import MONDAY, program_of
from tests.benchmarks.further_faults import FURTHER_KINDS
from tests.small_week import in_force, program

LONG = 60.0  # seconds nobody waits for: each question takes tenths of one

ALONE = {
    "leader_tag": "Yoga teacher",
    "early_starts": "06:00",
    "curriculum_days": "asks for Early recovery skills on Sun",
    "leaders_apart": "kept apart from",
    "prerequisite": "comes after",
    "room_away": "Room 1 is away",
    "never_there": "T01 has no hours (no row on the availability sheet)",
    "co_leader_full": "T01 leads 0 h a week at most",
    "therapist_short_hours": "T02 is there Mon 09:00–09:20",
    "need_until": "is asked for Sun 2026-12-06 only",
}
HOURS = {
    "most_days": "allows 1 day a week",
    "begins_late": "stay begins on Fri 2026-12-04",
    "ends_early": "stay ends on Mon 2026-11-30",
    "old_hours": "hold until Fri 2026-11-27",
    "only_mondays": "listed times on Mon only",
}


def question(name: str, hours: bool) -> Question:
    plant = next(kind for kind in FURTHER_KINDS if kind.__name__.lstrip("_") == name)
    program = plant(program_of(24, 1), 1).program
    problem = problem_of(program, MONDAY)
    fault = plant(program_of(24, 1), 1)
    code = next((one for one in fault.names if one in problem.clients), "")
    rules = tuple(api.rules_of(program))
    if hours:
        code = code or next(iter(problem.clients))
        return Question(
            program,
            rules,
            AskedWeek(MONDAY),
            client=code,
            topic=None,
            minutes=problem.clients[code].least_minutes,
        )
    topics = [one for one in fault.names if one in problem.topics]
    asking = [Question(program, rules, AskedWeek(MONDAY), client=n.client, topic=n.topic) for n in problem.needs
              if (not code or n.client == code) and (not topics or n.topic in topics)]  # fmt: skip
    return next(one for one in asking if one.possible(one.scene, LONG) is False)


@pytest.mark.parametrize(("name", "says"), [*ALONE.items(), *HOURS.items()])
def test_what_was_broken_is_in_the_smallest_set_and_decides_it(name: str, says: str) -> None:
    found = grounds_of(question(name, name in HOURS), monotonic() + LONG)
    assert found is not None
    assert [fact for fact in found.deciding if says in fact.says]
    assert set(found.deciding) <= set(found.facts)


def test_what_is_possible_alone_has_no_grounds() -> None:
    program = program_of(24, 1)
    need = program.needs[0]
    asked = Question(
        program, tuple(api.rules_of(program)), AskedWeek(MONDAY), client=need.client, topic=need.topic
    )
    assert grounds_of(asked, monotonic() + LONG) is None


def test_who_can_have_nothing_at_all_is_told_what_keeps_them_out_and_not_what_bounds_hours() -> None:
    limited = {name: replace(topic, most_a_week=1) for name, topic in program().topics.items()}
    both = (Apart("C001", therapist="Ada"), Apart("C001", therapist="Ben"))
    more = {"Small": replace(program().levels["Small"], least_minutes=180)}
    whole = program(topics=limited, apart=both, levels=more, needs=())
    asked = Question(
        whole, tuple(api.rules_of(whole)), AskedWeek(MONDAY), client="C001", topic=None, minutes=180
    )
    found = grounds_of(asked, monotonic() + LONG)
    assert found is not None
    assert [fact.says for fact in found.facts] == ["C001 is kept apart from Ada and Ben"]
    problem, rules = problem_of(whole, MONDAY), tuple(api.rules_of(whole))
    proving = Proving(whole, problem, rules, week=AskedWeek(MONDAY), until=inf)
    [first, *_] = certain_causes(whole, problem, rules, in_force(), "C001", proving)
    nothing = "C001 can have no session that counts towards hours"
    assert first.says == f"{nothing}, because C001 is kept apart from Ada and Ben"


def test_a_must_that_adds_up_a_week_keeps_nobody_from_a_test_beside_sessions_that_a_question_leaves_out() -> (
    None
):
    whole = program()
    screen = Topic("Screen", 15, kind="testing", smallest=1, largest=1, counts=False, only_if_asked=True)
    whole = replace(
        whole,
        topics={**whole.topics, "Screen": screen},
        therapists={"Ada": Therapist("Ada", frozenset({"Anger", "Grief", "Screen"}))},
        needs=(*whole.needs, NeedRow("C001", "Screen", 1, 10)),
    )
    rules = rule_book({"Hours beyond": "must"})
    asked = Question(whole, rules, AskedWeek(MONDAY), client="C001", topic="Screen")
    assert asked.possible(asked.scene, LONG)


def test_a_time_that_is_over_leaves_it_impossible_and_unexplained() -> None:
    program = program_of(24, 1)
    code = next(iter(program.clients))
    shut = replace(program, client_hours={})
    asked = Question(shut, tuple(api.rules_of(shut)), AskedWeek(MONDAY), client=code, topic=None, minutes=60)
    found = grounds_of(asked, monotonic())
    assert found is not None
    assert found.facts == ()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([(1, 540, 719), (1, 720, 780)],
         "Tue 09:00–11:59, Tue 12:00–13:00, with a gap of 1 minute between Tue 11:59 and 12:00"),
        ([(1, 540, 715), (1, 720, 780)], "Tue 09:00–11:55, Tue 12:00–13:00"),
        ([(1, 540, 719), (2, 720, 780)], "Tue 09:00–11:59, Wed 12:00–13:00"),
        ([(day, 540, 720) for day in (0, 1, 2, 4)], "Mon, Tue, Wed, Fri 09:00–12:00"),
        ([(day, 540, 720) for day in range(7)], "daily 09:00–12:00"),
    ],
)  # fmt: skip
def test_hours_are_told_once_for_days_alike_and_with_the_minute_between_them(
    rows: list[tuple[int, int, int]], says: str
) -> None:
    windows = [WeeklyWindow(*row) for row in rows]
    assert says_hours("C001", windows, "can come", Wording()) == f"C001 can come {says}"
