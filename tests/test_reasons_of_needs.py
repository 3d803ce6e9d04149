"""Why a need is missing: each reason on the smallest week in which it is the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from constraints import rule_book
from planner.model import (
    Apart,
    Attended,
    Client,
    Fixed,
    Need,
    Room,
    Roster,
    Seat,
    Therapist,
    Topic,
    Window,
)
from planner.reasons.closing import closed_by
from planner.reasons.missing import reasons_for
from planner.reasons.obstacles import Obstacles
from tests.reasons_week import (
    ANGER,
    FIRST_DAY,
    GRIEF,
    OTHERS,
    TUESDAY_NINE,
    at,
    held,
    need_reason,
    short,
    span,
    wants,
    week,
)


class TestNeeds:
    def test_nobody_leads_it(self) -> None:
        problem = week(needs=wants())
        assert need_reason(replace(problem, therapists={})) == "Nobody leads Anger"

    def test_too_few_can_lead_it_together(self) -> None:
        problem = week(topics=(replace(ANGER, leaders=2),), needs=wants())
        assert need_reason(problem) == "Anger takes 2 therapists, and only Ada can lead it"

    @pytest.mark.parametrize(
        ("topic", "says"),
        [
            (
                replace(ANGER, wanted_tags=frozenset({"women"})),
                "Anger is for clients tagged women, which C014 isn't",
            ),
            (replace(ANGER, barred_tags=frozenset({"teen"})), "Anger is not for clients tagged teen"),
            (replace(ANGER, levels=frozenset({"PHP"})), "Anger is for PHP only, and C014 is IOP"),
            (replace(ANGER, after=("Grief",)), "C014 has yet to attend Grief, which comes before Anger"),
        ],
    )
    def test_may_not_attend(self, topic: Topic, says: str) -> None:
        client = Client("C014", "IOP", tags=frozenset({"teen"}))
        assert need_reason(week(topics=(topic, GRIEF), clients=(client,), needs=wants())) == says

    def test_a_closed_group_with_other_members(self) -> None:
        before = (Attended(FIRST_DAY - timedelta(days=7), "Anger", "C1"),)
        problem = week(topics=(replace(ANGER, closed=True),), needs=wants(), history=before)
        assert need_reason(problem) == "Anger is a closed group, and C014 is no member"

    def test_what_runs_lies_outside_their_hours_and_no_start_lies_inside(self) -> None:
        problem = week(needs=wants(2, frozenset({0, 3})))
        said = need_reason(problem, held(ANGER, at(0, 9), "C1"), held(ANGER, at(3, 9), "C1"))
        assert said == "Both that run on Mon, Thu lie outside C014's hours"

    def test_where_the_one_to_ones_of_others_lie_is_no_matter(self) -> None:
        alone = replace(ANGER, smallest=1, largest=1)
        problem = week(topics=(alone,), needs=wants(2, frozenset({0, 3})))
        said = need_reason(problem, held(alone, at(0, 9), "C1"), held(alone, at(3, 9), "C1"))
        assert said and "lie outside" not in said and "taken" not in said

    def test_no_start_leaves_enough_time(self) -> None:
        problem = week(needs=wants(), free={"C014": (Window(at(1, 9), at(1, 9, 50)),)})
        assert need_reason(problem) == "No start time leaves 60 min for Anger in C014's hours"

    @pytest.mark.parametrize(
        ("starts", "says"),
        [
            ((1200,), "Anger starts at 20:00 only (Starts)"),
            ((1140, 1200), "Anger starts at 19:00 and 20:00 only (Starts)"),
            (tuple(range(1140, 1200, 15)), "sessions start at the listed times only"),
        ],
    )
    def test_a_topic_with_few_starts_of_its_own_names_them(self, starts: tuple[int, ...], says: str) -> None:
        said = need_reason(week(topics=(replace(ANGER, starts=starts),), needs=wants()))
        assert said == f"No start time of Anger is left in C014's hours: {says}"

    def test_only_the_days_of_the_need_count(self) -> None:
        said = need_reason(week(needs=wants(days=frozenset({3}))))
        assert said == (
            "No start time leaves 60 min for Anger in C014's hours on Thu, when it is asked for (From, Until, Days)"
        )

    def test_the_days_for_which_it_is_asked_are_told_where_nobody_is_there_on_them(self) -> None:
        problem = week(
            needs=wants(days=frozenset({3})),
            free={"C014": (span(1, 9, 12), span(3, 9, 10))},
            ada=(span(1, 9, 12),),
        )
        assert need_reason(problem).startswith(
            "1 start time of Anger lies in C014's hours on Thu, when it is asked for (From, Until, Days), but Ada isn't"
        )

    def test_fits_only_once(self) -> None:
        said = need_reason(week(needs=wants(2)), held(ANGER, TUESDAY_NINE, "C014"))
        assert said == "Anger fits into C014's hours only once (Most a day 1), 2 are asked"

    def test_what_fits_not_at_all_is_told_before_what_is_in_the_way_of_the_rest(self) -> None:
        problem = week(needs=wants(3), free={"C014": (span(1, 9, 12), span(2, 9, 12))})
        assert need_reason(problem, held(ANGER, TUESDAY_NINE, "C014")).startswith(
            "Anger fits into C014's hours only twice (Most a day 1), 3 are asked; nothing in the roster is in the way"
        )

    def test_a_test_beyond_what_a_week_holds_is_never_said_to_need_a_longer_search_alone(self) -> None:
        test = Topic("Urine", 10, "testing", largest=1, counts=False, needs_room=False)
        needs = (Need("C014", "Urine", 9), *wants())
        problem = week(topics=(ANGER, test), needs=needs, free={"C014": (span(1, 9, 12), span(2, 9, 12))})
        [reason] = [
            says
            for (_, topic), says in reasons_for(problem, Roster(FIRST_DAY), rule_book(), ()).items()
            if topic == "Urine"
        ]
        assert reason.startswith("Urine fits into C014's hours only twice (Most a day 1), 9 are asked; ")

    def test_their_start_times_are_counted_by_what_closes_them(self) -> None:
        problem = week(topics=(ANGER, GRIEF), clients=(Client("C014", "IOP"), *OTHERS), needs=wants())
        said = need_reason(
            problem,
            held(ANGER, TUESDAY_NINE, "C1", "C2"),
            held(GRIEF, at(1, 10), "C014"),
            held(GRIEF, at(1, 11), "C014"),
        )
        assert said == (
            "Of 3 start times in C014's hours, at 2 C014 is in another session, "
            "at Tue 09:00 Anger is full (2 of 2)"
        )

    def test_the_primary_therapist_is_busy(self) -> None:
        individual = Topic("Anger", 60, kind="individual", smallest=1, largest=1)
        client = Client("C014", "IOP", primary="Ada")
        problem = week(
            topics=(individual, GRIEF),
            clients=(client, *OTHERS),
            needs=wants(),
            free={"C014": (span(1, 9, 10),)},
        )
        problem = replace(
            problem,
            therapists={**problem.therapists, "Bo": Therapist("Bo", frozenset({"Anger"}))},
            therapist_windows={**problem.therapist_windows, "Bo": (span(1, 9, 12),)},
        )
        assert need_reason(problem, held(GRIEF, TUESDAY_NINE, "C1")) == (
            "At the one start time in C014's hours (Tue 09:00) their primary therapist Ada isn't free "
            "(Ada leads another session)"
        )

    def test_a_session_settled_for_others(self) -> None:
        fixed = Fixed("Anger", TUESDAY_NINE, clients=("C1",), open_seats=False)
        problem = week(
            clients=(Client("C014", "IOP"), *OTHERS),
            needs=wants(),
            fixed=(fixed,),
            free={"C014": (span(1, 9, 10),)},
        )
        assert need_reason(problem, held(ANGER, TUESDAY_NINE, "C1")).endswith("Anger is settled for others")

    def test_somebody_they_are_kept_apart_from(self) -> None:
        problem = week(
            clients=(Client("C014", "IOP"), *OTHERS),
            needs=wants(),
            apart=(Apart("C1", "C014"),),
            free={"C014": (span(1, 9, 10),)},
        )
        assert "kept apart from" in need_reason(problem, held(ANGER, TUESDAY_NINE, "C1"))

    def test_runs_at_most(self) -> None:
        problem = week(
            topics=(replace(ANGER, runs_at_most=1),), clients=(Client("C014", "IOP"), *OTHERS), needs=wants()
        )
        assert need_reason(problem, held(ANGER, at(0, 9), "C1")) == (
            "The one that runs lies outside C014's hours; at all 3 start times in C014's hours "
            "Anger runs as often as allowed (Runs at most 1)"
        )

    def test_a_need_missed_and_no_other_time(self) -> None:
        missed = replace(held(ANGER, TUESDAY_NINE), seats=(Seat("C014", status="absent"),))
        problem = week(needs=wants(), free={"C014": (span(1, 9, 10),)})
        assert need_reason(problem, missed) == "No other start time of Anger lies in C014's hours"


def test_a_code_is_never_respelled_to_begin_a_sentence() -> None:
    problem = week(clients=(Client("c14", "IOP", least_minutes=60),), free={"c14": ()})
    said = reasons_for(problem, Roster(FIRST_DAY, ()), rule_book())["c14", None]
    assert said == "c14 isn't available at all in this week, 1 h is required"


def test_two_leaders_who_are_there_at_different_hours_are_told_together() -> None:
    two = replace(ANGER, leaders=2, minutes=120)
    problem = week(topics=(two,), needs=wants(), free={"C014": (span(1, 8, 18),)})
    problem = replace(
        problem,
        starts=tuple(at(1, hour) for hour in range(8, 18)),
        therapists={name: Therapist(name, frozenset({"Anger"})) for name in ("Ada", "Bo")},
        therapist_windows={"Ada": (span(1, 9, 12),), "Bo": (Window(at(1, 10, 30), at(1, 15)),)},
    )
    says = reasons_for(problem, Roster(FIRST_DAY), rule_book())["C014", "Anger"]
    assert "at none of them Ada and Bo, who alone lead it, are there together for 120 min" in says


def test_a_leader_whose_hours_are_shorter_than_the_topic_leads_it_all_the_same() -> None:
    said = need_reason(week(topics=(replace(ANGER, minutes=120),), needs=wants(), ada=(span(1, 9, 10),)))
    assert said == (
        "2 start times of Anger lie in C014's hours, "
        "but no start time leaves 120 min for Anger in Ada's hours at any of them"
    )


def test_a_leader_and_a_room_that_are_there_at_different_times_are_each_told_of_theirs() -> None:
    rooms = {"Oak": Room("Oak", 4)}
    problem = week(
        needs=wants(), ada=(span(1, 9, 10),), rooms=rooms, room_windows={"Oak": (span(1, 10, 12),)}
    )
    said = need_reason(problem)
    assert (
        said == "Of 3 start times in C014's hours, at 2 Ada isn't available, at Tue 09:00 Oak isn't available"
    )


def test_the_tag_that_is_asked_of_a_leader_is_named() -> None:
    topic = replace(ANGER, leader_tags=frozenset({"EMDR"}))
    staff = {
        "Ada": Therapist("Ada", frozenset({"Anger"}), tags=frozenset({"EMDR"})),
        "Bo": Therapist("Bo", frozenset({"Anger"})),
    }
    windows = {"Ada": (span(3, 9, 12),), "Bo": (span(1, 9, 12),)}
    problem = week(topics=(topic,), needs=wants(), therapists=staff, therapist_windows=windows)
    assert need_reason(problem) == (
        "At all 3 start times in C014's hours no therapist with the tag EMDR is free for Anger"
    )


def test_a_topic_that_binds_at_every_time_is_named_before_who_is_busy_at_some() -> None:
    talk = Topic("Talk", 60, "individual", smallest=1, largest=1, most_a_week=1, most_a_day=None)
    client = short(120, primary="Ada")
    problem = week(
        topics=(talk,), clients=(client, Client("C1", "IOP", primary="Ada")), free={"C1": (span(1, 9, 12),)}
    )
    own, theirs = held(talk, at(1, 9), "C014"), held(talk, at(1, 10), "C1")
    starts = Obstacles(problem, rule_book(), Roster(FIRST_DAY, (own, theirs)))
    looked = [starts.look("C014", talk, start) for start in (at(1, 10), at(1, 11))]
    assert "Most a week 1" in closed_by(looked) and "isn't free" not in closed_by(looked)


def test_whoever_alone_leads_a_topic_is_named_where_they_are_not_free_for_several_reasons() -> None:
    clients = (Client("C014", "IOP"), *OTHERS)
    problem = week(topics=(ANGER, GRIEF), clients=clients, free={"C014": (span(1, 9, 11),)}, needs=wants())
    ada = Therapist("Ada", frozenset({"Anger", "Grief"}), most_a_day=2)
    bo = Therapist("Bo", frozenset({"Grief"}))
    problem = replace(problem, therapists={"Ada": ada, "Bo": bo})
    two = [held(GRIEF, TUESDAY_NINE, "C1", "C2"), held(GRIEF, at(1, 13), "C1", "C3")]
    assert need_reason(problem, *two) == (
        "Of 2 start times in C014's hours, at Tue 09:00 Ada leads another session, "
        "at Tue 10:00 Ada would lead more than 2 that day"
    )
