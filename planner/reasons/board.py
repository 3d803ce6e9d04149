"""The finished roster on the board of the hard rules: which row refuses one more seat, lead, room or session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.engine.posting import Posting
from planner.language.draft import Draft
from planner.language.options import Option
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.reasons.barring import Barring


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says no: whose it is, what its sum comes to, and what it may come to.

    `lacking`: a new session lacks something of what the row asks for; `there` is what it could have of `bound`.
    """

    rule: Rule
    number: int
    there: int
    bound: int
    lacking: bool = False


class HardRows:
    """What hard rules bar and post over one problem, whatever the roster.

    Rows that count in columns of their rule's own (which session of a row, how long a wait) are left out: `untold`
    are the rules that have such rows, and only their check can tell.
    """

    def __init__(self, problem: Problem, rules: Sequence[Rule]) -> None:
        self.barring = Barring(problem, rules)
        self.draft = self.barring.draft
        posting = Posting(problem, self.draft)
        for rule in rules:
            posting.put(rule)
        self.board = board = posting.board()
        self.owners = [rule for rule, _ in posting.rows]
        self.starts = frozenset(self.draft.possible.starts)
        self.presences = _presences(self.draft)
        self.followers: dict[int, list[int]] = defaultdict(list)
        for presence, columns in self.presences.items():
            for column in columns:
                self.followers[column].append(presence)
        known = ~board.following
        known[list(self.presences)] = True
        told = np.ones(board.height, dtype=bool)
        told[board.entry_rows[~known[board.columns]]] = False
        hidden = {id(owner) for owner, tells in zip(self.owners, told.tolist(), strict=True) if not tells}
        self.untold = [rule for rule in rules if id(rule) in hidden]
        self.highest, self.least, self.most = (
            board.highest.tolist(),
            board.least.tolist(),
            board.most.tolist(),
        )
        self._starts, self._columns = board.starts.tolist(), board.columns.tolist()
        self._factors = board.factors.tolist()
        self._asked = [
            rule is not None and tells for rule, tells in zip(self.owners, told.tolist(), strict=True)
        ]
        self._entries: dict[int, list[tuple[int, int]]] = {}
        self._places = {option.column: (option.topic.name, option.start) for option in _options(self.draft)}

    def side_by_side(self, one: int, other: int) -> bool:
        """Whether two columns are of one topic at one start."""
        return self._places.get(one) == self._places.get(other)

    def entries(self, column: int) -> list[tuple[int, int]]:
        """The rows of rules in which a column stands, with its factors."""
        if column not in self._entries:
            begin, end = self.board.row_starts[column : column + 2].tolist()
            rows, factors = self.board.rows_of[begin:end], self.board.row_factors[begin:end]
            both = zip(rows.tolist(), factors.tolist(), strict=True)
            self._entries[column] = [(row, factor) for row, factor in both if self._asked[row]]
        return self._entries[column]

    def terms(self, row: int) -> Iterator[tuple[int, int]]:
        """A row's columns with their factors."""
        for place in range(self._starts[row], self._starts[row + 1]):
            yield self._columns[place], self._factors[place]


class FinishedBoard:
    """The hard rows with a roster set as values. `complete`: all of the roster is among them."""

    def __init__(self, rows: HardRows, roster: Roster) -> None:
        self.rows, self.followers = rows, rows.followers
        self.highest, self.least, self.most = rows.highest, rows.least, rows.most
        values = rows.board.lowest.copy()
        known, self.complete = _of_roster(rows.draft, roster)
        for column, value in known.items():
            values[column] = max(values[column], value)
        for presence, columns in rows.presences.items():
            if any(values[column] for column in columns):
                values[presence] = 1
        self._had: dict[tuple[int, int], bool] = {}
        self.values = values.tolist()
        self.sums = rows.board.sums(values).tolist()

    def against(self, columns: Iterable[int], new: Sequence[int] = (), strict: bool = False) -> Row | None:
        """The first of the `refusals`."""
        return next(self.refusals(columns, new, strict), None)

    def refusals(
        self,
        columns: Iterable[int],
        new: Sequence[int] = (),
        strict: bool = False,
        instead_of: Collection[int] = (),
    ) -> Iterator[Row]:
        """The rows that refuse these columns one more each, as far as they make it worse; `instead_of` are one less.

        Beside a `new` session (its column, and what it has so far) a row may lack what comes later, and go over what
        something else of the new session could still widen, unless that is forbidden (`strict`).
        """
        by: dict[int, int] = defaultdict(int)
        raised = set(new)
        for column in (*new, *columns):
            raised.update(
                follower for follower in self.followers.get(column, ()) if not self.values[follower]
            )
            raised.add(column)
        for column in raised:
            if self.values[column] >= self.highest[column]:
                continue  # who sits, leads or stands there already; the rows say what comes of it
            for row, factor in self.rows.entries(column):
                by[row] += factor
        for column in instead_of:
            for row, factor in self.rows.entries(column):
                by[row] -= factor
        for row in sorted(by):
            after = self.sums[row] + by[row]
            if by[row] > 0 and after > self.most[row]:
                if strict or not new or self.widening(row, new) is None:
                    yield self._refusing(row, self.most[row], -1)
            elif by[row] < 0 and after < self.least[row] and new and strict:
                yield self._lacking(row, raised, self.least[row] - after)
            elif by[row] < 0 and after < self.least[row] and not new:
                yield self._refusing(row, self.least[row], 1)

    def trying(self, columns: Sequence[int]) -> Trying:
        """A new session (its column first) with what it has so far, to which more is added one by one."""
        return Trying(self, columns)

    def refusing(self, row: int) -> Row:
        """A row of those that may not go over as one that says no."""
        return self._refusing(row, self.most[row], -1)

    def filled(self, column: int) -> bool:
        """Whether a column is as high as it can be."""
        return bool(self.values[column] >= self.highest[column])

    def lacking(self, new: Sequence[int]) -> Iterator[tuple[Rule, int, list[int], list[int]]]:
        """What a new session still takes: whose rule asks, how many, all columns of the kind, and those to be had."""
        session = new[0]
        for row, factor in self.rows.entries(session):
            short = self.least[row] - (self.sums[row] + factor)
            if factor < 0 and short > 0:
                every = [column for column, by in self.rows.terms(row) if by > 0]
                fills = [column for column in every if not self.filled(column)]
                owner = self.rows.owners[row]
                assert owner is not None
                yield owner, short, every, fills

    def widening(self, row: int, new: Sequence[int]) -> int | None:
        """A column that a new session can still get and that takes away from a row that went over.

        What other sessions could get is no part of it: a test lies beside a session that its client has.
        """
        for column, factor in self.rows.terms(row):
            own = factor < 0 and self.rows.side_by_side(column, new[0])
            free = own and column not in new and self.values[column] < self.highest[column]
            if free and self._may_have(new[0], column):
                return column
        return None

    def _may_have(self, session: int, column: int) -> bool:
        """Whether nothing refuses a new session a column by itself."""
        if (session, column) not in self._had:
            # Leaders who are only enough together are each asked about for the other: nothing is in their way so far.
            self._had[session, column] = True
            self._had[session, column] = self.against((column,), (session,)) is None
        return self._had[session, column]

    def _lacking(self, row: int, raised: Collection[int], short: int) -> Row:
        owner = self.rows.owners[row]
        assert owner is not None
        found = sum(factor for column, factor in self.rows.terms(row) if factor > 0 and column in raised)
        return Row(owner, row, found, found + short, lacking=True)

    def _refusing(self, row: int, bound: int, sign: int) -> Row:
        """The row with its numbers: what adds up in it, against its bound and what widens it."""
        owner = self.rows.owners[row]
        assert owner is not None
        adds = sum(
            factor * self.values[column] for column, factor in self.rows.terms(row) if factor * sign < 0
        )
        return Row(owner, row, adds, bound + adds - self.sums[row])


class Trying:
    """A new session that is put together: what is added changes only the rows it stands in."""

    def __init__(self, board: FinishedBoard, columns: Sequence[int]) -> None:
        self.board, self.chosen = board, list[int]()
        self._by: dict[int, int] = defaultdict(int)
        self._raised: set[int] = set()
        for column in columns:
            self.add(column)

    def add(self, column: int) -> None:
        """Gives the session one more."""
        self.chosen.append(column)
        for row, factor in self._entries(column):
            self._by[row] += factor
        self._raised.update(self._raises(column))

    def over(self, column: int) -> list[int]:
        """The rows that go over with one more, which nothing that the session may still get widens."""
        board, by = self.board, defaultdict[int, int](int)
        for row, factor in self._entries(column):
            by[row] += factor
        over = [
            row
            for row, much in by.items()
            if self._by[row] + much > 0 and board.sums[row] + self._by[row] + much > board.most[row]
        ]
        return [row for row in over if board.widening(row, self.chosen) is None]

    def _raises(self, column: int) -> list[int]:
        board = self.board
        found = [other for other in board.followers.get(column, ()) if not board.values[other]]
        found.append(column)
        return [one for one in found if one not in self._raised and not board.filled(one)]

    def _entries(self, column: int) -> Iterator[tuple[int, int]]:
        for raised in self._raises(column):
            yield from self.board.rows.entries(raised)


def _options(draft: Draft) -> Iterator[Option]:
    for kind in (draft.seats, draft.sessions, draft.leads, draft.uses):
        yield from kind


def _presences(draft: Draft) -> dict[int, list[int]]:
    """Columns that say whether somebody is there on a day, with the seats that make it so."""
    options = {option.column for option in _options(draft)}
    found: dict[int, list[int]] = {}
    for limit in draft.definitions:
        for column, factor in limit.terms:
            if column not in options and factor < 0:
                found.setdefault(column, []).extend(
                    other for other, by in limit.terms if other != column and by > 0
                )
    return found


def _of_roster(draft: Draft, roster: Roster) -> tuple[dict[int, int], bool]:
    """The columns of a roster's sessions, and whether the draft knows all of it: what is overridden it doesn't."""
    values: dict[int, int] = defaultdict(int)
    complete = True
    for session in roster.sessions:
        at = (session.topic, session.start)
        option = draft.session_at(*at)
        if option is None:
            complete = False
            continue
        taken: list[Option] = [lead for lead in draft.leads_at(*at) if lead.therapist in session.therapists]
        taken += [use for use in draft.uses_at(*at) if session.room in use.rooms]
        here = set(session.coming)
        taken += [seat for seat in draft.seats_at(*at) if seat.client in here]
        roomed = session.room is not None and session.room in draft.problem.rooms
        complete &= len(taken) >= len(session.seats) + len(session.therapists) + roomed
        for one in (option, *taken):
            values[one.column] += 1
    return values, complete
