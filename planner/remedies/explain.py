"""Why something is missing in a week, and what would mend it: causes with places, fixes that were planned with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import takewhile
from time import monotonic

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, Attended, Problem, Roster
from planner.model.faults import NoPlanPossible
from planner.model.wording import counted
from planner.plan import StageResult, lines_of
from planner.planning import solved
from planner.program import Program
from planner.reasons.absences import says_absence
from planner.remedies.causes import causes_of, certain_causes, missing_of
from planner.remedies.fix import Fix, Found
from planner.remedies.fixes import fixes_of
from planner.remedies.outcome import Books
from planner.remedies.proving import Cause, Key, Proving
from planner.remedies.release import Releases
from planner.remedies.seating import Seating
from planner.remedies.trials import Mends, Trials
from planner.rosters.known import known_part
from planner.search import Search
from planner.week import problem_of

PROVING = 0.25  # of the time that is left goes at most into what is impossible, and into the facts behind it
FILLING = 0.5  # of the time that is left then goes at most into seats that a planned week has free
SHARE = 0.3  # of the seconds for a week to look at, where no roster is given
ABSENT = 0.1  # of the time that is left then goes at most into absences
FIXES_AT_MOST = 5
SEATED_AT_MOST = 12  # clients who are seated anew with a change: those who ask for it, then who lacks most


@dataclass(frozen=True)
class Explanation:
    """The causes, the most telling first, and the fixes, best first.

    When the time was up, `untried` changes were left, and `unasked` causes whose facts weren't looked into.
    """

    causes: tuple[Cause, ...]
    fixes: tuple[Fix, ...]
    untried: int = 0
    unasked: int = 0


def explain(
    program: Program,
    week: date,
    books: Books,
    seconds: float = 5.0,
    roster: Roster | None = None,
    client: str | None = None,
    history: Sequence[Attended] = (),
    on_causes: Callable[[Explanation], None] | None = None,
) -> Explanation:
    """Why a week's hours and needs are missing, for everybody or for one client, and what would help.

    Without a roster the week is planned first. `seconds` are for all of it; `on_causes` is told the causes as soon as
    they are known, before any fix is looked for.
    """
    until, problem = monotonic() + seconds, problem_of(program, week, history)
    rules = [rule for rule in books.planning(program) if rule.hard or _urgent(rule)]
    stages: Sequence[StageResult] = ()
    given = roster
    if roster is None:
        try:
            found = solved(problem, rules, Search(seconds * SHARE))
        except NoPlanPossible as contradiction:
            releases = Releases(program=program, week=week, books=books, problem=problem, history=history)
            return _impossible(releases, contradiction, until, on_causes)
        roster, stages = found.roster, found.stages
    known = known_part(roster, problem)
    # First what no roster can have: it takes the least time, and is the most that can be said.
    proving = Proving(program, problem, rules, history=history, until=_after(PROVING, until))
    proven = tuple(certain_causes(program, problem, rules, known, client, proving))
    told = {(code, cause.topic) for cause in proven for code in cause.clients}
    explaining = _Explaining(program, week, problem=problem, rules=rules, books=books, history=history)
    explaining.fill_up(known, _after(FILLING, until))
    looked = explaining.roster if given is None else known
    obstacles = explaining.seating.obstacles(looked)
    causes = (*proven, *causes_of(program, problem, rules, looked, stages, client, obstacles, told))
    causes = (*explaining.absences(client, _after(ABSENT, until)), *causes)
    lacks = _certain(causes) | _proven_lacks(problem, looked, stages)
    fixes = partial(explaining.fixes, client, lacks, proving, stages, until)
    return _with_fixes(Explanation(causes, (), unasked=proving.unasked), fixes, on_causes)


def _impossible(
    releases: Releases,
    contradiction: NoPlanPossible,
    until: float,
    on_causes: Callable[[Explanation], None] | None,
) -> Explanation:
    """Why no plan is possible, and the least to release."""
    causes_alone = Explanation(releases.causes(contradiction), ())
    return _with_fixes(causes_alone, lambda: releases.fixes(contradiction, until), on_causes)


def _with_fixes(
    known: Explanation, fixes: Callable[[], Found], on_causes: Callable[[Explanation], None] | None
) -> Explanation:
    """Tells what is known, and looks for fixes only then."""
    if on_causes is not None:
        on_causes(known)
    found = fixes()
    return replace(known, fixes=found.fixes, untried=found.untried)


def _after(share: float, until: float) -> float:
    now = monotonic()
    return now + share * (until - now)


def _certain(causes: Sequence[Cause]) -> set[Key]:
    """What is missing for a reason that is proven."""
    return {(code, cause.topic) for cause in causes if cause.proven for code in cause.clients}


def _proven_lacks(problem: Problem, roster: Roster, stages: Sequence[StageResult]) -> set[Key]:
    """What is missing on levels on which no plan can do better."""
    closed = list(takewhile(lambda one: one.proven, sorted(stages, key=lambda one: one.stage)))
    levels = {Stage.HOURS: True, Stage.NEEDS: False}
    kinds = {levels[one.stage] for one in closed if one.stage in levels}
    return {key for key, much in missing_of(problem, roster).items() if much and (key[1] is None) in kinds}


def _urgent(rule: Rule) -> bool:
    return rule.stage is not None and rule.stage <= Stage.NEEDS


class _Explaining:
    def __init__(
        self,
        program: Program,
        week: date,
        problem: Problem,
        rules: Sequence[Rule],
        books: Books,
        history: Sequence[Attended],
    ) -> None:
        self.program, self.week, self.problem, self.rules = program, week, problem, rules
        self.books, self.history = books, history
        self.seating = Seating(problem, rules)
        self.roster = Roster(week)

    # --- absences --------------------------------------------------------------------------------

    def fill_up(self, roster: Roster, until: float) -> None:
        """Takes the seats that a roster has free: what a change mends must not be what needs none."""
        self.roster = roster
        for code in self._lacking(None):
            if monotonic() > until:
                break
            self.roster = self.seating.seated(self.roster, code).roster
        self.obstacles = self.seating.obstacles(self.roster)

    def absences(self, client: str | None, until: float) -> Iterator[Cause]:
        """Therapists' and rooms' absences without which more could be seated: tried by seating without each."""
        last = self.week + timedelta(days=DAYS_A_WEEK - 1)
        codes = self._lacking(client)
        for row in self.program.away:
            named = row.who in self.problem.therapists or row.who in self.problem.rooms
            if monotonic() > until:
                return
            if not (named and codes and row.first_day <= last and row.last_day >= self.week):
                continue
            without = replace(self.program, away=tuple(one for one in self.program.away if one is not row))
            mends = self._mended(without, codes[:SEATED_AT_MOST])
            if mends is not None:
                gain = f"{counted(mends.clients, 'client')} could have more"
                places = tuple(
                    f"{at.sheet}!{at.cell}" for at in self.program.whereabouts.every(row, "Who") if at.sheet
                )
                yield Cause(
                    client="",
                    topic=None,
                    says=f"{says_absence(row)}: without that, {gain}",
                    proven=False,
                    places=places,
                )

    def _lacking(self, client: str | None) -> list[str]:
        """Who lacks hours, days or sessions of a need, whoever lacks most first."""
        missing = missing_of(self.problem, self.roster)
        much: dict[str, float] = defaultdict(float)
        for (code, _), lacks in missing.items():
            much[code] += lacks
        return sorted(
            (code for code in much if much[code] and client in (None, code)), key=lambda code: -much[code]
        )

    def fixes(
        self,
        client: str | None,
        certain: Collection[Key],
        proving: Proving,
        stages: Sequence[StageResult],
        until: float,
    ) -> Found:
        """Changes that help, each tried on a whole week."""
        trials = Trials(
            program=self.program,
            week=self.week,
            books=self.books,
            roster=self.roster,
            history=self.history,
            stages=stages,
        )
        return fixes_of(trials, self.obstacles, client, certain, proving, until)

    def _mended(self, changed: Program, codes: Sequence[str]) -> Mends | None:
        """What the week mends with a changed program, everybody left where they are; `None`: nothing."""
        problem = problem_of(changed, self.week, self.history)
        rules = [rule for rule in self.books.planning(changed) if rule.hard or _urgent(rule)]
        seating = Seating(problem, rules)
        before, roster, gained = _missing(problem, self.roster), self.roster, 0
        for code in codes:
            week = seating.seated(roster, code)
            gained += bool(week.taken)
            roster = week.roster
        after = _missing(problem, roster)
        mended = (before[0] - after[0], before[1] - after[1])
        if gained == 0 or mended <= (0, 0) or min(mended) < 0:
            return None
        if _broken(problem, rules, roster) > _broken(problem, rules, self.roster):
            return None  # one seat after another was tried on; all of them together have to stand as well
        return Mends(mended[0], mended[1], gained)


def _broken(problem: Problem, rules: Sequence[Rule], roster: Roster) -> int:
    return sum(breach.amount for rule in rules if rule.hard for breach in rule.check(problem, roster))


def _missing(problem: Problem, roster: Roster) -> tuple[int, int]:
    hours, needs = lines_of(problem, roster, {})
    return sum(line.short for line in hours), sum(line.missing for line in needs)
