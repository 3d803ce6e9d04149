"""Why something is missing in a week, and what would mend it: causes with places, fixes that were planned with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from time import monotonic, process_time

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.model.faults import NoPlanPossible
from planner.plan import StageResult
from planner.planning import new_breaches, solved
from planner.program import Program
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.broken import causes_of_broken
from planner.remedies.causes.cause import Cause
from planner.remedies.causes.causes import causes_of, certain_causes, missing_of
from planner.remedies.causes.missing_days import causes_of_days
from planner.remedies.causes.named_cells import with_cells
from planner.remedies.causes.proving import Proving
from planner.remedies.causes.subjects import begun, each_subject_once, heavy_first
from planner.remedies.causes.taken_out import taken_out_causes
from planner.remedies.causes.unless import WITHOUT, Unless
from planner.remedies.fixes.fix import Fix, Found
from planner.remedies.fixes.fixes import fixes_of
from planner.remedies.fixes.release import Releases
from planner.remedies.fixes.trials import Trials
from planner.remedies.outcome import Books, Key
from planner.remedies.time_left import how_held_up, until_share
from planner.rosters.known import known_part
from planner.search import Search

TOLD_BY = 0.75  # of the seconds, or `TOLD_WITHIN`, is for the causes: somebody is waiting; the rest for fixes
TOLD_WITHIN = 4.0  # seconds, for as many clients as `USUAL`; for more of them more
USUAL = 48
TOLD_FIRST = 2  # proven causes that are read before anything else
LEFT_AT_LEAST = 0.25  # of the seconds is for fixes, however long the causes took on a busy machine
SHARE = 0.35  # of the time for causes goes into a week to look at, where no roster is given
PROVING = 0.6  # of what is left then goes at most into what is impossible, and into the facts behind it
FILLING = 0.4  # of what is left then goes at most into seats that a planned week has free
TAKING_AWAY = 0.6  # of what is left then goes at most into facts that are taken away in turn
READING = (
    0.7  # seconds at the least, for as many clients as `USUAL`, to read off the roster what is in the way
)


@dataclass(frozen=True)
class Explanation:
    """The causes, the most telling first, and the fixes, best first.

    `broken` counts the rules that the roster asked about breaks: all of it is counted as held.
    When the time was up, `untried` changes were left, and `unasked` causes whose facts weren't looked into; `late`: no
    change was tried at all. `searched`: for how many seconds at most a week was searched, where none was given and
    what it lacks isn't proven to be missing in every week; `open_to`: clients who lack something there with nothing
    in the way.
    """

    causes: tuple[Cause, ...]
    fixes: tuple[Fix, ...]
    untried: int = 0
    unasked: int = 0
    late: bool = False
    broken: int = 0
    searched: float | None = None
    open_to: tuple[str, ...] = ()


def explain(
    program: Program,
    week: AskedWeek,
    books: Books,
    seconds: float = 5.0,
    roster: Roster | None = None,
    client: str | None = None,
    on_causes: Callable[[Explanation], None] | None = None,
) -> Explanation:
    """Why a week's hours and needs are missing, for everybody or for one client, and what would help.

    Without a roster the week is planned first. `seconds` are for all of it; `on_causes` is told the causes as soon as
    they are known, before any fix is looked for.
    """
    begins, worked, problem = monotonic(), process_time(), week.problem(program)
    rules = [rule for rule in books.planning(program) if rule.hard or _urgent(rule)]
    unless = Unless(program, problem, rules, week)
    until, told_by = begins + seconds, _told_by(problem, seconds, begins, worked)
    stages: Sequence[StageResult] = ()
    given = roster
    if roster is None:
        planning = Search((told_by - begins) * SHARE)
        try:
            found = solved(problem, rules, planning)
        except NoPlanPossible as contradiction:
            releases = Releases(program=program, week=week, books=books, problem=problem)
            behind = _behind_musts(program, problem, rules, week, client=client, until=told_by)
            return _impossible(releases, contradiction, behind, until, on_causes)
        roster, stages = found.roster, found.stages
    proving = Proving(program, problem, rules, week=week, until=until_share(PROVING, told_by))
    told, lacks = _causes(unless, proving, roster, stages, client, given=given is not None, until=told_by)
    if given is None and not all(stage.proven for stage in stages):
        told = of_a_search(told, planning.seconds)

    def fixes() -> Found:
        until = max(begins + seconds, monotonic() + LEFT_AT_LEAST * seconds)
        trials = Trials(program, week, books, unless.roster, stages=stages, given=given)
        return fixes_of(trials, unless, client, lacks, proving, until)

    return _with_fixes(told, fixes, on_causes)


def of_a_search(told: Explanation, seconds: float) -> Explanation:
    """What is told of a week that was searched for so long alone: what only lacks a longer search is no cause."""
    causes = tuple(cause for cause in told.causes if not cause.open)
    codes = {code for cause in told.causes if cause.open for code in cause.clients}
    return replace(told, causes=causes, searched=seconds, open_to=tuple(sorted(codes)))


def _causes(
    unless: Unless,
    proving: Proving,
    roster: Roster,
    stages: Sequence[StageResult],
    client: str | None,
    given: bool,
    until: float,
) -> tuple[Explanation, set[Key]]:
    """Why something is missing in a roster, and what of it is missing for certain."""
    program, problem, rules = unless.program, unless.problem, unless.rules
    known = known_part(roster, problem)
    # First what no roster can have: it takes the least time, and is the most that can be said.
    empty = unless.obstacles  # nobody is seated yet
    proven = tuple(certain_causes(program, problem, rules, known, client, proving, empty))
    told = {key for cause in proven for key in cause.keys}
    unless.fill_up(known, until_share(FILLING, until))
    unusual, others = unless.causes(client, until_share(TAKING_AWAY, until))
    looked = known if given else unless.roster
    obstacles = unless.seating.obstacles(looked) if given else unless.obstacles
    late = max(until, monotonic() + READING * len(problem.clients) / USUAL)
    read_off = list(causes_of(program, problem, rules, looked, stages, client, obstacles, told, late))
    certain = [cause for cause in read_off if cause.proven]
    rest = [cause for cause in read_off if not cause.proven]
    sure_of = told | {key for cause in certain for key in cause.keys}
    of_days = causes_of_days(program, problem, obstacles, client, sure_of)
    sure_first = each_subject_once(problem, [*proven, *certain])
    # What is suspected of a fact that a proven cause names at once would say it twice.
    sure = " ".join(cause.says for cause in sure_first[:TOLD_FIRST])
    new = [cause for cause in unusual if cause.says.partition(WITHOUT)[0] not in sure]
    by_hand = taken_out_causes(problem, looked, client)
    causes = heavy_first(problem, (*new, *sure_first, *by_hand, *of_days, *by_turns(others, rest)))
    lacks = _certain([cause for cause in causes if cause not in of_days]) | _proven_lacks(
        problem, looked, stages
    )
    broken = new_breaches(problem, known, rules) if given else []
    stands_not = causes_of_broken(program, problem, known, rules, broken, client)
    said = (*stands_not, *(begun(program, with_cells(program, problem, cause)) for cause in causes))
    return Explanation(said, (), unasked=proving.unasked, broken=len(broken)), lacks


def by_turns(week: Sequence[Cause], people: Sequence[Cause]) -> Iterator[Cause]:
    """What is suspected of the whole week and of single clients, one of each in turn: either may be what was meant."""
    for pair in zip_longest(week, people):
        yield from (cause for cause in pair if cause is not None)


def _told_by(problem: Problem, seconds: float, begins: float, worked: float) -> float:
    """By when the causes are told: somebody is waiting for them, a busy machine or not.

    `begins` and `worked` are the clock's and the processor's seconds at the beginning.
    """
    usual = TOLD_WITHIN * max(1.0, len(problem.clients) / USUAL)
    held_up = how_held_up(monotonic() - begins, process_time() - worked)
    return begins + min(TOLD_BY * seconds, usual * held_up)


def _behind_musts(
    program: Program,
    problem: Problem,
    rules: Sequence[Rule],
    week: AskedWeek,
    client: str | None,
    until: float,
) -> list[Cause]:
    """What is certain to be missing in every week, where hours or needs that must be had (Rules) allow none."""
    if not any(rule.must and _urgent(rule) for rule in rules):
        return []
    elastic = [replace(rule, must=False) if _urgent(rule) else rule for rule in rules]
    empty = Roster(week.first_day, problem.untouched)
    proving = Proving(program, problem, elastic, week=week, until=until_share(PROVING, until))
    return list(certain_causes(program, problem, elastic, empty, client, proving))


def _impossible(
    releases: Releases,
    contradiction: NoPlanPossible,
    behind: Sequence[Cause],
    until: float,
    on_causes: Callable[[Explanation], None] | None,
) -> Explanation:
    """Why no plan is possible, and the least to release."""
    causes_alone = Explanation((*releases.causes(contradiction), *behind), ())
    return _with_fixes(causes_alone, lambda: releases.fixes(contradiction, until), on_causes)


def _with_fixes(
    known: Explanation, fixes: Callable[[], Found], on_causes: Callable[[Explanation], None] | None
) -> Explanation:
    """Tells what is known, and looks for fixes only then."""
    if on_causes is not None:
        on_causes(known)
    found = fixes()
    return replace(known, fixes=found.fixes, untried=found.untried, late=found.late)


def _certain(causes: Sequence[Cause]) -> set[Key]:
    """What is missing for a reason that is proven."""
    return {key for cause in causes if cause.proven for key in cause.keys}


def _proven_lacks(problem: Problem, roster: Roster, stages: Sequence[StageResult]) -> set[Key]:
    """What is missing on levels on which no plan can do better."""
    closed = list(takewhile(lambda one: one.proven, sorted(stages, key=lambda one: one.stage)))
    levels = {Stage.HOURS: True, Stage.NEEDS: False}
    kinds = {levels[one.stage] for one in closed if one.stage in levels}
    return {key for key, much in missing_of(problem, roster).items() if much and (key[1] is None) in kinds}


def _urgent(rule: Rule) -> bool:
    return rule.stage is not None and rule.stage <= Stage.NEEDS
