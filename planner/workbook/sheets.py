"""The contract as data: every sheet and column of a program workbook. Template and reader both use it."""

from __future__ import annotations

from planner.model import PRIORITIES
from planner.tables.columns import Column, Sheet

KINDS = ("group", "education", "individual", "family", "testing", "community", "mutual help")
COUNTING_KINDS = frozenset({"group", "education", "individual", "family"})
STATUSES = ("attended", "excused", "absent", "cancelled")
REWARDED = ("week complete", "sessions", "in a row", "topic complete")
OPEN_KINDS = frozenset({"group", "education"})  # open topics that are also for clients who don't ask
PART_WEEKS = ("prorated", "full", "waived")
DATES = ("month first", "day first")
CLOCKS = ("12", "24")
A_DAY = 24 * 60
A_WEEK = 7 * A_DAY


def _client(note: str = "The client's code, as on the sheet Clients.") -> Column:
    return Column("Client", "name", note, required=True, names="Clients")


def _topic(required: bool = True) -> Column:
    return Column("Topic", "name", "A topic of the sheet Topics.", required=required, names="Topics")


def _availability(who: str, sheet: str) -> tuple[Column, ...]:
    return (
        Column(who, "name", f"As on the sheet {sheet}.", required=True, names=sheet),
        Column("Days", "days", "Mon, Monday, Mon-Fri, weekdays, weekend, daily, or a list.", required=True),
        Column(
            "From", "time", "9:00, 9am, noon; or a range such as 9:00-12:00, with To blank.", required=True
        ),
        Column("To", "time", "When it ends. Several rows for one name add up."),
        Column("First day", "date", "The first day on which the row holds. Blank = always."),
        Column("Last day", "date", "The last day on which the row holds. Blank = always."),
    )


_DAYS_OR_ANY = Column("Days", "days", "Mon, Mon-Fri, weekdays, or a list; blank = any day.")
_PRIORITY = Column(
    "Priority",
    "choice",
    "must, should, could, or a whole number 1 to 1000; blank = should.",
    choices=tuple(PRIORITIES),
)

SETTINGS = {
    "Program": "A name for headings.",
    "Week starts": "A day; default Monday.",
    "Time zone": "An IANA name such as America/Chicago.",
    "Changeover": "Minutes a therapist or room needs between two sessions; default 0.",
    "Default level": "The level of care of clients without one; default IOP.",
    "Part weeks": "Minimums in a week in which a stay begins or ends: prorated, full or waived; default prorated.",
    "Closures": "Minimums in a week in which everyone is away on a day: full, prorated or waived; default full.",
    "Notice": "Hours; changes nearer than this cost more when replanning; default 48.",
    "Lunch": "When people eat, such as 11:30-13:30; blank = no lunch is kept free.",
    "Lunch minutes": "How long lunch takes; default 30.",
    "Dates": "How 12/1/2026 is read: month first or day first; default month first in time zones of America.",
    "Clock": "How times and dates are shown: 12 or 24; default 12 in time zones of America.",
}

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Settings",
        "setting",
        (
            Column("Setting", "name", " ".join(f"{name}: {note}" for name, note in SETTINGS.items()),
                   required=True, choices=tuple(SETTINGS)),
            Column("Value", "text", "The setting's value; blank = its default."),
        ),
    ),
    Sheet(
        "Levels",
        "level of care",
        (
            Column("Level", "name", "A level of care, such as IOP.", required=True),
            Column("Min hours", "hours", "Counting hours a week, at least. Blank = 0.", most=A_WEEK, default=0),
            Column("Max hours", "hours", "Counting hours a week, at most. Blank = no limit.", most=A_WEEK),
            Column("Min days", "whole", "Days a week with a counting session, at least. Blank = 0.", most=7, default=0),
            Column("Max days", "whole", "Days a week, at most. Blank = no limit.", most=7),
            Column("Min hours a day", "hours", "On an attended day, at least. Blank = none.", most=A_DAY, default=0),
            Column("Max hours a day", "hours", "On one day, every session. Blank = no limit.", most=A_DAY),
            Column("Most on end", "minutes", "Minutes of sessions without a pause. Blank = no limit.",
                   fewest=1, most=A_DAY),
            Column("Pause", "minutes", "How long a pause is. Blank = 10.", fewest=1, most=A_DAY, default=10),
        ),
    ),
    Sheet(
        "Topics",
        "topic",
        (
            Column("Topic", "name", "The topic's name, once.", required=True),
            Column("Kind", "choice", ", ".join(KINDS) + "; blank = group.", choices=KINDS),
            Column("Minutes", "minutes", "Length of a session, in whole minutes.", required=True, fewest=1, most=A_DAY),
            Column("Smallest", "whole", "Clients a session needs to run. Blank = 1.", fewest=1, default=1),
            Column("Largest", "whole", "Clients in one session at most. Blank = 12 (individual: 1).", fewest=1),
            Column("Best size", "whole", "Clients at best. Blank = halfway between the two, rounded up.", fewest=1),
            Column("Counts", "yes or no", "Towards hours? Blank = yes for group, education, individual, family.",
                   choices=("yes", "no")),
            Column("Most a week", "whole", "Sessions of it for one client in a week. Blank = no limit.", fewest=1),
            Column("Most a day", "whole", "Sessions of it for one client in a day. Blank = 1.", fewest=1, default=1),
            Column("Runs at least", "whole", "Sessions of it in the week, if it can be. Blank = 0.", default=0),
            Column("Runs at most", "whole", "Sessions of it in the week, at most. Blank = no limit."),
            Column("Leaders", "whole", "Therapists per session; 0 = nobody leads it. Blank = 1.", default=1),
            Column("Room kind", "name", "A kind from the sheet Rooms; blank = any room; none = needs no room."),
            Column("At once", "whole", "Sessions of it at the same time. Blank = no limit.", fewest=1),
            Column("For", "list", "Tags a client must all have, such as women, Spanish."),
            Column("Not for", "list", "Tags a client must have none of."),
            Column("Levels", "list", "Levels of care that may attend. Blank = all.", names="Levels"),
            Column("Leader tags", "list", "Tags that one of a session's therapists must have, such as Spanish."),
            Column("Starts", "starts", "This topic starts then and only then: 9:00, 13:00. Blank = the sheet Times."),
            Column("Only if asked", "yes or no", "Only for clients with a need, a preference or a settled seat? "
                   "Blank = no for open group and education, yes for the rest.", choices=("yes", "no")),
            Column("After", "list", "Topics the client must have attended before.", names="Topics"),
            Column("Membership", "choice", "open or closed; blank = open.", choices=("open", "closed")),
            Column("Homework", "text", "Printed on the client's week."),
        ),
        required=True,
    ),
    Sheet(
        "Therapists",
        "therapist",
        (
            Column("Therapist", "name", "The name the program uses, once.", required=True),
            Column("Leads", "list", "Topics, separated by commas; or all.", required=True, names="Topics",
                   may_be_all=True),
            Column("Most hours", "hours", "Led in a week, at most. Blank = no limit.", most=A_WEEK),
            Column("Most a day", "whole", "Sessions in a day, at most. Blank = no limit."),
            Column("Most in a row", "whole", "Sessions without a gap of 10 minutes. Blank = no limit.", fewest=1),
            Column("Tags", "list", "Words that describe the therapist, such as Spanish."),
        ),
        required=True,
    ),
    Sheet(
        "Rooms",
        "room",
        (
            Column("Room", "name", "The room's name, once.", required=True),
            Column("Seats", "whole", "Seats for clients.", required=True, fewest=1),
            Column("Kind", "list", "Such as group, office, video. Blank = group."),
        ),
    ),
    Sheet(
        "Times",
        "time",
        (
            Column("Days", "days", "Mon, Mon-Fri, weekdays, weekend, daily, or a list.", required=True),
            Column("Starts", "starts", "9:00, 10:30, 13:00; or 9:00-12:00 every 30.", required=True),
        ),
    ),
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
        ),
        required=True,
    ),
    Sheet("Client availability", "availability row", _availability("Client", "Clients"), required=True),
    Sheet("Therapist availability", "availability row", _availability("Therapist", "Therapists"), required=True),
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
            Column("Minutes", "minutes", "Credited minutes. Blank = the topic's.", most=A_DAY),
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

SHEET_OF = {sheet.name: sheet for sheet in SHEETS}
