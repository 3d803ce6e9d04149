"""Causes proven and told by their facts: what is impossible for a client alone, and whom the same facts concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from time import monotonic

from planner.language.rule import Rule
from planner.model import Problem
from planner.program import Program
from planner.reasons.hours_words import WITH_A_GAP
from planner.reasons.packing import most_sessions
from planner.reasons.places import cells_at, cells_of
from planner.reasons.wording import has_name, named, says_fits, some_of
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import ALIKE_AT_LEAST, Cause
from planner.remedies.causes.fact_words import ALONE, IN_HOURS_ONLY
from planner.remedies.causes.grounds import Grounds, grounds_of
from planner.remedies.causes.levels import of_level, others_of_level
from planner.remedies.causes.like_reasons import hours_asked
from planner.remedies.causes.question import Fact, Question
from planner.remedies.causes.recounting import counted_again, limits_of_all
from planner.remedies.causes.terms import LIMITS
from planner.remedies.outcome import Key
from planner.remedies.time_left import until_share

CELLS_AT_MOST = 6
EACH = 0.7  # of the time that is left goes at most into one question
SURE = (
    8  # questions of somebody's own time that are asked in any case: each takes less than a tenth of a second
)
SURE_OF_ALL = 3  # topics with too few sessions for all whose reasons are looked for when the time is up, too
A_MOMENT = 0.3  # seconds that each of them may take then: a machine that is slow isn't to cost every reason
ALSO = "; besides:"  # after what was counted, before the facts that would be enough by themselves


class Proving:
    """One week's questions, asked until the time is up; `unasked` counts those that were left then."""

    def __init__(
        self,
        program: Program,
        problem: Problem,
        rules: Sequence[Rule],
        week: AskedWeek,
        until: float,
    ) -> None:
        self.program, self.problem, self.rules, self.until = program, problem, tuple(rules), until
        self.week = week
        self.unasked, self.sure, self.sure_of_all = 0, SURE, SURE_OF_ALL
        self.found: dict[Key, tuple[Question, Grounds]] = {}
        self.counted: set[Key] = set()  # what was counted not to be had in full by each who lacks it

    def grounds(self, code: str, topic: str | None, together: bool = False) -> Grounds | None:
        """Why a client can't have it even alone; `None`: they could, or that isn't known."""
        question = self._question(code, topic, together)
        if sure := topic is None and self.sure > 0 and question.of_own_time:
            self.sure -= 1
        if monotonic() > self.until and not sure:
            self.unasked += 1
            return None
        found = grounds_of(question, inf if sure else until_share(EACH, self.until))
        if found is not None:
            self.found[code, topic] = question, found
        return found

    def impossible(self, keys: Iterable[Key]) -> Iterator[Cause]:
        """What is missing and can't be had whatever the others do, those with like facts as one."""
        alike: dict[tuple[str | None, tuple[str, ...]], list[tuple[str, Grounds]]] = defaultdict(list)
        for code, topic in keys:
            found = self.grounds(code, topic)
            if found is not None and found.facts:
                # Whose own hours they are makes no difference where all else is the same.
                facts = tuple("…" if fact.of_one else fact.says.replace(code, "…") for fact in found.facts)
                lead = self._lead(code, topic).replace(code, "…" if topic else code)
                alike[topic, (lead, *facts)].append((code, found))
        for (topic, _), those in alike.items():
            codes, found = [code for code, _ in those], those[0][1]
            lead = self._lead(codes[0], topic)
            says = because(lead if len(codes) == 1 else f"{some_of(codes)} {_miss(topic)}. {lead}", found)
            only = codes[0] if len(codes) == 1 else ""
            least = cells_of(self.program, ("Levels", self.problem.clients[codes[0]].level), "Min hours")
            places = self._cells(found, () if topic else least)
            yield Cause(only, topic, says, True, places=places, clients=tuple(codes))

    def _cells(self, found: Grounds, more: Sequence[str] = ()) -> tuple[str, ...]:
        """Where the facts are stated, the most telling first, each a cell."""
        places = [place for fact in _ordered(found) for place in fact.places]
        cells = [cell for place in places for cell in cells_at(self.program, place)]
        return tuple(dict.fromkeys((*cells, *more)))[:CELLS_AT_MOST]

    def _lead(self, code: str, topic: str | None) -> str:
        if topic is None:
            return f"{code} can't reach {hours_asked(self.problem, [code])}"
        asked = sum(
            need.sessions for need in self.problem.needs if (need.client, need.topic) == (code, topic)
        )
        if asked == 1:
            after = f" after {self.problem.says_when(self.problem.as_of)}" if self.problem.as_of else ""
            return f"{code} can't have {topic}{after}"
        lead = f"{code} can't have {topic} {asked} times"
        starts, terms = self._question(code, topic).starts(), self.problem.topics[topic]
        if not 0 < most_sessions(terms, starts) < asked:
            return lead
        fits = says_fits(code, terms, starts, asked).rpartition(",")[0]
        return f"{lead}: {fits}{ALSO}"

    def grounded(self, causes: Iterable[Cause]) -> Iterator[Cause]:
        """Counted causes with their facts; clients whom one fact of the program concerns are told as one."""
        left = list(causes)
        while left:
            cause = left.pop(0)
            found = self._behind(cause) if cause.clients and not cause.topics else None
            if found is None or cause.whole:  # what is behind a whole sentence is asked for the fixes alone
                yield cause
                continue
            if found.nothing:
                cause = replace(
                    cause, says=f"{cause.clients[0]} can have no session that counts towards hours"
                )
            common = [fact for fact in found.deciding if not fact.of_one]
            alike = self._alike(cause, left, common)
            cause = replace(cause, places=self._cells(found, cause.places))
            if len(alike) + 1 < ALIKE_AT_LEAST:
                if others := others_of_level(self.program, self.problem, cause, left):
                    left = [other for other in left if other not in others]
                    yield of_level(self.program, self.problem, [cause, *others])
                    continue
                if others := self._of_like_hours(cause, found, left):
                    left = [other for other in left if other not in others]
                    yield _as_one([cause, *others], found)
                    continue
                yield replace(cause, says=because(cause.says, found))
                continue
            left = [other for other in left if other not in alike]
            codes = (*cause.clients, *(code for other in alike for code in other.clients))
            shared = "; ".join(fact.says for fact in common)
            own = tuple(fact for fact in found.facts if fact not in common)
            says = f"{some_of(codes)} can't reach their hours: {shared}. {because(cause.says, Grounds(own))}"
            yield Cause("", None, says, True, places=cause.places, clients=codes)

    def _alike(self, cause: Cause, left: Sequence[Cause], common: Sequence[Fact]) -> list[Cause]:
        """Others whom the same facts concern, each client once: what is counted of their needs is told by itself."""
        found: dict[tuple[str, ...], Cause] = {}
        for other in left if cause.topic is None and common else ():
            known = other.clients == cause.clients or other.clients in found
            if not known and not other.whole and self._share(other, common):
                found[other.clients] = other
        return list(found.values())

    def _of_like_hours(self, cause: Cause, found: Grounds, left: Sequence[Cause]) -> list[Cause]:
        """The other clients of whose own hours the very same was counted, with the same facts but when they come."""
        says, alike = _of_whoever(cause), []
        own = any(fact.of_one for fact in _but_hours(cause, found))
        for other in left if says and not own else ():
            if _of_whoever(other) == says and other.clients != cause.clients:
                theirs = self._behind(other)
                if theirs is not None and _said(_but_hours(other, theirs)) == _said(_but_hours(cause, found)):
                    alike.append(other)
        return alike

    def _behind(self, cause: Cause) -> Grounds | None:
        """The facts behind a counted cause: of the one client, or such as concern all who need the topic."""
        code, topic, several = cause.clients[0], cause.topic, len(cause.clients) > 1
        if topic is None:
            return self.grounds(code, topic) if cause.of_each else None
        if not cause.of_each or (several and self.problem.topics[topic].kind == "individual"):
            return self._of_all(cause)
        found = self.grounds(code, topic)
        if not several:
            return found
        if found is None or any(fact.of_one for fact in found.facts):
            found = self.grounds(code, topic, together=True)
        elif counted_again(self._question(code, topic), cause, found.facts):
            found = None  # something else makes it impossible as well, and is no reason for what was counted
        return found if found is not None and found.facts else self._of_all(cause)

    def _of_all(self, cause: Cause) -> Grounds | None:
        """Why there are too few sessions for all who need a topic; of the first ones also when the time is up."""
        until = self.until
        if monotonic() > until:
            if not self.sure_of_all:
                return None
            self.sure_of_all -= 1
            until = monotonic() + A_MOMENT
        code, topic = cause.clients[0], cause.topic
        # Of an individual session it is the primary therapist whose limits and hours count.
        alone = topic is not None and self.problem.topics[topic].kind == "individual"
        question = self._question(code, topic, together=not alone)
        found = limits_of_all(question, cause, until)
        if cause.of_each and found.facts:
            self.found.setdefault((code, topic), (question, found))
        return found

    def _share(self, other: Cause, common: Sequence[Fact]) -> bool:
        """Whether another client's shortage is gone without the facts as well."""
        if other.topic is not None or other.topics or len(other.clients) != 1:
            return False
        question = self._question(other.clients[0], None)
        if monotonic() > self.until and not question.of_own_time:
            return False
        scene = question.scene
        for fact in common:
            scene = fact.without(scene)
        return not question.counted_out(scene)

    def _question(self, code: str, topic: str | None, together: bool = False) -> Question:
        minutes = self.problem.clients[code].least_minutes if topic is None else 0
        return Question(
            self.program,
            self.rules,
            self.week,
            client=code,
            topic=topic,
            minutes=minutes,
            together=together,
        )


def _miss(topic: str | None) -> str:
    return "can't reach their hours" if topic is None else f"can't have all they need of {topic}"


def _of_whoever(cause: Cause) -> str:
    """What is counted of a client's hours, without the client; blank where it names them again, or isn't that."""
    of_hours = cause.topic is None and not cause.topics
    counted = of_hours and cause.of_each and not cause.whole and len(cause.clients) == 1
    who = cause.clients[0] if counted else ""
    says = cause.says.removeprefix(who)
    return says if who and says.startswith((": ", " may ")) and not has_name(says, who) else ""


def _but_hours(cause: Cause, found: Grounds) -> tuple[Fact, ...]:
    """The facts behind a client's shortage but when they can come: others have other hours that hold as little."""
    return tuple(fact for fact in found.facts if not fact.says.startswith(f"{cause.clients[0]} can come "))


def _said(facts: Sequence[Fact]) -> list[str]:
    return [fact.says for fact in facts]


def _as_one(causes: Sequence[Cause], found: Grounds) -> Cause:
    """`C003, C009 and 4 others, each of them: their hours hold 6 h of sessions at most, 9 h are required`."""
    codes = tuple(code for cause in causes for code in cause.clients)
    places = tuple(dict.fromkeys(place for cause in causes for place in cause.places))[:CELLS_AT_MOST]
    says = _of_whoever(causes[0])
    says = f"{named(codes, 'other')}{says if says.startswith(' may') else f', each of them{says}'}"
    facts = Grounds(_but_hours(causes[0], found))
    return Cause("", None, because(says, facts), True, places=places, clients=codes)


def because(says: str, found: Grounds) -> str:
    """A sentence with its facts, those that decide it first."""
    untold = [fact for fact in _ordered(found) if not _told(fact, says)]
    # That people are there in their hours only says nothing beside what says when.
    telling = [fact for fact in untold if not fact.says.endswith(IN_HOURS_ONLY)] or untold
    facts = "; ".join(_anew(fact, says) for fact in telling)
    if says.endswith(ALSO):
        facts = "; ".join(fact.says for fact in _ordered(found) if "(Most a " not in fact.says)
        return f"{says} {facts}" if facts else says.removesuffix(ALSO)
    return f"{says}, because {facts}" if facts else says


def _told(fact: Fact, says: str) -> bool:
    """Whether a sentence says a fact already: `nobody leads Anger`, or that Ada alone does."""
    if "(Fixed: " in fact.says and "(Fixed)" in says:
        return True
    if fact.says.startswith(LIMITS) and "the topics' limits" in says:
        return True
    if fact.about is not None:
        whose, column = fact.about
        return has_name(says, whose) and (
            f"({column}" in says or fact.says.removesuffix(f" ({column})") in says
        )
    alone, _, _ = fact.says.partition(ALONE)
    return fact.says in says or (alone != fact.says and f"{alone}, who{ALONE}" in says)


def _anew(fact: Fact, says: str) -> str:
    """A fact without the gap between two windows that a sentence has told."""
    hours, _, gap = fact.says.partition(WITH_A_GAP)
    return hours if gap and gap in says else fact.says


def _ordered(found: Grounds) -> list[Fact]:
    return [*found.deciding, *(fact for fact in found.facts if fact not in found.deciding)]
