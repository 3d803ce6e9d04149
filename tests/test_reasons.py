"""Why hours and days are missing: each reason on the smallest week in which it is the reason."""

from __future__ import annotations

from dataclasses import replace

from constraints import rule_book
from constraints.availability import Availability
from planner.model import (
    Client,
    Room,
    Roster,
    Therapist,
    Topic,
)
from planner.reasons.closing import closed_by
from planner.reasons.missing import reasons_for
from planner.reasons.opening import Opening
from planner.reasons.staffing import Obstacle
from tests.reasons_week import (
    ANGER,
    FIRST_DAY,
    GRIEF,
    OTHERS,
    TUESDAY_NINE,
    at,
    held,
    hours_reason,
    short,
    span,
    week,
)


class TestHours:
    def test_nothing_is_said_of_who_is_at_their_hours(self) -> None:
        problem = week(clients=(short(60),))
        assert reasons_for(problem, Roster(FIRST_DAY, (held(ANGER, TUESDAY_NINE, "C014"),))) == {}

    def test_never_available(self) -> None:
        said = hours_reason(week(clients=(short(540),), free={"C014": ()}))
        assert said == "C014 isn't available at all in this week, 9 h are required"

    def test_who_is_never_available_is_told_so_whatever_else_bars_some_topics(self) -> None:
        topics = (ANGER, replace(GRIEF, wanted_tags=frozenset({"women"})))
        said = hours_reason(week(topics=topics, clients=(short(540),), free={"C014": ()}))
        assert said == "C014 isn't available at all in this week, 9 h are required"

    def test_days_outside_the_stay_are_no_availability(self) -> None:
        leaving = short(540, ends=FIRST_DAY)
        assert hours_reason(week(clients=(leaving,))) == "C014's stay ends on Mon, 9 h are required"

    def test_too_few_hours_of_their_own(self) -> None:
        topic = replace(ANGER, most_a_day=None)
        said = hours_reason(week(topics=(topic,), clients=(short(540),)))
        assert said == (
            "Available for 3 h of sessions in the week, 9 h are required: 6 h can't be placed at all"
        )

    def test_what_holds_hours_down_beside_their_own_time_is_named(self) -> None:
        topic, day = replace(ANGER, most_a_day=None), (span(1, 9, 12), span(2, 9, 12))
        two_days = week(topics=(topic,), clients=(short(300, most_minutes_a_day=120),), free={"C014": day})
        level = ", as IOP allows 2 h a day at most (Max hours a day), 5 h are required"
        assert hours_reason(two_days).startswith(f"Available for 4 h of sessions in the week{level}")
        one_day = week(topics=(topic,), clients=(short(300, most_days=1),), free={"C014": day})
        days = ", as IOP allows 1 day a week at most (Max days), 5 h are required"
        assert hours_reason(one_day).startswith(f"Available for 3 h of sessions in the week{days}")

    def test_hours_that_the_start_times_leave_empty_are_not_called_a_lack_of_time(self) -> None:
        topic, day = replace(ANGER, most_a_day=None), (span(1, 9, 12), span(2, 9, 12))
        seldom = week(
            topics=(topic,), clients=(short(300),), free={"C014": day}, starts=(at(1, 9), at(1, 10))
        )
        fits = ", as no more of the 6 h they can come fits the start times (Times), 5 h are required"
        assert hours_reason(seldom).startswith(f"Available for 2 h of sessions in the week{fits}")

    def test_most_a_day_of_the_only_topic_bounds_what_can_be_had(self) -> None:
        said = hours_reason(week(clients=(short(120),)))
        assert said == (
            "The topics' limits allow 1 h of sessions in the week (Anger: Most a day 1), 2 h are required: "
            "1 h can't be placed at all"
        )

    def test_their_own_hours_and_the_topics_limits_are_told_apart(self) -> None:
        assert hours_reason(week(clients=(short(540),))) == (
            "Available for 3 h of sessions in the week, of which the topics' limits allow 1 h (Anger: Most a day 1), "
            "9 h are required: 8 h can't be placed at all"
        )

    def test_no_topic_counts_for_them(self) -> None:
        mutual_help = replace(ANGER, counts=False)
        assert hours_reason(week(topics=(mutual_help,), clients=(short(),))) == (
            "C014 may attend no topic that counts towards hours, 1 h is required"
        )

    def test_a_topic_is_not_theirs_and_another_starts_at_other_times(self) -> None:
        asked = replace(ANGER, name="Grief", only_if_asked=True)
        early = week(topics=(ANGER, asked), clients=(short(),), free={"C014": (span(1, 5, 8),)})
        assert hours_reason(early) == (
            "No session that counts towards hours may start in C014's hours, 1 h is required"
        )

    def test_no_therapist_works_in_their_hours(self) -> None:
        said = hours_reason(week(clients=(short(),), ada=(span(2, 9, 12),)))
        assert said == "Therapists and rooms are there for no session in their hours, 1 h is required"

    def test_what_runs_while_they_are_free_is_full_and_no_therapist_is_left(self) -> None:
        problem = week(topics=(ANGER, GRIEF), clients=(short(), *OTHERS), free={"C014": (span(1, 9, 10),)})
        said = hours_reason(problem, held(ANGER, TUESDAY_NINE, "C1", "C2"))
        assert said == ("Free Tue 09:00-10:00, but Anger is full (2 of 2) and Ada leads another session")

    def test_only_the_free_part_of_a_day_is_named(self) -> None:
        problem = week(topics=(ANGER, GRIEF), clients=(short(180), *OTHERS))
        problem = replace(
            problem,
            topics={"Anger": replace(ANGER, most_a_day=3), "Grief": replace(GRIEF, most_a_day=3)},
            therapists={"Ada": replace(problem.therapists["Ada"], most_a_day=1)},
        )
        assert hours_reason(problem, held(ANGER, TUESDAY_NINE, "C014")) == (
            "Free Tue 10:00-12:00, but Ada would lead more than 1 that day"
        )

    def test_too_few_others_could_come(self) -> None:
        grief = replace(GRIEF, smallest=4, largest=8)
        problem = week(topics=(grief,), clients=(short(), *OTHERS), free={"C3": ()})
        assert hours_reason(problem) == (
            "Free Tue 09:00-12:00, but no more than 2 others could come to Grief, 3 are needed"
        )

    def test_no_room_is_free(self) -> None:
        rooms = {"Garden": Room("Garden", 4)}
        problem = week(
            topics=(ANGER, GRIEF), clients=(short(), *OTHERS), rooms=rooms, free={"C014": (span(1, 9, 10),)}
        )
        problem = replace(
            problem, therapists={**problem.therapists, "Bo": Therapist("Bo", frozenset({"Grief"}))}
        )
        problem = replace(problem, therapist_windows={**problem.therapist_windows, "Bo": (span(1, 9, 12),)})
        said = hours_reason(problem, held(ANGER, TUESDAY_NINE, "C1", "C2", room="Garden"))
        assert said.endswith("and no room for Grief is free")

    def test_a_free_seat_is_said_to_be_free(self) -> None:
        said = hours_reason(week(clients=(short(), *OTHERS)), held(ANGER, TUESDAY_NINE, "C1"))
        assert (
            said
            == "Nothing in the roster is in the way of Anger Tue 09:00: planning longer, or a hand, may seat them there"
        )

    def test_the_daily_maximum(self) -> None:
        client = short(120, most_minutes_a_day=60)
        problem = week(
            topics=(ANGER, GRIEF), clients=(client, *OTHERS), free={"C014": (span(1, 9, 12), span(2, 9, 10))}
        )
        said = hours_reason(problem, held(ANGER, TUESDAY_NINE, "C014"), held(GRIEF, at(2, 9), "C1", "C2"))
        assert said == (
            "Free Tue 10:00-12:00 and Wed 09:00-10:00, but Grief is full (2 of 2) "
            "and Ada leads another session"
        )


class TestDays:
    def test_available_on_too_few_days(self) -> None:
        client = Client("C014", "IOP", least_days=3)
        assert hours_reason(week(clients=(client,))) == "Available for a session on 1 day, 3 are required"

    def test_only_days_without_a_session_are_looked_at(self) -> None:
        client = Client("C014", "IOP", least_days=2)
        problem = week(clients=(client, *OTHERS), free={"C014": (span(1, 9, 12), span(2, 9, 10))})
        said = hours_reason(problem, held(ANGER, TUESDAY_NINE, "C014"), held(ANGER, at(2, 9), "C1", "C2"))
        assert said == "Free Wed 09:00-10:00, but Anger is full (2 of 2)"


def test_a_session_longer_than_any_day_of_the_level_is_not_called_a_lack_of_time() -> None:
    long = replace(ANGER, minutes=480)
    client = Client("C014", "IOP", least_minutes=540, most_minutes_a_day=300)
    problem = week(topics=(long,), clients=(client,), free={"C014": (span(1, 8, 18),)})
    says = reasons_for(problem, Roster(FIRST_DAY), rule_book())["C014", None]
    assert says.startswith("No session takes less than 8 h, and C014 may have 5 h a day at most")


def test_of_what_closes_a_client_s_hours_that_which_would_give_most_time_is_told() -> None:
    looked = [
        Opening(Topic(name, minutes), start, Obstacle(Availability(), f"{who} isn't available", 0, 1))
        for name, minutes, start, who in (("Review", 30, 540, "Lee"), ("Anger", 90, 600, "Ada"))
    ]
    assert closed_by(looked) == "Ada isn't available"
