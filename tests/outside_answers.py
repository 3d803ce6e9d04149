"""Answers for the outside fuzz: the weeks that `fit` offers, what `explain` says of a session and of a topic."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from tests.outside_checker import check_roster
from tests.outside_fixes import Asked, explained_week, lacks_of
from tests.outside_held import Held, read_sessions
from tests.outside_program import Outside
from tests.outside_reader import MISSED, WEEKDAYS, clock_of, read_sheets
from tests.outside_runs import Wrong, planner
from tests.outside_standing import Standing

SOON = ("--seconds", "1")
UNASKABLE = "isn't in the program|is over by then|no longer|no plan is possible"


def asked_week(number: int, folder: Path) -> tuple[Asked, Standing] | str:
    """A week that can be asked about, or how that ended."""
    asked = explained_week(number, folder)
    if asked is None or asked.roster is None:
        return "no roster"
    standing = Standing.of(asked)
    return (asked, standing) if standing.held else "nothing is held"


def one_fit(number: int, folder: Path) -> str:
    """`fit` for everybody in a random week, every second of whom has no seat yet: each week offered breaks no rule."""
    found = asked_week(number, folder)
    if isinstance(found, str):
        return found
    asked, standing = found
    offered = 0
    for place, code in enumerate(standing.program.clients):
        if (number + place) % 2:
            asked = _without_seats(asked, code, folder / f"without {place}.xlsx")
        code_of, told, said = planner("fit", asked.book, *asked.words[:1], code, *asked.words[1:])
        if code_of == 1 and re.search(UNASKABLE, said):
            continue
        if code_of or told is None:
            raise Wrong(f"fit {code}: exit {code_of}: {said[-300:]}")
        standing = Standing.of(asked)
        for week in told["weeks"]:
            offered += 1
            _judge_offer(standing, code, week)
    return "offered" if offered else "nothing offered"


def _without_seats(asked: Asked, code: str, path: Path) -> Asked:
    """The same week in which a client has no seat that is still ahead."""
    assert asked.roster is not None
    book = openpyxl.load_workbook(asked.roster)
    sheet = book["Roster"]
    at = {cell.value: place for place, cell in enumerate(sheet[1])}
    program = Outside(read_sheets(asked.book))
    held = {one.id: one for one in read_sessions(program, read_sheets(asked.roster))[0]}
    for row in reversed(list(sheet.iter_rows(min_row=2))):
        if row[at["Client"]].value is None or str(row[at["Client"]].value) != code:
            continue
        one = held[str(row[at["Session"]].value)]
        if asked.moment is None or (one.day, one.start) >= asked.moment:
            sheet.delete_rows(row[0].row or 0)
    if sheet.max_row == 1:  # an emptied sheet is taken for a slip
        return asked
    book.save(path)
    return replace(asked, roster=path)


def _judge_offer(standing: Standing, code: str, week: dict[str, Any]) -> None:
    held = {one.id: one for one in standing.held}
    new: list[Held] = []
    for one in week["sessions"]:
        if isinstance(one, str):
            session = held[one]
            held[one] = replace(session, seats={**session.seats, code: session.seats.get(code, "")},
                                credited={code: session.end - session.start, **session.credited})  # fmt: skip
        else:
            start = clock_of(one["start"]) or 0
            clients = dict.fromkeys(one["clients"], one["minutes"])
            new.append(
                Held(f"new {len(new)}", date.fromisoformat(one["date"]), start, start + one["minutes"],
                     topic=one["topic"], therapists=one["therapists"], room=one["room"],
                     seats=dict.fromkeys(clients, ""), credited=clients)
            )  # fmt: skip
    for joins in week["joining"]:
        one = held[joins["session"]]
        held[one.id] = replace(one, therapists=[*one.therapists, joins["therapist"]])
    for seat in week["moved"]:
        _move(standing, held, seat)
    offered = [*held.values(), *new]
    if faults := standing.new_faults(offered):
        raise Wrong(f"fit {code}: {faults[:4]} in {week}")
    lacks = standing.lacking(code, offered)
    weight = sum(one["priority"] * one["missing"] for one in week["needs"])
    if (week["minutes"], week["short_minutes"], weight) != (lacks.minutes, lacks.short, lacks.weight):
        raise Wrong(f"fit {code}: it is {lacks}, in {week}")


def _move(standing: Standing, held: dict[str, Held], seat: dict[str, Any]) -> None:
    """A seat of somebody else in another session of the topic."""
    (was, now) = (_moment(standing, seat[end]) for end in ("was", "now"))
    code = seat["client"]
    [left] = [
        one
        for one in held.values()
        if (one.day, one.start, one.topic) == (*was, seat["topic"]) and code in one.seats
    ]
    kept = {who: status for who, status in left.seats.items() if who != code}
    held[left.id] = replace(left, seats=kept)
    there = [one for one in held.values() if (one.day, one.start, one.topic) == (*now, seat["topic"])]
    for one in there:
        taken = replace(
            one, seats={**one.seats, code: ""}, credited={**one.credited, code: one.end - one.start}
        )
        if not standing.new_faults([*(each for each in held.values() if each is not one), taken], fewer=True):
            held[one.id] = taken
            return
    one = there[0]
    held[one.id] = replace(
        one, seats={**one.seats, code: ""}, credited={**one.credited, code: one.end - one.start}
    )


def _moment(standing: Standing, says: str) -> tuple[date, int]:
    day, _, time = says.partition(" ")
    weekday = WEEKDAYS.index(day[:3].lower())
    return standing.week + timedelta(days=(weekday - standing.week.weekday()) % 7), clock_of(time) or 0


def one_session(number: int, folder: Path) -> str:
    """What is said of two sessions of a random week."""
    found = asked_week(number, folder)
    if isinstance(found, str):
        return found
    asked, standing = found
    for place, one in enumerate(Random(number).sample(standing.ahead, min(2, len(standing.ahead)))):
        new = folder / f"without {place}.xlsx"
        code, told, said = planner(
            "explain", asked.book, *asked.words, "--session", one.id, "--write", new, *SOON
        )
        if told is None or "errors" in told:
            if re.search(UNASKABLE, said):
                continue
            raise Wrong(f"explain --session {one.id}: exit {code}: {said[-300:]}")
        _judge_seats(standing, one, told)
        _judge_times(standing, one, told)
        if new.exists():
            _judge_week(asked, new, f"without {one.id}", told["without"]["after"])
            alike = [
                s for s in Standing.of(replace(asked, roster=new)).held
                if (s.topic, s.day, s.start) == (one.topic, one.day, one.start)
            ]  # fmt: skip
            before = [
                s for s in standing.held if (s.topic, s.day, s.start) == (one.topic, one.day, one.start)
            ]
            if standing.program.topics[one.topic].largest == 1:  # somebody else may have that time
                alike = [s for s in alike if set(s.seats) & set(one.seats)]
            if len(alike) >= len(before):
                raise Wrong(f"{one.id} is held in the week without it")
    return "asked"


def _judge_week(asked: Asked, new: Path, which: str, numbers: dict[str, int]) -> None:
    """A week that was kept is a roster that breaks no rule that the one in force doesn't."""
    assert asked.roster is not None
    known = Counter(check_roster(asked.book, asked.roster, asked.moment))
    if faults := list(Counter(check_roster(asked.book, new, asked.moment)) - known):
        raise Wrong(f"the week {which}: {faults[:4]}")
    lacks = lacks_of(asked.book, new)
    if (numbers["short_minutes"], numbers["needs_missing"]) != (lacks.minutes, lacks.sessions):
        raise Wrong(f"the week {which}: {numbers}, and it is {lacks}")


def _judge_seats(standing: Standing, one: Held, told: dict[str, Any]) -> None:
    for sits in told["clients"]:
        code = sits["client"]
        kept = {who: status for who, status in one.seats.items() if who != code}
        rest = standing.in_place_of(one, replace(one, seats=kept))
        had, has = standing.lacking(code, standing.held), standing.lacking(code, rest)
        says = sits["would_lack"] or ""
        lost = has.weight > had.weight, has.short > had.short, has.days > had.days
        if ("need" in says, "hours" in says, "days" in says) != lost:
            raise Wrong(f"{one.id}: {code} would lack '{says}', and it is {had} -> {has}")
    topic = standing.program.topics[one.topic]
    for other in told["others_who_need_it"]:
        code, why = other["client"], other["why"]
        if why.startswith("in it "):
            continue
        takes = any(
            not standing.new_faults(standing.in_place_of(one, taken))
            for taken in standing.with_client(one, code)
        )
        if takes and "nothing is in the way" not in why:
            raise Wrong(f"{one.id}: {code} could come, and it says '{why}'")
        if (
            not takes
            and "nothing is in the way" in why
            and not standing.can_be_held(one.topic, one.day, one.start, [code])
        ):
            raise Wrong(f"{one.id}: {code} can't come, and it says '{why}'")
    if topic.largest > 1:
        named = {other["client"] for other in told["others_who_need_it"]} | set(one.seats)
        for code in standing.program.clients:
            asks = [ask for ask in standing.program.asks_of(code, standing.week) if ask.topic == one.topic]
            if asks and standing.program.days_of_stay(code, standing.week) and code not in named:
                raise Wrong(f"{one.id}: {code} needs it and isn't named")


def _judge_times(standing: Standing, one: Held, told: dict[str, Any]) -> None:
    if told["settled"]:  # it is nowhere else
        return
    said = {(date.fromisoformat(time["date"]), clock_of(time["start"]) or 0): time["clients"]
            for time in told["other_times"]}  # fmt: skip
    coming = [code for code, status in one.seats.items() if status not in MISSED]
    for day, start in standing.starts(one.topic):
        for code in coming:
            could = standing.can_be_held(one.topic, day, start, [code], without=one)
            told_so = code in said.get((day, start), [])
            if told_so and standing.can_join(one.topic, day, start, code):
                continue  # whoever leads one more, they sit in the other
            if could != told_so and (day, start) != (one.day, one.start):
                raise Wrong(
                    f"{one.id} on {day:%a} {start // 60}:{start % 60:02d}: {code} {'could' if could else 'could not'} "
                    f"come, and it says {said}"
                )


def one_topic(number: int, folder: Path) -> str:
    """What is said of two topics of a random week."""
    found = asked_week(number, folder)
    if isinstance(found, str):
        return found
    asked, standing = found
    topics = list(standing.program.topics)
    for place, topic in enumerate(Random(number).sample(topics, min(2, len(topics)))):
        new = folder / f"with {place}.xlsx"
        code, told, said = planner(
            "explain", asked.book, *asked.words, "--topic", topic, "--write", new, *SOON
        )
        if told is None or "errors" in told:
            if re.search(UNASKABLE, said):
                continue
            raise Wrong(f"explain --topic {topic}: exit {code}: {said[-300:]}")
        _judge_topic(standing, topic, told)
        if new.exists():
            _judge_week(asked, new, f"with {topic}", told["with"]["after"])
            runs = [s for s in Standing.of(replace(asked, roster=new)).held if s.topic == topic]
            if len(runs) <= sum(s.topic == topic for s in standing.held):
                raise Wrong(f"{topic} isn't held once more in the week with it")
    return "asked"


def _judge_topic(standing: Standing, topic: str, told: dict[str, Any]) -> None:
    terms = standing.program.topics[topic]
    asking = [one["client"] for one in told["who_need_it"]]
    for code in standing.program.clients:
        asks = [ask for ask in standing.program.asks_of(code, standing.week) if ask.topic == topic]
        needs = bool(asks and standing.program.days_of_stay(code, standing.week))
        if needs != (code in asking):
            raise Wrong(f"{topic}: {code} {'needs' if needs else 'does not need'} it, and it says {asking}")
    for time in told["times"]:
        day, start = date.fromisoformat(time["date"]), clock_of(time["start"]) or 0
        when = f"{topic} on {day:%a} {time['start']}"
        for code in time["free"]:
            if not standing.free(code, day, start, start + terms.minutes):
                raise Wrong(f"{when}: {code} isn't free")
            could = standing.can_be_held(topic, day, start, [code]) or standing.can_join(
                topic, day, start, code
            )
            if time["obstacle"] is None and not could:
                raise Wrong(f"{when}: {code} can't come, and nothing is said to be in the way")
        if time["obstacle"] is not None:
            for code in time["free"]:
                if standing.can_be_held(topic, day, start, [code]):
                    raise Wrong(f"{when}: {code} could come, and it says '{time['obstacle']}'")
        for code in asking:
            if code in time["free"] or code in {one["client"] for one in time["elsewhere"]}:
                continue
            if standing.can_be_held(topic, day, start, [code]):
                raise Wrong(f"{when}: {code} could come and isn't named as free")
