"""Why no plan is possible: the fewest settled sessions that can't all be held, and the rules that forbid it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.engine.feasible import is_possible
from planner.engine.posting import posted
from planner.engine.settle import Contradiction, settle
from planner.fewest import fewest
from planner.language.limits import Refusal
from planner.language.rule import Rule
from planner.model import Fixed, Problem, Roster, Seat, Session, listed

TOLD_AT_MOST = 3  # contradictions that have nothing to do with each other, told at once
LONGEST = 20.0  # seconds for one question; what takes longer is taken to be possible


def contradiction_in(problem: Problem, rules: Sequence[Rule]) -> Contradiction | None:
    """What contradicts itself in a week's settled sessions by the rules that are never broken, `None`: nothing does."""
    posting = posted(problem, [rule for rule in rules if rule.hard])
    try:
        settle(posting.board(), posting.draft, posting)
    except Contradiction as contradiction:
        return contradiction
    return None


def says_deadlock(problem: Problem, rules: Sequence[Rule], contradiction: Contradiction) -> list[str]:
    """Sentences for a week of which no plan is possible, each with the places of both sides.

    `contradiction` is what the search ran into; it is told as it is where settled sessions alone don't show it.
    """
    bare = replace(problem, needs=(), wishes=())

    def stuck(fixed: Sequence[Fixed]) -> bool:
        return is_possible(replace(bare, fixed=tuple(fixed)), rules, LONGEST) is False

    if not problem.fixed and (musts := _of_musts(problem, rules, contradiction)):
        return musts
    found, left = list[str](), list(problem.fixed)
    while len(found) < TOLD_AT_MOST and stuck(left):
        rows = fewest(left, stuck)
        found.append(_deadlock(bare, rows, rules))
        if not rows:
            break
        # What else can't be is told with it: whoever releases the first set needn't come back for the next.
        left = [row for row in left if row not in rows]
    return (
        found
        or _of_musts(problem, rules, contradiction)
        or [", ".join(about) for about in contradiction.reasons if about]
    )


def _of_musts(problem: Problem, rules: Sequence[Rule], contradiction: Contradiction) -> list[str]:
    """Soft rules made `must` without any one of which there is a plan, and for whom they can't be kept."""
    blamed = [
        rule
        for rule in rules
        if rule.must and rule.stage is not None
        if contradiction_in(problem, [one for one in rules if one is not rule]) is None
    ]
    of = [f"{who} ({', '.join(what)})" if what else who for who, *what in filter(None, contradiction.reasons)]
    whom = f" for {listed(of)}" if of else ""
    return [f"The rule {rule.name} is a must (Rules), and no plan can keep it{whom}." for rule in blamed]


def _deadlock(bare: Problem, rows: Sequence[Fixed], rules: Sequence[Rule]) -> str:
    """The sentence for settled sessions that can't all be held; none of them: the rules alone can't be kept."""
    little = _little(bare, rows)
    if is_possible(little, rules, LONGEST) is not False:
        little = replace(bare, fixed=tuple(rows))
    asks = [rule for rule in rules if rule.hard and rule.stated != "Fixed"]
    because = [
        rule
        for rule in asks
        if is_possible(little, [one for one in rules if one is not rule], LONGEST) is not False
    ]
    broken = _broken(little, rows, because)
    # Without a rule that its own check finds kept there are other ways around: it is not what forbids it.
    because = [rule for rule in because if rule.name in broken] or because
    named = "; ".join(_called(bare, row) for row in rows)
    why = " and ".join(f"{rule.name} ({rule.stated})" for rule in because)
    # Therapists and rooms are counted before any rule is asked: no rule alone is to blame then.
    why = f"; what forbids it: {why or 'together they need more therapists or rooms than there are'}"
    if not rows:
        return f"Whatever is planned breaks a rule that must hold{why}."
    if len(rows) == 1:
        who = _whom(little, rows[0], because) or "; ".join(broken.values())
        return f"This settled session can't be held: {named}{f': {who}' if who else ''}{why}."
    says = "".join(f"; {one}" for one in broken.values())
    return f"These settled sessions can't all be held: {named}{says}{why}."


def _broken(problem: Problem, rows: Sequence[Fixed], rules: Sequence[Rule]) -> dict[str, str]:
    """What the rules' own checks say of the settled sessions as they were typed, by the rules' names."""
    sessions = tuple(
        Session(
            f"{number}",
            row.topic,
            start=row.start,
            minutes=problem.topics[row.topic].minutes,
            therapists=row.therapists,
            room=row.room,
            seats=tuple(Seat(code) for code in row.clients),
        )
        for number, row in enumerate(rows)
    )
    roster = Roster(problem.first_day, sessions)
    found = ((rule.name, next(iter(rule.check(problem, roster)), None)) for rule in rules)
    return {name: breach.says for name, breach in found if breach is not None}


def _little(problem: Problem, rows: Sequence[Fixed]) -> Problem:
    """The week with nothing in it but some settled sessions and whom they name; as it is where it has begun."""
    if problem.untouched or problem.published is not None or not rows:
        return replace(problem, fixed=tuple(rows))
    topics = {row.topic for row in rows}
    named = {code for row in rows for code in row.clients}
    return replace(
        problem,
        fixed=tuple(rows),
        hours_for={
            who: {topic: windows for topic, windows in hours.items() if topic in topics}
            for who, hours in problem.hours_for.items()
            if who in named or who in problem.therapists
        },
        topics={name: topic for name, topic in problem.topics.items() if name in topics},
        clients={code: client for code, client in problem.clients.items() if code in named},
        apart=tuple(one for one in problem.apart if {one.client, one.other_client} <= {*named, None}),
    )


def _whom(problem: Problem, row: Fixed, because: Sequence[Rule]) -> str:
    """Who of a settled session's own people and room can't be there, in the rules' words; or that nobody leads it."""
    own = {*(("seat", code) for code in row.clients), *(("lead", name) for name in row.therapists)}
    own |= {("room", row.room)} if row.room else set()
    said, absent = [], set()
    for rule in because:
        for bar in rule.bars(problem):
            if bar.topic not in (None, row.topic) or (bar.starts is not None and row.start not in bar.starts):
                continue
            if bar.kind == "lead":
                absent.add(bar.who)
            if (bar.kind, bar.who) in own:
                said.append(rule.why(problem, Refusal(bar.kind, bar.who, row.topic, row.start)))
    leading = {name for name, who in problem.therapists.items() if row.topic in who.leads}
    if not row.therapists and problem.topics[row.topic].leaders and leading <= absent:
        said.append(f"nobody who leads {row.topic} is available then")
    return "; ".join(dict.fromkeys(said))


def _called(problem: Problem, fixed: Fixed) -> str:
    said = f"{fixed.topic} on {problem.says_when(fixed.start)}"
    said += f" with {listed(fixed.therapists)}" if fixed.therapists else ""
    said += f" in {fixed.room}" if fixed.room else ""
    return f"{fixed.place}: {said}" if fixed.place else said
