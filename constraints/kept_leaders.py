"""A published session that still takes place keeps its therapists and its room where it can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage, Terms
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session


@dataclass(frozen=True)
class KeptLeaders(Rule):
    """A session of the published roster that still takes place keeps its therapists and its room.

    Amount: 1 for each therapist and each room that changes, of sessions of one topic at one time taken
    together, a second leader too; what is beyond the published number of either is new and no change.
    """

    name = "Kept therapists and rooms"
    stated = "the roster that is replanned"
    bites = "the published roster names this therapist and this room"
    unit = "therapist or room that changes"
    stage = Stage.HANDOVERS

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """Of each topic at a time: as many of its therapists and rooms as sessions go on."""
        if problem.published is None:
            return
        together: dict[tuple[str, int], list[Session]] = defaultdict(list)
        for session in problem.published.sessions:
            loose = {session.topic, problem.weekday_name(session.day), *session.therapists}
            if session.start >= problem.as_of and not loose & problem.freed:
                together[session.topic, session.start].append(session)
        for (topic, start), sessions in together.items():
            option = draft.session_at(topic, start)
            if option is None:
                continue
            about = (topic, problem.says_when(start))
            names = Counter(name for session in sessions for name in set(session.therapists))
            leads = draft.leads_at(topic, start)
            every = [(lead.column, 1) for lead in leads]
            most = option.most * (option.topic.leaders + (option.topic.second_leader_above is not None))
            limits, beyond = _beyond(draft, ("therapists", *about), every, most, names.total())
            yield from limits
            others = [(lead.column, 1) for lead in leads if lead.therapist not in names]
            yield Goal([*others, *beyond], most=0, about=about)
            rooms = {session.room for session in sessions if session.room}
            uses = draft.uses_at(topic, start)
            if rooms and uses:
                going_on = [(option.column, 1)]
                limits, beyond = _beyond(draft, ("sessions", *about), going_on, option.most, len(sessions))
                yield from limits
                held = [(use.column, -1) for use in uses if rooms.intersection(use.rooms)]
                yield Goal([*going_on, *beyond, *held], most=0, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares therapists and rooms of the sessions of one topic at one time, before and after."""
        before = problem.published.sessions if problem.published else ()
        slots = {(old.topic, old.start): None for old in before if old.start >= problem.as_of}
        for topic, start in slots:
            if problem.freed.intersection((topic, problem.weekday_name(start // 1440))):
                continue
            was = [
                old
                for old in before
                if (old.topic, old.start) == (topic, start) and not problem.freed.intersection(old.therapists)
            ]
            now = [new for new in roster.sessions if (new.topic, new.start) == (topic, start)]
            going_on = min(len(was), len(now))
            named = Counter(name for old in was for name in set(old.therapists))
            led = Counter(name for new in now for name in set(new.therapists))
            amount = min(named.total(), led.total()) - (named & led).total()
            held = Counter(old.room for old in was if old.room)
            used = Counter(new.room for new in now if new.room)
            moved = going_on - (held & used).total() if held and used else 0
            amount += max(0, moved)
            if amount:
                says = f"{topic} on {problem.says_when(start)} changes its therapist or its room"
                yield Breach(self.name, amount, says, (topic, problem.says_when(start)))


def _beyond(
    draft: Draft, about: tuple[object, ...], now: Terms, most: int, published: int
) -> tuple[list[Limit], Terms]:
    """What there is now, `most` at most, beyond what was published: new, and no change."""
    if most <= published:
        return [], ()
    extra = draft.quantity(("beyond the published", *about), most - published)
    more = draft.quantity(("any beyond the published", *about), 1)
    limits = [
        Limit([(extra, 1), (more, published - most)], most=0),
        Limit([*now, (extra, -1), (more, -published)], fewest=0),
    ]
    return limits, [(extra, -1)]
