"""What people call the contract's columns, and where what they type in columns of their own belongs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from planner.model.faults import Fault, Place
from planner.tables import cells
from planner.tables.columns import Column, Sheet
from planner.workbook.elsewhere import typed_elsewhere

VERY_LIKE = 0.8  # of two spellings; a heading that is so like one that is there already means that one
# Words that people use for the contract's, in the singular.
_OTHER_WORDS = {
    **dict.fromkeys(
        ("counselor", "counsellor", "clinician", "provider", "facilitator", "staff"), "therapist"
    ),
    **dict.fromkeys(("group", "class", "course"), "topic"),
    **dict.fromkeys(("patient", "participant", "member", "code", "id"), "client"),
    **dict.fromkeys(("length", "duration"), "minutes"),
    **dict.fromkeys(("capacity", "chairs"), "seats"),
    **dict.fromkeys(("time", "begin", "begins"), "start"),
    **dict.fromkeys(("maximum", "most"), "max"),
    **dict.fromkeys(("minimum", "least"), "min"),
}
# What people head a column with that shares no word with it, or shares one with another column: by sheet or by
# whatever sheet has the column.
_OTHER_HEADINGS = {
    ("Levels", "Max hours a day"): ("max hours per day", "max hours/day", "daily max", "most a day"),
    ("Levels", "Min hours a day"): ("min hours per day", "min hours/day", "daily min"),
    ("Levels", "Pause"): ("break", "breaks", "break minutes"),
    ("Topics", "Kind"): ("type", "category", "modality"),
    ("Topics", "Smallest"): ("min", "minimum", "min clients", "min size", "at least"),
    ("Topics", "Largest"): ("max", "maximum", "max clients", "max size", "capacity", "cap", "size", "group size",
                            "limit"),
    ("Topics", "Best size"): ("ideal", "ideal size", "target", "target size"),
    ("Topics", "Leaders"): ("# of staff", "staff needed", "number of leaders", "staff"),
    ("Topics", "Starts"): ("time", "times", "start time", "start times"),
    ("Topics", "After"): ("prerequisite", "prerequisites", "requires", "prereq", "needs first"),
    ("Topics", "Membership"): ("open/closed", "open or closed", "closed", "open", "enrollment", "enrolment"),
    ("Topics", "For"): ("only for", "population", "restricted to", "who"),
    ("Topics", "Not for"): ("exclude", "excludes", "excluded", "except", "except for"),
    ("Topics", "Only if asked"): ("by request", "on request", "by referral", "referral only", "optional"),
    ("Clients", "Client"): ("mrn", "initials", "number", "no.", "client name", "chart"),
    ("Clients", "Level"): ("loc", "program", "level of care"),
    ("Clients", "Max hours"): ("auth hours", "authorized hours", "authorised hours", "approved hours"),
    ("Clients", "Primary therapist"): ("case manager", "assigned to", "primary", "coordinator"),
    ("Clients", "Starts"): ("admitted", "admission", "admit date", "intake"),
    ("Clients", "Ends"): ("discharged", "discharge", "discharge date", "d/c", "dc", "d/c date", "authorized until",
                          "authorised until", "authorization ends", "auth end", "insurance end", "left on", "leaves"),
    ("Clients", "Curriculum start"): ("day 1", "day one", "week 1", "track start"),
    ("Clients", "Tags"): ("gender", "sex", "track", "labels", "characteristics"),
    ("Therapists", "Leads"): ("groups", "topics", "can lead", "can run", "runs", "facilitates", "teaches"),
    ("Therapists", "Most hours"): ("hours", "hours a week", "weekly hours", "hrs", "fte", "productivity"),
    ("Therapists", "Most in a row"): ("back to back", "back-to-back", "in a row", "consecutive"),
    ("Therapists", "Tags"): ("credentials", "license", "licence", "credential"),
    ("Rooms", "Room"): ("space",),
    ("Rooms", "Seats"): ("size", "max", "maximum", "max clients"),
    ("Rooms", "Kind"): ("type", "used for", "use"),
    ("Times", "Days"): ("weekday", "weekdays", "when"),
    ("Times", "Starts"): ("time", "times", "start time", "start times"),
    ("Needs", "Sessions"): ("per week", "how many", "count", "number", "times", "frequency", "times a week"),
    ("Needs", "Priority"): ("importance", "urgency", "weight", "rank"),
    ("Needs", "From"): ("not before", "starting"),
    ("Needs", "Until"): ("end date", "last day", "ends", "through", "expires"),
    ("Needs", "Total"): ("max sessions", "in all", "total sessions", "dosage"),
    ("Wishes", "What"): ("prefers", "avoids", "preference", "which", "wish for"),
    ("Wishes", "Weight"): ("how much", "strength", "priority", "importance"),
    ("Apart", "From"): ("not with", "other client", "other", "and", "conflict with", "keep apart from", "with"),
    ("Fixed", "Day"): ("date", "when", "weekday"),
    ("Fixed", "Start"): ("from", "at", "begins"),
    ("Fixed", "Clients"): ("attendees", "participants", "patients", "members", "who"),
    ("Fixed", "From"): ("first day", "start date", "starts", "since", "valid from", "effective"),
    ("Fixed", "Until"): ("last day", "end date", "through", "expires", "valid to", "valid until"),
    ("Fixed", "Every"): ("biweekly", "every other week", "frequency", "repeat", "repeats", "recurrence", "rhythm",
                         "interval", "week", "weeks", "a/b"),
    ("Attendance", "Client"): ("mrn", "initials", "client name", "chart"),
    ("Curriculum", "From week"): ("week", "weeks", "start week", "first week"),
    ("Curriculum", "To week"): ("end week", "until week", "last week"),
    ("Curriculum", "Days"): ("on", "weekday", "weekdays"),
    ("Lessons", "Lesson"): ("no.", "number", "#", "session", "chapter", "module"),
    ("Lessons", "Title"): ("name", "subject", "about"),
    ("Rewards", "Amount"): ("$", "value", "dollars", "money", "pays"),
    ("Rewards", "Cap"): ("maximum", "max", "most", "limit"),
    ("Rules", "Rule"): ("name",),
    ("Rules", "Use"): ("weight", "points", "importance", "value", "setting", "how much"),
    ("", "Client"): ("name",),
    ("", "Therapist"): ("name", "leader", "led by"),
    ("", "Who"): ("name", "client", "therapist", "person", "staff", "clinician", "patient"),
    ("", "Room"): ("name", "location", "place", "where"),
    ("", "From"): ("start", "starts", "begin", "begins", "start time", "opens"),
    ("", "To"): ("end", "ends", "until", "end time", "finish", "closes"),
    ("", "First day"): ("from date", "start date", "date", "begins", "valid from", "effective", "since"),
    ("", "Last day"): ("until date", "end date", "through", "until", "valid until", "valid to", "expires"),
    ("", "Reason"): ("why", "comment"),
    ("", "Status"): ("attendance", "attended", "attended?", "present", "showed", "came", "outcome"),
    ("", "Lock"): ("keep", "pinned", "pin", "fixed"),
    ("", "Note"): ("comment", "comments", "remark", "remarks", "reason"),
    ("", "Session"): ("id", "session id"),
    ("", "Date"): ("when",),
    ("Roster", "Client"): ("who",),
}  # fmt: skip
# What the rows say without a column whose note doesn't tell it.
_WITHOUT = {
    (
        "Clients",
        "Tags",
    ): "nobody has a tag, and topics for some tags, or not for some, take no heed of anybody",
    ("Topics", "For"): "every topic is for everybody",
    ("Topics", "Not for"): "no topic keeps anybody out",
    ("Topics", "After"): "nothing has to be attended before",
    ("Topics", "Leader tags"): "whoever leads a topic may lead it alone",
}


def column_meant(heading: str, missing: Sequence[Column], sheet: Sheet) -> Column | None:
    """The column that a heading seems to mean: spelt much like it, or one that is missing and shares its words."""
    wanted = cells.heading_key(heading)
    for column in missing:
        for where in (sheet.name, ""):
            if wanted in map(cells.heading_key, _OTHER_HEADINGS.get((where, column.name), ())):
                return column
    if typed_elsewhere(heading, sheet.name):
        return None
    by_key = {cells.heading_key(column.name): column for column in sheet.columns if not _note(column)}
    # A slip of the pen begins as the word does: Room is no misspelt From.
    like = [one for one in by_key if one[0] == wanted[0] or wanted in one or one in wanted]
    near = next(iter(difflib.get_close_matches(wanted, like, n=1, cutoff=0.6)), None)
    shared = {column.name: len(_words(heading) & _words(column.name)) for column in missing}
    by_words = max(missing, key=lambda column: shared[column.name], default=None)
    alike = near is not None and difflib.SequenceMatcher(None, wanted, near).ratio() >= VERY_LIKE
    if by_words is not None and shared[by_words.name] and (near is None or by_key[near] not in missing):
        return by_key[near] if near and alike else by_words
    return by_key[near] if near else None


def unknown_column(
    place: Place, heading: str, sheet: Sheet, meant: Column | None, missing: Sequence[Column]
) -> Fault:
    """The warning about a column that nobody reads, with the one that it may be, or where its content belongs."""
    fix = "for a column of your own, start its name with ("
    if meant is None:
        elsewhere = typed_elsewhere(heading, sheet.name)
        fix = f"{elsewhere}; {fix}" if elsewhere else fix
    elif meant in missing:
        fix = f"did you mean {meant.name}?{_without(meant, sheet)}"
    else:
        fix = f"{meant.name} is there already; {fix}"
    return place.fault(heading, "is no known column and is ignored", fix, "warning")


def _note(column: Column) -> bool:
    return column.name == "Note" or column.name.startswith("(")


def _words(heading: str) -> set[str]:
    words = re.findall(r"[a-z]+", cells.clean(heading).casefold())
    return {_OTHER_WORDS.get(word, _OTHER_WORDS.get(word.removesuffix("s"), word)) for word in words}


def _without(meant: Column, sheet: Sheet) -> str:
    if told := _WITHOUT.get((sheet.name, meant.name)):
        return f" Without it, {told}"
    blank = re.search(r"\bblank = ([^.;]+)", meant.note, re.IGNORECASE)
    return f" Without it, every {meant.name} counts as blank: {blank[1]}" if blank else ""
