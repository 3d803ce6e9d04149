"""Why something is missing in a week, and what would mend it: causes with places, fixes that were planned with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

from planner.deadlock import contradiction_in
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Attended, Problem, Roster
from planner.model.faults import NoPlanPossible
from planner.plan import StageResult, lines_of
from planner.planning import solved
from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.missing import reasons_for
from planner.reasons.places import places_of
from planner.reasons.wording import Certain
from planner.remedies.change import change_of
from planner.remedies.outcome import Books
from planner.remedies.proposals import Asked, Proposal, proposals
from planner.remedies.seating import Seating
from planner.rosters.known import known_part
from planner.search import Search
from planner.week import problem_of

SHARE = 0.4  # of the seconds for a week to look at, where no roster is given
TRIED_AT_MOST = 40
FIXES_AT_MOST = 5
NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Cause:
    """Why hours (`topic` `None`) or a need are missing; `proven`: counted or planned, nothing in the week can help.

    `client` is '' where several are concerned. `places` are `Sheet!Cell`.
    """

    client: str
    topic: str | None
    says: str
    proven: bool
    places: tuple[str, ...] = ()


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
    if roster is None:
        try:
            found = solved(problem, rules, Search(seconds * SHARE))
        except NoPlanPossible as contradiction:
            return _contradicting(program, week, problem, rules, contradiction, history)
        roster, stages = found.roster, found.stages
    explaining = _Explaining(program, week, problem, rules, books, known_part(roster, problem), history)
    return Explanation(tuple(explaining.causes(stages, client)), tuple(explaining.fixes(client, until)))


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

    # --- causes ----------------------------------------------------------------------------------

    def causes(self, stages: Sequence[StageResult], client: str | None) -> Iterator[Cause]:
        """What can be counted first, then what everybody lacks, alike reasons as one."""
        reasons = reasons_for(self.problem, self.roster, self.rules, stages)
        lacking = {key: says for key, says in reasons.items() if client in (None, key[0])}
        concerned = {code for code, _ in lacking}
        topics = {topic for _, topic in lacking}
        told: set[tuple[str, str | None]] = set()
        for fault in shortages(self.program, self.problem, self.rules):
            mine = {
                key
                for key in lacking
                if (not fault.clients or key[0] in fault.clients)
                and (fault.topic is None or key[1] == fault.topic or key[1] is None)
            }
            if mine and (fault.topic is None or fault.topic in topics or fault.clients & concerned):
                told |= {key for key in mine if key[1] == fault.topic and fault.clients}
                only = next(iter(fault.clients)) if len(fault.clients) == 1 else ""
                yield Cause(only, fault.topic, fault.says, True, fault.places)
        left = {key: says for key, says in lacking.items() if key not in told}
        for (topic, _), codes in self._alike(left):
            says = left[codes[0], topic]
            if len(codes) > 1:
                what = "are short of hours" if topic is None else f"miss {topic}"
                named = ", ".join(codes[:NAMED_AT_MOST]) + (", …" if len(codes) > NAMED_AT_MOST else "")
                says = type(says)(f"{len(codes)} clients {what} ({named}). {codes[0]}: {says}")
            elif not says.startswith(codes[0]):
                what = "is short of hours" if topic is None else f"misses {topic}"
                says = type(says)(f"{codes[0]} {what}: {says}")
            places = places_of(self.program, self.problem, codes[0], topic)
            only = codes[0] if len(codes) == 1 else ""
            yield Cause(only, topic, str(says), isinstance(says, Certain), places)

    def _alike(
        self, left: Mapping[tuple[str, str | None], str]
    ) -> list[tuple[tuple[str | None, str], list[str]]]:
        """Clients who lack the same: a need of one topic, or hours for a like reason; what is certain comes first."""
        alike: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        for (code, topic), says in left.items():
            certain = "certain" if isinstance(says, Certain) else ""
            alike[topic, says.replace(code, "…") if topic is None or certain else ""].append(code)
        sure = {
            group: all(isinstance(left[code, group[0]], Certain) for code in codes)
            for group, codes in alike.items()
        }
        return sorted(alike.items(), key=lambda one: (not sure[one[0]], -len(one[1])))

    # --- fixes -----------------------------------------------------------------------------------

    def fixes(self, client: str | None, until: float) -> Iterator[Fix]:
        """Proposals that were planned with and help, best first: most mended for what it costs."""
        hours, needs = lines_of(self.problem, self.roster, {})
        short = {
            line.client
            for line in hours
            if line.short or line.days < self.problem.clients[line.client].least_days
        }
        short |= {line.client for line in needs if line.missing}
        codes = [code for code in self.problem.clients if code in short and client in (None, code)]
        ranked = self._ranked(codes, until)
        found: list[Fix] = []
        for proposal, asking in ranked[:TRIED_AT_MOST]:
            if monotonic() > until or len(found) >= FIXES_AT_MOST:
                break
            mends = self._mends(proposal, asking, codes)
            if mends is not None:
                found.append(Fix(proposal.says, proposal.phrase, mends, proposal.price, True))
        yield from sorted(found, key=_worth)

    def _ranked(self, codes: Sequence[str], until: float) -> list[tuple[Proposal, list[str]]]:
        """Every proposal with the clients whom it may help, those of most clients first, then the cheapest."""
        seating = Seating(self.problem, self.rules)
        obstacles = seating.obstacles(self.roster)
        found: dict[str, Proposal] = {}
        asking: dict[str, dict[str, None]] = defaultdict(dict)
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
        order = sorted(found.values(), key=lambda one: (one.price / len(asking[one.phrase]), one.phrase))
        return [(proposal, list(asking[proposal.phrase])) for proposal in order]

    def _mends(self, proposal: Proposal, asking: Sequence[str], codes: Sequence[str]) -> Mends | None:
        """What the week with the change mends, everybody else left where they are; `None`: nothing."""
        changed = change_of(self.program, self.week, proposal.phrase).program
        problem = problem_of(changed, self.week, self.history)
        rules = [rule for rule in self.books.planning(changed) if rule.hard or _urgent(rule)]
        seating = Seating(problem, rules)
        before = _missing(problem, self.roster)
        roster = self.roster
        gained = 0
        for code in dict.fromkeys((*asking, *codes)):
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
        Cause("", None, reason, True, tuple(cell for cell in named if cell in reason))
        for reason in contradiction.reasons
    ]
    fixes = []
    for cell in named or tuple(dict.fromkeys(cells)):
        phrase = f"release {cell}"
        changed = problem_of(change_of(program, week, phrase).program, week, history)
        if contradiction_in(changed, rules) is None:
            says = f"the settled session at {cell} is released: then a plan is possible"
            fixes.append(Fix(says, phrase, Mends(0, 0, 0), 50, True))
    return Explanation(tuple(causes), tuple(fixes[:FIXES_AT_MOST]))
