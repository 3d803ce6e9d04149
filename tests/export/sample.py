"""A realistic finished week, put together by hand: 40 clients, 7 therapists, 4 rooms, 6 days. Synthetic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice

from planner.language.limits import Stage
from planner.model import (
    MINUTES_A_DAY,
    Client,
    Need,
    Problem,
    Room,
    Roster,
    Seat,
    Session,
    Therapist,
    Topic,
    Window,
)
from planner.plan import Change, Plan, StageResult, lines_of

FIRST_DAY = date(2026, 11, 30)

TOPICS = {
    topic.name: topic
    for topic in (
        Topic("Early Recovery Skills", 50, smallest=4, largest=10, homework="Page 12: my triggers."),
        Topic("Relapse Prevention", 90, smallest=4, largest=12, homework="Fill in the week's plan."),
        Topic(
            "Assertiveness", 60, smallest=4, largest=12, homework="Say no once, and write down how it went."
        ),
        Topic("Interpersonal Effectiveness", 90, smallest=4, largest=12),
        Topic("Distress Tolerance", 60, smallest=4, largest=10, homework="Practise paced breathing daily."),
        Topic("Process Group", 90, smallest=4, largest=10, leaders=2),
        Topic("Health Education", 60, kind="education", smallest=2, largest=20),
        Topic("Family Education", 90, kind="family", smallest=2, largest=16, leaders=2),
        Topic("Individual", 50, kind="individual", smallest=1, largest=1, homework="Bring your diary card."),
        Topic("Mutual Help", 60, kind="mutual help", smallest=1, largest=30, counts=False),
        Topic("Screening", 20, kind="testing", smallest=1, largest=12, counts=False, needs_room=False),
    )
}

THERAPISTS = ("Adler", "Brandt", "Castellanos-Whitfield", "Diaz", "Eze", "Fujimoto", "Grant")
ROOMS = {
    room.name: room
    for room in (
        Room("Garden Room", 14),
        Room("Room 2", 12),
        Room("Lecture Hall", 30),
        Room("Office 1", 3, frozenset({"office"})),
    )
}

# day, start, topic, therapists, room: parallel sessions start together or overlap.
SESSIONS = """
0 09:00 Early Recovery Skills|Adler|Garden Room
0 09:00 Interpersonal Effectiveness|Brandt|Room 2
0 09:00 Individual|Castellanos-Whitfield|Office 1
0 09:00 Individual|Diaz|
0 09:00 Individual|Eze|
0 10:00 Relapse Prevention|Adler|Garden Room
0 11:00 Distress Tolerance|Eze|Room 2
0 11:00 Individual|Diaz|Office 1
0 13:00 Process Group|Brandt, Grant|Garden Room
0 18:00 Relapse Prevention|Fujimoto|Lecture Hall
1 09:00 Assertiveness|Castellanos-Whitfield|Room 2
1 09:30 Process Group|Adler, Brandt|Garden Room
1 11:00 Health Education|Diaz|Lecture Hall
1 11:15 Screening|Grant|
1 13:00 Individual|Eze|Office 1
1 13:00 Individual|Grant|
1 13:00 Interpersonal Effectiveness|Brandt|Garden Room
1 18:00 Distress Tolerance|Fujimoto|Room 2
2 09:00 Early Recovery Skills|Adler|Garden Room
2 09:00 Relapse Prevention|Diaz|Lecture Hall
2 10:00 Assertiveness|Castellanos-Whitfield|Room 2
2 10:00 Individual|Eze|Office 1
2 11:00 Process Group|Brandt, Grant|Garden Room
2 13:00 Individual|Adler|Office 1
2 13:00 Individual|Diaz|
2 13:00 Individual|Grant|
2 13:00 Individual|Eze|
2 18:00 Family Education|Fujimoto, Grant|Lecture Hall
3 09:00 Distress Tolerance|Eze|Room 2
3 09:00 Health Education|Diaz|Lecture Hall
3 10:30 Relapse Prevention|Adler|Garden Room
3 10:30 Interpersonal Effectiveness|Brandt|Room 2
3 13:00 Individual|Castellanos-Whitfield|Office 1
3 13:00 Assertiveness|Grant|Garden Room
3 18:00 Mutual Help|Fujimoto|Lecture Hall
4 09:00 Early Recovery Skills|Adler|Garden Room
4 09:00 Interpersonal Effectiveness|Brandt|Room 2
4 10:00 Relapse Prevention|Diaz|Garden Room
4 11:00 Individual|Eze|Office 1
4 13:00 Process Group|Brandt, Grant|Garden Room
4 13:00 Assertiveness|Castellanos-Whitfield|Room 2
5 09:00 Relapse Prevention|Fujimoto|Lecture Hall
5 10:45 Distress Tolerance|Fujimoto|Lecture Hall
5 10:45 Individual|Grant|Office 1
5 12:00 Mutual Help|Fujimoto|Lecture Hall
"""


def sample_problem(first_day: date = FIRST_DAY, clients: int = 40) -> Problem:
    codes = [f"C{number:03d}" for number in range(1, clients + 1)]
    everything = frozenset(TOPICS)
    return Problem(
        first_day=first_day,
        topics=TOPICS,
        clients={
            code: Client(
                code,
                "PHP" if place % 13 == 4 else "IOP",
                least_minutes=600 if place % 13 == 4 else 540,
                most_minutes=1140,
                least_days=3,
            )
            for place, code in enumerate(codes)
        },
        therapists={name: Therapist(name, everything, most_minutes=1200) for name in THERAPISTS},
        rooms=ROOMS,
        starts=tuple(range(480, 1200, 30)),
        client_windows={},
        therapist_windows={
            name: tuple(Window(day * MINUTES_A_DAY + 480, day * MINUTES_A_DAY + 1020) for day in range(5))
            for name in THERAPISTS
        },
        needs=tuple(
            Need(code, topic, sessions, priority)
            for code, (topic, sessions, priority) in zip(
                codes,
                cycle(
                    (
                        ("Relapse Prevention", 2, 100),
                        ("Individual", 1, 100),
                        ("Distress Tolerance", 1, 10),
                        ("Assertiveness", 1, 1),
                        ("Process Group", 2, 10),
                    )
                ),
                strict=False,
            )
        ),
        program="Riverside Evening and Day Program",
    )


def sample_roster(problem: Problem) -> Roster:
    codes = cycle(problem.clients)
    sessions = []
    for number, (day, clock, topic, therapists, room) in enumerate(_rows(), start=1):
        hour, minute = clock.split(":")
        start = day * MINUTES_A_DAY + int(hour) * 60 + int(minute)
        filled = max(1, TOPICS[topic].largest - number % 3) if TOPICS[topic].largest > 1 else 1
        seats = tuple(Seat(code) for code in sorted(set(islice(codes, min(filled, len(problem.clients))))))
        sessions.append(
            Session(
                f"S{number:03d}",
                topic,
                start,
                TOPICS[topic].minutes,
                therapists=therapists,
                room=room,
                seats=seats,
            )
        )
    return Roster(problem.first_day, tuple(sessions))


def sample_plan(first_day: date = FIRST_DAY, clients: int = 40, replanned: bool = False) -> Plan:
    problem = sample_problem(first_day, clients)
    roster = sample_roster(problem)
    reasons: dict[tuple[str, str | None], str] = {
        (code, None): "Free only Mon 9-12 and Wed 9-12, and every Relapse Prevention there is full."
        for code in problem.clients
    }
    reasons |= {
        (need.client, need.topic): f"No {need.topic} starts in the hours {need.client} is free."
        for need in problem.needs
    }
    hours, needs = lines_of(problem, roster, reasons)
    return Plan(
        problem,
        roster,
        stages=(
            StageResult(Stage.HOURS, sum(line.short for line in hours), sum(line.short for line in hours)),
            StageResult(Stage.DAYS, 0, 0),
            StageResult(Stage.NEEDS, sum(line.missing * line.priority for line in needs), 100),
            StageResult(Stage.GOOD_WEEK, 412, 377),
        ),
        hours=hours,
        needs=needs,
        changes=_changes(first_day) if replanned else (),
        warnings=("riverside.xlsx: Clients!B9: level 'IOP ' was read as 'IOP'.",),
        command="planner plan riverside.xlsx --week 2026-11-30 --seconds 60",
        seconds=61.2,
    )


def _changes(first_day: date) -> tuple[Change, ...]:
    when = f"{first_day + timedelta(days=2):%a}"
    return (
        Change(
            who="C014",
            role="client",
            was=f"{when} 09:00 Relapse Prevention, Lecture Hall",
            now=f"{when} 10:00 Assertiveness, Room 2",
            why="Diaz is away on Wednesday morning.",
            tell="C014, front desk",
            notice_hours=45,
            session="S020",
        ),
    )


def _rows() -> Iterator[tuple[int, str, str, tuple[str, ...], str | None]]:
    for line in SESSIONS.strip().splitlines():
        day, clock, rest = line.split(" ", 2)
        topic, therapists, room = rest.split("|")
        yield int(day), clock, topic, tuple(therapists.split(", ")), room or None
