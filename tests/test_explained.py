"""What `explain` tells of a roster: whoever lacks something is named, be the cause proven or only suspected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints import replanning_book, rule_book
from planner.remedies.answers.explain import Explanation, by_turns, explain, of_a_search
from planner.remedies.answers.report import NOTHING, json_of_explanation, says_causes, says_fixes
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.grounds import Grounds
from planner.remedies.causes.proving import because
from planner.remedies.causes.question import Fact
from planner.remedies.fixes.fix import MAY_DO_WITHOUT, Fix
from planner.remedies.fixes.missing import Mends
from planner.remedies.outcome import Books
from tests.small_week import CODES, MONDAY, THU, TUE, at, in_force, program, session

BOOKS = Books(lambda _: rule_book(), lambda _: replanning_book())


def test_what_is_suspected_is_told_beside_what_is_proven() -> None:
    hours = {code: windows for code, windows in program().client_hours.items() if code != "C004"}
    busy = in_force(
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", "C001", "C002"),
        session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", "C001", "C002", "C003"),
    )
    found = explain(program(client_hours=hours), AskedWeek(MONDAY), BOOKS, 20.0, busy)
    told = {code: cause.proven for cause in found.causes for code in cause.clients}
    assert told["C004"] and not told["C003"]
    assert {code for code in CODES if code in says_causes(found)} >= {"C003", "C004"}


def test_a_week_in_which_nothing_is_missing_is_told_to_be_so_and_one_that_was_not_looked_into_is_not() -> (
    None
):
    assert says_causes(Explanation((), ())) == NOTHING
    assert says_causes(Explanation((), (), unasked=3)).startswith("Whether 3 more things can be had at all")


def test_all_clients_of_a_cause_are_named_in_plain_data() -> None:
    [plain] = json_of_explanation(Explanation((Cause("", "Anger", "2 clients", False, clients=CODES),), ()))[
        "causes"
    ]
    assert (plain["client"], plain["clients"]) == (None, list(CODES))


def test_and_neither_are_they_the_same_in_plain_data() -> None:
    assert json_of_explanation(Explanation((), ()))["unasked"] == 0
    assert json_of_explanation(Explanation((), (), unasked=3))["unasked"] == 3


def test_fixes_are_told_without_a_cause_too_and_nothing_where_there_is_nothing_to_tell() -> None:
    fix = Fix(
        "Dana leads Anger",
        "therapist Dana leads Anger",
        Mends(minutes=0, needs=1, clients=1),
        cost=1,
    )
    assert "Dana leads Anger: mends at least 1 need for 1 client" in says_fixes(
        Explanation((), (fix,), unasked=3)
    )
    again = "planner plan BOOK --begin 'week 1.xlsx'"
    assert says_fixes(Explanation((), (fix,)), again).splitlines()[-2:] == [
        "Each was planned on from the week as it is. Once a change is made:",
        f"    {again}",
    ]
    doubtful = Explanation((), (replace(fix, doubt=MAY_DO_WITHOUT),))
    assert again not in says_fixes(doubtful, again) and "without): Dana leads Anger" in says_fixes(doubtful)
    [plain] = json_of_explanation(doubtful)["fixes"]
    assert (plain["verified"], plain["doubt"]) == (False, MAY_DO_WITHOUT)
    assert "2 other changes could be tried" in says_fixes(Explanation((), (), untried=2))
    assert says_fixes(Explanation((), ())) == ""


def test_where_no_time_is_left_for_changes_that_is_said_and_not_that_none_helps() -> None:
    hours = {code: windows for code, windows in program().client_hours.items() if code != "C004"}
    found = explain(program(client_hours=hours), AskedWeek(MONDAY), BOOKS, 0.0, in_force())
    assert (found.fixes, found.late) == ((), True)
    assert json_of_explanation(found)["late"] is True
    late = replace(found, unasked=1)
    assert says_fixes(late) == "No change was tried in this time: --seconds gives more."


def test_of_what_is_suspected_a_client_is_named_beside_the_week_and_nothing_is_lost() -> None:
    week, people = ([Cause("", None, f"{kind}{n}", False) for n in range(3)] for kind in ("week ", "client "))
    assert [cause.says for cause in by_turns(week, people[:2])] == [
        "week 0", "client 0", "week 1", "client 1", "week 2"
    ]  # fmt: skip


@pytest.mark.parametrize(("proven", "told"), [(False, True), (True, False)])
def test_of_what_is_only_suspected_it_is_said_how_to_plan_on(proven: bool, told: bool) -> None:
    """No plan mends what is proven, and what is suspected may be mended by any."""
    again = "planner plan BOOK --begin r.xlsx"
    found = Explanation((Cause("C001", None, "C001 is short of hours", proven),), ())
    assert (again in says_fixes(found, again)) is told


def test_the_first_causes_are_told_and_how_many_more_there_are() -> None:
    many = tuple(Cause(f"C{number}", None, f"C{number} is short", True) for number in range(20))
    said = says_causes(Explanation(many, ()), most=18)
    assert said.count("Proven") == 18
    assert "2 more causes are told for one client at a time (--client CODE)" in " ".join(said.split())
    assert "1 more cause is told" in says_causes(Explanation(many, ()), most=19)
    assert "more cause" not in says_causes(Explanation(many, ()), most=20)
    assert "(--client CODE)" in said and "--client" not in says_causes(Explanation(many, ()), of_one=True)


def test_a_gap_that_a_sentence_tells_is_not_told_again_with_the_hours() -> None:
    hours = Fact("C001 can come Tue 9-11:59, with a gap of 1 minute between Tue 11:59 and 12:00", lambda s: s)
    says = "no time is left (C001's hours have a gap of 1 minute between Tue 11:59 and 12:00)"
    assert because(says, Grounds((hours,))) == f"{says}, because C001 can come Tue 9-11:59"
    assert because("no time is left", Grounds((hours,))) == f"no time is left, because {hours.says}"


def test_a_limit_that_a_sentence_tells_with_its_column_is_no_reason_given_for_it_once_more() -> None:
    def fact(whose: str, says: str) -> Fact:
        return Fact(f"{says} (Most hours)", lambda scene: scene, about=(whose, "Most hours"))

    mine, other = fact("Ada", "Ada leads 3 h a week at most"), fact("Ben", "Ben leads 3 h a week at most")
    says = "Ada can lead 3 sessions of Anger (Most hours 3 h); 4 are needed"
    assert because(says, Grounds((mine, other))) == f"{says}, because {other.says}"
    assert because("Ada leads 3 h a week at most", Grounds((mine,))) == "Ada leads 3 h a week at most"
    first, says = fact("T1", "T1 leads 3 h a week at most"), "T10 can lead 3 sessions (Most hours 3 h)"
    assert because(says, Grounds((first,))) == f"{says}, because {first.says}"


def test_what_a_short_search_left_out_is_no_cause_and_how_long_it_was_is_said() -> None:
    suspected = Cause("C001", "Anger", "C001 misses Anger", False, clients=("C001",))
    told = says_causes(Explanation((suspected,), (), searched=1.4, open_to=("C003",)))
    assert "a week was searched for up to 1.4 s" in " ".join(told.split())
    assert "Nothing was in the way of what 1 client still lacks (C003)." in " ".join(told.split())
    assert NOTHING not in says_causes(Explanation((), (), searched=1.4, open_to=("C003",)))
    proven = replace(suspected, proven=True)
    assert "searched" not in says_causes(Explanation((proven,), (), searched=1.4))


def test_a_week_that_a_hand_could_fill_is_a_cause_of_a_given_roster_and_none_of_a_searched_one() -> None:
    free = Cause(
        "C001", "Anger", "C001 misses Anger: nothing is in the way", False, clients=("C001",), open=True
    )
    full = Cause("C002", "Anger", "C002 misses Anger: every seat is taken", False, clients=("C002",))
    found = of_a_search(Explanation((free, full), ()), 1.4)
    assert (found.causes, found.open_to, found.searched) == ((full,), ("C001",), 1.4)
