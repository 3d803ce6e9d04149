"""Who and what a planted week is about: topics of mixed lengths and sizes, clients with their tracks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from planner.model import Topic

Grid = Literal["listed", "half hour"]

LARGEST_ROOM = 12
GROUP_NAMES = (
    "Relapse prevention", "Early recovery skills", "Process group", "Distress tolerance",
    "Emotion regulation", "Mindfulness", "Interpersonal effectiveness", "Assertiveness",
    "Anger", "Grief", "Self-esteem",
    "Codependency", "Life skills", "Health education", "Family education", "Weekend planning", "Stress",
    "Sleep", "Nutrition", "Parenting", "Communication", "Boundaries", "Money skills", "Job readiness",
    "Art therapy", "Movement",
)  # fmt: skip


@dataclass
class Person:
    """A client of the hidden timetable: minutes wanted per week, and the days with their blocks."""

    code: str
    level: str
    target: int
    most_a_day: int
    tags: frozenset[str]
    blocks: dict[int, tuple[str, ...]]
    primary: str = ""


def draw_topics(chance: random.Random, clients: int, grid: Grid) -> dict[str, Topic]:
    """Group topics of mixed lengths and sizes, three of them for some only, and individual sessions."""
    lengths = (60, 60, 90, 90, 50) if grid == "listed" else (60, 60, 90)
    topics = []
    for name in GROUP_NAMES[: min(len(GROUP_NAMES), 11 + clients // 24)]:
        topics.append(
            Topic(
                name,
                chance.choice(lengths),
                smallest=chance.randint(2, 4),
                largest=chance.randint(8, LARGEST_ROOM),
                most_a_week=chance.choice((1, 2, 2, 2, 3)),
                barred_tags=frozenset({"Spanish"}) if name == "Art therapy" else frozenset(),
            )
        )
    women, spanish = frozenset({"women"}), frozenset({"Spanish"})
    topics.append(Topic("Women's group", 60, smallest=2, largest=8, most_a_week=2, wanted_tags=women))
    topics.append(Topic("Men's group", 90, smallest=2, largest=8, most_a_week=1, barred_tags=women))
    topics.append(Topic("Grupo en español", 60, smallest=2, largest=8, most_a_week=2, wanted_tags=spanish))
    topics.append(_alone("Individual", 60))
    if grid == "half hour":
        topics.append(_alone("Check-in", 30))
    return {topic.name: topic for topic in topics}


def _alone(name: str, minutes: int) -> Topic:
    return Topic(name, minutes, kind="individual", smallest=1, largest=1, most_a_week=1, room_kind="office")


def draw_people(chance: random.Random, clients: int) -> dict[str, Person]:
    """Clients with level, tags, track and days: about 80 % IOP, 12 % OP, 8 % PHP."""
    people = {}
    for number in range(1, clients + 1):
        code = f"C{number:03d}"
        tags = {"women"} if chance.random() < 0.5 else set()
        tags |= {"Spanish"} if chance.random() < 0.15 else set()
        blocks: dict[int, tuple[str, ...]]
        track = chance.choices(("morning", "afternoon", "evening", "weekend"), (35, 25, 28, 12))[0]
        level = chance.choices(("IOP", "OP", "PHP"), (80, 12, 8))[0]
        if level == "PHP":
            blocks = {day: ("morning", "afternoon") for day in range(5)}  # noqa: C420
            person = Person(code, level, 1200, 420, tags=frozenset(tags), blocks=blocks)
        elif level == "OP":
            days = chance.sample(range(5), 2) if track != "weekend" else [5, 6]
            blocks = dict.fromkeys(sorted(days), (track,))
            person = Person(
                code, level, chance.choice((120, 180, 240)), 240, tags=frozenset(tags), blocks=blocks
            )
        else:
            if track == "weekend":
                blocks = {4: ("evening",), 5: ("weekend",), 6: ("weekend",)}
            else:
                choices = ((0, 2, 4), (1, 3, 4), (0, 1, 3), (0, 2, 3), (1, 2, 4), (0, 1, 2, 4), (0, 2, 3, 4))
                blocks = dict.fromkeys(chance.choice(choices), (track,))
            person = Person(code, level, 540, 300, tags=frozenset(tags), blocks=blocks)
        people[code] = person
    return people
