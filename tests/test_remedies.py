"""What would help: changes understood as they are said, fits that break no rule, fixes that mend what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from constraints import replanning_book, rule_book
from planner import api
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.model.faults import PlannerError
from planner.program import Program
from planner.remedies.answers.fit import fits
from planner.remedies.answers.report import says_fits
from planner.remedies.answers.whatif import what_if
from planner.remedies.asked_week import AskedWeek
from planner.remedies.changes.change import change_of, changed_by, program_with
from planner.remedies.changes.copy import write_copy
from planner.remedies.changes.naming import somebody
from planner.remedies.outcome import Books
from planner.search import Search
from planner.tables.rewrite import RowEdit
from planner.week.problem import problem_of
from tests.benchmarks.planted import planted_week
from tests.reasons_week import ANGER, FIRST_DAY, OTHERS, TUESDAY_NINE, at, held, short, span, wants, week

EXAMPLE = Path("examples/riverside/riverside.xlsx")
MONDAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def riverside() -> Program:
    return api.load(EXAMPLE)[0]


def test_a_proposal_that_changes_nothing_is_passed_over(riverside: Program) -> None:
    assert program_with(riverside, MONDAY, "topic Relapse Prevention largest 12") is None
    assert program_with(riverside, MONDAY, "topic Relapse Prevention largest 13") is not None


PHRASES = (
    "client C001 available Sat 17-20",
    "therapist Chen available Sun 9:00-12:00",
    "therapist Chen away Thu-Fri",
    "everyone away Wed 9-12",
    "therapist Chen leads Social Support",
    "therapist Chen most hours 7.5",
    "therapist Chen most a day 2",
    "topic Relapse Prevention largest 15",
    "topic Relapse Prevention smallest 2",
    "room River Room seats 30",
    "one more room like Oak Room",
    "add start Sun 19:00",
    "admit 2 clients like C001",
    "client C002 min hours 6",
    "rule Wishes 10",
    "closed Sun",
    "C003 can come Sat, Sun 5-8pm",
    "Chen not away Thu",
    "therapist Brooks away 2026-12-02 to 2026-12-03",
    "room Oak Room away Wed",
    "therapist Brooks no longer leads Process Group",
    "therapist Brooks most in a row none",
    "client C014 leaves Wed",
    "client C015 ends 2026-12-11",
    "client C016 starts Tue",
    "client C017 level PHP",
    "client C018 needs Social Support 2 sessions must",
    "keep C001 and C002 apart",
    "let C020 meet everybody",
    "level IOP max hours a day 6; level OP hours 1",
    "room Oak Room also office",
    "no start Tue 9:00",
    "release Fixed!A2",
    "topic Women's Group for anybody",
    "topic Recuperación en español led by anybody",
    "topic Emotion Regulation after nothing",
    "topic Seeking Safety open",
    "topic Individual Session unasked",
    "topic Individual Session in any room",
    "client C002 also Spanish",
    "therapist Chen also Yoga",
    "client C001 primary Chen",
    "changeover 15",
    "lunch 45",
    "2 more therapists like Chen",
)


def test_changes_written_into_a_copy_are_those_that_were_planned_with(
    riverside: Program, tmp_path: Path
) -> None:
    for phrase in PHRASES:
        changed = change_of(riverside, MONDAY, phrase).program
        assert changed != riverside, phrase
    change = changed_by(riverside, MONDAY, PHRASES)
    write_copy(EXAMPLE, tmp_path / "riverside.xlsx", change.edits)
    written, _ = api.load(tmp_path / "riverside.xlsx")
    assert unplaced(problem_of(written, MONDAY)) == unplaced(problem_of(change.program, MONDAY))
    assert {(row.rule, row.use) for row in written.rule_uses} == {
        (row.rule, row.use) for row in change.program.rule_uses
    }


def unplaced(problem: Problem) -> Problem:
    """The problem without the names of files in it."""
    return replace(problem, fixed=tuple(replace(fixed, place="") for fixed in problem.fixed), gave_way=())


def test_a_folder_is_copied_whole_or_not_at_all(tmp_path: Path) -> None:
    program = planted_program(tmp_path / "book")
    changes = ["client C001 available Sat 17-20", "T01 away Thu", "T01 not away Thu", "add start Sun 19:00"]
    change = changed_by(program, MONDAY, [*changes, "level IOP min hours 8"])
    write_copy(tmp_path / "book", tmp_path / "copy", change.edits)
    assert problem_of(api.load(tmp_path / "copy")[0], MONDAY) == problem_of(change.program, MONDAY)
    with pytest.raises(PlannerError, match="has no row for"):
        write_copy(
            tmp_path / "book", tmp_path / "half", (RowEdit("Topics", {"Topic": "None such"}, {"Minutes": 5}),)
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "copy"]


def test_a_copy_never_takes_the_place_of_anything(tmp_path: Path) -> None:
    there = tmp_path / "there.xlsx"
    there.write_bytes(b"mine")
    with pytest.raises(PlannerError, match="is there already"):
        write_copy(EXAMPLE, there, ())
    assert there.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("fewer meetings", "isn't understood"),
        ("client C999 available Mon 9-12", "'C999' is no client"),
        ("topic Relapse Prevention smallest 99", "Smallest would be 99"),
        ("client C001 available Mon 3-1", "C001 available"),
        ("release Fixed!Z99", "no settled session stands at Fixed!Z99; there are Fixed!A2"),
        ("topic Relapse Prevention largest 12", "changes nothing"),
        ("therapist Chen leads Nonsense", "no topic of the program; there are Early"),
        ("therapist Chen most hours 999", "at most 168"),
        ("level IOP min hours 99", "ask for 99 and allow 19"),
        ("client C014 ends Mon-Tue", "2 days, and one is meant"),
        ("0 more rooms", "1 to 20 rooms"),
        ("closed Funday", "did you mean Sunday"),
        ("everyone not away", "everyone isn't away then"),
        ("", "say it like one of these"),
    ],
)
def test_what_isn_t_understood_is_said(riverside: Program, phrase: str, says: str) -> None:
    with pytest.raises(PlannerError, match=says):
        change_of(riverside, MONDAY, phrase)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("client", "C1", "did you mean 'C001'?"),
        ("client", "COO1", "did you mean 'C001'?"),
        ("client", "C002, C003", "one at a time, such as 'C002'"),
        ("therapist", "Chenn", "did you mean 'Chen'?"),
        ("topic", "relapse prevent", "did you mean 'Relapse Prevention'?"),
        ("", "C1", "did you mean 'C001'?"),
    ],
)
def test_whom_a_question_means_is_proposed(riverside: Program, kind: str, typed: str, says: str) -> None:
    with pytest.raises(PlannerError) as trouble:
        somebody(riverside, kind, typed)
    assert str(trouble.value).endswith(says)


def test_what_could_be_of_two_sorts_is_not_proposed(riverside: Program) -> None:
    rooms = {**riverside.rooms, "Chenna": next(iter(riverside.rooms.values()))}
    with pytest.raises(PlannerError, match=r"is no client, therapist or room of the program$"):
        somebody(replace(riverside, rooms=rooms), "", "Chenn")


def test_of_clients_nobody_else_is_ever_proposed(riverside: Program) -> None:
    """Whatever letter or digit of a code is another, that may be somebody else."""
    for code in riverside.clients:
        for place in range(len(code)):
            other = code[:place] + ("9" if code[place].isdigit() else "X") + code[place + 1 :]
            if other not in riverside.clients:
                with pytest.raises(PlannerError, match=r"is no client of the program$"):
                    somebody(riverside, "client", other)


def hard(rules: tuple[Rule, ...]) -> list[Rule]:
    return [rule for rule in rules if rule.hard]


class TestFit:
    def test_the_client_is_seated_where_there_is_a_seat(self) -> None:
        problem = week(
            clients=(short(60), *OTHERS), needs=wants(), free={code: (span(1, 9, 12),) for code in ("C1",)}
        )
        roster = Roster(FIRST_DAY, (held(ANGER, TUESDAY_NINE, "C1"),))
        best = fits(problem, rule_book(), roster, "C014")[0]
        assert [(session.topic, session.start, session.clients) for session in best.sessions] == [
            ("Anger", TUESDAY_NINE, ("C1", "C014"))
        ]
        assert (best.minutes, best.needs_met, best.needs_asked, best.moved) == (60, 1, 1, ())
        told = says_fits(problem, "C014", [best]).splitlines()[0]
        assert told == "1. 1 h of 1 h required, on 1 day, 1 of 1 session needed; nobody is moved"

    def test_nobody_is_moved_where_the_client_can_be_seated_without(self) -> None:
        planted = planted_week(24, 3, "listed")
        code = "C005"
        roster = without(planted.roster, code)
        found = fits(planted.problem, rule_book(), roster, code)
        assert found[0].moved == ()
        assert found[0].minutes >= planted.problem.clients[code].least_minutes
        assert lawful(planted.problem, roster, code)

    def test_one_seat_of_somebody_else_moves_where_that_makes_room(self) -> None:
        free = {"C014": (span(1, 9, 10),), "C1": (span(1, 9, 10), span(2, 9, 10)), "C2": (span(1, 9, 10),)}
        free |= {"C3": (span(2, 9, 10),)}
        problem = week(clients=(short(60), *OTHERS), needs=wants(), free=free)
        roster = Roster(FIRST_DAY, (held(ANGER, TUESDAY_NINE, "C1", "C2"), held(ANGER, at(2, 9), "C3")))
        found = fits(problem, rule_book(), roster, "C014")
        assert [(seat.client, seat.was, seat.now) for seat in found[0].moved] == [
            ("C1", TUESDAY_NINE, at(2, 9))
        ]
        assert found[0].minutes == 60


def without(roster: Roster, code: str) -> Roster:
    left = (
        replace(session, seats=tuple(seat for seat in session.seats if seat.client != code))
        for session in roster.sessions
    )
    return replace(roster, sessions=tuple(session for session in left if session.seats))


def lawful(problem: Problem, roster: Roster, code: str) -> bool:
    """Whether the client's best week breaks no rule that the roster without them doesn't break."""
    best = fits(problem, rule_book(), roster, code)[0]
    ids = {session.id for session in best.sessions}
    others = [session for session in roster.sessions if session.id not in ids]
    after = replace(roster, sessions=tuple(sorted((*others, *best.sessions), key=lambda s: s.start)))
    rules = hard(rule_book())
    known = {breach.about for rule in rules for breach in rule.check(problem, roster)}
    return all(breach.about in known for rule in rules for breach in rule.check(problem, after))


BOOKS = Books(
    lambda program: rule_book({row.rule: row.use for row in program.rule_uses}),
    lambda program: replanning_book({row.rule: row.use for row in program.rule_uses}),
)


def planted_program(folder: Path) -> Program:
    planted_week(16, 1, "listed").write_csvs(folder)
    return api.load(folder)[0]


class TestWhatIf:
    def test_a_therapist_who_is_away_costs_hours_and_moves_seats(self, tmp_path: Path) -> None:
        program = planted_program(tmp_path / "book")
        roster = planted_week(16, 1, "listed").roster
        name = roster.sessions[0].therapists[0]
        search = Search(2.0, reproducible=True)
        (answer,) = what_if(
            program, AskedWeek(MONDAY), [[f"therapist {name} away Mon-Sun"]], BOOKS, search, roster
        )
        assert (answer.before.short_minutes, answer.before.seats_moved) == (0, 0)
        assert answer.after.short_minutes + answer.after.needs_missing > 0
        assert answer.after.seats_moved > 0
        assert name not in {who for session in answer.roster.sessions for who in session.therapists}

    def test_several_changes_hold_together(self, riverside: Program) -> None:
        change = changed_by(riverside, MONDAY, ["one more room", "therapist Chen leads Social Support"])
        assert len(change.program.rooms) == len(riverside.rooms) + 1
        assert "Social Support" in change.program.therapists["Chen"].leads


class TestExplain:
    def test_a_window_too_short_is_named_proven_and_mended(self, tmp_path: Path) -> None:
        program = planted_program(tmp_path / "book")
        code = next(
            code
            for code, row in program.clients.items()
            if problem_of(program, MONDAY).clients[code].least_minutes
        )
        day = program.client_hours[code][0].weekday
        hours = tuple(window for window in program.client_hours[code] if window.weekday == day)
        cut = replace(program, client_hours={**program.client_hours, code: hours})
        found = api.explain(cut, week=MONDAY, client=code, seconds=14)
        assert found.causes[0].client == code
        assert found.causes[0].proven
        assert "can't be placed at all" in found.causes[0].says
        assert found.fixes
        assert mends(cut, found.fixes[0].change, code)

    def test_a_client_whom_nobody_knows_is_no_question(self, riverside: Program) -> None:
        with pytest.raises(PlannerError, match="'C999' is no client"):
            api.explain(riverside, week=MONDAY, client="C999")


def mends(program: Program, phrase: str, code: str) -> bool:
    """Whether the whole week planned anew with the change has more for the client than any without it."""
    changed = change_of(program, MONDAY, phrase).program
    short = []
    for one in (program, changed):
        (plan,) = api.plan(one, MONDAY, seconds=1, reproducible=True)
        short.append(next(line.short for line in plan.hours if line.client == code))
    return short[1] < short[0]
