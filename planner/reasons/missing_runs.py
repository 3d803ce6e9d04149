"""Why a topic runs less often than it should (Runs at least): a leader, a room, or too few who could come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, Topic
from planner.plan import StageResult
from planner.reasons.finished import Finished
from planner.reasons.obstacles import Obstacles
from planner.reasons.staffing import Obstacle
from planner.reasons.wording import Certain, sentence

NAMED_AT_MOST = 2  # obstacles named in one sentence
LOOKED_AT = 5  # starts at which a whole session is put together, those at which most are free first


def reasons_for_runs(
    problem: Problem, roster: Roster, rules: Sequence[Rule], stages: Sequence[StageResult] = ()
) -> Mapping[str, str]:
    """A sentence for every topic that runs less often than its `Runs at least`, by its name."""
    runs = Counter(session.topic for session in roster.sessions)
    few = [topic for topic in problem.topics.values() if runs[topic.name] < topic.runs_at_least]
    week = Finished(Obstacles(problem, rules, roster), stages) if few else None
    return {topic.name: sentence(topic.name, _why(week, topic)) for topic in few if week}


def _why(week: Finished, topic: Topic) -> str:
    starts = [start for start in week.problem.starts_of(topic) if start >= week.problem.as_of]
    if not starts:
        return Certain(f"no start time of {topic.name} is left{week.after}")
    closed = {start: week.obstacles.session(topic, start) for start in starts}
    free = {start: _free(week, topic, start) for start, obstacle in closed.items() if obstacle is None}
    if not free:
        return _closed(week, [one for one in closed.values() if one is not None])
    starts_with_most = sorted(free, key=lambda start: -len(free[start]))
    for start in starts_with_most[:LOOKED_AT]:
        for code in free[start][:1]:
            opening = week.obstacles.look(code, topic, start, Stage.RUNS)
            if opening.obstacle is None:
                return week.free_to_run(topic, start)
    most = len(free[starts_with_most[0]])
    many = f"at {len(free)} of {len(starts)} start times{week.after} a leader and a room are free"
    if most < topic.smallest:
        who = (
            "nobody who may come is free"
            if not most
            else f"no more than {most} of those who may come {'is' if most == 1 else 'are'} free"
        )
        return f"{many}; {who} then, and it takes {topic.smallest}"
    return f"{many}, but too few of those who are free then may have it beside their other sessions"


def _free(week: Finished, topic: Topic, start: int) -> list[str]:
    """Who may come to the topic then and sits in nothing else."""
    return [
        code
        for code in week.problem.clients
        if week.obstacles.barred(code, topic, start) is None
        and not week.roster.across(code, start, start + topic.minutes)
    ]


def _closed(week: Finished, obstacles: Sequence[Obstacle]) -> str:
    """What is in the way at its start times, the most frequent first."""
    times = Counter(one.says for one in obstacles)
    if len(times) > NAMED_AT_MOST:  # what they have in common
        times = Counter(one.clause or one.says for one in obstacles)
    if len(times) == 1:
        (says,) = times
        if says.startswith("no start time") or says.endswith("in this week"):
            return says  # true of all start times as it is
        all_of_them = "the one start time" if len(obstacles) == 1 else f"all {len(obstacles)} start times"
        return f"at {all_of_them}{week.after} {says}"
    told = [f"at {many} {says}" for says, many in times.most_common(NAMED_AT_MOST)]
    return f"of {len(obstacles)} start times{week.after}, {', '.join(told)}"
