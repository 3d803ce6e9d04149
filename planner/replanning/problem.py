"""From a program, a roster in force and a request to the problem of replanning its week."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.model import Problem, Roster
from planner.model.faults import NoPlanPossible
from planner.replanning.locks import (
    KEPT,
    Lock,
    Where,
    locks_by_hand,
    locks_of,
    missing_people,
    with_locks,
    without_the_absent,
)
from planner.replanning.request import Wanted, lead_of, minute_of, names_meant
from planner.replanning.standing import (
    called_off,
    exempt,
    fixed_without_called_off,
    involves,
    late_for_closed_groups,
    left_alone,
    still_promised,
    taken_out_by_hand,
    therapists_gone,
    topics_gone,
)
from planner.rosters.edits import Edit
from planner.rosters.known import known_seats


@dataclass(frozen=True)
class Replanning:
    """One week's replanning: the `problem` with the locks in it and what stays free, the roster in force, the locks.

    `settled` is the problem with the workbook's settled sessions alone. `gave_way` tells of locks that gave way to an
    absence.
    """

    problem: Problem
    now: Roster
    locks: tuple[Lock, ...]
    settled: Problem
    gave_way: tuple[str, ...] = ()


def problem_in_force(
    base: Problem, now: Roster, wanted: Wanted, notice: int, overridden: Collection[str] = ()
) -> Problem:
    """The week's problem beside the roster in force: what has begun, what is exempt, what is promised.

    `overridden` are the ids of sessions that break a rule and are to stand as they are.
    """
    as_of = minute_of(wanted.as_of, base)
    begun = [session for session in now.sessions if session.start < as_of]
    spared = exempt(now, as_of, overridden)
    stands = [*begun, *spared]
    # Rules look clients up; whoever has left gets their seats back when the roster is carried over.
    return replace(
        base,
        topics={**base.topics, **topics_gone(base, stands)},
        therapists={**base.therapists, **therapists_gone(base, stands)},
        past=tuple(known_seats(session, base) for session in begun),
        exempt=tuple(known_seats(session, base) for session in spared),
        published=still_promised(now, stands, base),
        fixed=fixed_without_called_off(base, now),
        as_of=as_of,
        notice=notice,
        lead=lead_of(wanted.as_of, base),
        freed=names_meant(base, now, wanted.free),
    )


def replanning_of(
    settled: Problem, now: Roster, written: Roster, wanted: Wanted, edits: Sequence[Edit], where: Where
) -> Replanning:
    """The same with the locks, `edits` that are to be kept, and all that stays free. `where` says where a lock stands.

    `now` is the roster in force as it was read, `written` as the planner wrote it. Raises `PlannerError` for a name
    that nobody and nothing has, and `NoPlanPossible` when a lock is on somebody who isn't there any more.
    """
    excepted = names_meant(settled, now, wanted.excepted)
    stands = settled.untouched_at
    as_of = settled.as_of
    out = [*called_off(settled, now), *taken_out_by_hand(now, written, edits, as_of)]
    out += late_for_closed_groups(settled, now)
    locks = [*locks_of(now, as_of, where), *locks_by_hand(now, edits, as_of, where)]
    locks = [lock for lock in locks if (lock.session.topic, lock.session.start) not in stands]
    if wanted.keep_all:
        ahead = [session for session in now.sessions if (session.topic, session.start) not in stands]
        kept = [session for session in ahead if not involves(settled, session, excepted)]
        locks += [Lock(session, KEPT, "", "--keep all") for session in kept if session.coming]
        out += left_alone(settled, now, excepted)
    locks, gave_way = without_the_absent(locks, settled.gave_way, settled)
    if missing := missing_people(settled, locks):
        raise NoPlanPossible(missing)
    problem = replace(settled, fixed=with_locks(settled.fixed, locks), taken_out=tuple(out))
    return Replanning(problem=problem, now=now, locks=tuple(locks), settled=settled, gave_way=tuple(gave_way))
