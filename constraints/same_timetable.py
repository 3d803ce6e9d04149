"""The same timetable as last week: who sits in a group changes from week to week, when it is held does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SessionOption
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session

Slot = tuple[str, int]


@dataclass(frozen=True)
class SameTimetable(Rule):
    """A group stays at the weekday and time of the week before, with its therapists and in its room.

    Amount: for each group of the newest week before, 12 if it isn't held at its weekday and start, 4 if others lead
    it, 1 if it is in another room; 6 for each client's individual session that isn't at its weekday and start: with
    the weight 20, that is 240, 80, 20 and 120 points. Groups of one topic at one time are taken together.
    """

    weight: int = 20
    moved: int = 12
    others: int = 4
    elsewhere: int = 1
    individual: int = 6

    name = "Same timetable"
    stated = "Attendance, or a roster of the week before; Topics: Kind"
    bites = "a group has another time, therapist or room than in the week before"
    unit = (
        "group of the week before that is in another room (led by others: 4 times as much, not held at its time: "
        "12 times; an individual session at another time: 6 times)"
    )
    stage = Stage.GOOD_WEEK
    holds_on = True

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """Per slot: as many sessions as there were, and as many of their therapists and rooms as go on."""
        groups: dict[Slot, list[Session]] = defaultdict(list)
        for session in problem.standing.sessions if problem.standing else ():
            if session.topic not in problem.topics:
                continue
            if problem.topics[session.topic].kind != "individual":
                groups[session.topic, session.start].append(session)
                continue
            seats = {seat.client: seat for seat in draft.seats_at(session.topic, session.start)}
            for code in session.clients:
                if code in problem.clients:
                    terms = [(seats[code].column, 1)] if code in seats else []
                    yield Goal(terms, fewest=1, about=(code, session.topic), price=self.individual)
        for (topic, start), sessions in groups.items():
            about = (topic, problem.says_when(start))
            option = draft.session_at(topic, start)
            held = [(option.column, 1)] if option else []
            yield Goal(held, fewest=len(sessions), about=about, price=self.moved)
            if option is not None:
                yield from self._led(draft, option, sessions)
                yield from self._roomed(draft, option, sessions)

    def _going_on(
        self, draft: Draft, option: SessionOption, standing: int
    ) -> tuple[list[Limit], list[tuple[int, int]]]:
        """How many of the standing sessions go on: the smaller of both counts, and what makes it so."""
        if option.most <= standing:
            return [], [(option.column, 1)]
        at = (option.topic.name, option.start, standing)
        extra = draft.quantity(("beyond the standing", *at), option.most - standing)
        more = draft.quantity(("any beyond the standing", *at), 1)
        beyond = Limit([(extra, 1), (more, standing - option.most)], most=0)
        only_then = Limit([(option.column, 1), (extra, -1), (more, -standing)], fewest=0)
        return [beyond, only_then], [(option.column, 1), (extra, -1)]

    def _led(self, draft: Draft, option: SessionOption, sessions: list[Session]) -> Iterable[Limit | Goal]:
        noted = [set(session.therapists) for session in sessions if session.therapists]
        if not noted or not option.topic.leaders:
            return
        each = min(option.topic.leaders, *map(len, noted))
        limits, going_on = self._going_on(draft, option, len(noted))
        yield from limits
        names = set().union(*noted)
        leads = draft.leads_at(option.topic.name, option.start)
        missing = [(column, factor * each) for column, factor in going_on]
        missing += [(lead.column, -1) for lead in leads if lead.therapist in names]
        if each > 1:  # a group counts once, however many of its therapists change
            strange = draft.quantity(("led by others", option.topic.name, option.start), len(noted))
            yield Limit([*missing, (strange, -each)], most=0)
            missing = [(strange, 1)]
        yield Goal(missing, most=0, about=(option.topic.name,), price=self.others)

    def _roomed(self, draft: Draft, option: SessionOption, sessions: list[Session]) -> Iterable[Limit | Goal]:
        rooms = [session.room for session in sessions if session.room]
        uses = draft.uses_at(option.topic.name, option.start)
        if rooms and uses:
            limits, going_on = self._going_on(draft, option, len(rooms))
            yield from limits
            kept = [(use.column, -1) for use in uses if set(rooms).intersection(use.rooms)]
            yield Goal([*going_on, *kept], most=0, about=(option.topic.name,), price=self.elsewhere)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks each session of the standing timetable up in the roster, those of one topic at one time together."""
        standing = problem.standing.sessions if problem.standing else ()
        sits = {(code, held.topic, held.start) for held in roster.sessions for code in held.clients}
        seen: set[Slot] = set()
        for session in standing:
            topic, when = problem.topics.get(session.topic), problem.says_when(session.start)
            slot = (session.topic, session.start)
            if topic is None:
                continue
            if topic.kind == "individual":
                for code in session.clients:
                    if code in problem.clients and (code, *slot) not in sits:
                        says = f"{code} no longer has {session.topic} on {when}"
                        yield Breach(self.name, self.individual, says, (code, session.topic))
                continue
            if slot in seen:
                continue
            seen.add(slot)
            was = [other for other in standing if (other.topic, other.start) == slot]
            now = [held for held in roster.sessions if (held.topic, held.start) == slot]
            for amount, what in self._differences(problem, was, now):
                about = (session.topic, when, *(held.id for held in now))
                yield Breach(self.name, amount, f"{session.topic} on {when} {what}", about)

    def _differences(
        self, problem: Problem, was: list[Session], now: list[Session]
    ) -> Iterable[tuple[int, str]]:
        if len(was) > len(now):
            gone = len(was) - len(now)
            yield self.moved * gone, "isn't held any more" if not now else f"is held {gone} times less"
        leaders = problem.topics[was[0].topic].leaders
        noted = [one.therapists for one in was if one.therapists]
        if noted and leaders:
            each = min([leaders, *(len(set(names)) for names in noted)])
            before = {name for names in noted for name in names}
            still = sum(name in before for one in now for name in set(one.therapists))
            strange = -(-(min(len(noted), len(now)) * each - still) // each)
            if strange > 0:
                yield self.others * strange, "is led by others"
        rooms = [one.room for one in was if one.room]
        if rooms and any(one.room for one in now):
            stayed = sum(one.room in rooms for one in now)
            lost = min(len(rooms), len(now)) - stayed
            if lost > 0:
                yield self.elsewhere * lost, "is in another room"
