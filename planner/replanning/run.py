"""A roster file planned anew, week by week: what was edited, what is locked, what has changed, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from planner.fingerprint import fingerprint_of
from planner.history import attended_of
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Attended, Roster
from planner.model.faults import Fault, NoPlanPossible, WorkbookFaults
from planner.plan import Plan
from planner.planning import Solved, as_it_stands, plan_of, solved
from planner.program import Program
from planner.replanning.carry_over import carried_over
from planner.replanning.changes import changes_between
from planner.replanning.conflicts import verdict
from planner.replanning.problem import Replanning, problem_to_replan
from planner.replanning.request import Wanted, minute_of
from planner.replanning.taken_out import TakenOut
from planner.rosters.broken_rules import BrokenRule, broken_rules
from planner.rosters.edits import Edit, edits_of, locked_edits, taken_out
from planner.rosters.roster_file import RosterFile
from planner.search import Search
from planner.week import problem_of

ADVICE = "undo the edit, or write 'override: ' and the reason into the row's Note"


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
        week = _Week(program, file, roster, rules, asked, history)
        base = problem_of(program, roster.first_day, history)
        print_now = fingerprint_of(base, planning_rules)
        same = file.fingerprints.get(roster.first_day) == print_now and week.nothing_asked()
        stands = same or roster not in ahead
        plan = week.plan(search.shared_by(len(ahead)), stands)
        plans.append(replace(plan, fingerprint=print_now))
        history += attended_of([plan.roster])
    return plans


def replanned(replanning: Replanning, rules: Sequence[Rule], search: Search) -> Solved:
    """One week solved with the fewest changes that hours and must-needs allow, and all that is carried over.

    Raises `NoPlanPossible`, naming the locks that contradict each other and what is enough to release.
    """
    try:
        found = solved(replanning.problem, rules, search, replanning.narrow)
    except NoPlanPossible as stopped:
        unlocked = replace(replanning.narrow, fixed=())
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
        self.program, self.file, self.now, self.rules, self.asked = program, file, now, rules, asked
        self.history = history
        self.edits = edits_of(file, now.first_day)
        self.written = file.as_planned(now.first_day) or now

    def nothing_asked(self) -> bool:
        """Whether the roster is as it was written, and nothing new is known or wanted."""
        wanted = self.asked.wanted
        asks = wanted.free or wanted.excepted
        return not (self.edits or asks or _missed(self.now) != _missed(self.written))

    def plan(self, search: Search, stands: bool) -> Plan:
        """The week's plan; one that `stands` isn't searched for."""
        rules, extra = self._rules()
        wanted = self.asked.wanted
        broken = self._broken(rules)
        ids = {
            which[1]: fault
            for fault in broken
            for which, place in self.file.places.items()
            if place == fault.place and which[0] == self.now.first_day
        }
        replanning = self._replanning(replace(wanted, overridden=frozenset(ids)))
        problem = replanning.problem
        still = as_it_stands(problem, replanning.now, rules) if stands else None
        found = still or replanned(replanning, extra, search)
        as_of = minute_of(wanted.as_of, problem)
        edited = self.now if self.edits else None
        plan = plan_of(problem, found, rules, search)
        return replace(
            plan,
            changes=changes_between(self.written, found.roster, problem, rules, as_of, edited),
            warnings=(
                *plan.warnings,
                *replanning.gave_way,
                *(f"Overridden ({fault.reason}): {fault.breach.says}" for fault in broken),
            ),
            edits=tuple(_says(edit) for edit in self.edits),
        )

    def _replanning(self, wanted: Wanted) -> Replanning:
        lock = self.edits and not self.asked.suggest
        edited = locked_edits(self.now, self.edits) if lock else None
        return problem_to_replan(self.program, self.now, wanted, self.history, edited, self._where)

    def _rules(self) -> tuple[Sequence[Rule], Sequence[Rule]]:
        """The rules, without and with the one that keeps out what was taken out by hand."""
        if self.asked.suggest or not self.edits:
            return self.rules, self.rules
        as_of = minute_of(self.asked.wanted.as_of, problem_of(self.program, self.now.first_day))
        before = {session.id: session for session in self.written.sessions}
        seats: set[tuple[str, str, int]] = set()
        sessions: set[tuple[str, int]] = set()
        for id, code in taken_out(self.edits):
            session = before.get(id)
            if session is None or session.start < as_of:
                continue
            at = (session.topic, session.start)
            there = [one for one in self.now.sessions if (one.topic, one.start) == at]
            if code and not any(code in one.clients for one in there):
                seats.add((code, *at))
            elif not code and not there:
                sessions.add(at)
        if not seats and not sessions:
            return self.rules, self.rules
        return self.rules, (*self.rules, TakenOut(seats=frozenset(seats), sessions=frozenset(sessions)))

    def _broken(self, rules: Sequence[Rule]) -> list[BrokenRule]:
        """The rules that hand edits break and override. Raises `WorkbookFaults` for those that nobody overrode."""
        problem = self._replanning(self.asked.wanted).settled
        found = broken_rules(problem, self.file, rules)
        overridden = [fault for fault in found if fault.overridden]
        if self.asked.suggest:
            return overridden
        as_written = replace(self.file, rosters=self.file.published or self.file.rosters)
        known = {fault.breach for fault in broken_rules(problem, as_written, rules)}
        wrong = [fault for fault in found if not fault.overridden and fault.breach not in known]
        if wrong and self.edits:
            raise WorkbookFaults([_fault(self.file, fault) for fault in wrong])
        return overridden

    def _where(self, session: str, client: str) -> str:
        place = self.file.place(self.now.first_day, session, client)
        if place is None:
            return self.file.path_name
        where = "!".join(part for part in (place.sheet, place.cell) if part)
        return f"{place.file}: {where}" if where else place.file


def _fault(file: RosterFile, fault: BrokenRule) -> Fault:
    says = f"{fault.breach.says} (rule: {fault.breach.rule})"
    if fault.place is None:
        return Fault(file.path_name, "", "", "", says, ADVICE)
    return fault.place.fault("", says, ADVICE)


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
