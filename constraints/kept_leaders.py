"""A published session that still takes place keeps its therapists and its room where it can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.options import SessionOption
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session


@dataclass(frozen=True)
class KeptLeaders(Rule):
    """A session of the published roster that still takes place keeps its therapists and its room.

    Amount: 1 for each therapist and each room that changes, of sessions of one topic at one time taken
    together; what is beyond the number of published sessions is new and no change.
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
            going_on = [(option.column, 1)]
            if option.most > len(sessions):
                extra, more = self._beyond(draft, option, len(sessions))
                yield Limit([(extra, 1), (more, len(sessions) - option.most)], most=0)
                yield Limit([(option.column, 1), (extra, -1), (more, -len(sessions))], fewest=0)
                going_on.append((extra, -1))
            names = {name for session in sessions for name in session.therapists}
            kept = [(o.column, -1) for o in draft.leads_at(topic, start) if o.therapist in names]
            leaders = option.topic.leaders
            about = (topic, problem.says_when(start))
            yield Goal([*((c, f * leaders) for c, f in going_on), *kept], most=0, about=about)
            rooms = {session.room for session in sessions if session.room}
            uses = [(o.column, -1) for o in draft.uses_at(topic, start) if rooms.intersection(o.rooms)]
            if rooms and draft.uses_at(topic, start):
                yield Goal([*going_on, *uses], most=0, about=about)

    def _beyond(self, draft: Draft, option: SessionOption, published: int) -> tuple[int, int]:
        """How many sessions there are beyond the published ones, and whether there are any."""
        at = (option.topic.name, option.start)
        extra = draft.quantity(("beyond the published", *at), option.most - published)
        return extra, draft.quantity(("any beyond the published", *at), 1)

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
            amount = (
                going_on * problem.topics[topic].leaders - (named & led).total()
                if topic in problem.topics
                else 0
            )
            held = Counter(old.room for old in was if old.room)
            used = Counter(new.room for new in now if new.room)
            moved = going_on - (held & used).total() if held and used else 0
            amount = max(0, amount) + max(0, moved)
            if amount:
                says = f"{topic} on {problem.says_when(start)} changes its therapist or its room"
                yield Breach(self.name, amount, says, (topic, problem.says_when(start)))
