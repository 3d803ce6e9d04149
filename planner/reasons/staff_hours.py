"""Topics that together take more of the therapists' time than they have, found by a flow of minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from planner.language.draft import Draft
from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    Problem,
    Therapist,
    counted,
    hours,
    listed,
)
from planner.program import Program
from planner.reasons.flow import Capacities, greatest_flow
from planner.reasons.led_at_most import most_led
from planner.reasons.places import CELLS_AT_MOST, cells_of
from planner.reasons.same_hours import Chance, held_between
from planner.reasons.sessions_needed import Track, sessions_needed
from planner.reasons.shortage import Shortage

NAMED_AT_MOST = 3


class StaffHours:
    """One week's sessions that are asked for, against the hours of those who may lead them."""

    def __init__(self, program: Program, problem: Problem, draft: Draft) -> None:
        self.program, self.problem, self.draft = program, problem, draft

    def short(self, told: Collection[str] = ()) -> Iterator[Shortage]:
        """Needs that can't all be met, since whoever leads their topics hasn't the time: one shortage at most.

        `told` are topics of which too few sessions can be held anyway.
        """
        yield from self._short(self._led(sessions_needed(self.problem), told))

    def short_of_runs(self, told: Collection[str] = ()) -> Iterator[Shortage]:
        """The same of all sessions that should run, where the needs alone leave time enough."""
        sessions = self._led(sessions_needed(self.problem, runs=True), told)
        yield from self._short(sessions, " for all to run as often as they should (Runs at least)")

    def _led(self, sessions: Counter[Track], told: Collection[str]) -> Counter[Track]:
        topics = self.problem.topics
        return Counter(
            {one: n for one, n in sessions.items() if topics[one[0]].leaders and one[0] not in told}
        )

    def _short(self, sessions: Counter[Track], why: str = "") -> Iterator[Shortage]:
        """Of all sessions, or of those that can be led in the same hours only: elsewhere others have the time."""
        chances = {track: list(self._chances(track)) for track in sessions}
        for some in [list(sessions), *held_between(chances)]:
            asked = Counter({track: sessions[track] for track in some})
            if short := next(self._short_of(asked, why), None):
                yield short
                return

    def _chances(self, track: Track) -> Iterator[Chance]:
        """When a track's sessions could be led, and by whom."""
        for name in self.problem.therapists:
            for lead in self.draft.leads_of(name) if self._may_lead(name, track) else ():
                if lead.topic.name == track[0]:
                    yield Chance(frozenset({name}), lead.day, lead.start, lead.end)

    def _short_of(self, sessions: Counter[Track], why: str) -> Iterator[Shortage]:
        network: dict[object, dict[object, int]] = {
            "from": {track: many * self._minutes(track) for track, many in sessions.items()}
        }
        topics = {topic for topic, _ in sessions}
        held = {name: self._held(who, topics) for name, who in self.problem.therapists.items()}
        for track in sessions:
            network[track] = {name: held[name] for name in held if self._may_lead(name, track)}
        network |= {name: {"to": minutes} for name, minutes in held.items()}
        required = sum(network["from"].values())
        reached, open_nodes = greatest_flow(network, "from", "to")
        if reached < required:
            yield self._told([track for track in sessions if track in open_nodes], sessions, network, why)

    def _told(
        self, tracks: Sequence[Track], sessions: Counter[Track], network: Capacities, why: str
    ) -> Shortage:
        names = sorted({str(name) for track in tracks for name in network[track]})
        asked = sum(network["from"][track] for track in tracks)
        held = sum(network[name]["to"] for name in names)
        topics = list(dict.fromkeys(topic for topic, _ in tracks))
        more = len(topics) - NAMED_AT_MOST
        named = f"{', '.join(topics[:NAMED_AT_MOST])} and {more} more" if more > 0 else listed(topics)
        many = counted(sum(sessions[track] for track in tracks), "session")
        led = "; ".join(self._limited(name, network[name]["to"]) for name in names[:NAMED_AT_MOST])
        if len(names) > NAMED_AT_MOST:
            led += f" and {len(names) - NAMED_AT_MOST} more"
        alone = len(topics) == 1 and self.problem.most_seats(self.problem.topics[topics[0]]) == 1
        needed = f"at least {many}{' of 1 seat' if alone else ''}, {hours(asked)} of therapists' time, are needed{why}"
        it, they = ("it", "it") if len(topics) == 1 else ("them", "they")
        whatever = sum(self._held(self.problem.therapists[name], self.problem.topics) for name in names)
        when = f" when {they} can be led" if held < whatever else ""
        held_by = f"those who lead {it} have {hours(held)} at most{when} ({led})"
        says = f"{named}: {needed}, and {held_by}"
        places = [
            cell for name in names for cell in cells_of(self.program, ("Therapists", name), "Most hours")
        ]
        return Shortage(says, topics=frozenset(topics), places=tuple(places[:CELLS_AT_MOST]))

    def _limited(self, name: str, minutes: int) -> str:
        who = self.problem.therapists[name]
        limits = [f"Most hours {hours(who.most_minutes)}"] if who.most_minutes == minutes else []
        if not limits:
            limits += [f"Most a day {who.most_a_day}"] if who.most_a_day is not None else []
            limits += ["Most in a row 1"] if who.most_in_a_row == 1 else []
            limits += [f"Changeover {self.problem.changeover} min"] if self.problem.changeover else []
        return f"{name} {hours(minutes)}" + (f": {', '.join(limits)}" if limits else "")

    def _minutes(self, track: Track) -> int:
        """Of those who may lead a track, for each of its sessions: beside a primary therapist any others lead."""
        topic = self.problem.topics[track[0]]
        return topic.minutes * (1 if track[1] else topic.leaders)

    def _may_lead(self, name: str, track: Track) -> bool:
        return track[0] in self.problem.therapists[name].leads and track[1] in ("", name)

    def _held(self, who: Therapist, topics: Collection[str]) -> int:
        """The minutes a therapist can lead topics in the week at most."""
        by_day: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for lead in self.draft.leads_of(who.name):
            if lead.topic.name in topics:
                by_day[lead.day].append((lead.start, lead.end))
        most = DAYS_A_WEEK * MINUTES_A_DAY if who.most_minutes is None else who.most_minutes
        return min(most, sum(most_led(self.problem, who, stretches) for stretches in by_day.values()))
