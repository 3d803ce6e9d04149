"""The sheets of who is there and when: Clients, the three availability sheets, Away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from planner.model import Therapist, Topic
from planner.program import EVERYONE, AwayRow, ClientRow, LevelOfCare, WeeklyWindow
from planner.tables import cells
from planner.tables.names import Names
from planner.tables.rows import Row
from planner.workbook.book import Book
from planner.workbook.day_order import in_order

WORDS_OF_A_REMARK = 4  # `C003 back from leave`; codes are shorter
_CLOSED = "closed|clinic|program|holiday"
_EVERYONE = re.compile(rf"(?:the )?(?:{_CLOSED}|all|all ?staff|office|center|building)")
_OF_MANY = re.compile(
    rf"\b(?:{_CLOSED}|closures?|holidays|thanksgiving|christmas|easter|staff|everyone|everybody)\b"
    r"|^(?:all|every|most) (?:the )?(?:clients|patients|therapists|counsel+ors|clinicians|rooms|groups)$"
)
OR_A_RANGE = "or a whole range such as 9:00-12:00 in From"


def leave_out_headings(book: Book) -> None:
    """Take out of Clients headings and remarks: nothing beside them, no hours, and no digit or many words."""
    rows, hours = book.rows("Clients"), book.rows("Client availability")
    with_hours = {cells.key(row.text("Client")) for row in hours}
    codes = [row for row in rows if _may_be_a_code(row.text("Client"))]
    for row in [row for row in rows if row not in codes] if hours else []:
        alone = all(row.value(column.name) is None for column in row.sheet.columns[1:])
        if alone and len(codes) > 2 and cells.key(row.text("Client")) not in with_hours:
            book.leave_out(row)
            says = "is taken for a heading or a remark and left out: it has no hours and nothing beside it"
            row.fault("Client", says, "if it is a client, type when they can come", "warning")


def _may_be_a_code(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and text.count(" ") < WORDS_OF_A_REMARK - 1


def read_clients(
    book: Book,
    clients: Names,
    levels: Mapping[str, LevelOfCare],
    default_level: str,
    therapists: Mapping[str, Therapist],
    curricula: Names,
    tags: Names,
) -> dict[str, ClientRow]:
    """The clients, their level of care given or the default one."""
    found: dict[str, ClientRow] = {}
    level_names = Names("level of care", "Levels", levels)
    therapist_names = Names("therapist", "Therapists", therapists)
    therapist_names.judged = book.judged("Therapists")
    for row in book.rows("Clients"):
        code = clients.find(row.text("Client"))
        if code is None or code in found:
            continue
        client = ClientRow(
            code=code,
            level=_level(row, level_names, default_level),
            least_minutes=row.limit("Min hours"),
            most_minutes=row.limit("Max hours"),
            primary=row.one_of("Primary therapist", therapist_names),
            tags=row.tags("Tags", tags),
            starts=row.day("Starts"),
            ends=row.day("Ends"),
            weekdays=row.weekdays("Days"),
            curriculum=row.one_of("Curriculum", curricula),
            curriculum_start=row.day("Curriculum start"),
            family=cells.key(row.text("Family") or ""),
            of_default_level=row.empty("Level"),
        )
        _check_client(row, client, levels.get(client.level))
        found[code] = client
    return found


def _level(row: Row, levels: Names, default_level: str) -> str:
    level = row.one_of("Level", levels)
    if level is None and row.empty("Level") and default_level not in levels:
        says = f"Level is blank and the default level {default_level} is not on Levels"
        row.fault(
            "Level", says, f"type one of {', '.join(levels)}, or set Default level on Settings", found=""
        )
    return level or default_level


def _check_client(row: Row, client: ClientRow, level: LevelOfCare | None) -> None:
    in_order(row, ("Starts", client.starts), ("Ends", client.ends))
    if client.curriculum and row.empty("Curriculum start"):
        starts = f" such as {client.starts.isoformat()}, the first day of the stay" if client.starts else ""
        says = f"Curriculum start is blank, so the weeks of {client.curriculum} can't be counted"
        row.fault("Curriculum start", says, f"type a date in week 1{starts}", found="")
    least, most = client.least_minutes, client.most_minutes
    if least is not None and most is not None:
        if least > most:
            row.fault("Min hours", f"is more than Max hours ({most / 60:g})", "lower it or raise Max hours")
    elif level and least is not None and level.most_minutes is not None and least > level.most_minutes:
        says = f"is more than {level.name} allows ({level.most_minutes / 60:g} hours)"
        row.fault("Min hours", says, "lower it, type Max hours too, or choose another Level")
    elif level and most is not None and level.least_minutes > most:
        says = f"is less than {level.name} asks for ({level.least_minutes / 60:g} hours)"
        row.fault("Max hours", says, "raise it, type Min hours too, or choose another Level")


def check_primaries(
    book: Book,
    clients: Mapping[str, ClientRow],
    therapists: Mapping[str, Therapist],
    topics: Mapping[str, Topic],
) -> None:
    """Warns of a primary therapist who leads no individual topic, though there are some."""
    individual = {topic.name for topic in topics.values() if topic.kind == "individual"}
    names = Names("client", "Clients", clients)
    for row in book.rows("Clients"):
        code = names.find(row.text("Client"))
        primary = clients[code].primary if code else None
        if (
            primary
            and individual
            and therapists[primary].leads
            and not individual & therapists[primary].leads
        ):
            fix = "add one to Leads on Therapists, or name another primary therapist"
            row.fault("Primary therapist", "leads no individual topic", fix, "warning")


def read_hours(
    book: Book, sheet: str, who: str, names: Names, topics: Names, reported: bool
) -> dict[str, tuple[WeeklyWindow, ...]]:
    """An availability sheet: each name's weekly windows. With `reported`, names without a row give warnings."""
    found: dict[str, list[WeeklyWindow]] = {}
    mentioned: set[str] = set()
    lacking = False  # the column To: one fault, and not one a row
    for row in book.rows(sheet):
        name = row.one_of(who, names)
        if name is not None:
            mentioned.add(name)
        days = row.weekdays("Days")
        opens, closes = row.stretch()
        first, last = _holds_between(row)
        only = row.several_of("Topics", topics) if row.has("Topics") else ()
        if opens is not None and closes is None and row.empty("To"):
            if row.has("To"):
                row.fault("To", "To is blank", f"type when it ends, {OR_A_RANGE}", found="")
            elif not lacking:
                row.fault("From", "there is no column To", f"add it, {OR_A_RANGE}", found="")
            lacking = lacking or not row.has("To")
        if name is None or days is None or opens is None or closes is None:
            continue
        book.remember((sheet, name), row)
        found.setdefault(name, []).extend(
            WeeklyWindow(day, opens, closes, first_day=first, last_day=last, topics=frozenset(only) or None)
            for day in sorted(days)
        )
    if reported and book.rows(sheet):
        for row in book.rows(f"{who}s"):
            name = names.find(row.text(who))
            if name is not None and name not in mentioned:
                mentioned.add(name)
                says = f"has no row on {sheet}, and so is never available"
                row.fault(who, says, f"add when {name} can come", "warning")
    return {name: tuple(windows) for name, windows in found.items()}


def _holds_between(row: Row) -> tuple[date | None, date | None]:
    """The first and the last day on which a row of hours holds."""
    first, last = row.day("First day"), row.day("Last day")
    in_order(row, ("First day", first), ("Last day", last))
    return first, last


def _who(row: Row, *declared: Names) -> str | None:
    word = cells.clean(row.text("Who")).casefold()
    if cells.key(word) in (EVERYONE, "everybody"):
        return EVERYONE
    known = any(names.find(word) for names in declared)
    says = "is no client, therapist or room"
    alone = cells.key(word.removeprefix("the "))
    named = any(alone in cells.key(name) for names in declared for name in names)
    if _EVERYONE.fullmatch(word) and not named:
        row.fault("Who", says, f"did you mean {EVERYONE}?")
        return None
    near = known or ("closed" not in word and any(names.nearest(word) for names in declared))
    if _OF_MANY.search(word) and not near:
        closed = f"type {EVERYONE} if the whole program is closed, else a row for each who is away"
        row.fault("Who", says, f"{closed}; or correct the spelling, or add the name to its sheet")
        return None
    return row.one_of("Who", *declared)


def read_away(book: Book, clients: Names, therapists: Names, rooms: Names) -> tuple[AwayRow, ...]:
    """The absences."""
    found: list[AwayRow] = []
    for row in book.rows("Away"):
        who = _who(row, clients, therapists, rooms)
        first, last = row.day("First day"), row.day("Last day")
        opens, closes = row.stretch()
        ordered = in_order(row, ("First day", first), ("Last day", last))
        if ordered and who is not None and first is not None and row.complete:
            away = AwayRow(
                who=who,
                first_day=first,
                last_day=last or first,
                opens=opens,
                closes=closes,
                reason=row.text("Reason"),
            )
            book.remember(away, row)
            found.append(away)
    return tuple(found)
