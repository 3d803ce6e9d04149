"""A session tried on: what the rules' own checks find in the roster with it that they don't find without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session


class Trial:
    """One finished roster and its rules."""

    def __init__(self, problem: Problem, rules: Sequence[Rule], roster: Roster) -> None:
        self.problem, self.roster = problem, roster
        self.hard = [rule for rule in rules if rule.hard]
        self.elastic = sorted((rule for rule in rules if not rule.hard), key=lambda rule: rule.stage or 0)

    def broken(
        self,
        session: Session,
        instead_of: Session | None,
        rules: Sequence[Rule] | None = None,
        stage: Stage | None = None,
    ) -> Rule | None:
        """The first rule that the roster with the session breaks further; with a stage, or what comes before it too.

        `instead_of` is the session that it replaces. Of the levels before the stage the first that changes decides.
        """
        roster = self.with_session(session, instead_of)
        for rule in self.hard if rules is None else rules:
            for about, amount in self._breaches(rule, roster).items():
                if amount > self._known_breaches(rule).get(about, 0):
                    return rule
        return self._worse(roster, stage) if stage is not None else None

    def about(self, rule: Rule, session: Session, instead_of: Session | None) -> set[str]:
        """Whom and what the rule's breaches name that the roster with the session has and that without hasn't."""
        known = self._now[id(rule)] if id(rule) in self._now else self._breaches(rule, self.roster)
        further = self._breaches(rule, self.with_session(session, instead_of))
        return {who for about, amount in further.items() if amount > known.get(about, 0) for who in about}

    def with_session(self, session: Session, instead_of: Session | None) -> Roster:
        """The roster with one session more, or with one as another."""
        others = [one for one in self.roster.sessions if one is not instead_of]
        return replace(
            self.roster, sessions=tuple(sorted((*others, session), key=lambda one: (one.start, one.topic)))
        )

    def _worse(self, roster: Roster, stage: Stage) -> Rule | None:
        ahead = [rule for rule in self.elastic if rule.stage is not None and rule.stage < stage]
        for level in sorted({rule.stage for rule in ahead if rule.stage is not None}):
            changes = {}
            for rule in ahead:
                if rule.stage is level:
                    after = sum(breach.amount for breach in rule.check(self.problem, roster))
                    changes[rule] = rule.weight * (after - self._known_cost(rule))
            if sum(changes.values()) < 0:
                return None
            if sum(changes.values()) > 0:
                return max(changes, key=lambda rule: changes[rule])
        return None

    def _breaches(self, rule: Rule, roster: Roster) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], int] = {}
        for breach in rule.check(self.problem, roster):
            about = tuple(sorted(breach.about))
            found[about] = found.get(about, 0) + breach.amount
        return found

    def _known_breaches(self, rule: Rule) -> dict[tuple[str, ...], int]:
        return self._now[id(rule)]

    @cached_property
    def _now(self) -> dict[int, dict[tuple[str, ...], int]]:
        return {id(rule): self._breaches(rule, self.roster) for rule in self.hard}

    def _known_cost(self, rule: Rule) -> int:
        return self._costs[id(rule)]

    @cached_property
    def _costs(self) -> dict[int, int]:
        return {
            id(rule): sum(breach.amount for breach in rule.check(self.problem, self.roster))
            for rule in self.elastic
        }
