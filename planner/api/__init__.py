"""What a Python user imports: `load`, `plan`, `replan`, `check_roster`. The command line is a few lines around each.

The composition root: beside `planner rules` the only place that knows both the machine and the rule book.
"""

from planner.api.accounts import audit, history, rewards
from planner.api.books import rules_of, soft_rules
from planner.api.questions import explain, explain_session, explain_topic, fit, whatif
from planner.api.weeks import (
    advice,
    changes,
    check_roster,
    giving_way,
    load,
    load_roster,
    plan,
    refuse_contradictions,
    replan,
    shortages,
)
from planner.program import Program
from planner.remedies.answers.about_session import SessionAnswer
from planner.remedies.answers.about_topic import TopicAnswer
from planner.remedies.answers.explain import Explanation
from planner.replanning.request import Wanted
from planner.rosters.roster_file import RosterFile
from planner.search import Progress

__all__ = [
    "Explanation",
    "Program",
    "Progress",
    "RosterFile",
    "SessionAnswer",
    "TopicAnswer",
    "Wanted",
    "advice",
    "audit",
    "changes",
    "check_roster",
    "explain",
    "explain_session",
    "explain_topic",
    "fit",
    "giving_way",
    "history",
    "load",
    "load_roster",
    "plan",
    "refuse_contradictions",
    "replan",
    "rewards",
    "rules_of",
    "shortages",
    "soft_rules",
    "whatif",
]
