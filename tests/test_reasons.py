"""Why something is missing: each reason on the smallest week in which it is the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from constraints import rule_book
from constraints.availability import Availability
from planner.language.limits import Stage
from planner.model import (
    MINUTES_A_DAY,
    Apart,
    Attended,
    Client,
    Fixed,
    Need,
    Problem,
    Room,
    Roster,
    Seat,
    Session,
    Therapist,
    Topic,
    Window,
    Wish,
)
from planner.plan import StageResult
from planner.reasons.closing import closed_by
from planner.reasons.missing import reasons_for
from planner.reasons.obstacles import Obstacles
from planner.reasons.opening import Opening
from planner.reasons.packing import longest_packing, most_minutes, most_sessions
from planner.reasons.staffing import Obstacle
from tests.benchmarks.planted import planted_week

FIRST_DAY = date(2026, 11, 30)  # a Monday
ANGER = Topic("Anger", 60, smallest=1, largest=2)
GRIEF = Topic("Grief", 60, smallest=1, largest=2)
TUESDAY_NINE = MINUTES_A_DAY + 540


def at(day: int, hour: int, minute: int = 0) -> int:
    return day * MINUTES_A_DAY + hour * 60 + minute


def span(day: int, opens: int, closes: int) -> Window:
    return Window(at(day, opens), at(day, closes))


def week(
    *,
    topics: tuple[Topic, ...] = (ANGER,),
    clients: tuple[Client, ...] = (Client("C014", "IOP"),),
    free: dict[str, tuple[Window, ...]] | None = None,
    ada: tuple[Window, ...] = (Window(0, 7 * MINUTES_A_DAY),),
    **more: object,
) -> Problem:
    """Everybody is free on Tuesday 9 to 12 unless `free` says otherwise; Ada leads everything, all week."""
    problem = Problem(
        first_day=FIRST_DAY,
        topics={topic.name: topic for topic in topics},
        clients={client.code: client for client in clients},
        therapists={"Ada": Therapist("Ada", frozenset(topic.name for topic in topics))},
        starts=tuple(at(day, hour) for day in range(7) for hour in range(8, 20)),
        client_windows={client.code: (span(1, 9, 12),) for client in clients} | (free or {}),
        therapist_windows={"Ada": ada},
    )
    return replace(problem, **more)  # type: ignore[arg-type]


def held(topic: Topic, start: int, *codes: str, by: str = "Ada", room: str | None = None) -> Session:
    seats = tuple(Seat(code) for code in codes)
    return Session(
        f"{topic.name}-{start}", topic.name, start, topic.minutes, therapists=(by,), room=room, seats=seats
    )


def hours_reason(problem: Problem, *sessions: Session) -> str:
    return reasons_for(problem, Roster(FIRST_DAY, sessions), rule_book())["C014", None]


def need_reason(problem: Problem, *sessions: Session, topic: str = "Anger") -> str:
    return reasons_for(problem, Roster(FIRST_DAY, sessions), rule_book())["C014", topic]


def wants(sessions: int = 1, days: frozenset[int] | None = None) -> tuple[Need, ...]:
    return (Need("C014", "Anger", sessions, days=days),)


def short(minutes: int = 60, **more: object) -> Client:
    return Client("C014", "IOP", least_minutes=minutes, **more)  # type: ignore[arg-type]


OTHERS = (Client("C1", "IOP"), Client("C2", "IOP"), Client("C3", "IOP"))


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

    def test_no_therapist_works_in_their_hours(self) -> None:
        said = hours_reason(week(clients=(short(),), ada=(span(2, 9, 12),)))
        assert said == "Therapists and rooms are there for no session in their hours, 1 h is required"

    def test_what_runs_while_they_are_free_is_full_and_no_therapist_is_left(self) -> None:
        problem = week(topics=(ANGER, GRIEF), clients=(short(), *OTHERS), free={"C014": (span(1, 9, 10),)})
        said = hours_reason(problem, held(ANGER, TUESDAY_NINE, "C1", "C2"))
        assert said == (
            "Free Tue 09:00-10:00, but Anger is full (2 of 2) "
            "and no therapist is free (Ada leads another session)"
        )

    def test_only_the_free_part_of_a_day_is_named(self) -> None:
        problem = week(topics=(ANGER, GRIEF), clients=(short(180), *OTHERS))
        problem = replace(
            problem,
            topics={"Anger": replace(ANGER, most_a_day=3), "Grief": replace(GRIEF, most_a_day=3)},
            therapists={"Ada": replace(problem.therapists["Ada"], most_a_day=1)},
        )
        assert hours_reason(problem, held(ANGER, TUESDAY_NINE, "C014")) == (
            "Free Tue 10:00-12:00, but no therapist is free (Ada would lead more than 1 that day)"
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
            "and no therapist is free (Ada leads another session)"
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
        assert said == "Needs 2 sessions of Anger on Mon, Thu: both that run lie outside C014's hours"

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


class TestPacking:
    def test_nothing_packs_to_nothing(self) -> None:
        assert longest_packing([]) == 0

    def test_the_two_that_touch_beat_the_one_between(self) -> None:
        assert longest_packing([(0, 60), (60, 110), (30, 120)]) == 110

    def test_the_cap_holds(self) -> None:
        assert longest_packing([(0, 60), (60, 110), (200, 290)], most=150) == 150
        assert longest_packing([(0, 60), (60, 110), (200, 290)], most=149) == 140

    def test_only_the_best_days_are_taken(self) -> None:
        options = [(ANGER, at(0, 9)), (GRIEF, at(0, 10)), (ANGER, at(1, 9))]
        assert most_minutes(Client("C014", "IOP", most_days=1), options) == 120

    def test_sessions_of_a_topic_keep_its_limit_a_day(self) -> None:
        starts = [at(0, 9), at(0, 10), at(1, 9), at(1, 9, 30)]
        assert most_sessions(replace(ANGER, most_a_day=None), starts) == 3
        assert most_sessions(ANGER, starts) == 2
        assert most_sessions(replace(ANGER, most_a_week=1), starts) == 1


def test_a_seat_said_to_be_free_breaks_no_rule_when_it_is_taken() -> None:
    planted = planted_week(16, 3, "listed")
    problem, rules = planted.problem, [rule for rule in rule_book() if rule.hard]
    some = list(problem.clients)[::4]
    thinned = Roster(
        planted.roster.first_day,
        tuple(
            replace(session, seats=tuple(seat for seat in session.seats if seat.client not in some))
            for session in planted.roster.sessions
            if len(session.seats) > problem.topics[session.topic].smallest
        ),
    )
    broken = {breach.says for rule in rules for breach in rule.check(problem, thinned)}
    obstacles, taken = Obstacles(problem, rules, thinned), 0
    for code in some:
        for topic in problem.topics.values():
            for start in obstacles.starts_of(code, topic):
                opening = obstacles.look(code, topic, start)
                if opening.session is not None:
                    before = [s for s in thinned.sessions if s.id == opening.session.id]
                    after = obstacles.trial.with_session(opening.session, before[0] if before else None)
                    short = {b.says for rule in rules for b in rule.check(problem, after)} - broken
                    assert [says for says in short if code in says] == []
                    taken += 1
    assert taken > 20


class TestTrue:
    """Sentences that were wrong once, each one of a kind."""

    def test_an_absence_is_no_session_that_the_topic_s_limit_counts(self) -> None:
        missed = replace(held(ANGER, TUESDAY_NINE), seats=(Seat("C014", status="absent"),))
        said = hours_reason(week(clients=(short(60), *OTHERS), past=(missed,)), missed)
        assert said.startswith("Nothing in the roster is in the way of Anger Tue 10:00")

    def test_a_start_that_is_over_is_no_seat_to_be_found(self) -> None:
        problem = week(clients=(short(60), *OTHERS), as_of=at(2, 12), needs=wants())
        assert hours_reason(problem) == "Tue 11:00 is over, 1 h is required"
        assert need_reason(problem) == "No start time of Anger is left in C014's hours: Tue 11:00 is over"

    def test_what_is_proven_is_never_said_to_be_found_by_planning_longer(self) -> None:
        problem = week(clients=(short(), *OTHERS))
        proven = [StageResult(Stage.HOURS, 60, 60)]
        said = reasons_for(
            problem, Roster(FIRST_DAY, (held(ANGER, TUESDAY_NINE, "C1"),)), rule_book(), proven
        )
        assert "planning longer" not in said["C014", None]

    def test_a_wish_that_must_be_kept_is_what_stands_in_the_way(self) -> None:
        wish = Wish("C014", prefers=False, day=1)
        problem = week(clients=(short(), *OTHERS), wishes=(wish,))
        said = reasons_for(problem, Roster(FIRST_DAY), rule_book({"Wishes": "must"}))["C014", None]
        assert said.endswith("but C014 avoids Tue (the rule Wishes is a must)")

    def test_a_need_that_would_make_a_day_under_the_floor_gives_way_to_the_floor(self) -> None:
        client = Client("C014", "IOP", least_minutes_a_day=180)
        problem = week(clients=(client, *OTHERS), needs=wants(), free={"C014": (span(1, 9, 10),)})
        assert need_reason(problem) == (
            "At the one start time in C014's hours (Tue 09:00) Tue would then be a day under 3 h "
            "(Min hours a day)"
        )

    def test_a_therapist_whose_hours_are_used_up_is_named_with_them(self) -> None:
        problem = week(clients=(Client("C014", "IOP"), *OTHERS), needs=wants())
        half_an_hour = replace(problem.therapists["Ada"], most_minutes=30)
        said = need_reason(replace(problem, therapists={"Ada": half_an_hour}))
        assert said == (
            "At all 3 start times in C014's hours no therapist is free (Ada's 0.5 h a week are used up)"
        )

    def test_a_topic_that_no_day_can_hold(self) -> None:
        client = Client("C014", "IOP", most_minutes_a_day=300)
        retreat = replace(ANGER, minutes=480)
        problem = week(topics=(retreat,), clients=(client,), needs=wants(), free={"C014": (span(1, 8, 20),)})
        assert need_reason(problem) == (
            "Anger takes 8 h, and C014 may have 5 h a day at most (Max hours a day)"
        )

    def test_two_leaders_who_are_never_there_together(self) -> None:
        two = replace(ANGER, leaders=2, minutes=120)
        problem = week(topics=(two,), clients=(Client("C014", "IOP"), *OTHERS), needs=wants())
        problem = replace(
            problem,
            therapists={name: Therapist(name, frozenset({"Anger"})) for name in ("Ada", "Bo")},
            therapist_windows={"Ada": (span(1, 9, 12),), "Bo": (Window(at(1, 10, 30), at(1, 15)),)},
        )
        assert need_reason(problem) == (
            "2 start times of Anger lie in C014's hours, but Bo isn't available at any of them"
        )

    def test_a_minute_between_two_windows(self) -> None:
        windows = (Window(at(1, 11, 30), at(1, 11, 59)), Window(at(1, 12), at(1, 12, 40)))
        said = hours_reason(week(clients=(short(),), free={"C014": windows}))
        assert said == "C014's hours have a gap of 1 minute between Tue 11:59 and 12:00, 1 h is required"


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
    assert "at none of them 2 therapists who lead it are there together for 120 min" in says


def test_a_session_longer_than_any_day_of_the_level_is_not_called_a_lack_of_time() -> None:
    long = replace(ANGER, minutes=480)
    client = Client("C014", "IOP", least_minutes=540, most_minutes_a_day=300)
    problem = week(topics=(long,), clients=(client,), free={"C014": (span(1, 8, 18),)})
    says = reasons_for(problem, Roster(FIRST_DAY), rule_book())["C014", None]
    assert says.startswith("No session takes less than 8 h, and C014 may have 5 h a day at most")


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


def test_of_what_closes_a_client_s_hours_that_which_would_give_most_time_is_told() -> None:
    looked = [
        Opening(Topic(name, minutes), start, Obstacle(Availability(), f"{who} isn't available", 0, 1))
        for name, minutes, start, who in (("Review", 30, 540, "Lee"), ("Anger", 90, 600, "Ada"))
    ]
    assert closed_by(looked) == "Ada isn't available"
