"""A week of which no plan is possible: what can't all be kept, with the cells, and the least that is to be released."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from time import monotonic

from planner.language.rule import Rule
from planner.model import Problem
from planner.model.faults import NoPlanPossible, PlannerError
from planner.plan import lines_of
from planner.planning import solved
from planner.program import Program
from planner.reasons.wording import has_name
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import Cause
from planner.remedies.changes.change import changed_by
from planner.remedies.changes.naming import settled_at
from planner.remedies.fixes.fix import Fix, Found
from planner.remedies.fixes.missing import Mends
from planner.remedies.fixes.prices import Prices
from planner.remedies.fixes.trials import counting
from planner.remedies.outcome import Books
from planner.rosters.known import known_part
from planner.search import Search
from planner.settled.deadlock import contradiction_in

TOGETHER_AT_MOST = 3  # so many are released together where fewer won't do
FIXES_AT_MOST = 5
PLANNING = 0.3  # of the time that is left goes at most into the week that is planned with one of them
LEAST_OF_A_PLAN = 0.5  # seconds for it, however busy the machine is


class Releases:
    """Settled sessions and rules that must hold of one week, and what is enough to release for a plan."""

    def __init__(self, program: Program, week: AskedWeek, books: Books, problem: Problem) -> None:
        self.program, self.week, self.books, self.problem = program, week, books, problem
        self.price = Prices({row.rule: row.use for row in program.rule_uses}).of("Settled session")

    def causes(self, contradiction: NoPlanPossible) -> tuple[Cause, ...]:
        """Each reason why there is no plan, with the cells that it names."""
        places = [fixed.place for fixed in self.problem.fixed]
        cells = dict.fromkeys(place.rpartition(": ")[2] for place in places if place)
        musts = {
            use.rule: use.place.rpartition(": ")[2] for use in self.program.rule_uses if use.use == "must"
        }
        return tuple(
            Cause(
                client="",
                topic=None,
                says=reason.removesuffix("."),
                proven=True,
                places=(
                    *(cell for cell in cells if _names(reason, cell)),
                    *(cell for rule, cell in musts.items() if cell and has_name(reason, rule)),
                ),
            )
            for reason in contradiction.reasons
        )

    def fixes(self, contradiction: NoPlanPossible, until: float) -> Found:
        """The fewest to release: one alone if that will do, else two or three together."""
        said = ". ".join(contradiction.reasons)
        options = dict(self._options())
        named = {phrase: says for phrase, says in options.items() if _names(said, phrase.rpartition(" ")[2])}
        named |= {phrase: says for phrase, says in options.items() if phrase.startswith("rule ")}
        fixes: list[Fix] = []
        for many in range(1, TOGETHER_AT_MOST + 1):
            # Where none of what is named is enough alone, there is another contradiction beside the one told.
            for some in combinations(named or options if many == 1 else options, many):
                if monotonic() > until or len(fixes) >= FIXES_AT_MOST:
                    return Found(tuple(fixes))
                if self._possible(some):
                    fixes.append(self._fix(some, options, until))
            if fixes:
                break
        return Found(tuple(fixes))

    def _options(self) -> Iterator[tuple[str, str]]:
        for row in self.problem.fixed:
            if row.place and self.price is not None:
                cell = settled_at(row.place)
                yield f"release {cell}", f"the settled session at {cell} is released"
        for use in self.program.rule_uses:
            if use.use == "must":
                cell = f" ({use.place.rpartition(': ')[2]})" if use.place else ""
                weight = self._usual_weight(use.rule)
                yield f"rule {use.rule} {weight}", f"{use.rule} needn't hold{cell}, it costs {weight}"

    def _usual_weight(self, name: str) -> int:
        left = tuple(row for row in self.program.rule_uses if row.rule != name)
        rules: Sequence[Rule] = self.books.planning(replace(self.program, rule_uses=left))
        return next((rule.weight for rule in rules if rule.name == name), 1)

    def _possible(self, phrases: Sequence[str]) -> bool:
        changed = changed_by(self.program, self.week.first_day, phrases).program
        problem = self.week.problem(changed)
        hard = [rule for rule in self.books.planning(changed) if rule.hard]
        return contradiction_in(replace(problem, needs=(), wishes=()), hard) is None

    def _fix(self, phrases: Sequence[str], options: dict[str, str], until: float) -> Fix:
        says = " and ".join(options[phrase] for phrase in phrases)
        return Fix(
            says=f"{says}: then a plan is possible",
            change="; ".join(phrases),
            mends=self._mends(phrases, until),
            cost=(self.price or 0) * len(phrases),
        )

    def _mends(self, phrases: Sequence[str], until: float) -> Mends:
        """What a week has that is planned then: without a plan all of it is missing."""
        changed = changed_by(self.program, self.week.first_day, phrases).program
        problem = self.week.problem(changed)
        seconds = max(LEAST_OF_A_PLAN, PLANNING * (until - monotonic()))
        try:
            found = solved(problem, counting(self.books.planning(changed)), Search(seconds))
        except PlannerError:
            return Mends(0, 0, 0)
        hours, needs = lines_of(problem, known_part(found.roster, problem), {})
        gaining = {line.client for line in hours if line.planned and line.required}
        gaining |= {line.client for line in needs if line.asked > line.missing}
        return Mends(
            minutes=sum(max(0, line.required - line.short) for line in hours),
            needs=sum(line.asked - line.missing for line in needs),
            clients=len(gaining),
        )


def _names(said: str, cell: str) -> bool:
    """Whether a cell stands in a sentence; `Fixed!A1` isn't named by `Fixed!A12`."""
    _, found, after = said.partition(cell)
    return bool(found) and not after[:1].isdigit()
