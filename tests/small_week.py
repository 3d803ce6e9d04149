"""A small program and its roster in force, by hand: four clients, two therapists, two groups. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from planner.export.sheets.roster import write_roster
from planner.fingerprint import fingerprint_of
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Roster, Seat, Session, Therapist, Topic
from planner.plan import Plan, lines_of
from planner.program import ClientRow, LevelOfCare, NeedRow, Program, WeeklyWindow
from planner.reasons.missing import reasons_for
from planner.week.problem import problem_of

MONDAY = date(2026, 11, 30)
MON, TUE, WED, THU, FRI = range(5)
CODES = ("C001", "C002", "C003", "C004")
CREATED = datetime(2026, 11, 27, 16, 0)


def at(day: int, hour: int) -> int:
    """A minute of the week; day 0 is Monday."""
    return day * MINUTES_A_DAY + hour * 60


def weekly(*days: int, opens: int = 9, closes: int = 12) -> tuple[WeeklyWindow, ...]:
    """The same hours on several weekdays."""
    return tuple(WeeklyWindow(day, opens * 60, closes * 60) for day in days)


def program(**more: object) -> Program:
    """Everybody is there from 9 to 12 on workdays; two hours a week are asked for."""
    whole = Program(
        topics={
            topic.name: topic
            for topic in (
                Topic("Anger", 60, smallest=2, largest=4),
                Topic("Grief", 60, smallest=2, largest=4),
            )
        },
        therapists={name: Therapist(name, frozenset({"Anger", "Grief"})) for name in ("Ada", "Ben")},
        clients={code: ClientRow(code, "Small") for code in CODES},
        client_hours={code: weekly(MON, TUE, WED, THU, FRI) for code in CODES},
        therapist_hours={name: weekly(MON, TUE, WED, THU, FRI) for name in ("Ada", "Ben")},
        starts=tuple((day, hour * 60) for day in range(5) for hour in (9, 10, 11)),
        levels={"Small": LevelOfCare("Small", 120, 600)},
        needs=tuple(NeedRow(code, topic, 1, 10) for code in CODES for topic in ("Anger", "Grief")),
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def session(id: str, topic: str, start: int, by: str, *seats: str | Seat) -> Session:
    """A session; a client given by code simply has a seat."""
    places = tuple(Seat(seat) if isinstance(seat, str) else seat for seat in seats)
    return Session(id, topic, start, 60, therapists=(by,), room=None, seats=places)


def in_force(*sessions: Session) -> Roster:
    """The roster that was handed out: all four clients in Anger on Tuesday and in Grief on Thursday."""
    usual = (
        session("Tue-0900-ANG", "Anger", at(TUE, 9), "Ada", *CODES),
        session("Thu-1000-GRI", "Grief", at(THU, 10), "Ben", *CODES),
    )
    return Roster(MONDAY, sessions or usual)


def written(path: Path, plan_of: Program, roster: Roster, rules: tuple[Rule, ...]) -> Path:
    """The roster as the planner writes it, with what it was planned from."""
    problem = problem_of(plan_of, MONDAY)
    hours, needs = lines_of(problem, roster, reasons_for(problem, roster, rules))
    print_of = fingerprint_of(problem, rules)
    write_roster(path, [Plan(problem, roster, (), hours, needs=needs, fingerprint=print_of)], CREATED)
    return path


def seats(roster: Roster) -> set[tuple[str, str, int]]:
    """Who sits where: client, topic, start."""
    return {(code, one.topic, one.start) for one in roster.sessions for code in one.clients}
