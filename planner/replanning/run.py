"""A roster file planned anew, week by week: what was edited, what is locked, what has changed, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from planner.fingerprint import fingerprint_of
from planner.history import attended_of
from planner.language.limits import Breach
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Attended, Problem, Roster, counted
from planner.model.faults import Fault, NoPlanPossible, PlannerError, WorkbookFaults
from planner.plan import Plan
from planner.planning import Solved, as_it_stands, plan_of, solved
from planner.program import Program
from planner.replanning.carry_over import carried_over
from planner.replanning.changes import changes_between
from planner.replanning.conflicts import RELEASE_EDIT, RELEASE_NOTE, verdict
from planner.replanning.problem import Replanning, problem_in_force, replanning_of
from planner.replanning.request import Wanted, minute_of
from planner.rosters.attendance import with_attendance
from planner.rosters.broken_rules import ADVICE_ADDED, BrokenRule, broken_rules
from planner.rosters.edits import Edit, edits_of, is_kept, without_what_was_taken_out
from planner.rosters.roster_file import RosterFile
from planner.search import Search
from planner.settled.stand_ins import as_can_be_held
from planner.week.problem import problem_of


@dataclass(frozen=True)
class Asked:
    """A replanning as it was asked for.

    `suggest`: hand edits are wishes and not locked; `history` is what happened before the roster's weeks.
    """

    wanted: Wanted = field(default_factory=Wanted)
    suggest: bool = False
    history: Sequence[Attended] = ()


def replan_file(
    program: Program,
    file: RosterFile,
    rules: Sequence[Rule],
    planning_rules: Sequence[Rule],
    asked: Asked,
    search: Search,
) -> list[Plan]:
    """Replans every week of a roster file that isn't over, one after another.

    `rules` are those of replanning, `planning_rules` those of planning (for telling whether anything has changed).
    Raises `WorkbookFaults` when a hand edit breaks a rule that its note doesn't override, `NoPlanPossible` when
    locks contradict each other, `PlannerError` for a name that nobody has.
    """
    ahead = [roster for roster in file.rosters if not _over(roster, asked.wanted.as_of)]
    history = list(asked.history)
    plans = []
    for roster in file.rosters:
        week = _Week(program=program, file=file, now=roster, rules=rules, asked=asked, history=history)
        print_now = fingerprint_of(week.base, planning_rules)
        same = file.origin.fingerprints.get(roster.first_day) == print_now and week.nothing_asked()
        stands = same or roster not in ahead
        plan = week.plan(search.shared_by(len(ahead)), stands)
        plans.append(replace(plan, fingerprint=print_now))
        history += attended_of([plan.roster])
    return plans


def problems_in_force(
    program: Program, file: RosterFile, now: Roster, rules: Sequence[Rule], asked: Asked
) -> tuple[Roster, Callable[[Program], Problem]]:
    """A file's week as it is in force, and the problem of replanning it under any program.

    Raises what `replan_file` raises of hand edits and locks, and `PlannerError` for a week that is over by then.
    """
    if _over(now, asked.wanted.as_of):
        over = now.first_day.isoformat()
        raise PlannerError(f"the week of {over} is over by then: name an earlier --as-of, or leave it out")
    week_of_program = partial(_Week, file=file, now=now, rules=rules, asked=asked, history=asked.history)
    week = week_of_program(program)
    overridden = week.overridden()
    return week.now, lambda changed: week_of_program(changed).replanning(overridden).problem


def replanned(replanning: Replanning, rules: Sequence[Rule], search: Search) -> Solved:
    """One week solved with the fewest changes that hours and must-needs allow, and all that is carried over.

    Raises `NoPlanPossible`, naming the locks that contradict each other and what is enough to release.
    """
    try:
        found = solved(replanning.problem, rules, search)
    except NoPlanPossible as stopped:
        unlocked = replace(replanning.problem, fixed=())
        why = verdict(unlocked, replanning.settled.fixed, replanning.locks, rules)
        raise NoPlanPossible(why.says(replanning.problem) or stopped.reasons) from None
    return replace(found, roster=carried_over(found.roster, replanning.now, replanning.problem))


def _over(roster: Roster, as_of: datetime | None) -> bool:
    return as_of is not None and as_of.date() >= roster.first_day + timedelta(days=DAYS_A_WEEK)


class _Week:
    """One week of the file."""

    def __init__(
        self,
        program: Program,
        file: RosterFile,
        now: Roster,
        rules: Sequence[Rule],
        asked: Asked,
        history: Sequence[Attended],
    ) -> None:
        self.program, self.rules, self.asked = program, rules, asked
        self.base = as_can_be_held(program, problem_of(program, now.first_day, history), rules)
        self.notice = program.notice_hours * 60
        self.edits = edits_of(file, now.first_day)
        as_of = minute_of(asked.wanted.as_of, self.base)
        self.now, self.told = with_attendance(now, program.attendance, program.topics, as_of)
        self.file = replace(file, rosters=tuple(self.now if one is now else one for one in file.rosters))
        self.written = file.as_planned(now.first_day) or now

    def nothing_asked(self) -> bool:
        """Whether the roster is as it was written, and nothing new is known or wanted."""
        wanted = self.asked.wanted
        asks = wanted.free or wanted.excepted
        return not (self.edits or asks or _missed(self.now) != _missed(self.written))

    def plan(self, search: Search, stands: bool) -> Plan:
        """The week's plan; one that `stands` isn't searched for."""
        broken = self._broken()
        replanning = self.replanning(_overridden(broken))
        replanning = replace(replanning, problem=replace(replanning.problem, seed=search.seed))
        problem, rules = replanning.problem, self.rules
        still = as_it_stands(problem, replanning.now, rules) if stands else None
        found = still or replanned(replanning, rules, search)
        edited = self.now if self.edits else None
        plan = plan_of(self.program, problem, found, rules, search)
        return replace(
            plan,
            changes=changes_between(self.written, found.roster, problem, rules, edited),
            warnings=(
                *plan.warnings,
                *self.program.whereabouts.to_tell(self.told),
                *replanning.gave_way,
                *(f"Overridden ({fault.reason}): {fault.breach.says}" for fault in broken),
                *self._attended_ahead(problem),
            ),
            edits=tuple(_says(edit) for edit in self.edits if self._keeps(found.roster, edit)),
            edits_left=tuple(_says(edit) for edit in self.edits if not self._keeps(found.roster, edit)),
        )

    def _keeps(self, new: Roster, edit: Edit) -> bool:
        return is_kept(edit, self.written, self.now, new)

    def _attended_ahead(self, problem: Problem) -> Iterator[Fault]:
        """A warning of seats that are marked attended before their session began: a slip of a row, or of --as-of."""
        found = [
            (session, seat.client, place)
            for session in self.now.sessions
            for seat in (session.seats if session.start >= problem.as_of else ())
            if seat.status == "attended"
            and (place := self.file.place(self.now.first_day, session.id, seat.client))
        ]
        if found:
            (session, code, place), more = found[0], len(found) - 1
            what = f"{session.topic} on {problem.says_when(session.start)}"
            says = f"is marked attended in {what}, which hasn't begun at the time of replanning"
            says += f"; so {'is' if more == 1 else 'are'} {counted(more, 'more seat')}" if more else ""
            yield place.fault(code, says, "clear the Status, or name a later --as-of", "warning")

    def _in_force(self, overridden: Collection[str] = ()) -> Problem:
        return problem_in_force(self.base, self.now, self.asked.wanted, self.notice, overridden)

    def replanning(self, overridden: Collection[str]) -> Replanning:
        """The week's replanning; sessions `overridden` by a note stand as they are."""
        kept = () if self.asked.suggest else self.edits
        settled = self._in_force(overridden)
        return replanning_of(settled, self.now, self.written, self.asked.wanted, kept, self._where)

    def overridden(self) -> frozenset[str]:
        """The ids of the sessions that break a rule and stand. Raises `WorkbookFaults` for edits that may not."""
        return _overridden(self._broken())

    def _broken(self) -> list[BrokenRule]:
        """The rules that hand edits break and override. Raises `WorkbookFaults` for those that nobody overrode."""
        problem = self._in_force()
        found = broken_rules(problem, self.file, self.rules)
        overridden = [fault for fault in found if fault.overridden]
        stuck = self._stuck(found)
        if stuck:
            raise WorkbookFaults([fault.fault(self.file.path_name, RELEASE_NOTE) for fault in stuck])
        if self.asked.suggest or not self.edits:
            return overridden
        as_written = replace(self.file, rosters=self.file.published or self.file.rosters)
        # Whoever couldn't come, or lead, before a hand moved the session is no fault of the hand's: they give way.
        known = {self._as_known(fault.breach) for fault in broken_rules(problem, as_written, self.rules)}
        wrong = [
            fault for fault in found if not fault.overridden and self._as_known(fault.breach) not in known
        ]
        if wrong:
            left_behind = self._left_behind(problem)
            wrong = [fault for fault in wrong if fault.breach not in left_behind]
        if wrong:
            fixes = [ADVICE_ADDED if one.advice == ADVICE_ADDED else RELEASE_EDIT for one in wrong]
            name = self.file.path_name
            raise WorkbookFaults([one.fault(name, fix) for one, fix in zip(wrong, fixes, strict=True)])
        return overridden

    def _as_known(self, breach: Breach) -> Breach | tuple[str, tuple[str, ...]]:
        """What makes a breach the same one whenever its session is; of a day or a week that is too long, all of it."""
        of_a_session = {session.id for session in self.now.sessions} & set(breach.about)
        return (breach.rule, breach.about) if of_a_session else breach

    def _stuck(self, found: Sequence[BrokenRule]) -> list[BrokenRule]:
        """What else is wrong with sessions that stand as they are because of a note about something else."""
        ids = {session.id for session in self.now.sessions}
        stand = {fault.session for fault in found if fault.overridden}
        return [
            fault
            for fault in found
            if not fault.overridden and fault.session in stand and len(ids & set(fault.breach.about)) == 1
        ]

    def _left_behind(self, problem: Problem) -> set[Breach]:
        """What breaks because something was taken out, in rows that nobody touched or that lost some of their people.

        The planner mends it: a group of which a hand has left too few is filled or not held.
        """
        taken = without_what_was_taken_out(self.written, self.now)
        file = replace(self.file, rosters=(taken,), published=None)
        touched = {edit.session for edit in self.edits if edit.kind != "seat taken out"}
        ids = {session.id for session in taken.sessions}
        return {
            fault.breach
            for fault in broken_rules(problem, file, self.rules)
            if ids & set(fault.breach.about) and not touched & set(fault.breach.about)
        }

    def _where(self, session: str, client: str) -> str:
        place = self.file.place(self.now.first_day, session, client)
        if place is None:
            return self.file.path_name
        where = "!".join(part for part in (place.sheet, place.cell) if part)
        return f"{place.file}: {where}" if where else place.file


def _overridden(broken: Sequence[BrokenRule]) -> frozenset[str]:
    return frozenset(fault.session for fault in broken if fault.session)


def _says(edit: Edit) -> str:
    where = f" ({edit.place.sheet}!{edit.place.cell})" if edit.place and edit.place.sheet else ""
    return f"{edit.says[:1].upper()}{edit.says[1:]}{where}"


def _missed(roster: Roster) -> set[tuple[str, str, int, int | None]]:
    """The seats that bring nothing, or less than they should, so that there may be something to make up."""
    return {
        (seat.client, session.topic, session.start % (DAYS_A_WEEK * MINUTES_A_DAY), seat.minutes)
        for session in roster.sessions
        for seat in session.seats
        if seat.missed or seat.minutes is not None
    }
