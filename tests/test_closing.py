"""What is said of several start times together: true of each, in full where that is no longer, and of which ones."""

from __future__ import annotations

import pytest

from constraints.leaders import Leaders
from planner.language.limits import Refusal
from planner.model import Problem, Topic, listed
from planner.reasons.closing import at_times
from planner.reasons.opening import Opening
from planner.reasons.staffing import Obstacle
from tests.constraints.weeks import at, week

ANGER = Topic("Anger", 60)
PROBLEM: Problem = week([ANGER], [], [at(day, 9) for day in range(5)])
CLAUSE, RULE = "no therapist is free", Leaders()
BECAUSE = (
    "Ada leads another session",
    "Ada's 5 h a week are used up",
    "Ada would lead more than 4 that day",
)


def openings(*because: int) -> list[Opening]:
    """A start a day at which no therapist is free, each for the reason of that number."""
    return [
        Opening(ANGER, at(day, 9), Obstacle(RULE, f"{CLAUSE} ({BECAUSE[number]})", clause=CLAUSE))
        for day, number in enumerate(because)
    ]


def test_two_reasons_behind_one_clause_are_each_told_of_their_start_times() -> None:
    said = at_times(PROBLEM, openings(0, 0, 1), "C014's hours")
    assert said == (
        "of 3 start times in C014's hours, at 2 no therapist is free (Ada leads another session), "
        "at Wed 09:00 no therapist is free (Ada's 5 h a week are used up)"
    )


def test_more_reasons_than_are_named_are_told_as_what_they_have_in_common() -> None:
    mine = Opening(ANGER, at(3, 9), Obstacle(None, "Anger Thu 09:00 stands as it is"))
    said = at_times(PROBLEM, [*openings(0, 1, 2), mine], "C014's hours")
    assert said == (
        "of 4 start times in C014's hours, at 3 no therapist is free, "
        "at Thu 09:00 Anger Thu 09:00 stands as it is"
    )


def test_a_therapist_who_is_never_free_is_told_once_of_all_the_start_times() -> None:
    looked = []
    for day, names in enumerate((("Ada", "Bo", "Cy"), ("Ada", "Bo"), ("Ada", "Bo"))):
        causes = tuple(
            Obstacle(
                RULE, f"{name} leads another session", refused=Refusal("lead", name, ANGER.name, at(day, 9))
            )
            for name in names
        )
        says = f"{CLAUSE} ({listed(names)} lead other sessions)"
        looked.append(Opening(ANGER, at(day, 9), Obstacle(RULE, says, clause=CLAUSE, causes=causes)))
    assert at_times(PROBLEM, looked, "C014's hours") == (
        "at all 3 start times in C014's hours no therapist is free (Ada and Bo lead other sessions at each of them)"
    )


@pytest.mark.parametrize(
    ("because", "says"),
    [
        ((0,), "at the one other start time in C014's hours (Mon 09:00) "),
        ((0, 0), "at both other start times in C014's hours "),
        ((0, 0, 0), "at all 3 other start times in C014's hours "),
        ((0, 1), "of 2 other start times in C014's hours, "),
    ],
)
def test_start_times_beside_those_that_a_client_has_are_called_the_other_ones(
    because: tuple[int, ...], says: str
) -> None:
    assert at_times(PROBLEM, openings(*because), "C014's hours", other=True).startswith(says)
