"""What was taken out of the roster in force isn't put back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Bar, Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class StaysTakenOut(Rule):
    """Replanning puts nobody back whom a hand took out, and seats nobody at a time they called off.

    A session that was deleted by hand stays deleted, also one of several side by side. Whom `--keep all` leaves alone
    gets no other sessions. What has begun stands, and a seat that is on record as missed is no seat taken.
    """

    name = "Taken out"
    stated = "rows deleted from the roster that is replanned; its Status; --keep all"
    bites = "the roster that is replanned keeps it free"

    def bars(self, problem: Problem) -> Iterable[Bar]:
        """One bar for each thing taken out, and for each topic that would touch a time kept free."""
        starts = problem.every_start
        for out in problem.taken_out:
            if out.topic and not out.client:
                if out.left:
                    continue
                yield Bar("session", topic=out.topic, starts=[out.start])
            elif out.topic:
                yield Bar("seat", out.client, out.topic, [out.start])
            else:
                for topic in problem.topics.values():
                    touching = [start for start in starts if out.start - topic.minutes < start < out.end]
                    if touching:
                        yield Bar("seat", out.client, topic.name, touching)

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """One limit for each session of which others are left beside it."""
        for out in problem.taken_out:
            beside = draft.session_at(out.topic, out.start) if out.topic and out.left else None
            if beside is not None and beside.most > out.left:
                yield Limit([(beside.column, 1)], most=out.left, about=(out.topic,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for what was taken out in the roster."""
        stands = problem.untouched_at
        ahead = [held for held in roster.sessions if (held.topic, held.start) not in stands]
        for out in problem.taken_out:
            there = [held for held in ahead if out.topic in ("", held.topic)]
            if out.topic:
                there = [held for held in there if held.start == out.start]
            else:
                there = [held for held in there if held.start < out.end and out.start < held.end]
            for session in there if out.client else there[out.left :]:
                when = f"{session.topic} on {problem.says_when(session.start)}"
                if not out.client:
                    yield Breach(self.name, 1, f"{when}: {out.because}", (session.id, session.topic))
                elif out.client in session.coming:
                    says = f"{out.client} in {when}: {out.because}"
                    yield Breach(self.name, 1, says, (out.client, session.id))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Says what whoever took it out is quoted with."""
        for out in problem.taken_out:
            mine = out.client in ("", refused.who) and out.topic in ("", refused.topic)
            if mine and out.start <= refused.start < max(out.end, out.start + 1):
                return out.because
        return self.bites
