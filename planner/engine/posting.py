"""From rules to arrays: collects what rules post over one draft and makes the board of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from planner.engine.board import UNBOUNDED, Board, Vector, sums_by_row
from planner.language.draft import Draft
from planner.language.limits import Goal, Limit, Stage
from planner.language.rule import Rule, bars_of
from planner.model import Problem


class Posting:
    """Collects the limits and goals of rules over one draft and makes the board of them.

    Rules may be put up stage by stage: `put` then `board` again; columns keep their numbers.
    """

    def __init__(self, problem: Problem, draft: Draft) -> None:
        self.problem, self.draft = problem, draft
        self.rows: list[tuple[Rule | None, tuple[str, ...]]] = []
        self._lengths: list[int] = []
        self._columns: list[int] = []
        self._factors: list[int] = []
        self._least: list[int] = []
        self._most: list[int] = []
        self._prices: dict[Stage, dict[int, int]] = {}
        self._offsets: dict[Stage, int] = {}
        self._slack: set[int] = set()
        self._closed: set[int] = set()  # columns that some row holds at their lowest
        self._defined = 0
        self._decisions = 0
        for options in (draft.seats, draft.sessions, draft.leads, draft.uses):
            for option in options:
                self._decisions = max(self._decisions, option.column + 1)

    def put(self, rule: Rule) -> None:
        """Adds all limits and goals of a rule."""
        for posted in rule.post(self.problem, self.draft):
            if isinstance(posted, Goal) and not rule.hard:
                self._aim(rule, posted)
            else:
                self._row(rule, posted.terms, posted.fewest, posted.most, posted.about)
        self._define()

    def limit(self, limits: Iterable[Limit]) -> None:
        """Adds limits that belong to no rule (a cap on a stage, a repair)."""
        for limit in limits:
            self._row(None, limit.terms, limit.fewest, limit.most, limit.about)
        self._define()

    def board(self) -> Board:
        """The arrays as they stand."""
        lowest = np.array(self.draft.lowest, dtype=np.int64)
        highest = np.array(self.draft.highest, dtype=np.int64)
        lengths = np.array(self._lengths, dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        columns = np.array(self._columns, dtype=np.int64)
        factors = np.array(self._factors, dtype=np.int64)
        entry_rows = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
        order = np.argsort(columns, kind="stable")
        counts = np.bincount(columns, minlength=len(lowest))
        following = np.zeros(len(lowest), dtype=bool)
        following[self._decisions :] = True
        slack = np.zeros(len(lowest), dtype=bool)
        slack[list(self._slack)] = True
        least, most = np.array(self._least), np.array(self._most)
        self._let_the_past_stand(lowest, highest, starts, columns, factors, least, most)
        prices = {}
        for stage, priced in self._prices.items():
            prices[stage] = np.zeros(len(lowest), dtype=np.int64)
            prices[stage][list(priced)] = list(priced.values())
        return Board(
            lowest=lowest,
            highest=highest,
            starts=starts,
            columns=columns,
            factors=factors,
            least=least,
            most=most,
            entry_rows=entry_rows,
            row_starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            rows_of=entry_rows[order],
            row_factors=factors[order],
            prices=prices,
            offsets=dict(self._offsets),
            following=following,
            slack=slack,
        )

    def _define(self) -> None:
        """Puts up the definitions of columns that rules have asked for since the last time."""
        while self._defined < len(self.draft.definitions):
            limit = self.draft.definitions[self._defined]
            self._defined += 1
            self._row(None, limit.terms, limit.fewest, limit.most, limit.about)

    def _row(
        self,
        rule: Rule | None,
        terms: Sequence[tuple[int, int]],
        fewest: int | None,
        most: int | None,
        about: tuple[str, ...],
    ) -> None:
        self.rows.append((rule, about))
        # A factor of 0 says nothing, and whoever divides by it fails.
        columns = [column for column, factor in terms if factor]
        self._lengths.append(len(columns))
        self._columns.extend(columns)
        self._factors.extend([factor for _, factor in terms if factor])
        self._least.append(-UNBOUNDED if fewest is None else fewest)
        self._most.append(UNBOUNDED if most is None else most)
        least = sum(factor * self.draft.lowest[column] for column, factor in terms)
        if most == least and all(factor >= 0 for _, factor in terms):
            self._closed.update(columns)

    def _aim(self, rule: Rule, goal: Goal) -> None:
        """A goal becomes a row with a priced slack, or mere prices where every unit is missed."""
        price = goal.price * rule.weight
        stage = rule.stage
        if price == 0 or stage is None:
            return
        lowest = self.draft.lowest
        highest = {c: (lowest if c in self._closed else self.draft.highest)[c] for c, _ in goal.terms}
        least = sum(f * (lowest[c] if f > 0 else highest[c]) for c, f in goal.terms)
        greatest = sum(f * (highest[c] if f > 0 else lowest[c]) for c, f in goal.terms)
        prices = self._prices.setdefault(stage, {})
        self._offsets.setdefault(stage, 0)
        if goal.most is not None and greatest > goal.most:
            if least >= goal.most:
                for column, factor in goal.terms:
                    prices[column] = prices.get(column, 0) + price * factor
                self._offsets[stage] -= price * goal.most
            else:
                slack = self._new_slack(greatest - goal.most)
                prices[slack] = price
                self._row(rule, [*goal.terms, (slack, -1)], None, goal.most, goal.about)
        if goal.fewest is not None and least < goal.fewest:
            if greatest < goal.fewest:
                # What can't be reached whatever is decided is part of the value and of the bound alike.
                self._offsets[stage] += price * (goal.fewest - greatest)
            wanted = min(goal.fewest, greatest)
            if greatest > least:
                slack = self._new_slack(wanted - least)
                prices[slack] = price
                self._row(rule, [*goal.terms, (slack, 1)], wanted, None, goal.about)

    def _new_slack(self, most: int) -> int:
        self.draft.lowest.append(0)
        self.draft.highest.append(most)
        column = len(self.draft.lowest) - 1
        self._slack.add(column)
        return column

    def _let_the_past_stand(
        self,
        lowest: Vector,
        highest: Vector,
        starts: Vector,
        columns: Vector,
        factors: Vector,
        least: Vector,
        most: Vector,
    ) -> None:
        """What has begun can't be undone: a row that the past alone breaks is held to no more than that."""
        past = self.problem.untouched_at
        if not past:
            return
        held = np.zeros(len(lowest), dtype=bool)
        for options in (self.draft.seats, self.draft.sessions, self.draft.leads, self.draft.uses):
            for option in options:
                if (option.topic.name, option.start) in past:
                    held[option.column] = True
        held |= (lowest == highest) & (lowest > 0)  # and what follows from it for certain: the days it was on
        touched = np.zeros(len(least), dtype=bool)
        touched[np.repeat(np.arange(len(least)), np.diff(starts))[held[columns]]] = True
        smallest = sums_by_row(
            starts, np.where(factors > 0, factors * lowest[columns], factors * highest[columns])
        )
        largest = sums_by_row(
            starts, np.where(factors > 0, factors * highest[columns], factors * lowest[columns])
        )
        most[touched] = np.maximum(most[touched], smallest[touched])
        least[touched] = np.minimum(least[touched], largest[touched])


def posted(problem: Problem, rules: Sequence[Rule]) -> Posting:
    """Everything that rules bar and post over a problem."""
    posting = Posting(problem, Draft(problem, bars_of(problem, rules)))
    for rule in rules:
        posting.put(rule)
    return posting
