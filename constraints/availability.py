"""Everybody who takes part in a session, and its room, is available for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from planner.language.limits import Bar, Breach, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster, Window


@dataclass(frozen=True)
class Availability(Rule):
    """A session lies wholly inside the available times of its clients, its therapists and its room.

    Absences are already taken out of the windows. A client or therapist without a window is never
    available; a room that is not listed always is.
    """

    name = "Availability"
    stated = "Client availability; Therapist availability; Room availability; Away"
    bites = "a session fits only where everybody in it is available from its start to its end"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar a person (or room) and topic, with every start that doesn't fit."""
        starts = problem.every_start
        outside: dict[tuple[tuple[Window, ...], int], tuple[int, ...]] = {}

        def never(
            kind: Literal["seat", "lead", "room"], who: str, windows: tuple[Window, ...]
        ) -> Iterable[Bar]:
            for topic in problem.topics.values():
                if (windows, topic.minutes) not in outside:
                    outside[windows, topic.minutes] = tuple(
                        start
                        for start in starts
                        if not any(window.holds(start, start + topic.minutes) for window in windows)
                    )
                if barred := outside[windows, topic.minutes]:
                    yield Bar(kind, who, topic.name, barred)

        for code in problem.clients:
            yield from never("seat", code, problem.client_windows.get(code, ()))
        for name in problem.therapists:
            yield from never("lead", name, problem.therapist_windows.get(name, ()))
        for name in problem.rooms:
            if name in problem.room_windows:
                yield from never("room", name, problem.room_windows[name])

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for each session's people and room in their windows; what has begun stands, and who called off."""
        anytime = {name: (Window(0, 10**6),) for name in problem.rooms if name not in problem.room_windows}
        for session in roster.sessions:
            if (session.topic, session.start) in problem.untouched_at:
                continue
            taking_part: list[tuple[str, Mapping[str, tuple[Window, ...]]]] = [
                *((code, problem.client_windows) for code in session.coming),
                *((name, problem.therapist_windows) for name in session.therapists),
            ]
            if session.room is not None and session.room in problem.rooms:
                taking_part.append((session.room, {**problem.room_windows, **anytime}))
            for who, windows in taking_part:
                opens = [w for w in windows.get(who, ()) if w.start <= session.start < w.end]
                if not opens or opens[0].end < session.end:
                    says = (
                        f"{who} isn't available for all of {session.topic} "
                        f"on {problem.says_when(session.start)}, {session.minutes} min"
                    )
                    yield Breach(self.name, 1, says, (who, session.id, session.topic))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Says whose hours end it: not in this week, not for so long, or not then."""
        by_kind = {
            "seat": problem.client_windows,
            "lead": problem.therapist_windows,
            "room": problem.room_windows,
        }
        windows = by_kind[refused.kind].get(refused.who or "", ()) if refused.kind in by_kind else ()
        minutes = problem.topics[refused.topic].minutes
        starts = problem.starts_of(problem.topics[refused.topic])
        if not windows:
            return f"{refused.who} isn't available at all in this week"
        if refused.kind == "room" or any(
            window.holds(start, start + minutes) for window in windows for start in starts
        ):
            return f"{refused.who} isn't available"
        return f"no start time leaves {minutes} min for {refused.topic} in {refused.who}'s hours"
