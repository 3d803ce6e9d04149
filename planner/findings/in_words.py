"""What a plan comes to, in plain words: the facts that the Summary sheet and the text summary share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.findings.seat_totals import seats_taken
from planner.language.limits import Stage
from planner.model import PRIORITIES, Topic, counted, hours, listed
from planner.plan import NeedLine, Plan, StageResult, below_floor, has_left

NAMED_AT_MOST = 3  # clients named in the headline; more would not be read at a glance
PRIORITY_WORDS = {priority: word for word, priority in PRIORITIES.items()}


def priority_in_words(priority: int) -> str:
    """`must`, `should` or `could`; another one by its number."""
    return PRIORITY_WORDS.get(priority, f"priority {priority}")


@dataclass(frozen=True, slots=True)
class NeedsMet:
    """Of the `asked` needs of one priority, how many are `met` in full, and the sessions still missing."""

    priority: str
    asked: int
    met: int
    sessions_missing: int

    @property
    def says(self) -> str:
        """How many are met, and what the others lack: needs are counted as needs, sessions as sessions."""
        met = f"{self.met} of {self.asked}"
        return f"{met} met in full; {self.lacking}" if self.lacking else met

    @property
    def lacking(self) -> str:
        """How many sessions those needs lack that aren't met in full; blank: all are."""
        if not self.sessions_missing:
            return ""
        others = self.asked - self.met
        verb = "lacks" if others == 1 else "lack"
        which = "the other" if others == 1 else f"the other {others}"
        if self.sessions_missing == others:
            return f"{which} {verb} a session{' each' if others > 1 else ''}"
        return f"{which} {verb} {counted(self.sessions_missing, 'session')}"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing the plan could not give: to whom (a client or a topic), what, and why."""

    who: str
    what: str
    why: str


def week_in_words(plan: Plan) -> str:
    """The planned week by its first day: `Week of Mon 30 Nov 2026`."""
    return f"Week of {plan.problem.wording.full_date(plan.problem.first_day)}"


def size_in_words(plan: Plan) -> str:
    """How much was planned: sessions, seats, clients."""
    seats = sum(len(session.seats) for session in plan.roster.sessions)
    return (
        f"{counted(len(plan.roster.sessions), 'session')}, {counted(seats, 'seat')}, "
        f"{counted(len(plan.problem.clients), 'client')}"
    )


def stages_told(plan: Plan) -> list[StageResult]:
    """The levels a coordinator reads about: how a shortage is shared only where there is one."""
    short = any(result.stage is Stage.HOURS and result.value for result in plan.stages)
    sharing = (Stage.LARGEST_SHORTAGE, Stage.UNEVEN_SHORTAGE)
    return [result for result in plan.stages if short or result.stage not in sharing]


def says_open(result: StageResult) -> str:
    """What is still open about a level in one sentence; nothing where it is proven."""
    if result.proven:
        return ""
    less = result.value - result.bound
    share = f", {100 * less // result.value} %" if result.bound and 100 * less >= result.value else ""
    return f"At most {less:,} less is possible{share}; planning longer may come nearer."


def all_reach_hours(plan: Plan) -> bool:
    """Whether nobody is short of hours or days; decides the headline's colour."""
    return not any(line.short for line in plan.hours) and not days_missing(plan)


def headline(plan: Plan) -> str:
    """The one sentence a coordinator needs: is everyone at their hours, and if not, who is short of what."""
    short = sorted((line for line in plan.hours if line.short), key=lambda line: -line.short)
    few_days = days_missing(plan)
    if short:
        verb = "is" if len(short) == 1 else "are"
        named = [f"{line.client} by {hours(line.short)}" for line in short]
        said = f"{len(short)} of {len(plan.hours)} clients {verb} short: {_first(named)}"
    elif not plan.hours:
        said = "There are no clients to plan for"
    else:
        said = "Everyone reaches their hours"
    if few_days:
        verb = "comes" if len(few_days) == 1 else "come"
        named = [f"{client} ({days} of {asked})" for client, days, asked in few_days]
        joint = "; also, " if short else ", but "
        said += f"{joint}{counted(len(few_days), 'client')} {verb} on too few days: {_first(named)}"
    return f"{said}."


def days_missing(plan: Plan) -> list[tuple[str, int, int]]:
    """Clients with fewer counting days than they must have: code, days planned, days required."""
    return [
        (line.client, line.days, plan.problem.clients[line.client].least_days)
        for line in plan.hours
        if line.client in plan.problem.clients and line.days < plan.problem.clients[line.client].least_days
    ]


def needs_met(plan: Plan) -> list[NeedsMet]:
    """Needs met of needs asked, the highest priority first."""
    found, told = [], _needs_told(plan)
    for priority in sorted({line.priority for line in told}, reverse=True):
        lines = [line for line in told if line.priority == priority]
        word = PRIORITY_WORDS.get(priority)
        found.append(
            NeedsMet(
                priority=f"{word} ({priority})" if word else f"{priority}",
                asked=len(lines),
                met=sum(line.missing == 0 for line in lines),
                sessions_missing=sum(line.missing for line in lines),
            )
        )
    return found


def missing(plan: Plan) -> list[Missing]:
    """Everything elastic that the plan could not give, gravest first."""
    return [*_missing_hours(plan), *_missing_needs(plan), *_missing_runs(plan)]


def _missing_hours(plan: Plan) -> Iterator[Missing]:
    """Hours and days, those of clients who lack as much for the same reason as one."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    too_few = {client: (days, asked) for client, days, asked in days_missing(plan)}
    for line in plan.hours:
        parts = []
        if line.short:
            parts.append(f"{hours(line.short)} ({hours(line.planned)} of {hours(line.required)})")
        if line.client in too_few:
            days, asked = too_few[line.client]
            parts.append(f"{counted(asked - days, 'day')} ({days} of {asked})")
        if parts:
            alike[" and ".join(parts), line.reason].append(line.client)
    for (what, why), codes in alike.items():
        yield Missing(listed(codes), f"{what} each" if len(codes) > 1 else what, why)
    for one in below_floor(plan.problem, plan.roster):
        short, of_all = hours(one.least - one.minutes), f"{hours(one.minutes)} of {hours(one.least)}"
        yield Missing(one.client, f"{short} on {plan.problem.weekday_name(one.day)} ({of_all})", "")


def _missing_needs(plan: Plan) -> Iterator[Missing]:
    """Needs that aren't met, those of clients who lack the same for the same reason as one: it is one thing to mend.

    That all seats of a topic are taken is said of the topic, where it is behind several of them.
    """
    lacking = [line for line in _needs_told(plan) if line.missing]
    taken = {
        topic: says for topic in plan.problem.topics.values() if (says := _seats_taken(plan, topic, lacking))
    }
    for topic, says in taken.items():
        lines = [line for line in lacking if line.topic == topic.name]
        who = counted(len({line.client for line in lines}), "client")
        lack = counted(sum(line.missing for line in lines), "session")
        yield Missing(topic.name, f"{who} lack {lack}", says)
    told = {topic.name: f"{says}; " for topic, says in taken.items()}
    lacking = [_without(line, told[line.topic]) if line.topic in told else line for line in lacking]
    alike: dict[tuple[int, str, str], list[NeedLine]] = defaultdict(list)
    for line in sorted(lacking, key=lambda line: -line.priority):
        of_all = line.reason.replace(f" {line.client}'s hours", " their hours")
        what = f"{line.missing} of {line.asked} {line.topic}"
        alike[line.priority, what, of_all].append(line)
    for (_, what, of_all), lines in alike.items():
        codes = list(dict.fromkeys(line.client for line in lines))
        if len(codes) == 1:
            yield from (Missing(line.client, what, line.reason) for line in lines)
        else:
            yield Missing(listed(codes), f"{what} each", of_all)


def _seats_taken(plan: Plan, topic: Topic, lacking: Sequence[NeedLine]) -> str:
    """That all seats of a topic are taken, where it is a reason of several clients; else blank."""
    says = seats_taken(plan.problem, plan.roster, topic)
    whose = {line.client for line in lacking if line.topic == topic.name and f"{says}; " in line.reason}
    return says if len(whose) > 1 else ""


def _without(line: NeedLine, told: str) -> NeedLine:
    """The line, where what is told of its topic isn't said again."""
    left = line.reason.replace(told, "")
    return replace(line, reason=left if left.startswith(line.client) else left[:1].upper() + left[1:])


def _needs_told(plan: Plan) -> list[NeedLine]:
    """The needs that a coordinator reads about: nothing is missing to somebody who has left."""
    return [line for line in plan.needs if not (line.missing and has_left(plan.problem, line.client))]


def _missing_runs(plan: Plan) -> Iterator[Missing]:
    runs = Counter(session.topic for session in plan.roster.sessions)
    for topic in plan.problem.topics.values():
        if runs[topic.name] < topic.runs_at_least:
            times = f"runs {runs[topic.name]} of {topic.runs_at_least} times"
            yield Missing(topic.name, times, plan.runs_missing.get(topic.name, ""))


def _first(names: Sequence[str]) -> str:
    if len(names) <= NAMED_AT_MOST + 1:  # "and 1 more" is no shorter than a name
        return ", ".join(names)
    return f"{', '.join(names[:NAMED_AT_MOST])} and {len(names) - NAMED_AT_MOST} more"
