"""A change to a program as a coordinator says it: `client C017 available Wed 17-20`, `one more room`.

`change_of` understands the phrase; the change applies to a program in memory, and its edits say the same of the
workbook's rows, for whoever wants it in a copy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from planner.model.faults import PlannerError
from planner.program import Program
from planner.remedies.changes import changed_offer as offer
from planner.remedies.changes import changed_people as people
from planner.remedies.changes import changed_terms as terms
from planner.remedies.changes.naming import Does
from planner.remedies.changes.said import in_known_words
from planner.tables.cells import Unreadable
from planner.tables.rewrite import RowEdit as Edit


@dataclass(frozen=True)
class Change:
    """A change by its phrase, with the program as it is then and the rows of the workbook that say so."""

    says: str
    program: Program
    edits: tuple[Edit, ...]


def change_of(program: Program, week: date, phrase: str) -> Change:
    """What a phrase changes, or several with semicolons between them; `week` is the first day of the week meant.

    Raises `PlannerError` when it isn't understood, or names somebody whom the program doesn't have.
    """
    if ";" in phrase:
        return changed_by(program, week, [part for part in phrase.split(";") if part.strip()])
    said = " ".join(phrase.replace("–", "-").split()).rstrip(".")
    parts = [part for part in re.split(r", (?:and )?| and ", phrase) if part.strip()]
    trouble: PlannerError | None = None
    # First as it is said, then in other words, then as several: what is understood never means something else.
    for words in dict.fromkeys((said, in_known_words(program, said))):
        try:
            return _one_change(program, week, phrase, words)
        except PlannerError as found:
            trouble = found if trouble is None or "isn't understood" in str(trouble) else trouble
    if len(parts) > 1:
        with suppress(PlannerError):
            return changed_by(program, week, parts)
    assert trouble is not None
    raise trouble


def _one_change(program: Program, week: date, phrase: str, said: str) -> Change:
    for pattern, does in KINDS:
        if found := re.fullmatch(pattern, said, flags=re.IGNORECASE):
            parts = {name: text for name, text in found.groupdict().items() if text is not None}
            try:
                changed, edits = does(program, week, parts)
            except (Unreadable, PlannerError) as trouble:
                raise PlannerError(f"'{phrase}': {trouble}") from None
            except OverflowError:
                raise PlannerError(f"'{phrase}': a number is too large") from None
            if changed == program:
                raise PlannerError(f"'{phrase}' changes nothing: it is so as it is")
            return Change(said, changed, tuple(edits))
    forms = "".join(f"\n  {example}" for example in EXAMPLES)
    raise PlannerError(f"'{phrase}' isn't understood; say it like one of these:{forms}")


def program_with(program: Program, week: date, phrase: str) -> Program | None:
    """The program with a change that is only proposed; `None` where it can't be made, or changes nothing."""
    try:
        return change_of(program, week, phrase).program
    except PlannerError:
        return None


def changed_by(program: Program, week: date, phrases: Sequence[str]) -> Change:
    """Several changes one after another as one."""
    edits: list[Edit] = []
    says = []
    for phrase in phrases:
        change = change_of(program, week, phrase)
        program = change.program
        says.append(change.says)
        edits += change.edits
    return Change("; ".join(says), program, tuple(edits))


_KIND, _NAME = r"(?P<kind>client|therapist|room)", r"(?P<name>.+?)"
_DECIMAL = r"\d{1,5}(?:\.\d+)?"
_NUMBER = rf"(?P<number>{_DECIMAL})"
_DATES = r"(?P<days>[^\d]+?|.*\d{4}.*?|\d{1,2}\.\d{1,2}\..*?|\d{1,2}/\d{1,2}/\d+.*?)"
_RANGE = r"(?P<range>[\d:.apmno]+ ?-.+|\d{1,2}(:\d\d)? ?[ap]m ?- ?.+)"
_TOPIC_LIMITS, _LEVEL_LIMITS = (
    "|".join(offer.LIMITS),
    "|".join(sorted(people.LEVEL_LIMITS, key=len, reverse=True)),
)
KINDS: tuple[tuple[str, Does], ...] = (
    (rf"({_KIND} )?(?P<who>.+?) (?:is )?(?:not|isn't) away(?: {_DATES})?", people.there),
    (rf"({_KIND} )?{_NAME} (?:available|can come|comes|is there) (?P<days>.+?) {_RANGE}", people.available),
    (rf"({_KIND} )?(?P<who>.+?) (?:is )?away(?: {_DATES})?( {_RANGE})?", people.away),
    (rf"closed {_DATES}( {_RANGE})?", people.away),
    (rf"({_KIND} )?{_NAME} leaves(?: (?:on )?{_DATES})?", people.leaves),
    (rf"client {_NAME} (?P<end>starts|ends) (?:on )?{_DATES}", people.stay),
    (
        rf"(?:therapist )?{_NAME} (?P<less>no longer leads|doesn't lead|does not lead) (?P<topic>.+)",
        people.leads,
    ),
    (rf"(?:therapist )?{_NAME} (?:also )?leads (?P<topic>.+?)(?: too)?", people.leads),
    (
        rf"therapist {_NAME} (?P<limit>most hours|hours|most a day|most in a row) (?P<number>none|{_DECIMAL})",
        people.therapist_limit,
    ),
    (rf"client {_NAME} (?P<limit>min|max) hours {_NUMBER}", people.hours),
    (rf"client {_NAME} hours {_NUMBER}", people.hours),
    (rf"client {_NAME} no longer needs (?P<topic>.+)", terms.no_need),
    (rf"client {_NAME} needs (?P<topic>.+?) (?:on )?any day", terms.need_on_any_day),
    (rf"curriculum {_NAME} has (?P<topic>.+?) (?:on )?any day", terms.curriculum_on_any_day),
    (rf"client {_NAME} any day", people.any_day),
    (rf"{_KIND} {_NAME} hours always", terms.hours_always),
    (
        rf"(?P<kind>client|therapist) {_NAME} hours (?:(?:on )?(?P<days>[^\d]+?) )?also for (?P<topic>.+)",
        terms.hours_for,
    ),
    (rf"client {_NAME} primary (?:therapist )?(?P<therapist>.+)", terms.primary),
    (r"(?P<kind>client|therapist) (?P<name>.+?) also (?P<tag>(?!leads ).+)", terms.tag),
    (rf"client {_NAME} level (?P<level>.+)", people.of_level),
    (
        rf"client {_NAME} needs (?P<topic>.+?)(?: (?P<sessions>\d{{1,2}}) (?:sessions?|times?))?"
        r"(?: (?P<priority>must|should|could|[1-9]\d{0,2}))?",
        people.needs,
    ),
    (rf"level {_NAME} (?P<limit>{_LEVEL_LIMITS}|hours|days) {_NUMBER}", people.level_limit),
    (r"admit (?P<count>one|a|\d+)(?: more)? clients? like (?P<name>.+)", people.admit),
    (r"let (?P<first>.+?) and (?P<second>.+?) meet", people.together),
    (r"let (?P<first>.+?) meet (?P<second>.+)", people.together),
    (r"keep (?P<first>.+?) (?:and|from) (?P<second>.+?) apart", people.apart),
    (rf"topic {_NAME} (?P<limit>{_TOPIC_LIMITS}) (?P<number>none|\d{{1,4}})", offer.topic_limit),
    (rf"topic {_NAME} also for (?:level )?(?P<level>.+)", offer.also_for),
    (rf"topic {_NAME} (?P<term>{'|'.join(terms.TERMS)})", terms.term),
    (rf"room {_NAME} seats (?P<number>\d{{1,4}})", offer.seats),
    (rf"room {_NAME} also (?P<room_kind>.+)", offer.room_kind),
    (
        r"(?P<count>one|\d+) more rooms?(?: like (?P<name>.+?))?(?: with (?P<seats>\d{1,3}) seats)?",
        offer.more_rooms,
    ),
    (r"(?P<count>one|\d+) more therapists? like (?P<name>.+)", offer.more_therapists),
    (r"add starts? for (?P<name>.+?) (?P<starts>\d.*)", offer.own_start),
    (r"add starts? (?P<days>[^\d]+?) (?P<starts>\d.*)", offer.start),
    (r"changeover (?P<number>\d{1,4})(?: min(?:utes)?)?", terms.changeover),
    (r"no lunch", terms.no_lunch),
    (r"lunch (?:minutes )?(?P<number>\d{1,4})(?: min(?:utes)?)?", terms.lunch_minutes),
    (r"(?:no|remove) starts? (?P<days>[^\d]+?) (?P<starts>\d.*)", offer.fewer_starts),
    (r"release (?P<place>Fixed(?:![A-Z]+| line )\d+)", offer.release),
    (r"rule (?P<name>.+?) (?P<use>off|must|\d{1,6})", offer.rule),
)
"""What is understood, the first that fits; each with what it does to the program."""

EXAMPLES = (
    "client C017 available Wed 17-20",
    "client C017 any day",
    "client C017 hours 8",
    "client C017 min hours 6",
    "client C017 level PHP",
    "client C017 needs Grief 2 sessions must",
    "client C017 needs Grief any day",
    "client C017 no longer needs Grief",
    "client C017 also Spanish",
    "client C017 primary Dana",
    "client C017 hours always",
    "curriculum Track has Grief any day",
    "client C017 leaves Wed",
    "client C017 ends 2026-12-11",
    "admit 4 clients like C014",
    "let C001 and C002 meet",
    "let C001 meet everybody",
    "keep C001 and C002 apart",
    "therapist Dana available Tue 9-12",
    "therapist Dana away Thu-Fri",
    "therapist Dana not away Thu",
    "therapist Dana leads Grief",
    "therapist Dana no longer leads Grief",
    "therapist Dana most hours 24",
    "therapist Dana most a day 5",
    "therapist Dana hours on Fri also for Grief",
    "one more therapist like Dana",
    "room Oak away Wed",
    "room Oak seats 12",
    "room Oak also office",
    "one more room like Oak",
    "one more room with 8 seats",
    "closed Thu",
    "topic Grief largest 12",
    "topic Grief smallest 3",
    "topic Grief leaders 1",
    "topic Grief second leader above 12",
    "topic Grief minutes 50",
    "topic Grief most a day 2",
    "topic Grief most a week 3",
    "topic Grief at once 2",
    "topic Grief runs at least 1",
    "topic Grief runs at most none",
    "topic Grief also for level OP",
    "topic Grief for anybody",
    "topic Grief unasked",
    "topic Grief open",
    "topic Grief after nothing",
    "topic Grief led by anybody",
    "topic Grief in any room",
    "topic Grief without a room",
    "topic Grief at any start",
    "level IOP min hours 9",
    "level IOP min hours a day 1",
    "level IOP max hours a day 6",
    "level IOP min days 2",
    "level IOP max days 5",
    "add start Tue 19:00",
    "add start for Grief 19:00",
    "no start Tue 8:00",
    "changeover 10",
    "lunch 30",
    "no lunch",
    "release Fixed!A5",
    "rule Wishes 10",
)
