"""Clients who are kept apart from those who lead what they need: counted, proven, and said where it is read."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from planner import api
from planner.model import Apart, Roster
from planner.program import FixedRow, NeedRow
from planner.reasons.counts import shortages
from planner.reasons.kept_apart import too_many_apart
from planner.reasons.missing import reasons_for
from planner.reasons.wording import Certain
from planner.week.problem import problem_of
from tests.command_line import tables
from tests.small_week import CODES, MONDAY, TUE, program, weekly
from tests.workbook.books import save_workbook


def test_it_rests_on_nothing_else_however_short_the_hours_are(tmp_path: Path) -> None:
    """The hours of those who lead it would be too few as well: that is another matter, and no reason for it."""
    whole = program(needs=(NeedRow("C001", "Anger", 5, 10),), therapist_hours={"Ada": weekly(TUE), "Ben": ()})
    whole = replace(whole, apart=tuple(Apart("C001", therapist=name) for name in ("Ada", "Ben")))
    [first, *_] = api.explain(whole, week=MONDAY, seconds=2.0).causes
    assert first.says == "C001 is kept apart from Ada and Ben, who alone lead Anger"
    book = tables(
        Apart=[["Client", "From"], ["C001", "Ortiz"]], Needs=[["Client", "Topic"], ["C001", "Anger"]]
    )
    read, _ = api.load(save_workbook(tmp_path / "book.xlsx", book))
    [found] = [one for one in shortages(read, problem_of(read, MONDAY), api.rules_of(read)) if one.whole]
    assert found.places[0] == "Apart!B2"


@pytest.mark.parametrize(
    ("apart", "leaders", "says"),
    [
        (("Ada", "Ben"), 1, "C001 is kept apart from Ada and Ben, who alone lead Anger"),
        (("Ada",), 2, "C001 is kept apart from Ada, and Anger takes 2 therapists (Leaders) of Ada and Ben"),
        (("Ada",), 1, ""),
    ],
)
def test_a_client_kept_apart_from_all_who_lead_what_they_need(
    apart: tuple[str, ...], leaders: int, says: str
) -> None:
    """Counted, and said so on Needs too; of whoever else leads it, or of a settled session, nothing is said."""
    whole = program(apart=tuple(Apart("C001", therapist=name) for name in apart))
    whole = replace(whole, topics={**whole.topics, "Anger": replace(whole.topics["Anger"], leaders=leaders)})
    whole = replace(whole, needs=tuple(need for need in whole.needs if need.topic == "Anger"))
    counted = shortages(whole, problem_of(whole, MONDAY), api.rules_of(whole))
    found = {one.says: one.clients for one in counted}
    assert found == ({says: frozenset({"C001"})} if says else {})
    problem = problem_of(whole, MONDAY)
    told = reasons_for(problem, Roster(MONDAY), api.rules_of(whole))["C001", "Anger"]
    assert (told == says and isinstance(told, Certain)) or not says
    [first, *_] = api.explain(whole, week=MONDAY, seconds=2.0).causes or [None]
    assert first is None or (first.says == says and first.proven)
    settled = replace(whole, fixed=(FixedRow("Anger", 540, 0, therapists=("Ada",)),))
    assert not any("kept apart" in one.says for one in shortages(settled, problem_of(settled, MONDAY), ()))


@pytest.mark.parametrize(
    ("kind", "primary", "says"),
    [
        (
            "individual",
            "Ada",
            "C001 is kept apart from Ada, who as their primary therapist alone may lead Anger",
        ),
        ("individual", "Ben", None),
        ("individual", None, None),
        ("group", "Ada", None),
    ],
)
def test_a_client_kept_apart_from_their_primary_therapist(
    kind: str, primary: str | None, says: str | None
) -> None:
    """Their individual sessions are theirs alone, and where it isn't said such a session is found."""
    whole = program(apart=(Apart("C001", therapist="Ada"),), needs=(NeedRow("C001", "Anger", 1, 10),))
    topic = replace(whole.topics["Anger"], kind=kind, smallest=1)
    client = replace(whole.clients["C001"], primary=primary)
    whole = replace(whole, topics={**whole.topics, "Anger": topic}, clients={**whole.clients, "C001": client})
    counted = shortages(whole, problem_of(whole, MONDAY), api.rules_of(whole))
    assert [one.says for one in counted] == ([says] if says else [])
    (plan,) = api.plan(whole, MONDAY, seconds=1, reproducible=True)
    (need,) = plan.needs
    assert (need.missing, need.reason) == ((1, says) if says else (0, ""))


def test_clients_kept_apart_from_the_same_leaders_are_told_as_one() -> None:
    pairs = tuple(Apart(code, therapist=name) for code in ("C001", "C002") for name in ("Ada", "Ben"))
    whole = program(
        apart=pairs, needs=tuple(NeedRow(code, "Anger", 1, 10) for code in ("C001", "C002", "C003"))
    )
    [found] = shortages(whole, problem_of(whole, MONDAY), api.rules_of(whole))
    assert found.says == "2 clients (C001, C002) are kept apart from Ada and Ben, who alone lead Anger"
    assert found.clients == {"C001", "C002"} and found.of_each


def kept_from(*others: str, smallest: int = 2, coming: int = 4) -> list[str]:
    """What is counted where C001 needs both topics and is kept apart from these of so many who could come."""
    topics = {name: replace(topic, smallest=smallest) for name, topic in program().topics.items()}
    there = {code: weekly(TUE) if place < coming else () for place, code in enumerate(CODES)}
    needs = (NeedRow("C001", "Anger"), NeedRow("C001", "Grief"))
    whole = program(
        topics=topics, needs=needs, client_hours=there, apart=tuple(Apart("C001", one) for one in others)
    )
    found = shortages(whole, problem_of(whole, MONDAY), api.rules_of(whole))
    return [one.says for one in found if "could come with them" in one.says]


def test_who_is_kept_apart_from_everybody_is_told_once_of_all_that_they_need() -> None:
    few = "too few who aren't kept apart from them (Apart) could come with them (Smallest)"
    assert kept_from("C002", "C003", "C004") == [f"C001 can't have Anger and Grief: {few}"]


@pytest.mark.parametrize(("apart", "smallest"), list(product(range(4), range(1, 4))))
def test_it_is_told_where_too_few_are_left_and_nowhere_else(apart: int, smallest: int) -> None:
    assert bool(kept_from(*CODES[1 : 1 + apart], smallest=smallest)) is (4 - apart < smallest)
    assert not kept_from(*CODES[1 : 1 + apart], smallest=4, coming=3)  # too few could come anyhow


def test_explain_says_it_once_as_proven_and_of_no_topic_again() -> None:
    others = tuple(Apart("C001", code) for code in CODES[1:])
    causes = api.explain(replace(program(), apart=others), week=MONDAY, seconds=2.0).causes
    [told] = [one for one in causes if one.says.startswith("C001 can't have Anger and Grief: too few")]
    assert told.proven and told.keys == {("C001", "Anger"), ("C001", "Grief")}
    assert not [one for one in causes if one is not told and one.topic and one.clients == ("C001",)]


@pytest.mark.parametrize(("barred", "says"), [(("Ada",), True), (("Ben",), False)])
def test_a_client_kept_apart_from_all_who_have_the_tag(barred: tuple[str, ...], says: bool) -> None:
    """Ada alone is licensed: whoever is kept apart from her can't have it, whoever else leads it."""
    whole = program(apart=tuple(Apart("C001", therapist=name) for name in barred))
    asked = replace(whole.topics["Anger"], leader_tags=frozenset({"licensed"}))
    licensed = replace(whole.therapists["Ada"], tags=frozenset({"licensed"}))
    whole = replace(
        whole,
        topics={**whole.topics, "Anger": asked},
        therapists={**whole.therapists, "Ada": licensed},
        needs=tuple(need for need in whole.needs if need.topic == "Anger"),
    )
    found = [one.says for one in shortages(whole, problem_of(whole, MONDAY), api.rules_of(whole))]
    alone = "C001 is kept apart from Ada, who alone leads Anger with the tag licensed (Leader tags)"
    assert (alone in found) is says


RING = [(first, (first + 1) % 5) for first in range(5)]
CHAIN = RING[:-1]


@pytest.mark.parametrize(
    ("pairs", "sessions", "fewest"),
    [
        (RING, 2, 5),
        (RING, 3, 0),
        (CHAIN, 2, 0),
        (CHAIN, 1, 2),
        ([*combinations(range(4), 2)], 3, 4),
        ([*combinations(range(4), 2)], 4, 0),
    ],
)
def test_those_kept_apart_in_pairs_need_as_many_sessions_as_part_them(
    pairs: list[tuple[int, int]], sessions: int, fewest: int
) -> None:
    """Held to every way of dealing them out: a ring of five needs three sessions, a chain two."""
    codes = [f"C{number}" for number in range(5)]
    apart = tuple(Apart(codes[one], codes[other]) for one, other in pairs)
    problem = replace(problem_of(program(), MONDAY), apart=apart)
    every = product(range(sessions), repeat=5)
    possible = any(all(dealt[one] != dealt[other] for one, other in pairs) for dealt in every)
    assert (not possible) == bool(fewest)
    assert len(too_many_apart(problem, codes, sessions)) == fewest
