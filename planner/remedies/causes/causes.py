"""Why hours and needs are missing: what was counted first, then what the roster shows, alike reasons told as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from time import monotonic

from planner.findings.seat_totals import seats_taken
from planner.language.rule import Rule
from planner.model import Problem, Roster, listed
from planner.plan import StageResult, lines_of
from planner.program import Program
from planner.reasons.absences import absences_of, says_absence, with_absences
from planner.reasons.counts import shortages
from planner.reasons.missing import reasons_beside, reasons_for
from planner.reasons.obstacles import Obstacles
from planner.reasons.places import CELLS_AT_MOST, cells_of, places_of
from planner.reasons.shortage import Shortage
from planner.reasons.wording import Certain, Open, some_of
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.cause import ALIKE_AT_LEAST, Cause, counted_cause
from planner.remedies.causes.like_reasons import hours_asked, like_reasons, not_looked_into, of_all
from planner.remedies.causes.proving import Proving
from planner.remedies.outcome import Key

What = tuple[str | None, bool, frozenset[str] | None]
"""What a shortage is of: its topic, whether it is of several together, and whose it is of each."""
ABSENCES_AT_MOST = 12  # absences of one week that are taken away for a trial


def certain_causes(
    program: Program,
    problem: Problem,
    rules: Sequence[Rule],
    roster: Roster,
    client: str | None,
    proving: Proving,
    empty: Obstacles | None = None,
) -> Iterator[Cause]:
    """The causes of what can't be had whatever is planned: counted, or impossible for a client alone.

    `proving` asks for the facts behind them as long as there is time; `empty`, what is in the way before anybody is
    seated, tells what needn't be asked.
    """
    missing = missing_of(problem, roster)
    lacking = [key for key, much in missing.items() if much and client in (None, key[0])]
    everybody = client is None
    counted = [one for one in shortages(program, problem, rules) if _concerns(one, lacking, everybody)]
    away, gone, behind = _absences(program, problem, rules, counted, proving.week)
    yield from (first for first, *_ in away)
    told: set[Key] = set()
    fresh, known = list[Cause](), list[Cause]()
    for one in counted:
        if one.of_each:
            told |= {
                key for key in lacking if key[0] in one.clients and key[1] in (one.topics or {one.topic})
            }
        if one.topic is None and not one.topics and one.of_each and one.clients <= gone:
            continue
        (known if _what(one) in behind else fresh).append(counted_cause(one))
    proving.counted |= told
    yield from proving.grounded(fresh)
    # What an absence has been named for, and what else it leaves, come after what nothing has been said of yet.
    yield from (cause for _, *others in away for cause in others)
    yield from proving.grounded(known)
    of_client: dict[str, float] = defaultdict(float)
    for (code, _), much in missing.items():
        of_client[code] += much
    left = sorted((key for key in lacking if key not in told), key=lambda key: -of_client[key[0]])
    yield from proving.impossible(_in_doubt(problem, _by_turns(left), empty, proving.until))


def causes_of(
    program: Program,
    problem: Problem,
    rules: Sequence[Rule],
    roster: Roster,
    stages: Sequence[StageResult] = (),
    client: str | None = None,
    obstacles: Obstacles | None = None,
    told: Collection[Key] = (),
    until: float = inf,
) -> Iterator[Cause]:
    """The causes of what is missing in a roster beside what is `told` already, the most certain first.

    What wasn't looked into by then (seconds of the clock that runs on) is counted with what is like it, and told last.
    """
    reasons = reasons_for(problem, roster, rules, stages, obstacles, until=until)
    left = {key: says for key, says in reasons.items() if client in (None, key[0]) and key not in told}
    of_hours = {key: says for key, says in left.items() if _rests_on_hours(key[0], says)}
    left |= with_absences(program, problem, of_hours)
    if obstacles is not None:
        sure_of = {code for code, topic in told if topic is None and client in (None, code)}
        left |= reasons_beside(problem, roster, sure_of, obstacles, until)
    full = {topic.name for topic in problem.topics.values() if seats_taken(problem, roster, topic)}
    short = {line.client for line in lines_of(problem, roster, {})[0] if line.short}
    missing = missing_of(problem, roster)
    looked = [key for key in missing if key not in told and client in (None, key[0])]
    unseen = [key for key in looked if missing[key] and key not in reasons]
    for (topic, _), codes in like_reasons(problem, left, missing, full=full, unseen=unseen):
        if (codes[0], topic) not in left:
            yield Cause("", topic, not_looked_into(topic, codes), False, clients=tuple(codes))
            continue
        of_days = topic is None and not short & set(codes)
        says = of_all(left[codes[0], topic], "days" if of_days else topic, codes, hours_asked(problem, codes))
        places = places_of(program, problem, codes[0], topic, "Min days" if of_days else "Min hours")
        certain, only = isinstance(left[codes[0], topic], Certain), codes[0] if len(codes) == 1 else ""
        nothing_there = isinstance(left[codes[0], topic], Open)
        yield Cause(only, topic, says, certain, places=places, clients=tuple(codes), open=nothing_there)


def _rests_on_hours(code: str, says: str) -> bool:
    """Whether it is certain, or says of what runs that the client isn't there then: something may take those hours."""
    return isinstance(says, Certain) or f"outside {code}'s hours" in says


def _by_turns(keys: Sequence[Key]) -> list[Key]:
    """The first of each topic, then the second of each: what concerns a whole topic shows soon."""
    turns: Counter[str | None] = Counter()
    turn_of = {}
    for key in keys:
        turns[key[1]] += 1
        turn_of[key] = turns[key[1]]
    return sorted(keys, key=lambda key: turn_of[key])


def _in_doubt(problem: Problem, keys: Sequence[Key], empty: Obstacles | None, until: float) -> list[Key]:
    """What may be impossible for a client alone, first what has no opening even where nobody is seated.

    One session that could be held there is possible, and no question. What wasn't looked at by then is taken to be so.
    """
    if empty is None:
        return list(keys)
    sessions: Counter[Key] = Counter()
    for need in problem.needs:
        sessions[need.client, need.topic] += need.sessions if need.days is None else 2
    open_to = {key: monotonic() > until or _has_opening(empty, *key) for key in keys}
    # Nobody is seated in settled sessions yet, and nobody leads them.
    settled = {code for row in problem.fixed for code in row.clients}
    leading = {name for row in problem.fixed for name in row.therapists}

    def led_by_settled(name: str | None) -> bool:
        able = {who for who, one in problem.therapists.items() if name in one.leads}
        return bool(able) and able <= leading

    doubtful = [
        key
        for key in keys
        if not open_to[key] or sessions[key] != 1 or key[0] in settled or led_by_settled(key[1])
    ]
    return sorted(doubtful, key=lambda key: open_to[key])


def _has_opening(empty: Obstacles, code: str, name: str | None) -> bool:
    topics = [topic for topic in empty.problem.topics.values() if name in (None, topic.name)]
    return any(
        empty.look(code, topic, start).obstacle is None
        for topic in topics
        if topic.counts or name is not None
        for start in empty.starts_of(code, topic)
    )


def _concerns(shortage: Shortage, lacking: Collection[Key], everybody: bool) -> bool:
    if shortage.topic is not None and not shortage.clients:
        return everybody  # nobody asks for it: it should run
    if shortage.topics:
        whose = shortage.clients
        return any(key[1] in shortage.topics and (not whose or key[0] in whose) for key in lacking)
    return any(
        key[0] in shortage.clients and (shortage.topic is None or key[1] in (shortage.topic, None))
        for key in lacking
    )


def _absences(
    program: Program, problem: Problem, rules: Sequence[Rule], counted: Sequence[Shortage], week: AskedWeek
) -> tuple[list[list[Cause]], set[str], set[What]]:
    """Absences without which fewer shortages would be counted, with all they leave: counted again without each.

    And whose hours they take: where it is several, they are told with the absence and not one by one. And which
    shortages they are behind.
    """
    causes: list[list[Cause]] = []
    told: set[str] = set()
    behind: set[What] = set()
    if not counted:
        return causes, told, behind
    for rows in absences_of(program, problem.first_day)[:ABSENCES_AT_MOST]:
        without = replace(program, away=tuple(one for one in program.away if one not in rows))
        left = shortages(without, week.problem(without), rules)
        gone = _gone(counted, left)
        behind |= {_what(one) for one in gone}
        alone = _short_of_hours(one for one in gone if one.of_each)
        told |= set(alone) if len(alone) >= ALIKE_AT_LEAST else set()
        cells = tuple(cell for row in rows for cell in cells_of(program, row, "Who"))[:CELLS_AT_MOST]
        causes.append(list(_of_absence(says_absence(*rows), gone, _less(counted, left), cells)))
    return [one for one in causes if one], told, behind


def _gone(counted: Sequence[Shortage], left: Sequence[Shortage]) -> list[Shortage]:
    """The shortages that are counted no more. Of clients together it is the same, whoever is short with them."""
    still = {_what(one) for one in left}
    return [one for one in counted if _what(one) not in still]


def _what(short: Shortage) -> What:
    return short.topic, bool(short.topics), short.clients if short.of_each else None


def _less(counted: Sequence[Shortage], left: Sequence[Shortage]) -> list[str]:
    """Who lacks hours in both, and fewer in what is left: an absence is a cause for them as well."""
    lacking = {one.clients: one.lacking for one in left if one.lacking}
    return sorted(
        code for one in counted if one.lacking > lacking.get(one.clients, one.lacking) for code in one.clients
    )


def _of_absence(
    absence: str, gone: Sequence[Shortage], less: Sequence[str], places: tuple[str, ...]
) -> Iterator[Cause]:
    """What an absence leaves too little for: what is `gone` without it, and who lacks `less`."""

    def cause(topic: str | None, says: str, codes: Sequence[str]) -> Cause:
        only = codes[0] if len(codes) == 1 else ""
        return Cause(only, topic, f"{absence}: {says}", True, places=places, clients=tuple(codes))

    topics = sorted({one.topic for one in gone if one.topic is not None})
    if topics:
        codes = sorted({code for one in gone if one.topic is not None for code in one.clients})
        says = f"that leaves too little for {listed(topics)} to be held as often as needed"
        yield cause(topics[0] if len(topics) == 1 else None, says, codes)
    if less:
        lack = "lacks" if len(less) == 1 else "lack"
        yield cause(None, f"that takes hours of {_few(less)}, who {lack} some without it too", less)
    short = _short_of_hours(gone)
    if short:
        says = f"that leaves too little for {_few(short)} to reach their hours"
        if len(short) >= ALIKE_AT_LEAST:
            says += f". {next(one.says for one in gone if one.topic is None and short[0] in one.clients)}"
        yield cause(None, says, short)


def _short_of_hours(gone: Iterable[Shortage]) -> list[str]:
    return sorted({code for one in gone if one.topic is None and not one.topics for code in one.clients})


def _few(codes: Sequence[str]) -> str:
    return listed(codes) if len(codes) < ALIKE_AT_LEAST else some_of(codes)


def missing_of(problem: Problem, roster: Roster) -> dict[Key, float]:
    """How much each client lacks: hours (a day counts as one), and sessions of each need."""
    hours, needs = lines_of(problem, roster, {})
    found: dict[Key, float] = defaultdict(float)
    for line in hours:
        days = max(0, problem.clients[line.client].least_days - line.days)
        found[line.client, None] = line.short / 60 + days
    for need in needs:
        found[need.client, need.topic] += need.missing
    return found
