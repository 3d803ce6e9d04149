"""What may be typed where a sheet has a choice, and the settings; the contract as data."""

from __future__ import annotations

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY

KINDS = ("group", "education", "individual", "family", "testing", "community", "mutual help")
STATUSES = ("attended", "excused", "absent", "cancelled")
REWARDED = ("week complete", "sessions", "in a row", "topic complete")
OPEN_KINDS = frozenset({"group", "education"})  # open topics that are also for clients who don't ask
PART_WEEKS = ("prorated", "full", "waived")
DATES = ("month first", "day first")
CLOCKS = ("12", "24")
A_WEEK = DAYS_A_WEEK * MINUTES_A_DAY

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
