"""From a workbook, or a folder of CSV files, to a `Program`: every sheet read, every fault found in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from planner.model.faults import Fault, WorkbookFaults
from planner.program import CurriculumRow, LevelOfCare, Program
from planner.tables.cells import heading_key
from planner.tables.names import Names
from planner.tables.open import open_tables
from planner.tables.raw import RawTable, cannot_read
from planner.workbook import afternoons, asks, attendance, curriculum, offer, people, rewards, terms
from planner.workbook.book import Book
from planner.workbook.settled_starts import check_settled_starts
from planner.workbook.tags import check_client_tags, check_therapist_tags
from planner.workbook.unread import warnings_of_unread
from planner.workbook.windows import check_days, check_windows
from planner.workbook.years import check_years


def read_program(path: Path, rule_names: Mapping[str, bool] = {}) -> tuple[Program, list[Fault]]:
    """The program a workbook or folder describes, and the warnings.

    `rule_names` maps each known rule's name to whether it is soft. Raises `WorkbookFaults` with every
    error and warning at once.
    """
    tables = open_tables(path)
    _refuse_a_roster(path, tables)
    book = Book(path.name, tables)
    program = _program(book, rule_names)
    check_windows(book, program)
    check_days(book, program)
    check_settled_starts(book, program)
    afternoons.check_afternoons(book, program)
    check_years(book)
    faults = _in_reading_order(book.faults, tables)
    if path.is_dir():
        faults += warnings_of_unread(path, [table.name for table in tables])
    if any(fault.kind == "error" for fault in faults):
        raise WorkbookFaults(faults)
    return program, faults


def _refuse_a_roster(path: Path, tables: Sequence[RawTable]) -> None:
    names = {heading_key(table.name) for table in tables}
    if {"roster", "sessions"} <= names and "topics" not in names:
        raise cannot_read(
            path.name,
            "is a roster, which the planner wrote, and no program workbook",
            "name the workbook that holds the sheets Topics, Therapists and Clients",
        )


def _program(book: Book, rule_names: Mapping[str, bool]) -> Program:
    level_names = terms.declared_levels(book)
    settings = terms.read_settings(book, level_names)
    levels = terms.read_levels(book, level_names)
    starts = terms.read_starts(book)
    declared, curricula = _declared(book, level_names, levels, settings.default_level)
    hours = partial(people.read_hours, book, topics=declared.topic_names)
    return Program(
        topics=declared.topics,
        therapists=declared.therapists,
        clients=declared.clients,
        client_hours=hours("Client availability", "Client", declared.client_names, reported=True),
        therapist_hours=hours("Therapist availability", "Therapist", declared.therapist_names, reported=True),
        starts=starts,
        rooms=declared.rooms,
        room_hours=hours("Room availability", "Room", declared.room_names, reported=False),
        levels=levels,
        away=people.read_away(book, declared.client_names, declared.therapist_names, declared.room_names),
        needs=asks.read_needs(book, declared, curricula),
        wishes=asks.read_wishes(book, declared),
        apart=asks.read_apart(book, declared),
        fixed=asks.read_fixed(book, declared, settings.week_starts),
        attendance=attendance.read_attendance(book, declared),
        curricula=curricula,
        rule_uses=terms.read_rule_uses(book, rule_names),
        lessons=curriculum.read_lessons(book, declared.topic_names),
        rewards=rewards.read_rewards(book, declared.topic_names),
        name=settings.program,
        week_starts=settings.week_starts,
        time_zone=settings.time_zone,
        changeover=settings.changeover,
        part_weeks=settings.part_weeks,
        closures=settings.closures,
        lunch=settings.lunch,
        lunch_minutes=settings.lunch_minutes,
        notice_hours=settings.notice_hours,
        whereabouts=book.whereabouts,
        month_first=settings.month_first,
        clock=settings.clock,
    )


def _declared(
    book: Book, level_names: Names, levels: Mapping[str, LevelOfCare], default_level: str
) -> tuple[asks.Declared, tuple[CurriculumRow, ...]]:
    """Topics, people and rooms, as asks name them, and the curricula that clients follow."""
    client_tags, asked_tags = Names("tag", "Clients"), Names("tag", "Clients")
    words = offer.Words(level_names, asked_tags, Names("tag", "Therapists"), Names("kind of room", "Rooms"))
    topic_names, therapist_names = book.declared("Topics"), book.declared("Therapists")
    people.leave_out_headings(book)
    room_names, client_names = book.declared("Rooms"), book.declared("Clients")
    curriculum_names = _curriculum_names(book)

    rooms = offer.read_rooms(book, room_names, words.kinds)
    curricula = curriculum.read_curricula(book, curriculum_names, topic_names, level_names)
    therapists = offer.read_therapists(book, therapist_names, topic_names, words.therapist_tags)
    clients = people.read_clients(
        book, client_names, levels, default_level, therapists, curriculum_names, client_tags
    )
    # Clients' spelling of a tag wins, so that a topic's tag is the same string.
    for tag in client_tags:
        words.client_tags.spell(tag)
    topics = offer.read_topics(book, topic_names, words)
    offer.check_offer(book, topics, therapists, rooms, client_tags)
    check_client_tags(book, topics.values(), client_tags)
    check_therapist_tags(book, topics.values(), therapists.values())
    present = {level for client in clients.values() for level in asks.levels_of(client, curricula)}
    offer.check_levels(book, topics, present)
    people.check_primaries(book, clients, therapists, topics)

    declared = asks.Declared(
        topics,
        therapists,
        rooms,
        clients,
        topic_names=topic_names,
        therapist_names=therapist_names,
        room_names=room_names,
        client_names=client_names,
    )
    curriculum.check_curricula(book, curriculum_names, declared, curricula)
    return declared, curricula


def _curriculum_names(book: Book) -> Names:
    names = Names("curriculum", "Curriculum")
    names.judged = book.judged("Curriculum")
    for row in book.rows("Curriculum"):
        if name := row.text("Curriculum"):
            names.spell(name)
    return names


def _in_reading_order(faults: Sequence[Fault], tables: Sequence[RawTable]) -> list[Fault]:
    """Each fault once, sheet by sheet as the tables stand, in each the order in which it was found."""
    order = {(table.place().file, table.place().sheet): number for number, table in enumerate(tables)}
    once = list(dict.fromkeys(faults))
    return sorted(once, key=lambda fault: order.get((fault.file, fault.sheet), -1))
