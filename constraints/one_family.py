"""A family is seen by itself: nobody's mother sits in on another family's session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product, zip_longest

from planner.language.draft import Draft
from planner.language.limits import Breach, Limit, Refusal
from planner.language.options import SeatOption
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class OneFamily(Rule):
    """In a session of kind family sit clients of one family only, as soon as one of them is said to be of a family.

    Who is of none may sit together, as if nothing were said. A group of several families is of kind group or education.
    """

    name = "One family"
    stated = "Clients: Family; Topics: Kind (family)"
    bites = "a family's session is for that family alone"

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit]:
        """Of different families there are no more than sessions: whom one takes of each, and two of any two.

        The first of all families, their second and so on are one row each, which is tighter than their pairs are.
        """
        for session in draft.sessions:
            place = (session.topic.name, session.start)
            if session.topic.kind != "family" or place in problem.untouched_at:
                continue
            families: dict[str, list[SeatOption]] = defaultdict(list)
            for seat in draft.seats_at(*place):
                families[problem.clients[seat.client].family].append(seat)
            for row in zip_longest(*families.values()):
                seats = [seat for seat in row if seat is not None]
                if len(seats) > 1:
                    terms = [(seat.column, 1) for seat in seats]
                    yield Limit([*terms, (session.column, -1)], most=0, about=(session.topic.name,))
            for some, others in combinations(families.values(), 2):
                for (rank, one), (other_rank, other) in product(enumerate(some), enumerate(others)):
                    if rank != other_rank:
                        terms = [(one.column, 1), (other.column, 1), (session.column, -1)]
                        yield Limit(terms, most=0, about=(one.client, other.client))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Looks for a second family in each session; what has begun stands."""
        over = {(held.topic, held.start) for held in problem.untouched}
        for session in roster.sessions:
            if problem.topics[session.topic].kind != "family" or (session.topic, session.start) in over:
                continue
            there = {problem.clients[code].family or "" for code in session.coming}
            if len(there) > 1:
                when = f"{session.topic} on {problem.says_when(session.start)}"
                says = f"{' and '.join(session.coming)} are of different families and sit together in {when}"
                yield Breach(self.name, 1, says, (*session.coming, session.id))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names nobody else: who sits there is theirs."""
        return f"somebody who isn't of {refused.who}'s family sits in {refused.topic}"
