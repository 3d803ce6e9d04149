"""A family is seen by itself: nobody's mother sits in on another family's session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TypeVar

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.rule import Rule
from planner.model import Problem, Roster

Column = TypeVar("Column", bound=Hashable)


@dataclass(frozen=True)
class OneFamily(Rule):
    """In a session of kind family sit clients of one family only, as soon as one of them is said to be of a family.

    Who is of none may sit together, as if nothing were said. A group of several families is of kind group or education.
    """

    name = "One family"
    stated = "Clients: Family; Topics: Kind (family)"
    bites = "a family's session is for that family alone"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """Of different families there are no more than sessions, whomever one takes of each."""
        for session in draft.sessions:
            place = (session.topic.name, session.start)
            if session.topic.kind != "family" or place in problem.untouched_at:
                continue
            families: dict[str, list[int]] = defaultdict(list)
            for seat in draft.seats_at(*place):
                families[problem.clients[seat.client].family].append(seat.column)
            of_none = families.pop("", [])
            for row in one_of_each(list(families.values()), of_none):
                terms = [(column, 1) for column in row]
                yield Limit([*terms, (session.column, -1)], most=0, about=(session.topic.name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for a second family in each session; what has begun stands."""
        for session in roster.sessions:
            if (
                problem.topics[session.topic].kind != "family"
                or (session.topic, session.start) in problem.untouched_at
            ):
                continue
            there = {problem.clients[code].family for code in session.coming}
            if len(there) > 1:
                when = f"{session.topic} on {problem.says_when(session.start)}"
                says = f"{' and '.join(session.coming)} are of different families and sit together in {when}"
                yield Breach(self.name, 1, says, (*session.coming, session.id))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names nobody else: who sits there is theirs."""
        return f"somebody who isn't of {refused.who}'s family sits in {refused.topic}"


def one_of_each(families: Sequence[Sequence[Column]], of_none: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Few rows with one of each family and one of none, in which any two who may not sit together meet.

    Pairs would be as many as the square of the families. Any two families have numbers that differ in a binary digit:
    a row for each digit takes one member of those with a 0 and another of those with a 1.
    """
    most = max((len(family) for family in families), default=0)
    ranks = [[family[rank % len(family)] for family in families] for rank in range(most)]
    rows = [(*row, one) for row in ranks for one in of_none] or [tuple(row) for row in ranks]
    for digit in range((len(families) - 1).bit_length() if families else 0):
        for zero, one in permutations(range(most), 2):
            row = (ranks[one if number >> digit & 1 else zero][number] for number in range(len(families)))
            rows.append(tuple(row))
    return [row for row in dict.fromkeys(rows) if len(row) > 1]
