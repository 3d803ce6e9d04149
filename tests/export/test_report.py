"""The JSON object and the text summary of a finished plan."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from planner.export.report import json_of, says_summary
from planner.findings.in_words import headline, missing, needs_met, says_open
from planner.language.limits import Stage
from planner.model import Client, Need, Problem, Room, Roster, Seat, Session, Topic
from planner.model.faults import Fault
from planner.plan import Plan, StageResult, lines_of
from tests.export.sample import sample_plan

MONDAY = date(2026, 11, 30)
FAULT = Fault("riverside.xlsx", "Clients", "B9", "IPO", says="is no level of care", fix="try IOP")


def small_plan(least_minutes: int = 60, least_days: int = 0, status: str = "", counts: bool = True) -> Plan:
    problem = Problem(
        first_day=MONDAY,
        topics={"Anger": Topic("Anger", 60, counts=counts)},
        clients={"C014": Client("C014", "IOP", least_minutes=least_minutes, least_days=least_days)},
        therapists={},
        starts=(540,),
        client_windows={},
        therapist_windows={},
        needs=(Need("C014", "Anger", 2, 100),),
    )
    session = Session(
        "S1",
        "Anger",
        1440 + 545,
        60,
        therapists=("Adler",),
        room="Room 2",
        seats=(Seat("C014", status=status),),
    )
    roster = Roster(MONDAY, (session,))
    reasons = {("C014", None): "Too little time.", ("C014", "Anger"): "Runs once."}
    hours, needs = lines_of(problem, roster, reasons)
    return Plan(problem, roster, (StageResult(Stage.HOURS, 0, 0),), hours, needs=needs)


def test_hours_count_what_counts() -> None:
    (line,) = small_plan().hours
    assert (line.planned, line.short, line.days, line.reason) == (60, 0, 1, "")
    (line,) = small_plan(counts=False).hours
    assert (line.planned, line.short, line.days, line.reason) == (0, 60, 0, "Too little time.")


def test_a_missed_seat_brings_neither_hours_nor_a_need() -> None:
    plan = small_plan(status="excused")
    assert (plan.hours[0].planned, plan.needs[0].planned, plan.needs[0].missing) == (0, 0, 2)
    plan = small_plan(status="attended")
    assert (plan.hours[0].planned, plan.needs[0].planned, plan.needs[0].missing) == (60, 1, 1)


def test_a_need_counts_only_on_its_days() -> None:
    plan = small_plan()
    needs = (
        Need("C014", "Anger", 1, 100, days=frozenset({0})),
        Need("C014", "Anger", 1, 10, days=frozenset({1})),
    )
    _, lines = lines_of(replace(plan.problem, needs=needs), plan.roster, {})
    assert [line.missing for line in lines] == [1, 0]


def test_a_level_is_proven_where_value_and_bound_agree() -> None:
    assert StageResult(Stage.HOURS, 30, 30).proven
    assert not StageResult(Stage.HOURS, 30, 0).proven


def test_what_is_open_about_a_level_is_one_sentence_with_its_amount() -> None:
    level = StageResult(Stage.GOOD_WEEK, 82_610, 71_128)
    assert says_open(level) == "At most 11,482 less is possible, 13 %; planning longer may come nearer."
    assert says_open(replace(level, bound=82_610)) == ""


def test_the_headline_says_who_is_short() -> None:
    assert headline(small_plan()) == "Everyone reaches their hours."
    assert headline(small_plan(least_minutes=150)) == "1 of 1 clients is short: C014 by 1.5 h."
    few = small_plan(least_days=3)
    assert headline(few) == "Everyone reaches their hours, but 1 client comes on too few days: C014 (1 of 3)."


def test_what_is_missing_has_its_reason() -> None:
    found = [(line.who, line.what, line.why) for line in missing(small_plan(least_minutes=90, least_days=2))]
    assert found == [
        ("C014", "0.5 h (1 h of 1.5 h) and 1 day (1 of 2)", "Too little time."),
        ("C014", "1 of 2 Anger", "Runs once."),
    ]


def lacking(reason: str) -> list[tuple[str, str, str]]:
    """What is told where C014 and C021 lack the same, each for a reason in which X stands for the code."""
    plan = small_plan()
    needs = tuple(
        replace(line, client=code, reason=reason.replace("X", code))
        for code in ("C014", "C021")
        for line in plan.needs
    )
    return [(line.who, line.what, line.why) for line in missing(replace(plan, needs=needs)) if line.what]


def test_clients_who_lack_the_same_for_the_same_reason_are_told_together() -> None:
    assert lacking("At all 3 start times in X's hours Ada isn't there")[-1] == (
        "C014 and C021",
        "1 of 2 Anger each",
        "At all 3 start times in their hours Ada isn't there",
    )


def test_clients_who_lack_as_many_hours_for_the_same_reason_are_told_together() -> None:
    plan = small_plan(least_minutes=90)
    more = tuple(
        replace(plan.hours[0], client=code, reason=why)
        for code, why in (("C021", "Too little time."), ("C030", "Away."))
    )
    told = [(line.who, line.what) for line in missing(replace(plan, hours=(*plan.hours, *more)))]
    assert told[:2] == [("C014 and C021", "0.5 h (1 h of 1.5 h) each"), ("C030", "0.5 h (1 h of 1.5 h)")]


def test_what_is_so_of_each_client_alone_is_told_of_each() -> None:
    told = lacking("Of 3 start times in X's hours, at 2 X is in another session")
    assert [who for who, *_ in told[-2:]] == ["C014", "C021"]


def test_needs_are_met_or_not_by_priority() -> None:
    (line,) = needs_met(small_plan())
    assert (line.priority, line.asked, line.met, line.sessions_missing) == ("must (100)", 1, 0, 1)


def test_json_has_the_contracts_keys_and_units() -> None:
    found = json_of([small_plan()], errors=[FAULT], warnings=["Mind the gap."])
    assert list(found) == ["week", "sessions", "hours", "needs", "levels", "changes", "warnings", "errors"]
    assert found["week"] == "2026-11-30"
    assert found["sessions"] == [
        {
            "id": "S1",
            "date": "2026-12-01",
            "start": "09:05",
            "end": "10:05",
            "minutes": 60,
            "topic": "Anger",
            "kind": "group",
            "therapists": ["Adler"],
            "room": "Room 2",
            "clients": ["C014"],
        }
    ]
    assert found["levels"] == [{"name": "minutes short", "value": 0, "bound": 0, "proven": True}]
    assert found["errors"] == [
        {
            "file": "riverside.xlsx",
            "sheet": "Clients",
            "cell": "B9",
            "found": "IPO",
            "says": "is no level of care",
            "fix": "try IOP",
        }
    ]
    assert found["warnings"] == [
        {"file": "", "sheet": "", "cell": "", "found": "", "says": "Mind the gap.", "fix": ""}
    ]
    json.dumps(found)


def test_json_of_hours_needs_and_changes_is_whole() -> None:
    found = json.loads(json.dumps(json_of([sample_plan(replanned=True)])))
    assert set(found["hours"][0]) == {
        "client",
        "week",
        "required",
        "level",
        "planned",
        "short",
        "days",
        "reason",
    }
    assert set(found["needs"][0]) == {"client", "topic", "priority", "asked", "planned", "missing", "reason"}
    assert found["changes"][0]["tell"] == "C014, front desk"


def test_json_of_several_weeks_lists_them() -> None:
    found = json.loads(json.dumps(json_of([sample_plan(), sample_plan(date(2026, 12, 7))])))
    assert found["week"] == "2026-11-30"
    assert [week["week"] for week in found["weeks"]] == ["2026-11-30", "2026-12-07"]
    assert len(found["warnings"]) == 1


def test_json_without_a_plan_has_the_errors() -> None:
    found = json_of([], errors=[FAULT])
    assert found["week"] is None and found["sessions"] == [] and len(found["errors"]) == 1  # type: ignore[arg-type]


def test_json_tells_so_many_faults_and_counts_the_rest() -> None:
    warned = [replace(FAULT, cell=f"B{row}", kind="warning") for row in range(500)]
    found = json.loads(json.dumps(json_of([], [FAULT] * 3, [*warned, "Mind the gap."])))
    assert len(found["errors"]) == 3 and len(found["warnings"]) == 97 + 1
    assert found["warnings"][-1]["says"].startswith("and 404 warnings more")
    errors = json.loads(json.dumps(json_of([], [FAULT] * 1300, ["Mind the gap."])))
    assert (len(errors["errors"]), errors["warnings"]) == (101, [])
    assert errors["errors"][-1]["says"].startswith("and 1,200 errors and 1 warning more")


def test_the_text_summary_keeps_to_eighty_columns() -> None:
    plan = replace(sample_plan(replanned=True), command="planner plan " + "very-long-name" * 12)
    lines = says_summary(plan).splitlines()
    assert max(len(line) for line in lines) <= 80
    assert lines[0] == "3 of 40 clients are short: C031 by 0.5 h, C018 by 20 min, C036 by 20 min."


def test_thousands_of_points_are_told_apart() -> None:
    plan = replace(sample_plan(), stages=(StageResult(Stage.GOOD_WEEK, 36434, 28722),))
    assert "36,434   28,722" in says_summary(plan)


def test_the_text_summary_has_the_facts_of_the_sheet() -> None:
    said = " ".join(says_summary(sample_plan(replanned=True)).split())
    for fact in (
        "must (100) 7 of 16 met in full; the other 9 lack 13 sessions",
        "C036: 20 min",
        "Diaz is away",
        "planner plan riverside",
    ):
        assert fact in said


FULL = "1 session of Anger × 1 seat = 1, all taken, and 4 are needed; "


def test_that_all_seats_are_taken_is_said_of_the_topic_where_several_lack_it_for_that() -> None:
    assert with_full_anger("at all 3 other start times in X's hours it runs as often as allowed") == [
        ("Anger", "2 clients lack 2 sessions", FULL.removesuffix("; ")),
        (
            "C014 and C021",
            "1 of 2 Anger each",
            "At all 3 other start times in their hours it runs as often as allowed",
        ),
    ]


def test_that_all_seats_are_taken_stays_where_one_client_lacks_it_for_that() -> None:
    alone = with_full_anger("X isn't there", codes=("C014",))
    assert alone == [("C014", "1 of 2 Anger", f"{FULL}C014 isn't there")]


def with_full_anger(reason: str, codes: tuple[str, ...] = ("C014", "C021")) -> list[tuple[str, str, str]]:
    """What is told of clients who miss Anger, of which the one seat is taken."""
    plan = small_plan()
    problem = replace(
        plan.problem,
        topics={"Anger": Topic("Anger", 60, smallest=1, largest=2)},
        rooms={"Nook": Room("Nook", 1)},
        needs=tuple(Need(code, "Anger", 2, 100) for code in ("C014", "C021")),
    )
    [held] = plan.roster.sessions
    roster = replace(plan.roster, sessions=(replace(held, room="Nook"),))
    [line] = plan.needs
    needs = tuple(replace(line, client=code, reason=FULL + reason.replace("X", code)) for code in codes)
    found = missing(replace(plan, problem=problem, roster=roster, needs=needs))
    return [(one.who, one.what, one.why) for one in found]
