"""The contract as data: the sheets of what a program offers, and under which terms."""

from __future__ import annotations

from planner.model import MINUTES_A_DAY
from planner.tables.columns import Column, Sheet
from planner.workbook.choices import A_WEEK, KINDS, SETTINGS

OFFER_SHEETS: tuple[Sheet, ...] = (
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
            Column("Min hours a day", "hours", "On an attended day, at least. Blank = none.",
                   most=MINUTES_A_DAY, default=0),
            Column("Max hours a day", "hours", "On one day, every session. Blank = no limit.", most=MINUTES_A_DAY),
            Column("Most on end", "minutes", "Minutes of sessions without a pause. Blank = no limit.",
                   fewest=1, most=MINUTES_A_DAY),
            Column("Pause", "minutes", "How long a pause is. Blank = 10.", fewest=1, most=MINUTES_A_DAY, default=10),
        ),
    ),
    Sheet(
        "Topics",
        "topic",
        (
            Column("Topic", "name", "The topic's name, once.", required=True),
            Column("Kind", "choice", ", ".join(KINDS) + "; blank = group.", choices=KINDS),
            Column("Minutes", "minutes", "Length of a session, in whole minutes.", required=True, fewest=1,
                   most=MINUTES_A_DAY),
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
            Column("Second leader above", "whole", "A session of more clients has one therapist more. Blank = never.",
                   fewest=1),
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
)  # fmt: skip
