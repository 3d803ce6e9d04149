"""Why something is missing in a week, and what would mend it: causes with places, fixes that were planned with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import monotonic

from planner.deadlock import contradiction_in
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import DAYS_A_WEEK, Attended, Problem, Roster
from planner.model.faults import NoPlanPossible
from planner.model.wording import counted
from planner.plan import StageResult, lines_of
from planner.planning import solved
from planner.program import Program
from planner.remedies.causes import Cause, Key, causes_of, dates_of, missing_of
from planner.remedies.change import change_of
from planner.remedies.outcome import Books
from planner.remedies.proposals import Asked, Proposal, proposals
from planner.remedies.seating import Seating
from planner.rosters.known import known_part
from planner.search import Search
from planner.week import problem_of

SHARE = 0.3  # of the seconds for a week to look at, where no roster is given
SEARCHING = 0.4  # of the time that is left then for looking what could be proposed; the rest is for trying
TRIED_AT_MOST = 40
FIXES_AT_MOST = 5
SEATED_AT_MOST = 12  # clients who are seated anew with a change: those who ask for it, then who lacks most


@dataclass(frozen=True, slots=True)
class Mends:
    """What a fix mends: minutes of hours, sessions of needs, and how many clients gain by it."""

    minutes: int
    needs: int
    clients: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that helps: `change` is its phrase; `verified`: a week planned with it breaks no rule and mends that."""

    says: str
    change: str
    mends: Mends
    cost: int
    verified: bool


@dataclass(frozen=True)
class Explanation:
    """The causes, the most telling first, and the fixes, best first."""

    causes: tuple[Cause, ...]
    fixes: tuple[Fix, ...]


def explain(
    program: Program,
    week: date,
    books: Books,
    seconds: float = 5.0,
    roster: Roster | None = None,
    client: str | None = None,
    history: Sequence[Attended] = (),
) -> Explanation:
    """Why a week's hours and needs are missing, for everybody or for one client, and what would help.

    Without a roster the week is planned first. `seconds` are for all of it.
    """
    until = monotonic() + seconds
    problem = problem_of(program, week, history)
    rules = [rule for rule in books.planning(program) if rule.hard or _urgent(rule)]
    stages: Sequence[StageResult] = ()
    given = roster
    if roster is None:
        try:
            found = solved(problem, rules, Search(seconds * SHARE))
        except NoPlanPossible as contradiction:
            return _contradicting(program, week, problem, rules, contradiction, history)
        roster, stages = found.roster, found.stages
    explaining = _Explaining(
        program=program,
        week=week,
        problem=problem,
        rules=rules,
        books=books,
        roster=known_part(roster, problem),
        history=history,
    )
    explaining.fill_up()
    looked = explaining.roster if given is None else known_part(given, problem)
    obstacles = explaining.seating.obstacles(looked)
    causes = list(causes_of(program, problem, rules, looked, stages, client, obstacles))
    certain = {(code, cause.topic) for cause in causes if cause.proven for code in cause.clients}
    absent = tuple(explaining.absences(client, until))
    return Explanation((*absent, *causes), tuple(explaining.fixes(client, certain, until)))


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
        roster: Roster,
        history: Sequence[Attended],
    ) -> None:
        self.program, self.week, self.problem, self.rules = program, week, problem, rules
        self.books, self.roster, self.history = books, roster, history
        self.seating = Seating(problem, rules)
        self.obstacles = self.seating.obstacles(roster)

    # --- absences --------------------------------------------------------------------------------

    def fill_up(self) -> None:
        """Takes the seats that can be had as things are: what a change mends must not be what needs none."""
        for code in self._lacking(None):
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
                    says=f"{row.who} is away {dates_of(row)}: without that, {gain}",
                    proven=False,
                    places=places,
                )

    # --- fixes -----------------------------------------------------------------------------------

    def _lacking(self, client: str | None) -> list[str]:
        """Who lacks hours, days or sessions of a need, whoever lacks most first."""
        missing = missing_of(self.problem, self.roster)
        much: dict[str, float] = defaultdict(float)
        for (code, _), lacks in missing.items():
            much[code] += lacks
        return sorted(
            (code for code in much if much[code] and client in (None, code)), key=lambda code: -much[code]
        )

    def fixes(self, client: str | None, certain: Collection[Key], until: float) -> Iterator[Fix]:
        """Proposals that were planned with and help, best first: most mended for what it costs."""
        codes = self._lacking(client)
        sure = {code for code, _ in certain}
        codes.sort(key=lambda code: code not in sure)
        ranked = self._ranked(codes, certain, monotonic() + SEARCHING * (until - monotonic()))
        found: list[Fix] = []
        for proposal, asking in ranked[:TRIED_AT_MOST]:
            if monotonic() > until or len(found) >= FIXES_AT_MOST:
                break
            changed = change_of(self.program, self.week, proposal.phrase).program
            mends = self._mended(changed, list(dict.fromkeys((*asking, *codes)))[:SEATED_AT_MOST])
            if mends is not None:
                found.append(
                    Fix(
                        says=proposal.says,
                        change=proposal.phrase,
                        mends=mends,
                        cost=proposal.price,
                        verified=True,
                    )
                )
        yield from sorted(found, key=_worth)

    def _ranked(
        self, codes: Sequence[str], certain: Collection[Key], until: float
    ) -> list[tuple[Proposal, list[str]]]:
        """Proposals with the clients whom they may help: for what is missing for certain first, then the cheapest."""
        seating, obstacles = self.seating, self.obstacles
        found: dict[str, Proposal] = {}
        asking: dict[str, dict[str, None]] = defaultdict(dict)
        sure: set[str] = set()
        for code in codes:
            hours, needs = seating.lacking(self.roster, code)
            wanted = {line.topic for line in needs}
            for topic in self.problem.topics.values():
                if topic.name not in wanted and not (hours.short and topic.counts):
                    continue
                for start in obstacles.possible.starts:
                    if monotonic() > until:
                        break
                    obstacle = obstacles.look(code, topic, start).obstacle
                    if obstacle is None:
                        continue
                    runs = bool(obstacles.running.get((topic.name, start)))
                    for proposal in proposals(Asked(self.problem, self.roster, code), obstacle):
                        price = proposal.price + (0 if runs else 15) + (0 if topic.name in wanted else 5)
                        if proposal.phrase not in found or price < found[proposal.phrase].price:
                            found[proposal.phrase] = replace(proposal, price=price)
                        asking[proposal.phrase][code] = None
                        if (code, topic.name if topic.name in wanted else None) in certain:
                            sure.add(proposal.phrase)

        def telling(one: Proposal) -> tuple[bool, float, str]:
            return one.phrase not in sure, one.price / len(asking[one.phrase]), one.phrase

        order = sorted(found.values(), key=telling)
        return [(proposal, list(asking[proposal.phrase])) for proposal in order]

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


def _worth(fix: Fix) -> tuple[int, float]:
    """Several clients' common fix comes first, then what mends most for its price."""
    return -fix.mends.clients, -(fix.mends.minutes + 60 * fix.mends.needs) / (fix.cost + 10)


def _broken(problem: Problem, rules: Sequence[Rule], roster: Roster) -> int:
    return sum(breach.amount for rule in rules if rule.hard for breach in rule.check(problem, roster))


def _missing(problem: Problem, roster: Roster) -> tuple[int, int]:
    hours, needs = lines_of(problem, roster, {})
    return sum(line.short for line in hours), sum(line.missing for line in needs)


def _contradicting(
    program: Program,
    week: date,
    problem: Problem,
    rules: Sequence[Rule],
    contradiction: NoPlanPossible,
    history: Sequence[Attended],
) -> Explanation:
    """What can't all be kept, with the cells; and which settled session, released, leaves a week that can be."""
    said = ". ".join(contradiction.reasons)
    cells = [row.place.rpartition(": ")[2] for row in problem.fixed if row.place]
    named = tuple(dict.fromkeys(cell for cell in cells if cell in said))
    causes = [
        Cause(
            client="",
            topic=None,
            says=reason,
            proven=True,
            places=tuple(cell for cell in named if cell in reason),
        )
        for reason in contradiction.reasons
    ]
    fixes = []
    for cell in named or tuple(dict.fromkeys(cells)):
        phrase = f"release {cell}"
        changed = problem_of(change_of(program, week, phrase).program, week, history)
        if contradiction_in(changed, rules) is None:
            says = f"the settled session at {cell} is released: then a plan is possible"
            fixes.append(Fix(says=says, change=phrase, mends=Mends(0, 0, 0), cost=50, verified=True))
    return Explanation(tuple(causes), tuple(fixes[:FIXES_AT_MOST]))
