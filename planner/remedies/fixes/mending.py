"""The cheapest changes that together mend something: all of them first, then without what isn't needed.

A week that is found with everything let go shows which of it is used: what isn't is dropped without another search. The
rest is left out one after another, the dearest first, and stays out wherever as much is mended without it. What is
then left is narrowed to what the week takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from planner.planning import new_breaches
from planner.program import Program
from planner.remedies.changes.change import program_with
from planner.remedies.fixes.missing import Mends, missing_in
from planner.remedies.fixes.prices import Prices
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.trials import Trials, Tried, counting
from planner.remedies.outcome import Key
from planner.rosters.known import known_part

TOGETHER_AT_MOST = 4  # more changes at once than anybody would make aren't proposed
PARTS = 5  # into which changes are divided to see which a week doesn't take
INSTEAD_AT_MOST = 3  # different answers to one thing that is lacking


@dataclass(frozen=True)
class Mended:
    """Changes that together mend something, with the week that was found with them; `whole`: nothing is lacking then
    of what is asked for."""

    proposals: tuple[Proposal, ...]
    tried: Tried
    mends: Mends
    whole: bool = False

    @property
    def amount(self) -> int:
        """How much it is, a session of a need or a day counted as an hour."""
        return self.mends.minutes + 60 * (self.mends.needs + self.mends.days)


class Mending:
    """Looks for the cheapest changes to mend what some clients lack."""

    def __init__(self, trials: Trials, asking: Collection[Key], until: float, moving: bool = True) -> None:
        self.trials, self.asking, self.until, self.moving = trials, asking, until, moving
        self.prices = Prices({row.rule: row.use for row in trials.program.rule_uses})

    def price(self, proposal: Proposal) -> int:
        """What a proposal costs by its kind and its extent; nothing is proposed of a kind that is off."""
        return (self.prices.of(proposal.kind) or 0) + proposal.more

    def mended(self, candidates: Sequence[Proposal]) -> Iterator[Mended]:
        """Changes that mend as much as all candidates together do, fewer that mend a part, and others instead."""
        unique = {one.phrase: one for one in candidates if self.prices.of(one.kind) is not None}
        left = sorted(unique.values(), key=self.price)
        for _ in range(INSTEAD_AT_MOST):
            found = self._found(left) if left and monotonic() < self.until else None
            if found is None:
                return
            answer = found
            for answer in self._fewest(found):
                yield self.narrowed(answer)
            left = [one for one in left if one not in answer.proposals]

    def _fewest(self, found: Mended) -> Iterator[Mended]:
        """Single changes that mend a part, and at last the fewest that mend as much as all of them."""
        goal = found.amount
        found = self._used(found)
        if len(found.proposals) > 1:
            for one in found.proposals:  # the cheapest first
                single = self._found([one]) if monotonic() < self.until else None
                if single is not None:
                    yield single
                if single is not None and single.amount >= goal:
                    return
        left = set(found.proposals)
        for one in sorted(found.proposals, key=self.price, reverse=True):
            left &= set(found.proposals)
            if one not in left or len(left) == 1 or monotonic() > self.until:
                continue
            fewer = self._found([other for other in found.proposals if other is not one])
            if fewer is not None and fewer.amount >= goal:
                found = self._used(fewer)
        if len(found.proposals) <= TOGETHER_AT_MOST:
            yield found

    def _found(self, proposals: Sequence[Proposal]) -> Mended | None:
        """The week with changes, searched near those who ask; or, if nobody is to be moved, with them seated in it."""
        changed, said = self._changed(proposals)
        if not said:
            return None
        search = self.trials.tried if self.moving else self.trials.joined
        tried = search(changed, self.asking)
        mends = self.trials.shown(tried, self.asking) if tried is not None else None
        if tried is None or mends is None:
            return None
        whole = not any(tried.missing.of.get(key) for key in self.asking)
        return Mended(said, tried, mends, whole=whole)

    def _changed(self, proposals: Sequence[Proposal]) -> tuple[Program, tuple[Proposal, ...]]:
        """The program with the changes, those left out that change nothing beside the others."""
        program, said = self.trials.program, []
        for one in proposals:
            changed = program_with(program, self.trials.week.first_day, one.phrase)
            if changed is not None:
                program = changed
                said.append(one)
        return program, tuple(said)

    def _used(self, found: Mended) -> Mended:
        """Without the changes that the week found doesn't take, the dearest first: several at once, then one by one."""
        for size in (max(1, len(found.proposals) // PARTS), 1):
            dearest = sorted(found.proposals, key=self.price, reverse=True)
            for first in range(0, len(dearest), size):
                part = dearest[first : first + size]
                fewer = [other for other in found.proposals if other not in part]
                found = (self._standing(fewer, found) if fewer else None) or found
        return found

    def narrowed(self, found: Mended) -> Mended:
        """With each change only as large as the week found takes it, and then as half of it may do."""
        for one in found.proposals:
            smaller = one.narrow(found.tried.roster) if one.narrow is not None else None
            if smaller is not None and smaller.phrase != one.phrase:
                found = self._standing(_with(found.proposals, one, smaller), found) or found
        parts = [(one, part) for one in found.proposals for part in one.parts if self.moving]
        for one, part in parts:
            if monotonic() > self.until or one not in found.proposals:
                continue
            less = self._found(_with(found.proposals, one, part))
            if less is not None and less.amount >= found.amount:
                found = self.narrowed(less)
        return found

    def _standing(self, proposals: Sequence[Proposal], found: Mended) -> Mended | None:
        """The same week with other changes, if it is a week of theirs and mends as much."""
        changed, said = self._changed(proposals)
        if not said or len(said) < len(proposals):
            return None
        trials, roster = self.trials, found.tried.roster
        problem = trials.week.problem(changed)
        lengths = all(s.topic in problem.topics for s in roster.sessions) and all(
            s.minutes == problem.topics[s.topic].minutes for s in roster.sessions
        )
        if not lengths or known_part(roster, problem) != roster:
            return None
        if any(s.room is not None and s.room not in problem.rooms for s in roster.sessions):
            return None
        if new_breaches(problem, roster, counting(trials.books.planning(changed))):
            return None
        tried = Tried(problem, roster, missing_in(problem, roster))
        mends = trials.shown(tried, self.asking)
        same = mends is not None and tried.missing.total <= found.tried.missing.total
        return (
            replace(found, proposals=said, tried=tried, mends=mends) if mends is not None and same else None
        )


def _with(proposals: Sequence[Proposal], one: Proposal, instead: Proposal) -> list[Proposal]:
    return [instead if other is one else other for other in proposals]
