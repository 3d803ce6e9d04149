"""Planted faults of a sixth sitting: two or three in one week that have nothing to do with each other."""

from __future__ import annotations

from dataclasses import replace

from planner.model import Apart, Topic
from planner.program import FixedRow, Program, WeeklyWindow
from tests.benchmarks.breaking import (
    DAYTIME,
    Kind,
    away_on,
    coming,
    offering,
    on_day,
    with_client,
    with_guest,
    with_therapist,
)
from tests.benchmarks.faults import Planted
from tests.benchmarks.fifth_people_faults import clients
from tests.benchmarks.sixth_faults import (
    SIXTH_PEOPLE,
    an_hour_a_day,
    chain_of_three,
    five_days_of_two,
    five_in_the_morning,
    in_pieces,
    settled_twice,
    weekend_authorised,
)
from tests.benchmarks.sixth_offer_faults import (
    SIXTH_OFFER,
    burst_pipe,
    hosted,
    left_the_clinic,
    primary_on_sunday,
    starts_at_seven,
    three_of_six,
    twice_at_most,
    with_room,
)


def several(kind: str, program: Program, turn: int, *plants: Kind) -> Planted:
    """One fault after the other in one week, of different clients; all of them have to be named."""
    planted: list[Planted] = []
    for place, plant in enumerate(plants):
        planted.append(plant(program, turn + place))
        program = planted[-1].program
    also = tuple(fault for one in planted[1:] for fault in ((one.names, one.words), *one.also))
    return replace(planted[0], kind=kind, program=program, also=(*planted[0].also, *also))


def in_hospital(program: Program, turn: int) -> Planted:
    """A client in hospital from Tuesday on."""
    code = clients(program, 8)[turn % 8]
    changed = replace(program, away=(*program.away, *away_on(code, "Hospital", 1, 2, 3, 4, 5, 6)))
    return Planted("in hospital", changed, (code,), ("Hospital", "away"))


def discharged(program: Program, turn: int) -> Planted:
    """Two groups a must, led on Thursday; the stay ends on Tuesday."""
    code = clients(program, 8)[turn % 8]
    changed = with_guest(program, "Thursday guest", DAYTIME[3])
    changed = offering(changed, Topic("Farewell", 60), ("Thursday guest",), [code])
    changed = with_client(coming(changed, [code], *DAYTIME), code, ends=on_day(1))
    return Planted(
        "discharged on Tuesday", changed, (code, "Farewell"), ("ends", "Ends", "stay", "until Tue")
    )


def studio_for_another(program: Program, turn: int) -> Planted:
    """Seven at least, in a studio of five, led by another guest."""
    changed = with_room(program, "Studio", 5, "studio")
    topic = Topic("Drumming", 60, smallest=7, room_kind="studio")
    changed, _ = hosted(changed, topic, 8, host="Drummer")
    return Planted("seven in a studio of five", changed, ("Drumming",), ("Studio", "studio", "seats", "5"))


def primary_ill(program: Program, turn: int) -> Planted:
    """A therapist with primary clients is ill the whole week."""
    codes = [code for code in clients(program, 20) if program.clients[code].primary]
    name = program.clients[codes[turn % len(codes)]].primary or ""
    changed = replace(program, away=(*program.away, *away_on(name, "Surgery")))
    return Planted("a therapist ill", changed, (name,), ("Surgery", "away"))


def little_time(program: Program, turn: int) -> Planted:
    """A guest with an hour a week leads what takes two sessions."""
    changed, _ = hosted(program, Topic("Pottery", 60, largest=4), 8, host="Potter")
    changed = with_therapist(changed, "Potter", most_minutes=60)
    return Planted("an hour of its leader", changed, ("Potter",), ("1 h", "Most hours"))


def settled_apart_too(program: Program, turn: int) -> Planted:
    """Two who are kept apart in one settled session, beside what is settled already."""
    codes = clients(program, 6)[-2:]
    changed = with_guest(program, "Third guest", *DAYTIME)
    changed = coming(offering(changed, Topic("Chess", 60), ("Third guest",), []), codes, *DAYTIME)
    row = FixedRow("Chess", 840, 3, therapists=("Third guest",), clients=tuple(codes), place="book: Fixed!A9")
    pair = Apart(codes[0], codes[1])
    changed = replace(changed, fixed=(*changed.fixed, row), apart=(*changed.apart, pair))
    return Planted("settled together, kept apart", changed, ("Fixed!A9", *codes), ("apart",))


def friday_closed(program: Program, turn: int) -> Planted:
    """Closed on Friday, the one day of a guest."""
    changed, _ = hosted(program, Topic("Reflection", 60), 5, DAYTIME[4], host="Friday guest")
    changed = replace(changed, away=(*changed.away, *away_on("everyone", "Funeral", 4)))
    return Planted("Friday closed", changed, ("Reflection", "everyone"), ("Funeral",))


def alone_in_the_evening(program: Program, turn: int) -> Planted:
    """A must at eight in the evening for a client who goes at seven."""
    code = clients(program, 8)[turn % 8]
    changed = with_guest(program, "Night guest", *(WeeklyWindow(day, 1200, 1260) for day in range(5)))
    changed = offering(changed, Topic("Night circle", 60), ("Night guest",), [code])
    changed = coming(changed, [code], *(WeeklyWindow(day, 480, 1140) for day in range(5)))
    words = ("Night guest", "20:00", "19:00", "8:00 PM")
    return Planted("an evening circle", changed, (code, "Night circle"), words)


def _leader_and_window(program: Program, turn: int) -> Planted:
    return several("a leader gone, an hour a day", program, turn, left_the_clinic, an_hour_a_day)


def _gym_and_primary(program: Program, turn: int) -> Planted:
    return several("a gym, and a primary", program, turn, burst_pipe, primary_on_sunday)


def _chain_and_leader(program: Program, turn: int) -> Planted:
    return several("a chain, and a leader gone", program, turn, chain_of_three, left_the_clinic)


def _hospital_and_morning(program: Program, turn: int) -> Planted:
    return several("hospital, and five in the morning", program, turn, in_hospital, five_in_the_morning)


def _three_clients(program: Program, turn: int) -> Planted:
    return several("three clients, a fault each", program, turn, in_hospital, discharged, weekend_authorised)


def _minimum_and_ill(program: Program, turn: int) -> Planted:
    return several("a minimum, and one ill", program, turn, three_of_six, primary_ill)


def _limit_and_studio(program: Program, turn: int) -> Planted:
    return several("a limit, and a studio", program, turn, twice_at_most, studio_for_another)


def _three_topics(program: Program, turn: int) -> Planted:
    return several("three topics, a fault each", program, turn, burst_pipe, studio_for_another, little_time)


def _pieces_and_days(program: Program, turn: int) -> Planted:
    return several("pieces, and five days", program, turn, in_pieces, five_days_of_two)


def _settled_both(program: Program, turn: int) -> Planted:
    return several("two contradictions", program, turn, settled_twice, settled_apart_too)


def _friday_and_potter(program: Program, turn: int) -> Planted:
    return several(
        "Friday closed, an hour of a leader", program, turn, friday_closed, little_time, an_hour_a_day
    )


def _seven_and_eight(program: Program, turn: int) -> Planted:
    return several("at seven, and at eight", program, turn, starts_at_seven, alone_in_the_evening)


SIXTH_SEVERAL: tuple[Kind, ...] = (
    _leader_and_window,
    _gym_and_primary,
    _chain_and_leader,
    _hospital_and_morning,
    _three_clients,
    _minimum_and_ill,
    _limit_and_studio,
    _three_topics,
    _pieces_and_days,
    _settled_both,
    _friday_and_potter,
    _seven_and_eight,
)
SIXTH_KINDS: tuple[Kind, ...] = (*SIXTH_PEOPLE, *SIXTH_OFFER, *SIXTH_SEVERAL)
