"""Every form in which a change may be said is listed, and each that is listed does in a copy what it is planned with.

Who says it otherwise is shown the list: what isn't in it isn't known to anybody.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from planner.program import Program
from planner.remedies.changes.change import EXAMPLES, KINDS, change_of
from planner.remedies.changes.changed_offer import LIMITS
from planner.remedies.changes.changed_people import LEVEL_LIMITS
from planner.remedies.changes.changed_terms import TERMS
from planner.remedies.changes.copy import write_copy
from planner.week.problem import problem_of
from planner.workbook.read import read_program
from tests.outside_weeks import MONDAY, save
from tests.test_remedies import unplaced

RULES = {"Wishes": True}
OTHERS = {  # what is so already
    "keep C001 and C002 apart": "keep C001 and C014 apart",
    "Dana no longer leads": "Chen no longer leads",
}
CODES = ("C001", "C002", "C014", "C017")


def everything(path: Path) -> Path:
    """A workbook with all that the listed forms name, each different from what they make of it."""
    return save(
        path,
        {
            "Settings": [["Setting", "Value"], ["Lunch", "11:30-13:30"], ["Lunch minutes", 45]],
            "Levels": [["Level", "Min hours"], ["IOP", 4], ["PHP", 8], ["OP", 0]],
            "Topics": [["Topic", "Minutes", "Smallest", "Largest", "Leaders", "Runs at most", "Room kind", "For",
                        "Levels", "Leader tags", "Starts", "After", "Membership"],
                       ["Grief", 60, 2, 9, 2, 5, "group", "women", "IOP, PHP", "senior", "9:00", "Anger", "closed"],
                       ["Anger", 60, *[None] * 11]],
            "Therapists": [["Therapist", "Leads", "Tags"], ["Dana", "Anger", "senior"], ["Chen", "all", None]],
            "Rooms": [["Room", "Seats"], ["Oak", 9]],
            "Times": [["Days", "Starts"], ["Mon-Fri", "8:00-18:00 every 60"]],
            "Clients": [["Client", "Level", "Days", "Curriculum", "Curriculum start", "Tags"],
                        *([code, "IOP", "Mon-Fri", "Track", MONDAY, "women"] for code in CODES)],
            "Client availability": [["Client", "Days", "From", "To", "Last day"],
                                    *([code, "Mon-Fri", "9:00", "12:00", MONDAY] for code in CODES)],
            "Therapist availability": [["Therapist", "Days", "From", "To", "Topics"],
                                       ["Dana", "Wed-Fri", "9:00", "18:00", "Anger"],
                                       ["Chen", "Mon-Fri", "9:00", "18:00"]],
            "Away": [["Who", "First day"], ["Dana", MONDAY.replace(month=12, day=3)]],
            "Needs": [["Client", "Topic", "From", "Until"], ["C017", "Grief", MONDAY, MONDAY]],
            "Curriculum": [["Curriculum", "From week", "To week", "Topic", "Days"], ["Track", 1, 4, "Grief", "Mon"]],
            "Apart": [["Client", "From"], ["C001", "C002"]],
            "Fixed": [["Day", "Start", "Topic"], *([day, "9:00", "Anger"] for day in ("Mon", "Tue", "Wed", "Thu"))],
        },
    )  # fmt: skip


def planned_with(program: Program) -> tuple[object, ...]:
    """What two weeks are planned with, wherever it stands."""
    weeks = (unplaced(problem_of(program, MONDAY + timedelta(days=days))) for days in (0, 7))
    return (*weeks, {(row.rule, row.use) for row in program.rule_uses})


@pytest.mark.parametrize("phrase", EXAMPLES)
def test_a_listed_form_does_in_a_copy_what_it_is_planned_with(tmp_path: Path, phrase: str) -> None:
    path, copy = everything(tmp_path / "given.xlsx"), tmp_path / "copy.xlsx"
    for said, other in OTHERS.items():
        phrase = phrase.replace(said, other)
    given = read_program(path, RULES)[0]
    change = change_of(given, MONDAY, phrase)
    write_copy(path, copy, change.edits)
    assert planned_with(read_program(copy, RULES)[0]) == planned_with(change.program) != planned_with(given)


def test_every_form_limit_and_term_is_listed() -> None:
    firsts = {
        next(
            place for place, (pattern, _) in enumerate(KINDS) if re.fullmatch(pattern, example, re.IGNORECASE)
        )
        for example in EXAMPLES
    }
    unlisted = [does.__name__ for place, (_, does) in enumerate(KINDS) if place not in firsts]
    unlisted += [limit for limit in LIMITS if not any(f"topic Grief {limit} " in one for one in EXAMPLES)]
    unlisted += [limit for limit in LEVEL_LIMITS if not any(f"level IOP {limit} " in one for one in EXAMPLES)]
    unlisted += [term for term in TERMS if f"topic Grief {term}" not in EXAMPLES]
    assert unlisted == []
