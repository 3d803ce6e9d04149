"""What a good week costs: rule by rule in points, and in the words a director asks in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, Wish, counted, hours
from planner.plan import Cost, GoodWeek, Plan

WISHES_TOLD = 8  # wishes that aren't kept, told one by one; of more the others are counted
GROUPS = frozenset({"group", "education", "family"})


def good_week_of(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> GoodWeek:
    """What a roster costs by the checks of the rules that make a good week, and how many wishes it keeps."""
    counting = [rule for rule in rules if rule.stage is Stage.GOOD_WEEK and not rule.hard]
    costs = []
    for rule in counting:
        amount = sum(breach.amount for breach in rule.check(problem, roster))
        costs.append(Cost(rule.name, rule.unit, amount, rule.weight * amount))
    judges = [rule for rule in rules if rule.name == "Wishes"]
    wishes = list(_by_wish(problem.wishes)) if judges else []
    broken = [
        [breach.says for rule in judges for breach in rule.check(replace(problem, wishes=wish), roster)]
        for wish in wishes
    ]
    return GoodWeek(tuple(costs), len(wishes), tuple(_once(says) for says in broken if says))


def _once(says: Sequence[str]) -> str:
    """A wish that isn't kept: where several seats are against it, the first of them, and how many more there are."""
    return f"{says[0]}, and {len(says) - 1} more" if len(says) > 1 else says[0]


def _by_wish(wishes: Sequence[Wish]) -> Iterator[tuple[Wish, ...]]:
    """The wishes as they were typed: preferred days, and preferred hours, of one client are one wish each."""
    together: dict[tuple[str, str], list[Wish]] = defaultdict(list)
    for place, wish in enumerate(wishes):
        either = "days" if wish.day is not None else "hours" if wish.hours is not None else ""
        together[wish.client, either if wish.prefers and either else f"{place}"].append(wish)
    yield from map(tuple, together.values())


def facts_of(plan: Plan) -> list[str]:
    """Staff time, sizes of groups, days, waiting, wishes and lunch, a short sentence each."""
    if plan.good_week is None:
        return []
    amounts = {cost.rule: cost.amount for cost in plan.good_week.costs}
    topics = plan.problem.topics
    groups = [session for session in plan.roster.sessions if topics[session.topic].kind in GROUPS]
    alone = [session for session in plan.roster.sessions if topics[session.topic].kind == "individual"]
    found = []
    if groups:
        mean = sum(len(session.seats) for session in groups) / len(groups)
        few = sum(len(session.seats) < topics[session.topic].best for session in groups)
        found.append(
            f"Groups: {len(groups)}, with {_staff(plan, groups)} of staff time; {mean:.1f} clients in one on average, "
            f"{few} below their best size."
        )
    if alone:
        found.append(f"Individual sessions: {len(alone)}, with {_staff(plan, alone)} of staff time.")
    days = len({(code, session.day) for session in plan.roster.sessions for code in session.clients})
    waiting = f", {hours(amounts['Idle time'])} of waiting between sessions" if "Idle time" in amounts else ""
    found.append(f"Clients: {counted(days, 'day')} on site{waiting}.")
    if plan.good_week.wishes:
        found += _wishes(plan.good_week)
    if plan.problem.lunch and "Lunch" in amounts:
        missed = f"{hours(amounts['Lunch'])} missing" if amounts["Lunch"] else "everybody has it"
        found.append(f"Lunch: {missed}.")
    return found


def _wishes(week: GoodWeek) -> list[str]:
    """How many wishes are kept, and whose aren't."""
    told = list(week.wishes_missed[:WISHES_TOLD])
    others = len(week.wishes_missed) - len(told)
    rest = [f"and {counted(others, 'other wish', 'other wishes')}"] if others else []
    missed = f" Not kept: {'; '.join([*told, *rest])}." if told else ""
    return [f"Wishes: {week.wishes_kept} of {week.wishes} kept.{missed}"]


def _staff(plan: Plan, sessions: Sequence[Session]) -> str:
    led: Counter[str] = Counter()
    for session in sessions:
        led[session.topic] += plan.problem.staff_minutes(session)
    return f"{led.total() / 60:.1f} h"


def costs_told(plan: Plan) -> list[Cost]:
    """The rules that cost this week anything, the dearest first."""
    costs = plan.good_week.costs if plan.good_week else ()
    return sorted((cost for cost in costs if cost.points), key=lambda cost: -cost.points)
