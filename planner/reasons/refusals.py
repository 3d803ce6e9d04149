"""What refuses, as an obstacle: a row of the board or a rule's check, in the rule's own words and with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.language.limits import Refusal
from planner.language.rule import Rule
from planner.model import Session, Topic, listed
from planner.reasons.board import FinishedBoard, Row
from planner.reasons.staffing import Obstacle, barred_by, by_name, why_of
from planner.reasons.trial import Trial
from planner.reasons.wording import alike

NAMED_AT_MOST = 3  # different causes named behind an obstacle


class Refusals:
    """One finished week: its rows and the rules' checks."""

    def __init__(self, board: FinishedBoard, trial: Trial) -> None:
        self.board, self.trial, self.problem = board, trial, trial.problem
        self.rows, self.draft = board.rows, board.rows.draft

    def of_bar(self, number: int, refused: Refusal) -> Obstacle:
        """The obstacle that a bar is, by its number."""
        return barred_by(self.problem, self.rows, number, refused)

    def of_row(self, row: Row, refused: Refusal) -> Obstacle:
        """The obstacle that a row is; `own` where nothing stands in it but the client's seats."""
        refused = replace(refused, there=row.there, bound=row.bound, lacking=row.lacking)
        mine = {seat.column for seat in self.draft.seats_of(refused.who or "")}
        mine.update(one for seat in list(mine) for one in self.board.followers.get(seat, ()))
        own = all(column in mine for column, _ in self.rows.terms(row.number))
        says = why_of(self.problem, row.rule, refused)
        return Obstacle(rule=row.rule, says=says, there=row.there, bound=row.bound, own=own, refused=refused)

    def of_check(self, rule: Rule, refused: Refusal, tried: Session, before: Session | None) -> Obstacle:
        """The obstacle that a rule's check is; to a lead, where its breach names a therapist of the session."""
        about = self.trial.about(rule, tried, before)
        leading = [name for name in tried.therapists if name in about]
        if leading and refused.who not in about:
            refused = replace(refused, kind="lead", who=leading[0])
        says = why_of(self.problem, rule, refused)
        return Obstacle(rule, says, refused.there, refused.bound, refused=refused)

    def lacking(
        self, rule: Rule, refused: Refusal, there: int, bound: int, causes: Sequence[Obstacle] = ()
    ) -> Obstacle:
        """A session for which there is too little of what it takes, and why."""
        refused = replace(refused, there=there, bound=bound, lacking=True)
        clause = why_of(self.problem, rule, refused)
        told = alike(by_name(causes))
        says = f"{clause} ({listed(told)})" if 0 < len(told) <= NAMED_AT_MOST else clause
        if [f"{who} isn't free" for who in by_name(causes)] == [clause]:
            says = told[0]  # of whoever alone leads it there is no more to say
        return Obstacle(rule, says, there, bound, clause=clause, refused=refused, causes=tuple(causes))

    def leads_of(self, row: Row, topic: Topic, start: int) -> list[str]:
        """The therapists whose lead of a topic at a start would widen a row."""
        columns = {column for column, factor in self.rows.terms(row.number) if factor < 0}
        return [lead.therapist for lead in self.draft.leads_at(topic.name, start) if lead.column in columns]
