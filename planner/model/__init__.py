"""The words of the domain: one week's problem, and the roster that answers it.

Units, everywhere in the planner: *minutes* are whole minutes; a *start* or *end* is minutes since
00:00 of the week's first day (0 to 10 080); a *day* is 0 to 6 counted from the week's first day.
Nothing here knows a spreadsheet or a solver.
"""

from planner.model.asks import MUST, PRIORITIES, Apart, Fixed, Need, Wish
from planner.model.offer import COUNTING_KINDS, TESTING, Lesson, Room, Therapist, Topic
from planner.model.problem import Attended, Client, GaveWay, Problem, Standing, TakenOut
from planner.model.roster import MISSED, Roster, Seat, Session
from planner.model.shared_sessions import held_for
from planner.model.times import (
    DAYS_A_WEEK,
    GAP_THAT_BREAKS_A_ROW,
    MINUTES_A_DAY,
    WEEKDAY_NAMES,
    Window,
    clock,
    hours,
    merge,
    time_of,
)
from planner.model.wording import TWENTY_FOUR_HOURS, Wording, counted, listed

__all__ = [
    "COUNTING_KINDS",
    "DAYS_A_WEEK",
    "GAP_THAT_BREAKS_A_ROW",
    "MINUTES_A_DAY",
    "MISSED",
    "MUST",
    "PRIORITIES",
    "TESTING",
    "TWENTY_FOUR_HOURS",
    "WEEKDAY_NAMES",
    "Apart",
    "Attended",
    "Client",
    "Fixed",
    "GaveWay",
    "Lesson",
    "Need",
    "Problem",
    "Room",
    "Roster",
    "Seat",
    "Session",
    "Standing",
    "TakenOut",
    "Therapist",
    "Topic",
    "Window",
    "Wish",
    "Wording",
    "clock",
    "counted",
    "held_for",
    "hours",
    "listed",
    "merge",
    "time_of",
]
