"""Tiny weeks of which every roster is tried: what the best possible comes to, by counting; imports nothing of ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from itertools import permutations, product
from random import Random
from typing import Any

Choice = tuple[int | None, ...]  # what each client does at a start: a topic's number, or nothing
PRIORITIES = {100: "must", 10: "should", 1: "could"}


class TinyWeek:
    """Up to three clients, two topics, two therapists and three starts on different days.

    Odd numbers ask for hours (everybody is short of some), even ones for needs and for topics that should run; there
    a curriculum may ask for more of the same topics, on some days and by other priorities.
    """

    def __init__(self, number: int) -> None:
        random = Random(number)
        self.about_hours = number % 2 == 1
        self.clients = [f"C{place}" for place in range(random.randint(1, 3))]
        self.days = ("Mon", "Tue", "Thu")[: random.randint(1, 3)]
        self.topics: list[dict[str, Any]] = [
            {"name": name, "smallest": random.choice((1, 2)), "largest": random.choice((1, 2, 3)),
             "week": random.choice((None, 1, 2)), "least": 0 if self.about_hours else random.choice((0, 1, 2)),
             "most": random.choice((None, None, 2))}
            for name in ("Anger", "Grief")[: random.randint(1, 2)]
        ]  # fmt: skip
        for topic in self.topics:
            topic["largest"] = max(topic["largest"], topic["smallest"])
        self.leads = [
            {place for place in range(len(self.topics)) if random.random() < 0.8} or {0}
            for _ in range(random.randint(1, 2))
        ]
        self.there = {code: {day for day in self.days if random.random() < 0.85} for code in self.clients}
        self.works = [{day for day in self.days if random.random() < 0.85} for _ in self.leads]
        pairs = [(a, b) for a in range(len(self.clients)) for b in range(a)]
        self.apart = {pair for pair in pairs if random.random() < 0.25}
        self.hours = {code: random.choice((1, 2, 3)) if self.about_hours else 0 for code in self.clients}
        self.needs = {
            (client, topic): (random.choice((1, 2)), random.choice((100, 10, 1)))
            for client in range(len(self.clients))
            for topic in range(len(self.topics))
            if not self.about_hours and random.random() < 0.6
        }
        # Of a client's curriculum: topic, sessions, priority and the days it is for (none: any).
        self.steps = {
            client: [
                (random.randrange(len(self.topics)), random.choice((1, 1, 2)), random.choice((100, 10, 1)),
                 tuple(day for day in self.days if random.random() < 0.5))
                for _ in range(0 if self.about_hours else random.choice((0, 1, 1, 2)))
            ]
            for client in range(len(self.clients))
        }  # fmt: skip

    def sheets(self) -> dict[str, list[list[Any]]]:
        """The workbook."""
        names = ("Ann", "Bo")
        made: dict[str, list[list[Any]]] = {
            "Levels": [["Level", "Min hours", "Max hours", "Min days"], ["Tiny", 0, 9, 0]],
            "Topics": [["Topic", "Minutes", "Smallest", "Largest", "Most a week", "Runs at least", "Runs at most"]]
            + [[t["name"], 60, t["smallest"], t["largest"], t["week"], t["least"], t["most"]] for t in self.topics],
            "Therapists": [["Therapist", "Leads"]]
            + [[names[at], ", ".join(self.topics[topic]["name"] for topic in sorted(leads))]
               for at, leads in enumerate(self.leads)],
            "Times": [["Days", "Starts"], *([day, "9:00"] for day in self.days)],
            "Clients": [["Client", "Level", "Min hours", "Curriculum", "Curriculum start"],
                        *([code, "Tiny", self.hours[code], *self._stay(at)] for at, code in enumerate(self.clients))],
            "Client availability": [["Client", "Days", "From", "To"]]
            + [[code, ", ".join(sorted(self.there[code]) or ["Sat"]), "9:00", "10:00"] for code in self.clients],
            "Therapist availability": [["Therapist", "Days", "From", "To"]]
            + [[names[at], ", ".join(sorted(days) or ["Sat"]), "9:00", "10:00"] for at, days in enumerate(self.works)],
            "Needs": [["Client", "Topic", "Sessions", "Priority"]]
            + [[self.clients[client], self.topics[topic]["name"], sessions, PRIORITIES[priority]]
               for (client, topic), (sessions, priority) in self.needs.items()],
            "Curriculum": [["Curriculum", "From week", "To week", "Topic", "Sessions", "Days", "Priority"]]
            + [[f"Stay {code}", 1, 1, self.topics[topic]["name"], sessions, ", ".join(days) or None,
                PRIORITIES[priority]]
               for client, code in enumerate(self.clients)
               for topic, sessions, priority, days in dict.fromkeys(self.steps[client])],
            "Apart": [["Client", "From"], *([self.clients[a], self.clients[b]] for a, b in self.apart)],
        }  # fmt: skip
        return {name: rows for name, rows in made.items() if len(rows) > 1}

    def _stay(self, client: int) -> list[Any]:
        return [f"Stay {self.clients[client]}", date(2026, 11, 30)] if self.steps[client] else []

    def best(self) -> dict[str, int]:
        """The least that the first levels can come to, one after another."""
        level = "minutes short" if self.about_hours else "needs missing (by priority)"
        weeks = product(*(self._at(day) for day in self.days))
        costs = [cost for cost in map(self._costs, weeks) if cost is not None]
        first = min(cost[0] for cost in costs)
        best = {level: first}
        if not self.about_hours and any(topic["least"] for topic in self.topics):
            best["sessions missing of topics that should run"] = min(
                cost[1] for cost in costs if cost[0] == first
            )
        return best

    def _at(self, day: str) -> list[tuple[Choice, tuple[int, ...]]]:
        """What can be at a day's one start: who is in what, and how often each topic runs."""
        able = [at for at, days in enumerate(self.works) if day in days]
        options = [
            [None, *range(len(self.topics))] if day in self.there[code] else [None] for code in self.clients
        ]
        return [
            (choice, runs)
            for choice in product(*options)
            for runs in product(range(len(able) + 1), repeat=len(self.topics))
            if self._can_be(choice, runs, tuple(able))
        ]

    def _can_be(self, choice: Choice, runs: tuple[int, ...], able: tuple[int, ...]) -> bool:
        topics = [topic for topic, count in enumerate(runs) for _ in range(count)]
        led = any(
            all(topic in self.leads[leader] for topic, leader in zip(topics, order, strict=False))
            for order in permutations(able, len(topics))
        )
        return led and all(
            self._splits(tuple(who for who, at in enumerate(choice) if at == topic), runs[topic], topic)
            for topic in range(len(self.topics))
        )

    @cache  # noqa: B019 - a tiny week lives for one run
    def _splits(self, people: tuple[int, ...], groups: int, topic: int) -> bool:
        """Whether people can be parted into so many groups of a topic, none too small, too large, or with two apart."""
        smallest, largest = self.topics[topic]["smallest"], self.topics[topic]["largest"]
        for parts in product(range(groups), repeat=len(people)):
            sizes = [parts.count(group) for group in range(groups)]
            meet = any(
                a in people and b in people and parts[people.index(a)] == parts[people.index(b)]
                for a, b in self.apart
            )
            if all(smallest <= size <= largest for size in sizes) and not meet:
                return True
        return not people and not groups

    def _costs(self, week: tuple[tuple[Choice, tuple[int, ...]], ...]) -> tuple[int, int] | None:
        missing = short = 0
        for who, code in enumerate(self.clients):
            sat = [choice[who] for choice, _ in week]
            for topic, terms in enumerate(self.topics):
                if terms["week"] is not None and sat.count(topic) > terms["week"]:
                    return None
                asks: list[tuple[int, int, tuple[str, ...]]]
                asks = [(*self.needs[who, topic], ())] if (who, topic) in self.needs else []
                asks += [step[1:] for step in dict.fromkeys(self.steps[who]) if step[0] == topic]
                days = [day for day, had in zip(self.days, sat, strict=True) if had == topic]
                missing += least_missing(asks, days)
            short += max(0, 60 * (self.hours[code] - sum(topic is not None for topic in sat)))
        runs = [sum(counts[topic] for _, counts in week) for topic in range(len(self.topics))]
        if any(
            t["most"] is not None and count > t["most"] for t, count in zip(self.topics, runs, strict=True)
        ):
            return None
        unrun = sum(max(0, t["least"] - count) for t, count in zip(self.topics, runs, strict=True))
        return (short if self.about_hours else missing), unrun


def least_missing(asks: Sequence[tuple[int, int, Collection[Any]]], days: Sequence[Any]) -> int:
    """Priority times missing sessions where each session held counts for one need at most: every way is tried.

    A need is its sessions, its priority and the days it is for (none: any).
    """
    least = sum(sessions * priority for sessions, priority, _ in asks)
    for counted in product(range(-1, len(asks)), repeat=len(days)):
        if any(
            need >= 0 and asks[need][2] and day not in asks[need][2]
            for need, day in zip(counted, days, strict=True)
        ):
            continue  # fmt: skip
        left = (
            priority * max(0, sessions - counted.count(need))
            for need, (sessions, priority, _) in enumerate(asks)
        )
        least = min(least, sum(left))
    return least
