"""Fixes for the outside fuzz: what is said to mend a random week is typed, planned anew and counted from outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.outside_program import Outside
from tests.outside_reader import day_of, minutes_of, read_sheets, whole
from tests.outside_replans import changed_in_the_week, some_moment
from tests.outside_runs import WEEK, Wrong, checks, judged, planned, planner, without_faults
from tests.outside_weeks import Sheets, Weeks, save

LOOKING = ("--seconds", "2")
Key = tuple[str, str | None]


@dataclass(frozen=True)
class Lacks:
    """What a roster lacks by its sheets Hours and Needs: in all, and by client and topic (`None`: hours, days)."""

    minutes: int
    days: int
    weight: int
    of: Counter[Key]

    @property
    def total(self) -> tuple[int, int, int]:
        """In the order in which it counts."""
        return self.minutes, self.days, self.weight

    @property
    def sessions(self) -> int:
        """Sessions of needs."""
        return sum(many for (_, topic), many in self.of.items() if topic is not None)

    def of_topics(self, topics: Sequence[str]) -> int:
        """Sessions of some topics' needs."""
        return sum(many for (_, topic), many in self.of.items() if topic in topics)


def lacks_of(book: Path, roster: Path) -> Lacks:
    """What the written roster lacks."""
    program, sheets = Outside(read_sheets(book)), read_sheets(roster)
    of: Counter[Key] = Counter()
    minutes = days = weight = 0
    for row in sheets["hours"]:
        code, week = str(row["client"]), day_of(row["week"])
        assert week is not None
        short = minutes_of(row["short"]) or 0
        fewer = max(0, program.bounds(code, week).least_days - (whole(row["days"]) or 0))
        minutes, days = minutes + short, days + fewer
        of[code, None] += short + fewer
    for row in sheets["needs"]:
        missing = whole(row["missing"], 0) or 0
        of[str(row["client"]), str(row["topic"])] += missing
        weight += missing * (whole(row["priority"]) or 0)
    return Lacks(minutes, days, weight, of)


@dataclass(frozen=True)
class Asked:
    """A week that is explained: its workbook, its roster (`None`: none is possible), and what of it has begun."""

    book: Path
    roster: Path | None
    as_of: datetime | None = None

    @property
    def moment(self) -> tuple[date, int] | None:
        """When, as the judge has it."""
        return (self.as_of.date(), self.as_of.hour * 60 + self.as_of.minute) if self.as_of else None

    @property
    def words(self) -> tuple[str, ...]:
        """The roster and the options that every question about it takes."""
        if self.roster is None:
            return WEEK[:2]
        return (str(self.roster), *(("--as-of", f"{self.as_of:%Y-%m-%d %H:%M}") if self.as_of else ()))

    def planned_with(self, book: Path, new: Path) -> str:
        """Plans a workbook on from the roster, or replans it, and judges what comes out; says how it ended."""
        if self.as_of is None or self.roster is None:
            begin = ("--begin", str(self.roster)) if self.roster else ()
            how = planned(book, new, *begin)[0]
        else:
            words = (book, *self.words, "-o", new, "--seconds", "1")
            how = judged(*planner("replan", *words), book, new, self.moment)
        if how == "planned":
            checks(book, new, self.moment or (date.min, 0))
        return how


def explained_week(number: int, folder: Path) -> Asked | None:
    """A random week with its roster, every third replanned within it; `None`: `check` finds faults that stay."""
    sheets: Sheets = Weeks(number).sheets()
    book, roster = folder / "harbor.xlsx", folder / "roster.xlsx"
    save(book, sheets)
    sheets = without_faults(book, sheets)
    save(book, sheets)
    how = planned(book, roster, "--reproducible")[0]
    if how != "planned":
        return Asked(book, None) if how == "no plan" else None
    if number % 3:
        return Asked(book, roster)
    random = Random(-number)
    as_of = some_moment(random)
    save(book, changed_in_the_week(sheets, Weeks(number), random))
    return Asked(book, roster, as_of)


def one_explained(number: int, folder: Path) -> str:
    """Explains a random week and does what is said to help, one fix after the other."""
    asked = explained_week(number, folder)
    if asked is None:
        return "faults"
    code, told, said = planner("explain", asked.book, *asked.words, *LOOKING)
    if code == 1 and told is not None and (asked.roster is None or asked.as_of is not None):
        return "faults"
    if code or told is None:
        raise Wrong(f"explain: exit {code}: {said[-300:]}")
    fixes = [fix for fix in told["fixes"] if fix["verified"]]
    if not fixes:
        return "no fix" if told["causes"] else "nothing missing"
    before = None
    as_it_is = folder / "as it is.xlsx"
    how = asked.planned_with(asked.book, as_it_is)
    if how == "planned":
        before = lacks_of(asked.book, as_it_is)
    elif asked.roster is not None and asked.as_of is None:
        raise Wrong(f"planned once, and then {how}")
    for place, fix in enumerate(fixes, start=1):
        copy, new = folder / f"mended {place}.xlsx", folder / f"new {place}.xlsx"
        _typed(asked, fix["change"], copy)
        if (how := asked.planned_with(copy, new)) != "planned":
            raise Wrong(f"{fix['change']}: {how}")
        if wrong := not_mended(before, lacks_of(copy, new), fix["mends"]):
            raise Wrong(f"{fix['change']}: {wrong}")
    return "fixes" if asked.roster else "released"


def _typed(asked: Asked, change: str, copy: Path) -> None:
    """The change as `explain` prints it, given to `whatif`, and the copy as `check` reads it."""
    code, told, said = planner("whatif", asked.book, *asked.words, change, "--write", copy, "--seconds", "1")
    if code or told is None:
        raise Wrong(f"whatif {change}: exit {code}: {said[-300:]}")
    code, told, said = planner("check", copy)
    if code:
        raise Wrong(f"check of the copy with {change}: exit {code}: {said[-300:]}")


def not_mended(before: Lacks | None, after: Lacks, mends: dict[str, Any]) -> str:
    """What of a fix's promise isn't so between two weeks; blank: all of it holds.

    Hours go first: needs that aren't spoken of may be missing for them, and where it is said of topics, others.
    """
    if before is None:
        return ""
    gained = before.minutes - after.minutes, before.days - after.days
    found = []
    if gained[0] < mends["minutes"]:
        found.append(f"{mends['minutes']} minutes, and it is {gained[0]}")
    if gained[1] < mends["days"] and gained[0] <= mends["minutes"]:
        found.append(f"{mends['days']} days, and it is {gained[1]}")
    fewer = before.sessions - after.sessions
    if mends["topics"]:
        fewer = before.of_topics(mends["topics"]) - after.of_topics(mends["topics"])
        if after.total >= before.total:
            found.append(f"a better week, and it is {before.total} -> {after.total}")
    if fewer < mends["needs"]:
        found.append(f"{mends['needs']} needs, and it is {fewer}")
    return "; ".join(found)
