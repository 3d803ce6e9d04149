"""Locks that can't all be kept: which of them contradict each other, why, and what is enough to release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.engine.settle import Contradiction
from planner.fewest import fewest
from planner.language.rule import Rule
from planner.model import Fixed, Problem, Roster
from planner.replanning.locks import Lock, with_locks
from planner.settled.deadlock import contradiction_in, says_deadlock

CONFLICTS_AT_MOST = 8  # told in one go; whoever has more mends these first
RELEASE_EDIT = (
    "undo the edit, write 'override: ' and the reason into the row's Note, or replan with --edits suggest"
)
RELEASE_NOTE = (
    "its session stands because of a note that overrides something else: mend this too, write 'override: ' into this "
    "row's Note, or take the other note out"
)
TRIED_AT_MOST = 40  # locks of one conflict that are tried one by one


@dataclass(frozen=True)
class Conflict:
    """Locks of which at least one has to go, as few as there can be; `because` says what stands in the way."""

    locks: tuple[Lock, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """Why no plan keeps all locks. `release` is enough to release; nothing of it could stay locked.

    `fewest`: no smaller set would do. `others` are settled sessions of the workbook that contradict each
    other whatever is released.
    """

    conflicts: tuple[Conflict, ...]
    release: tuple[Lock, ...]
    fewest: bool
    others: tuple[str, ...] = ()

    def says(self, problem: Problem) -> list[str]:
        """The verdict as sentences."""
        told = []
        for conflict in self.conflicts:
            named = "; ".join(lock.says(problem) for lock in conflict.locks)
            because = f" ({'; '.join(conflict.because)})" if conflict.because else ""
            edits = sum(bool(lock.edit) for lock in conflict.locks)
            if len(conflict.locks) == 1:
                told.append(
                    f"This edit can't be kept: {named}{because}. {RELEASE_EDIT[:1].upper()}{RELEASE_EDIT[1:]}."
                    if edits
                    else f"This lock can't be kept: {named}{because}. {conflict.locks[0].way_out}."
                )
            else:
                what = (
                    "locks" if not edits else "edits" if edits == len(conflict.locks) else "locks and edits"
                )
                mends = f" Of an edit: {RELEASE_EDIT}." if edits else ""
                told.append(
                    f"These {what} contradict each other: {named}{because}. "
                    f"Releasing any one of them mends it.{mends}"
                )
        if len(self.conflicts) > 1:
            what = "The smallest set to release" if self.fewest else "It is enough to release"
            told.append(f"{what}: {'; '.join(lock.says(problem) for lock in self.release)}.")
        told += self.others
        return told


def verdict(
    problem: Problem, fixed: Sequence[Fixed], locks: Sequence[Lock], rules: Sequence[Rule]
) -> Verdict:
    """Looks for the conflicts one after another, each without the locks of those before it.

    `fixed` are the workbook's settled sessions, `problem` is without either. Because no two conflicts share a lock,
    nothing smaller than their number can be released.
    """
    trial = _Trial(problem, fixed, [rule for rule in rules if rule.hard])
    left = list(locks)
    conflicts: list[Conflict] = []
    others: tuple[str, ...] = ()
    while len(conflicts) < CONFLICTS_AT_MOST and (found := trial.contradiction(left)) is not None:
        suspects = [lock for lock in left if trial.names(found, lock)]
        core = trial.smallest(suspects, left) if suspects else []
        if not core:  # no lock is to blame: it is so whatever is released
            others = tuple(says_deadlock(replace(problem, fixed=tuple(fixed)), rules, found))
            break
        conflicts.append(Conflict(tuple(core), tuple(trial.why(core))))
        left = [lock for lock in left if lock not in core]
    release = [lock for conflict in conflicts for lock in conflict.locks]
    if not others:
        for lock in list(release):
            if len(release) > len(conflicts) and trial.contradiction([*left, lock]) is None:
                left.append(lock)
                release.remove(lock)
    return Verdict(tuple(conflicts), tuple(release), len(release) == len(conflicts), others)


class _Trial:
    """Tries whether sets of locks can be kept, with nothing but the rules that are never broken."""

    def __init__(self, problem: Problem, fixed: Sequence[Fixed], rules: Sequence[Rule]) -> None:
        self.problem, self.fixed, self.rules = replace(problem, needs=(), wishes=()), tuple(fixed), rules

    def contradiction(self, locks: Sequence[Lock]) -> Contradiction | None:
        """What contradicts itself with these locks, `None` when nothing does."""
        problem = replace(self.problem, fixed=with_locks(self.fixed, locks))
        return contradiction_in(problem, self.rules)

    def names(self, contradiction: Contradiction, lock: Lock) -> bool:
        """Whether the contradiction names the session of a lock."""
        session = f"{lock.session.topic} on {self.problem.says_when(lock.session.start)}"
        every = [said for about in contradiction.reasons for said in about]
        return not every or any(session in said and lock.place in said for said in every)

    def smallest(self, suspects: list[Lock], every: Sequence[Lock]) -> list[Lock]:
        """A smallest set of locks that can't all be kept, among the suspects if they suffice."""
        core = list(suspects)
        if self.contradiction(core) is None:
            core = list(every)
        if len(core) > TRIED_AT_MOST:
            return core
        return fewest(core, lambda some: self.contradiction(some) is not None)

    def why(self, locks: Sequence[Lock]) -> list[str]:
        """What the rules say of the locked sessions alone, as they stand, where it concerns what is locked.

        Where nothing of it does, what else they say of these sessions: a seat is lost with its leader.
        """
        sessions = {id(lock.session): lock.session for lock in locks}
        alone = Roster(self.problem.first_day, (*self.problem.untouched, *sessions.values()))
        locked = {who for lock in locks for who in (*lock.clients, *lock.therapists, lock.room) if who}
        ids = {lock.session.id for lock in locks}
        everybody = {*self.problem.clients, *self.problem.therapists, *self.problem.rooms}
        said: dict[str, None] = {}
        beside: dict[str, None] = {}
        for rule in self.rules:
            for breach in rule.check(replace(self.problem, fixed=with_locks((), locks)), alone):
                about = set(breach.about)
                if about & locked or (about & ids and not about & everybody):
                    said[breach.says] = None
                elif about & ids:
                    beside[breach.says] = None
        return list(said or beside)
