"""How changes are told: what somebody can act on, each person's longer hours in one breath, and nothing to laugh at."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Apart, Room
from planner.program import EVERYONE, AwayRow
from planner.remedies.changes.change import change_of
from planner.remedies.fixes import kinds
from planner.remedies.fixes.loosened_people import kept_apart, more_starts
from planner.remedies.fixes.loosened_topics import TOPIC_FIELDS
from planner.remedies.fixes.prices import PRICES
from planner.remedies.fixes.situation import Situation
from planner.week.problem import problem_of
from tests.faulty_week import CODES, SOUND, topic
from tests.small_week import MONDAY, in_force

AWAY = {who: AwayRow(who, MONDAY, MONDAY) for who in (EVERYONE, "Dana", "Oak", "C1")}
WITH_A_ROOM = replace(SOUND, rooms={"Oak": Room("Oak", 8)}, away=tuple(AWAY.values()))


def test_an_absence_is_taken_back_only_if_it_can_be_and_a_clients_last_of_all() -> None:
    found = {who: kinds.after_all(WITH_A_ROOM, who, [row]) for who, row in AWAY.items()}
    assert [one.says for one in found.values()] == [
        "the program is open after all this week, if it can be",
        "Dana is there after all this week, if that can be",
        "Oak can be used after all this week, if that can be",
        "C1 comes after all this week, if they can",
    ]
    assert (
        kinds.after_all(WITH_A_ROOM, "C1", [AWAY["C1"]], "Mon").says
        == "C1 comes after all on Mon, if they can"
    )
    price = {who: PRICES[one.kind] + one.more for who, one in found.items()}
    assert max(PRICES.values()) < price["C1"] == max(price.values())


def test_longer_hours_of_one_person_are_one_part_of_a_sentence() -> None:
    says = [
        kinds.longer_hours("client", "C1", "Mon 9:00-10:00"),
        kinds.longer_hours("therapist", "Dana", "Tue 9:00-10:00"),
        kinds.longer_hours("client", "C1", "Wed 9:00-10:00"),
        "one more room like Oak",
    ]
    assert kinds.together(says) == (
        "C1 could come Mon 9:00-10:00 and Wed 9:00-10:00 as well, Dana is there Tue 9:00-10:00 as well and one more "
        "room like Oak"
    )
    assert kinds.together(says[:1]) == says[0]


def test_a_group_of_one_is_never_proposed() -> None:
    for kind, least in (("group", ["topic Anger smallest 2"]), ("family", ["topic Anger smallest 1"])):
        week = topic(kind=kind, smallest=6, largest=8)
        lacking = Situation(week, problem_of(week, MONDAY), CODES, "Anger")
        assert [one.phrase for one in TOPIC_FIELDS["smallest"](lacking, "Anger")] == least


def test_whom_a_client_needn_t_be_kept_apart_from_is_whom_they_meet_if_that_is_safe() -> None:
    names = [f"C00{number}" for number in range(1, 5)]
    week = replace(
        SOUND, clients={name: replace(SOUND.clients["C1"], code=name) for name in names}, client_hours={},
        needs=(), apart=tuple(Apart("C001", other) for other in (*names[1:], "C009")),
    )  # fmt: skip
    [everybody] = [
        one
        for one in kept_apart(Situation(week, problem_of(week, MONDAY), ("C001",), None), "")
        if one.narrow
    ]
    assert everybody.says == "C001 needn't be kept apart from anybody (Apart), if that is safe"
    assert everybody.narrow is not None
    met = everybody.narrow(in_force())
    assert met is not None
    assert met.says == "C001 needn't be kept apart from C002, C003 and C004 (Apart), if that is safe"
    assert change_of(week, MONDAY, met.phrase).program.apart == (Apart("C001", "C009"),)


def test_for_many_more_starts_are_proposed_on_all_the_days_on_which_they_could_come() -> None:
    early = replace(SOUND, starts=((0, 7 * 60),))
    phrases = [
        one.phrase for one in more_starts(Situation(early, problem_of(early, MONDAY), CODES, "Anger"), "")
    ]
    assert phrases[:2] == [
        "add start Mon, Tue, Wed, Thu, Fri 09:00",
        "add start Mon, Tue, Wed, Thu, Fri 09:00, 10:00",
    ]
    more = change_of(early, MONDAY, phrases[1]).program.starts
    assert {(day, hour * 60) for day in range(5) for hour in (9, 10)} == {
        one for one in more if one != (0, 7 * 60)
    }
    few = [
        one.phrase for one in more_starts(Situation(early, problem_of(early, MONDAY), CODES[:1], "Anger"), "")
    ]
    assert all(", " not in phrase for phrase in few)
