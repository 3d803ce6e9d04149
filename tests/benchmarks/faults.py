"""Planted faults: weeks that could be, each with something broken in it, and whether `explain` names what was broken.

    python -m tests.benchmarks.faults [--few | --clients 48] [--further | --hostile | --columns] [--seconds 5]

Prints, fault by fault, the place of the first cause that names it, the seconds until the causes are told (of the
processor, and of the clock), and how many of the proposed changes mend what they say when the week is planned anew with
them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from time import monotonic, process_time

from planner import api
from planner.model import Apart, Client, Problem, Roster, Session
from planner.program import AwayRow, NeedRow, Program, WeeklyWindow
from planner.remedies.answers import explain as answer
from planner.remedies.answers.explain import Explanation
from planner.remedies.changes.change import change_of
from planner.rosters.roster_file import RosterFile
from planner.week.problem import problem_of
from tests.benchmarks.planted import planted_week

MONDAY = date(2026, 11, 30)
FIRST_SENTENCES = 3


@dataclass(frozen=True)
class Planted:
    """A program with one thing broken: a cause names it if it has one of the `names` and one of the `words`.

    `also` are further faults, names and words of each: all of them have to be named. `held` is the session that a
    roster already has, with its seats.
    """

    kind: str
    program: Program
    names: tuple[str, ...]
    words: tuple[str, ...]
    also: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    held: Session | None = None

    def place_in(self, found: Explanation) -> int | None:
        """By which of the causes (1 = the first) the fault has been named; `None`: it never is."""
        places = [self._place(found, *fault) for fault in ((self.names, self.words), *self.also)]
        return None if None in places else max(place for place in places if place is not None)

    @staticmethod
    def _place(found: Explanation, names: tuple[str, ...], words: tuple[str, ...]) -> int | None:
        for place, cause in enumerate(found.causes, 1):
            says = f"{cause.says} {cause.client} {cause.topic}".casefold()
            if all(any(one.casefold() in says for one in ones) for ones in (names, words)):
                return place
        return None

    @property
    def roster(self) -> RosterFile | None:
        """The roster it is explained with."""
        if self.held is None:
            return None
        return RosterFile("roster.xlsx", (Roster(MONDAY, (self.held,)),))


@cache
def program_of(clients: int, seed: int) -> Program:
    """A planted week as a program: nothing has to be missed in it."""
    with tempfile.TemporaryDirectory() as folder:
        planted_week(clients, seed, "listed").write_csvs(Path(folder) / "book")
        return api.load(Path(folder) / "book")[0]


def _problem(program: Program) -> Problem:
    return problem_of(program, MONDAY)


def a_client(program: Program, turn: int) -> Client:
    """One of the clients with hours to reach."""
    able = [client for client in _problem(program).clients.values() if client.least_minutes >= 300]
    return able[turn % len(able)]


def a_topic(program: Program, turn: int) -> str:
    """One of the topics of which several clients need a session."""
    needed = [need.topic for need in program.needs]
    topics = [
        t.name
        for t in program.topics.values()
        if t.kind in ("group", "education") and needed.count(t.name) >= 3
    ]
    return topics[turn % len(topics)]


def _short_window(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    hours = {**program.client_hours, code: program.client_hours[code][:1]}
    words = ("can't be placed", "available for", "hours hold")
    return Planted("a window too short", replace(program, client_hours=hours), (code,), words)


def _no_leader(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    staff = {name: replace(who, leads=who.leads - {topic}) for name, who in program.therapists.items()}
    return Planted("nobody leads a topic", replace(program, therapists=staff), (topic,), ("nobody leads",))


def _small_rooms(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    smallest = max(2, program.topics[topic].smallest)
    topics = {**program.topics, topic: replace(program.topics[topic], smallest=smallest, room_kind="studio")}
    return Planted("no room of the kind", replace(program, topics=topics), (topic,), ("room",))


def _too_large_minimum(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    size = len(program.clients) + 1
    topics = {**program.topics, topic: replace(program.topics[topic], smallest=size, largest=size + 5)}
    return Planted(
        "a minimum nobody reaches", replace(program, topics=topics), (topic,), ("at least", "others could")
    )


def _apart_chain(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    pairs = tuple(Apart(code, other) for other in program.clients if other != code)
    changed = replace(program, apart=(*program.apart, *pairs))
    return Planted("apart from everybody", changed, (code,), ("kept apart", "others could"))


def _therapist_hours(program: Program, turn: int) -> Planted:
    name = list(program.therapists)[turn % len(program.therapists)]
    staff = {**program.therapists, name: replace(program.therapists[name], most_minutes=60)}
    changed = replace(program, therapists=staff)
    return Planted("a therapist's hours", changed, (name,), ("used up", "isn't free", "1 h"))


def _never_together(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    staff, hours = dict(program.therapists), dict(program.therapist_hours)
    for place, name in enumerate(list(staff)[:2]):
        staff[name] = replace(staff[name], leads=staff[name].leads | {topic})
        noon = 12 * 60 + 30
        hours[name] = tuple(
            WeeklyWindow(
                w.weekday,
                w.opens if place else max(w.opens, noon),
                min(w.closes, noon) if place else w.closes,
            )
            for w in hours[name]
            if (w.opens < noon if place else w.closes > noon)
        )
    for name in list(staff)[2:]:
        staff[name] = replace(staff[name], leads=staff[name].leads - {topic})
    topics = {**program.topics, topic: replace(program.topics[topic], leaders=2)}
    changed = replace(program, therapists=staff, therapist_hours=hours, topics=topics)
    return Planted("two leaders never together", changed, (topic,), ("there together", "therapists"))


def _closure(program: Program, turn: int) -> Planted:
    away = AwayRow("everyone", date(2026, 12, 1), date(2026, 12, 5), reason="Closed")
    return Planted("a closure", replace(program, away=(away,)), ("everyone",), ("away",))


def _hospital(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    away = AwayRow(code, date(2026, 12, 1), date(2026, 12, 6), reason="Hospital")
    return Planted("a client away", replace(program, away=(away,)), (code,), ("away",))


def _day_limit(program: Program, turn: int) -> Planted:
    client = a_client(program, turn)
    level = replace(program.levels[client.level], name="Short day", most_minutes_a_day=60)
    rows = {**program.clients, client.code: replace(program.clients[client.code], level="Short day")}
    changed = replace(program, levels={**program.levels, "Short day": level}, clients=rows)
    return Planted("a day's limit", changed, (client.code,), ("can't be placed", "a day"))


def _long_topic(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    topics = {**program.topics, topic: replace(program.topics[topic], minutes=480)}
    return Planted("a topic no day holds", replace(program, topics=topics), (topic,), ("8 h", "480 min"))


def _topic_limit(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    code = a_client(program, turn).code
    topics = {**program.topics, topic: replace(program.topics[topic], most_a_week=1)}
    needs = (
        *(n for n in program.needs if (n.client, n.topic) != (code, topic)),
        NeedRow(code, topic, 3, 100),
    )
    changed = replace(program, topics=topics, needs=needs)
    return Planted("a topic's limit a week", changed, (code,), ("Most a week", "only once", topic))


def _runs_at_most(program: Program, turn: int) -> Planted:
    topic = a_topic(program, turn)
    row = replace(program.topics[topic], runs_at_most=1, largest=2, smallest=1, runs_at_least=0)
    changed = replace(program, topics={**program.topics, topic: row})
    return Planted("a topic runs too rarely", changed, (topic,), ("Runs at most", "is full"))


def _authorised_days(program: Program, turn: int) -> Planted:
    code = a_client(program, turn).code
    day = program.client_hours[code][0].weekday
    rows = {**program.clients, code: replace(program.clients[code], weekdays=frozenset({day}))}
    words = ("authorised", "can't be placed", "on 1 day")
    return Planted("authorised for one day", replace(program, clients=rows), (code,), words)


def _primary_away(program: Program, turn: int) -> Planted:
    code = next(c for c, row in list(program.clients.items())[turn:] if row.primary)
    name = program.clients[code].primary or ""
    away = AwayRow(name, date(2026, 11, 30), date(2026, 12, 6))
    return Planted(
        "a therapist away", replace(program, away=(away,)), (name,), ("away", "isn't available", "isn't free")
    )


def _two_at_once(program: Program, turn: int) -> Planted:
    first = _no_leader(program, turn)
    second = _short_window(first.program, turn + 1)
    return replace(second, kind="two faults at once", names=first.names, words=first.words)


KINDS: tuple[Callable[[Program, int], Planted], ...] = (
    _short_window,
    _no_leader,
    _small_rooms,
    _too_large_minimum,
    _apart_chain,
    _therapist_hours,
    _never_together,
    _closure,
    _hospital,
    _day_limit,
    _long_topic,
    _topic_limit,
    _runs_at_most,
    _authorised_days,
    _primary_away,
    _two_at_once,
)
WEEKS = ((24, 1), (48, 2), (80, 3))


def planted_faults(
    weeks: Sequence[tuple[int, int]] = WEEKS, kinds: Sequence[Callable[[Program, int], Planted]] = KINDS
) -> Iterator[tuple[int, Planted]]:
    """Every kind of fault in every week, with the number of clients."""
    for clients, seed in weeks:
        for plant in kinds:
            yield clients, plant(program_of(clients, seed), seed)


def planted_in_turn(
    weeks: Sequence[tuple[int, int]], kinds: Sequence[Callable[[Program, int], Planted]]
) -> Iterator[tuple[int, Planted]]:
    """Every kind of fault once, in one week after the other."""
    for place, plant in enumerate(kinds):
        clients, seed = weeks[place % len(weeks)]
        yield clients, plant(program_of(clients, seed), seed + place // len(weeks))


def mended(program: Program, phrase: str, seconds: float) -> bool:
    """Whether planning anew with the change comes out better than without: fewer minutes short, or needs missing."""
    plans = [
        api.plan(one, MONDAY, seconds=seconds)[0]
        for one in (program, change_of(program, MONDAY, phrase).program)
    ]
    before, after = [
        (sum(line.short for line in plan.hours), sum(line.missing for line in plan.needs)) for plan in plans
    ]
    return after < before


def main() -> None:
    """Plants, explains, and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", action="store_true", help="the smallest week only")
    options.add_argument("--clients", type=int, help="the week of so many clients only")
    options.add_argument("--further", action="store_true", help="the kinds made up afterwards")
    options.add_argument(
        "--hostile", action="store_true", help="a kind for each column that can make it impossible"
    )
    options.add_argument("--columns", action="store_true", help="what is typed wrong, sheet by sheet")
    options.add_argument("--unseen", action="store_true", help="written from the contract alone, once each")
    options.add_argument("--fresh", action="store_true", help="of a second sitting, once each")
    options.add_argument("--third", action="store_true", help="of a third sitting, once each")
    options.add_argument("--fourth", action="store_true", help="of a fourth sitting, once each")
    options.add_argument("--fifth", action="store_true", help="of a fifth sitting, once each")
    options.add_argument("--sixth", action="store_true", help="of a sixth sitting, once each")
    options.add_argument("--seventh", action="store_true", help="of a seventh sitting, once each")
    options.add_argument("--seconds", type=float, default=5.0)
    options.add_argument(
        "--busy",
        type=float,
        default=1.0,
        help="how many times longer everything takes here than on a quiet machine",
    )
    options.add_argument("--says", action="store_true", help="print the first sentences of every fault")
    options.add_argument("faults", nargs="*", help="those alone whose kind has one of these words")
    options.add_argument(
        "--mend", type=float, default=0.0, help="plan so long to see whether the first fix mends"
    )
    asked = options.parse_args()
    answer.TOLD_WITHIN *= asked.busy
    answer.READING *= asked.busy
    asked.seconds *= asked.busy
    from tests.benchmarks.column_faults import COLUMN_KINDS
    from tests.benchmarks.fifth_faults import FIFTH_KINDS, FIFTH_WEEKS
    from tests.benchmarks.fourth_faults import FOURTH_KINDS, FOURTH_WEEKS
    from tests.benchmarks.fresh_faults import FRESH_KINDS, FRESH_WEEKS
    from tests.benchmarks.further_faults import FURTHER_KINDS
    from tests.benchmarks.hostile_faults import HOSTILE_KINDS
    from tests.benchmarks.seventh_faults import SEVENTH_KINDS, SEVENTH_WEEKS
    from tests.benchmarks.sixth_faults import SIXTH_WEEKS
    from tests.benchmarks.sixth_several_faults import SIXTH_KINDS
    from tests.benchmarks.third_faults import THIRD_KINDS, THIRD_WEEKS
    from tests.benchmarks.unseen_faults import UNSEEN_KINDS, UNSEEN_WEEKS

    kinds = FURTHER_KINDS if asked.further else HOSTILE_KINDS if asked.hostile else KINDS
    kinds = COLUMN_KINDS if asked.columns else kinds
    weeks = [week for week in WEEKS if asked.clients in (None, week[0])]
    places: list[int] = []
    took: list[float] = []
    planted = planted_faults(weeks[:1] if asked.few else weeks, kinds)
    if asked.unseen:
        planted = planted_in_turn(UNSEEN_WEEKS, UNSEEN_KINDS)
    if asked.fresh:
        planted = planted_in_turn(FRESH_WEEKS, FRESH_KINDS)
    if asked.third:
        planted = planted_in_turn(THIRD_WEEKS, THIRD_KINDS)
    if asked.fourth:
        planted = planted_in_turn(FOURTH_WEEKS, FOURTH_KINDS)
    if asked.fifth:
        planted = planted_in_turn(FIFTH_WEEKS, FIFTH_KINDS)
    if asked.sixth:
        planted = planted_in_turn(SIXTH_WEEKS, SIXTH_KINDS)
    if asked.seventh:
        planted = planted_in_turn(SEVENTH_WEEKS, SEVENTH_KINDS)
    for clients, fault in planted:
        if asked.faults and not any(name in fault.kind for name in asked.faults):
            continue
        begins, worked = monotonic(), process_time()
        told: list[tuple[float, float]] = []

        def tell(_: Explanation, since: tuple[float, float] = (begins, worked)) -> None:
            told.append((monotonic() - since[0], process_time() - since[1]))  # noqa: B023

        found = api.explain(fault.program, fault.roster, week=MONDAY, seconds=asked.seconds, on_causes=tell)
        took.append(told[0][0])
        place = fault.place_in(found)
        places.append(place or 99)
        fixes = (
            [mended(fault.program, fix.change, asked.mend) for fix in found.fixes[:1]] if asked.mend else []
        )
        first = "" if place and place <= FIRST_SENTENCES else [cause.says for cause in found.causes[:1]]
        which = f"{place or '-'!s:>3} of {len(found.causes):2}"
        mends = f"{len(found.fixes)} fixes {fixes or ''}"
        seconds = f"{told[0][1]:4.1f} / {took[-1]:4.1f} s"
        print(f"{clients:3} {fault.kind:32} {which} {seconds}  {mends}  {first}", flush=True)
        if asked.says:
            for cause in found.causes[:FIRST_SENTENCES]:
                print(f"      {'proven' if cause.proven else 'likely'}: {cause.says}", flush=True)
    named = sum(place <= FIRST_SENTENCES for place in places)
    print(f"{named} of {len(places)} named in the first {FIRST_SENTENCES}, median {median(places)}, "
          f"longest {max(took):.1f} s")  # fmt: skip


if __name__ == "__main__":
    main()
