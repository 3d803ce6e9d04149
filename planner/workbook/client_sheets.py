"""The contract as data: the sheets of who is there when, what is asked for, and what has happened."""

from __future__ import annotations

from planner.model import MINUTES_A_DAY, PRIORITIES
from planner.tables.columns import Column, Sheet
from planner.workbook.choices import A_WEEK, REWARDED, STATUSES


def _client(note: str = "The client's code, as on the sheet Clients.") -> Column:
    return Column("Client", "name", note, required=True, names="Clients")


def _topic(required: bool = True) -> Column:
    return Column("Topic", "name", "A topic of the sheet Topics.", required=required, names="Topics")


_FOR_TOPICS = Column("Topics", "list", "In these hours only these topics, such as what is by video. Blank = any.",
                     names="Topics")  # fmt: skip


def _availability(who: str, sheet: str, *more: Column) -> tuple[Column, ...]:
    return (
        Column(who, "name", f"As on the sheet {sheet}.", required=True, names=sheet),
        Column("Days", "days", "Mon, Monday, Mon-Fri, weekdays, weekend, daily, or a list.", required=True),
        Column(
            "From", "time", "9:00, 9am, noon; or a range such as 9:00-12:00, with To blank.", required=True
        ),
        Column("To", "time", "When it ends. Several rows for one name add up."),
        Column("First day", "date", "The first day on which the row holds. Blank = always."),
        Column("Last day", "date", "The last day on which the row holds. Blank = always."),
        *more,
    )


_DAYS_OR_ANY = Column("Days", "days", "Mon, Mon-Fri, weekdays, or a list; blank = any day.")
_PRIORITY = Column(
    "Priority",
    "choice",
    "must, should, could, or a whole number 1 to 1000; blank = should.",
    choices=tuple(PRIORITIES),
)

CLIENT_SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Clients",
        "client",
        (
            Column("Client", "name", "A code, never a name.", required=True),
            Column("Level", "name", "A level of care. Blank = the default level.", names="Levels"),
            Column("Min hours", "hours", "Overrides the level's. Blank = the level's.", most=A_WEEK),
            Column("Max hours", "hours", "Overrides the level's. Blank = the level's.", most=A_WEEK),
            Column("Primary therapist", "name",
                   "As on the sheet Therapists. Blank = individual sessions with anybody who leads them.",
                   names="Therapists"),
            Column("Tags", "list", "Words that topics ask for or exclude, such as women, Spanish."),
            Column("Starts", "date", "First day of the stay. Blank = always here."),
            Column("Ends", "date", "Last day of the stay. Blank = open."),
            Column("Days", "days", "Authorised days. Blank = any."),
            Column("Curriculum", "name", "A curriculum of the sheet Curriculum.", names="Curriculum"),
            Column("Curriculum start", "date", "A date in week 1 of the curriculum."),
            Column("Family", "text",
                   "A code that those who belong together share: sessions of kind family are for one family each."),
        ),
        required=True,
    ),
    Sheet("Client availability", "availability row", _availability("Client", "Clients", _FOR_TOPICS), required=True),
    Sheet("Therapist availability", "availability row",
          _availability("Therapist", "Therapists", _FOR_TOPICS), required=True),
    Sheet("Room availability", "availability row", _availability("Room", "Rooms")),
    Sheet(
        "Away",
        "absence",
        (
            Column("Who", "name", "A client, a therapist, a room, or everyone.", required=True),
            Column("First day", "date", "The first day away.", required=True),
            Column("Last day", "date", "The last day away. Blank = the first."),
            Column("From", "time", "Blank = from the day's beginning."),
            Column("To", "time", "Blank = to the day's end."),
            Column("Reason", "text", "For your own record."),
        ),
    ),
    Sheet(
        "Needs",
        "need",
        (
            _client(),
            _topic(),
            Column("Sessions", "whole", "A week. Blank = 1.", fewest=1, most=100, default=1),
            _PRIORITY,
            Column("From", "date", "First day it counts. Blank = now."),
            Column("Until", "date", "Last day it counts. Blank = open."),
            Column("Total", "whole", "Stop when this many have been attended. Blank = never.", fewest=1),
        ),
    ),
    Sheet(
        "Wishes",
        "wish",
        (
            _client(),
            Column("Wish", "choice", "prefers or avoids.", required=True, choices=("prefers", "avoids")),
            Column("What", "text", "A topic, a therapist, a day, or a time range such as 9:00-12:00.", required=True),
            Column("Weight", "whole", "1 to 10. Blank = 5.", fewest=1, most=10, default=5),
        ),
    ),
    Sheet(
        "Apart",
        "pair",
        (
            _client(),
            Column("From", "name", "A client or a therapist: never in one session.", required=True),
        ),
    ),
    Sheet(
        "Fixed",
        "fixed session",
        (
            Column("Day", "days", "A weekday (every week), or a date (that day only).", required=True),
            Column("Start", "time", "When it begins.", required=True),
            _topic(),
            Column("Therapist", "list", "Blank = the planner chooses.", names="Therapists"),
            Column("Room", "name", "Blank = the planner chooses.", names="Rooms"),
            Column("Clients", "list", "They attend. Blank = the planner seats people.", names="Clients"),
            Column("From", "date", "A weekly session: the first day it may be held. Blank = always."),
            Column("Until", "date", "The last day it may be held. Blank = open."),
            Column("Every", "whole", "So many weeks apart, counted from From. Blank = 1", fewest=1, most=52, default=1),
        ),
    ),
    Sheet(
        "Attendance",
        "line of attendance",
        (
            Column("Date", "date", "The day it took place.", required=True),
            Column("Start", "time", "When it began."),
            _topic(),
            Column("Therapist", "list", "Who led it; several separated by a semicolon.", names="Therapists"),
            _client(),
            Column("Status", "choice", ", ".join(STATUSES) + "; blank = attended.", choices=STATUSES),
            Column("Minutes", "minutes", "Credited minutes. Blank = the topic's.", most=MINUTES_A_DAY),
            Column("Lesson", "whole", "The number of the lesson that was taught.", fewest=1),
        ),
    ),
    Sheet(
        "Curriculum",
        "curriculum row",
        (
            Column("Curriculum", "name", "The curriculum's name, on each of its rows.", required=True),
            Column("From week", "whole", "Week of stay; 1 = the first.", required=True, fewest=1),
            Column("To week", "whole", "The last week of stay this row holds for.", required=True, fewest=1),
            _topic(required=False),
            Column("Sessions", "whole", "A week. Blank = 1.", fewest=1, most=100, default=1),
            _DAYS_OR_ANY,
            _PRIORITY,
            Column("Level", "name", "With Topic blank: the level of care in those weeks.", names="Levels"),
        ),
    ),
    Sheet(
        "Lessons",
        "lesson",
        (
            _topic(),
            Column("Lesson", "whole", "Its number: 1, 2, 3 and so on.", required=True, fewest=1, most=1000),
            Column("Title", "text", "What it is about."),
            Column("Homework", "text", "Set in this lesson. Blank = the topic's."),
        ),
    ),
    Sheet(
        "Rewards",
        "reward",
        (
            Column("Reward", "name", "What it is called, once.", required=True),
            Column("For", "choice", ", ".join(REWARDED) + ".", required=True, choices=REWARDED),
            _topic(required=False),
            Column("Number", "whole", "Sessions, for 'sessions' and 'in a row'.", fewest=1, most=1000),
            Column("Amount", "money", "What it brings the first time, such as 2.50.", required=True),
            Column("Step", "money", "Added each further time in a row. Blank = 0."),
            Column("Reset", "yes or no", "Does an absence take the amount back to the start? Blank = yes.",
                   choices=("yes", "no")),
            Column("Cap", "money", "The most a client gets of it. Blank = no limit."),
            Column("Cap days", "whole", "The period the cap holds for. Blank = the stay.", fewest=1),
        ),
    ),
    Sheet(
        "Rules",
        "rule",
        (
            Column("Rule", "name", "A rule that `planner rules` prints.", required=True),
            Column("Use", "choice", "off, must, or a whole number: how much it matters.", required=True,
                   choices=("off", "must")),
        ),
    ),
)  # fmt: skip
