"""Changes as coordinators type them: each means the same as the form that is listed, and nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from planner import api
from planner.model.faults import PlannerError
from planner.program import Program
from planner.reasons.shortage import Shortage
from planner.remedies.answers.report import json_of_explanation, json_of_fits, json_of_whatif, says_whatif
from planner.remedies.causes.cause import counted_cause
from planner.remedies.changes.change import change_of
from planner.remedies.changes.copy import write_copy
from planner.week.problem import problem_of

EXAMPLES = Path("examples")
MONDAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def riverside() -> Program:
    return api.load(EXAMPLES / "riverside" / "riverside.xlsx")[0]


SAID = {
    "Chen is on leave this week": "therapist Chen away",
    "Chen is sick on Monday": "therapist Chen away Mon",
    "Chen ill Mon, Tue": "therapist Chen away Mon, Tue",
    "Chen off Thu": "therapist Chen away Thu",
    "chen can't come Thu": "therapist Chen away Thu",
    "Chen works Sat 9-12": "therapist Chen available Sat 9-12",
    "Chen is there Sat 9:00 to 12:00": "therapist Chen available Sat 9:00-12:00",
    "Chen 30 hours": "therapist Chen most hours 30",
    "Chen up to 30 h a week": "therapist Chen most hours 30",
    "Chen stops leading Process Group": "therapist Chen no longer leads Process Group",
    "C001 available Sun from 17:00 to 20:00": "client C001 available Sun 17:00-20:00",
    "C001 not available Wed": "client C001 away Wed",
    "C001 isn't coming Wed": "client C001 away Wed",
    "C001 away Wed afternoon": "client C001 away Wed 12:00-23:59",
    "C001 discharged Wed": "client C001 leaves Wed",
    "discharge C001 on Wed": "client C001 leaves Wed",
    "C001 is PHP": "client C001 level PHP",
    "C001 steps down to OP": "client C001 level OP",
    "C001 8 hours": "client C001 hours 8",
    "C001 needs Process Group twice": "client C001 needs Process Group 2 sessions",
    "C001 needs 2 Process Group": "client C001 needs Process Group 2 sessions",
    "C001 and C002 apart": "keep C001 and C002 apart",
    "keep C001 apart from C002": "keep C001 and C002 apart",
    "one more client like C014": "admit one client like C014",
    "3 more clients like C014": "admit 3 clients like C014",
    "two more rooms": "2 more rooms",
    "add a room with 8 seats": "one more room with 8 seats",
    "add a therapist like Chen": "one more therapist like Chen",
    "close Oak Room on Wed": "room Oak Room away Wed",
    "Oak Room closed Wed": "room Oak Room away Wed",
    "Oak Room has 20 seats": "room Oak Room seats 20",
    "Process Group up to 12": "topic Process Group largest 12",
    "topic Process Group at least 3 clients": "topic Process Group smallest 3",
    "Process Group lasts 55 minutes": "topic Process Group minutes 55",
    "cancel Process Group": "topic Process Group runs at most 0",
    "no Process Group this week": "topic Process Group runs at most 0",
    "no sessions on Fri": "closed Fri",
    "start Sun 19:00": "add start Sun 19:00",
    "IOP 8 hours a week": "level IOP hours 8",
    "level IOP at most 6 h a day": "level IOP max hours a day 6",
    "Chen away Thu-Fri, one more room": "therapist Chen away Thu-Fri; one more room",
    "Chen away Thu and C001 leaves Wed": "therapist Chen away Thu; client C001 leaves Wed",
}


@pytest.mark.parametrize("said", SAID)
def test_what_is_typed_means_what_is_listed(riverside: Program, said: str) -> None:
    assert change_of(riverside, MONDAY, said).program == change_of(riverside, MONDAY, SAID[said]).program


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("C001 can come until 19:00 on Wed", "isn't understood"),
        ("C999 is ill Mon", "isn't understood"),
        ("Chen and Brooks lead Grief", "isn't understood"),
        ("Process Group up to 1", "Smallest would be"),
        ("C001 is drinking", "no level of the program"),
        ("C001 no longer needs Process Group", "no row of Needs asks"),
    ],
)
def test_what_could_mean_anything_is_asked_again(riverside: Program, said: str, says: str) -> None:
    with pytest.raises(PlannerError, match=says):
        change_of(riverside, MONDAY, said)


def test_names_like_other_words_stay_names(riverside: Program) -> None:
    """A form that is understood as it is said never means something else because of a name."""
    rooms = {**riverside.rooms, "One": riverside.rooms["Oak Room"]}
    program = api.Program(**{**vars(riverside), "rooms": rooms})
    assert len(change_of(program, MONDAY, "one more room").program.rooms) == len(rooms) + 1


class TestPlainData:
    """What a page asks comes as plain data: JSON can hold it."""

    def test_a_week_as_shown_is_a_week_of_the_written_copy(self, tmp_path: Path) -> None:
        book = EXAMPLES / "quick_start" / "quick_start.xlsx"
        program, _ = api.load(book)
        therapist = next(iter(program.therapists))
        said = f"{therapist} is ill Tue"
        (answer,) = api.whatif(program, [said], week=MONDAY, seconds=2, reproducible=True)
        assert f"therapist {therapist} away Tue" in says_whatif(answer)
        copy = tmp_path / "copy.xlsx"
        write_copy(book, copy, answer.change.edits)
        written, _ = api.load(copy)
        assert problem_of(written, MONDAY).therapist_windows == (
            problem_of(answer.change.program, MONDAY).therapist_windows
        )
        (plan,) = api.plan(written, MONDAY, seconds=2, reproducible=True)
        assert answer.after.short_minutes == sum(line.short for line in plan.hours)
        assert answer.after.needs_missing == sum(line.missing for line in plan.needs)
        assert json.loads(json.dumps(json_of_whatif(answer)))["changes"] == [said]

    def test_explanations_and_fits(self) -> None:
        program, _ = api.load(EXAMPLES / "quick_start" / "quick_start.xlsx")
        found = api.explain(program, week=MONDAY, seconds=2)
        json.dumps(json_of_explanation(found))
        counted = counted_cause(Shortage("too few", topics=frozenset({"Grief"}), of_each=True))
        json.dumps(
            [asdict(cause) for cause in (*found.causes, counted)] + [asdict(fix) for fix in found.fixes]
        )
        (plan,) = api.plan(program, MONDAY, seconds=1, reproducible=True)
        code = next(iter(plan.problem.clients))
        from planner.remedies.answers.fit import fits

        weeks = fits(plan.problem, api.rules_of(program), plan.roster, code)
        assert weeks
        json.dumps(json_of_fits(plan.problem, weeks))
        json.dumps([asdict(week) for week in weeks], default=date.isoformat)
