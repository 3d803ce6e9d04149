"""Columns that people add to a sheet and that seem to change what is planned: where what they hold is typed."""

from __future__ import annotations

from planner.tables import cells

_HOURS = ("Client availability", "Therapist availability", "Room availability")
_NOT_ANY_MORE = ("status", "active", "inactive", "active?", "cancelled", "canceled", "hold", "on hold", "current",
                 "done", "completed", "skip", "ignore", "delete", "archived")  # fmt: skip
_RHYTHM = ("every", "every other week", "biweekly", "bi-weekly", "frequency", "rhythm", "cycle", "repeat", "repeats",
           "recurrence", "interval", "week", "weeks", "weekly", "a/b", "odd/even", "week of")  # fmt: skip
_EXCEPT = ("not", "not on", "off", "except", "exception", "exceptions", "skips", "holiday", "holidays", "excluding",
           "days off", "day off", "out")  # fmt: skip
_DAYS = ("day", "days", "weekday", "weekdays", "when", "time", "start", "start time", "schedule")
_DATES = ("from", "until", "first day", "last day", "starts", "ends", "start date", "end date", "valid from",
          "valid until", "valid to", "through", "effective", "expires", "since")  # fmt: skip
_LEADER = ("therapist", "leader", "leader name", "led by", "with", "clinician", "provider", "counselor", "counsellor",
           "facilitator", "co-leader", "coleader", "staff", "who leads")  # fmt: skip
_LENGTH = ("minutes", "length", "duration", "hours", "end", "end time", "to", "ends at")
_ATTENDED = ("attended", "attended?", "attendance", "present", "present?", "here", "came", "showed", "no show",
             "no-show", "excused", "absent", "missed")  # fmt: skip
_PERSON = ("name", "first name", "last name", "full name", "client name", "patient name", "dob", "date of birth",
           "birthday", "birth date", "phone", "cell", "e-mail", "email", "address", "ssn", "mrn", "diagnosis",
           "dx", "insurance id", "member id")  # fmt: skip

# By sheets and headings, what to do. What stands first holds.
_ELSEWHERE: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    (("Clients",), _PERSON, "delete it: clients are codes, and names stand in a file of their own (planner print "
     "--names)"),
    (("Clients",), (*_NOT_ANY_MORE, "enrolled", "state", "left", "left on", "leave"),
     "whoever is on this sheet is planned: type the last day of the stay in Ends, absences on Away, or delete the row"),
    (("Clients",), ("authorized until", "authorised until", "authorization ends", "auth end", "insurance end"),
     "type the last authorised day in Ends"),
    (("Clients",), ("apart from", "not with", "keep apart", "keep apart from", "conflict", "conflicts", "avoid"),
     "type a row for each on the sheet Apart"),
    (("Clients",), ("availability", "available", "hours", "schedule", "times", "when", "time"),
     "type when a client can come on the sheet Client availability"),
    (("Clients",), ("topics", "topic", "groups", "group", "needs", "treatment plan", "assigned groups", "classes"),
     "type a row for each on the sheet Needs"),
    (("Clients",), ("away", "absent", "absence", "vacation", "pto", *_EXCEPT), "type absences on the sheet Away"),
    (("Clients",), ("wishes", "wish", "preference", "preferences", "prefers"), "type a row for each on Wishes"),
    (("Clients",), ("min days", "max days", "max hours a day", "min hours a day", "days a week", "days per week",
                    "hours a day", "hours per day"),
     "days and hours a day are those of the level: give them a level of their own on the sheet Levels"),
    (("Therapists",), (*_NOT_ANY_MORE, *_DATES, *_EXCEPT, "on leave", "leave", "vacation", "pto", "away", "state"),
     "whoever is on this sheet may lead: type absences on Away, First day and Last day on Therapist availability, or "
     "delete the row"),
    (("Therapists",), ("hours", "availability", "available", "schedule", "shift", "works", *_DAYS),
     "type when a therapist is there on the sheet Therapist availability"),
    (("Therapists",), ("does not lead", "doesn't lead", "not", "except", "can't lead"),
     "type all that the therapist does lead in Leads"),
    (("Therapists", "Topics"), ("max clients", "caseload", "max caseload"), "Largest on Topics is a session's"),
    (("Rooms",), (*_NOT_ANY_MORE, *_DATES, *_EXCEPT, *_DAYS, "hours", "available", "availability", "out of use",
                  "closed", "in use"),
     "type when a room is there on Room availability, and when it isn't on Away"),
    (("Topics",), (*_LEADER, "leader"), "who leads a topic stands in Leads on Therapists"),
    (("Topics",), (*_NOT_ANY_MORE, *_DATES),
     "a topic of this sheet may be held: type 0 in Runs at most, or delete the row, where it isn't to be"),
    (("Topics",), (*_DAYS, *_RHYTHM, *_EXCEPT, "room", "location"),
     "a session on a certain day, in a certain room or every so many weeks is a row of Fixed"),
    (("Topics",), ("break", "break after", "pause", "pause after", "buffer"),
     "type minutes between sessions in Changeover on Settings, and clients' pauses on Levels"),
    (("Topics",), ("min age", "max age", "age", "ages", "gender", "sex", "language"),
     "type a tag for it in Tags on Clients, and in For or Not for here"),
    (_HOURS, _RHYTHM, "a row holds in every week: type a row for each stretch, with First day and Last day"),
    (_HOURS, (*_EXCEPT, "lunch", "break", "breaks", "meeting", "on call"),
     "type a row for each stretch of hours, and days off on the sheet Away"),
    (("Away",), (*_RHYTHM, *_DAYS), "a row holds from First day to Last day: type a row for each time"),
    (("Away",), ("return", "returns", "return date", "back", "back on", "returning"),
     "type the last day away in Last day"),
    (("Away",), (*_NOT_ANY_MORE, "approved", "approved?", "pending"),
     "a row holds all the same: delete it where nobody is away"),
    (("Needs", "Curriculum"), _DAYS, "a session at a settled day and time is a row of Fixed"),
    (("Needs", "Curriculum"), _LEADER, "whom a client sees is Primary therapist on Clients, or a row of Wishes"),
    (("Needs", "Curriculum"), (*_RHYTHM, "per month", "a month"),
     "Sessions are those of every week: type From and Until, or a Total, on Needs"),
    (("Needs", "Curriculum"), _LENGTH, "a session lasts as long as Minutes on Topics says"),
    (("Needs", "Wishes", "Apart"), _NOT_ANY_MORE, "a row holds all the same: delete it where it doesn't"),
    (("Curriculum",), ("total", "until", "last day", "end date"),
     "a row holds from From week to To week; a Total or a last day stands on Needs"),
    (("Wishes",), (*_DAYS, "days", "topic", "therapist", "hours"), "type what is wished in What"),
    (("Wishes", "Apart"), (*_DATES, *_RHYTHM), "a row holds in every week: delete it when it doesn't any more"),
    (("Apart",), ("topic", "topics", "type", "kind", "how"), "a row keeps two apart in every session"),
    (("Fixed",), (*_NOT_ANY_MORE, *_EXCEPT), "a row holds all the same: type absences on Away, or delete the row"),
    (("Fixed",), (*_LENGTH, "ends"),
     "a session lasts as long as Minutes on Topics says; the last day of a weekly one stands in Until"),
    (("Fixed",), ("co-leader", "coleader", "therapist 2", "2nd therapist", "second therapist", "leader 2", "with"),
     "type both in Therapist, separated by a semicolon"),
    (("Fixed",), ("topic 2", "second topic", "client 2", "client"), "type a row for each, or a list in Clients"),
    (("Attendance",), (*_ATTENDED, "cancelled", "canceled", "reason"),
     "type attended, excused, absent or cancelled in Status"),
    (("Attendance",), ("late", "left early", "end", "hours", "units", "arrived"), "type credited minutes in Minutes"),
    # The roster's flat sheets.
    (("Roster",), (*_NOT_ANY_MORE, *_ATTENDED), "type attended, excused, absent or cancelled in Status"),
    (("Roster",), ("late", "left early", "hours", "units", "arrived"), "type credited minutes in Minutes"),
    (("Sessions",), (*_NOT_ANY_MORE, *_ATTENDED), "type cancelled in Status of its rows on Roster, or delete the row"),
    (("Sessions", "Roster"), ("moved to", "new time", "new start", "new day", "new date", "move to", "change to"),
     "type the new Date and Start over the old ones"),
    (("Sessions", "Roster"), ("co-leader", "coleader", "therapist 2", "2nd therapist", "second therapist", "substitute",
                              "sub", "cover", "covered by"),
     "type who leads in Therapist, several separated by a semicolon"),
    (("Sessions", "Roster"), ("locked", "lock?", "keep", "pinned", "fixed", "frozen", "confirmed"),
     "type it in Lock: what is locked stays when the week is replanned"),
    (("Times",), ("topic", "topics"), "a topic's own starts stand in Starts on Topics"),
    (("Times",), (*_DATES, *_EXCEPT, *_RHYTHM), "a row holds in every week: type closures on the sheet Away"),
)  # fmt: skip
_ANSWERS: dict[tuple[str, str], str] = {}
for _sheets, _headings, _answer in _ELSEWHERE:
    for _sheet in _sheets:
        for _heading in _headings:
            _ANSWERS.setdefault((_sheet, cells.heading_key(_heading)), _answer)


def typed_elsewhere(heading: str, sheet: str) -> str:
    """What to do with a column that a sheet doesn't have, '' where nothing is known of it."""
    return _ANSWERS.get((sheet, cells.heading_key(heading)), "")
