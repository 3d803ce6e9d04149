"""Why a topic isn't held, or not more often, and what the week would be with one more session of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from time import monotonic

from planner.engine.feasible import is_possible
from planner.engine.nearby import with_one_more
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, Topic
from planner.model.faults import NoPlanPossible
from planner.planning import Solved, solved
from planner.program import Program
from planner.reasons.counts import shortages
from planner.reasons.one_topic import TopicStory, story_of_topic
from planner.remedies.asked_week import AskedWeek
from planner.remedies.beside import Beside, beside
from planner.remedies.changes.naming import somebody
from planner.remedies.outcome import Books, new_sessions
from planner.rosters.known import known_part
from planner.search import Search

POSSIBLE = 0.2  # of the seconds at most go into whether a session of it can be held at all
PUTTING_IN = 0.6  # and into a first week with one session more
PLANNING = 0.2  # at the least go into making it better
LEVELS = (Stage.HOURS, Stage.DAYS, Stage.NEEDS, Stage.MOVES, Stage.OTHER_NEEDS)


@dataclass(frozen=True)
class Held:
    """The week with one more session of a topic beside the week at hand; `sessions` are those that are new."""

    weeks: Beside
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class TopicAnswer:
    """The story of a topic in its week, and the week with one more of it; `None`: none was found.

    `counted` says what forbids it by counting alone, whatever is planned. `impossible`: it is proven that none can be.
    """

    problem: Problem
    story: TopicStory
    counted: tuple[str, ...]
    held: Held | None
    impossible: bool = False

    @property
    def other(self) -> Beside | None:
        """The week with one more of it, beside the one at hand."""
        return self.held.weeks if self.held else None


def about_topic(
    program: Program,
    books: Books,
    week: AskedWeek,
    roster: Roster,
    asked: str,
    search: Search,
) -> TopicAnswer:
    """Looks at a topic in a roster, and plans the week anew with one session more of it, few seats moved.

    `search.seconds` are for the planning. Raises `PlannerError` for a topic that the program doesn't have.
    """
    problem = week.problem(program)
    topic = problem.topics[somebody(program, "topic", asked)[1]]
    known = known_part(roster, problem)
    planning, replanning = books.planning(program), books.replanning(program)
    story = story_of_topic(problem, planning, known, topic)
    counted = tuple(one.says for one in shortages(program, problem, planning) if one.topic == topic.name)
    changed = _with_one_more(problem, known, topic)
    must = [replace(rule, must=True) if rule.stage is Stage.RUNS else rule for rule in replanning]
    if is_possible(changed, must, POSSIBLE * search.seconds) is False:
        return TopicAnswer(problem, story, counted, None, impossible=True)
    found = _planned(changed, must, topic.name, [one.client for one in story.asking], search)
    if found is None:
        return TopicAnswer(problem, story, counted, None)
    if _runs(found.roster)[topic.name] <= _runs(known)[topic.name]:
        # Of what has begun a rule asks no more than that: where nothing is left to be decided, nothing is planned.
        return TopicAnswer(problem, story, counted, None, impossible=True)
    weeks = beside(problem, known, planning, changed, found)
    new = tuple(one for one in new_sessions(known, found.roster) if one.topic == topic.name)
    return TopicAnswer(problem, story, counted, Held(weeks, new))


def _planned(
    problem: Problem, must: Sequence[Rule], topic: str, asking: Sequence[str], search: Search
) -> Solved | None:
    """The week with one session more of a topic; `None` where none was found in the time.

    One is put in beside the others first: a search that begins with nothing finds quite another week.
    """
    begins, at_hand = monotonic(), problem.published
    assert at_hand is not None
    urgent = [rule for rule in must if rule.hard or rule.stage in LEVELS]
    most = inf if search.reproducible else PUTTING_IN * search.seconds
    begin = with_one_more(problem, urgent, at_hand, topic, asking or list(problem.clients), most)
    spent = 0.0 if search.reproducible else monotonic() - begins
    left = max(PLANNING * search.seconds, (1 - POSSIBLE) * search.seconds - spent)
    if begin is None:
        return None
    try:
        return solved(replace(problem, begin=begin), must, replace(search, seconds=left))
    except NoPlanPossible:
        return None


def _with_one_more(problem: Problem, roster: Roster, topic: Topic) -> Problem:
    """The week in which the topic has to run once more; of the others as often as now, where they are to run at all."""
    runs = _runs(roster)
    topics = {
        name: replace(other, runs_at_least=min(other.runs_at_least, runs[name]))
        for name, other in problem.topics.items()
    }
    topics[topic.name] = replace(topic, runs_at_least=runs[topic.name] + 1)
    return replace(problem, topics=topics, published=problem.published or roster)


def _runs(roster: Roster) -> Counter[str]:
    """How many sessions each topic has."""
    return Counter(session.topic for session in roster.sessions)
