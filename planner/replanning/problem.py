"""From a program, a roster in force and a request to the problem of replanning its week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.model import (
    Attended,
    Problem,
    Roster,
)
from planner.model.faults import NoPlanPossible
from planner.program import Program
from planner.replanning.locks import (
    KEPT,
    Lock,
    Where,
    expected,
    locks_of,
    missing_people,
    with_locks,
    without_the_absent,
)
from planner.replanning.request import Wanted, minute_of, names_meant
from planner.replanning.standing import (
    involves,
    left_alone,
    stands_as_it_is,
    still_promised,
    therapists_gone,
    topics_gone,
    without_called_off,
)
from planner.rosters.known import known_seats
from planner.week import problem_of


@dataclass(frozen=True)
class Replanning:
    """One week's replanning: the `problem` as the rules judge it, the roster in force, and what is locked.

    `problem.fixed` has the locks in it, that of `settled` the workbook's rows alone. `narrow` is what is searched, with
    less room in it: whom `--keep all` leaves alone, and who has called off a session, isn't seated elsewhere.
    `gave_way` tells of locks that gave way to an absence.
    """

    problem: Problem
    narrow: Problem
    now: Roster
    locks: tuple[Lock, ...]
    settled: Problem
    gave_way: tuple[str, ...] = ()


def problem_to_replan(
    program: Program,
    now: Roster,
    wanted: Wanted = Wanted(),
    history: Sequence[Attended] = (),
    edited: Roster | None = None,
    where: Where = lambda session, client: "",
) -> Replanning:
    """The problem of replanning `now`, the roster in force as it was read.

    `edited` is the same roster with the locks that hand edits amount to (default: none). `where` says where a lock
    stands. Raises `PlannerError` for a name that nobody and nothing has, and `NoPlanPossible` when a lock
    is on somebody who isn't there any more.
    """
    settled = problem_of(program, now.first_day, history)
    freed = names_meant(settled, now, wanted.free)
    excepted = names_meant(settled, now, wanted.excepted)
    as_of = minute_of(wanted.as_of, settled)
    stands = [session for session in now.sessions if stands_as_it_is(now, session, as_of, wanted.overridden)]
    # Rules look clients up; whoever has left gets their seats of the past back when the roster is carried over.
    past = tuple(known_seats(session, settled) for session in stands)
    settled = replace(
        settled,
        topics={**settled.topics, **topics_gone(settled, past)},
        therapists={**settled.therapists, **therapists_gone(settled, past)},
        past=past,
        published=still_promised(now, stands, settled),
        as_of=as_of,
        notice=program.notice_hours * 60,
        freed=freed,
    )
    begun = {(session.topic, session.start) for session in past}
    locks = [
        lock
        for lock in locks_of(edited or now, as_of, where)
        if (lock.session.topic, lock.session.start) not in begun
    ]
    narrow = settled
    if wanted.keep_all:
        kept = [s for s in now.sessions if s not in stands and not involves(settled, s, excepted)]
        place = "--keep all"
        locks += [Lock(session, KEPT, "", place) for session in kept if expected(session)]
        narrow = left_alone(settled, now, excepted)
    locks, gave_way = without_the_absent(locks, settled.gave_way, settled)
    if missing := missing_people(settled, locks):
        raise NoPlanPossible(missing)
    fixed = with_locks(settled.fixed, locks)
    problem = replace(settled, fixed=fixed)
    narrow = replace(without_called_off(narrow, now), fixed=fixed)
    return Replanning(problem, narrow, now, tuple(locks), settled, tuple(gave_way))
