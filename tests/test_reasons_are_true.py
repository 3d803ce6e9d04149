"""What a reason says is so: seats said to be free are, and what is counted is the most there is."""

from __future__ import annotations

from dataclasses import replace

from constraints import rule_book
from planner.language.limits import Stage
from planner.model import (
    Client,
    Roster,
    Seat,
    Therapist,
    Window,
    Wish,
)
from planner.plan import StageResult
from planner.reasons.missing import reasons_for
from planner.reasons.obstacles import Obstacles
from planner.reasons.packing import longest_packing, most_minutes, most_sessions
from tests.benchmarks.planted import planted_week
from tests.reasons_week import (
    ANGER,
    FIRST_DAY,
    GRIEF,
    OTHERS,
    TUESDAY_NINE,
    at,
    held,
    hours_reason,
    need_reason,
    short,
    span,
    wants,
    week,
)


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
        assert said == ("At all 3 start times in C014's hours Ada's 0.5 h a week are used up")

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
