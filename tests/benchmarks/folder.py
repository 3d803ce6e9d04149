"""Writes one week's problem as a program workbook: a folder of CSV files with the contract's headings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from planner.model import MINUTES_A_DAY, WEEKDAY_NAMES, Problem, Window, clock
from planner.program import LevelOfCare

Cell = str | int | float | None


def write_folder(
    problem: Problem,
    levels: Mapping[str, LevelOfCare],
    listed_starts: Sequence[int] | None,
    folder: Path,
) -> None:
    """One file a sheet. `listed_starts` are minutes of the day; `None` = every half hour of the problem's.

    The problem's week starts on a Monday and has no history, dates, absences or fixed sessions.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, "settings", ["Setting", "Value"], [["Program", problem.program]])
    _write_levels(folder, levels)
    _write_topics(folder, problem)
    _write_people(folder, problem, levels)
    of_day = sorted({start % MINUTES_A_DAY for start in problem.starts})
    starts = (
        f"{clock(of_day[0])}-{clock(of_day[-1])} every 30"
        if listed_starts is None
        else ", ".join(clock(start) for start in listed_starts)
    )
    _write(folder, "times", ["Days", "Starts"], [["daily", starts]])
    rooms: list[list[Cell]] = [[room.name, room.seats, _list(room.kinds)] for room in problem.rooms.values()]
    _write(folder, "rooms", ["Room", "Seats", "Kind"], rooms)
    _write_windows(folder, "client_availability", "Client", problem.client_windows)
    _write_windows(folder, "therapist_availability", "Therapist", problem.therapist_windows)
    needs: list[list[Cell]] = [
        [need.client, need.topic, need.sessions, need.priority] for need in problem.needs
    ]
    _write(folder, "needs", ["Client", "Topic", "Sessions", "Priority"], needs)
    wishes: list[list[Cell]] = []
    for wish in problem.wishes:
        what = wish.topic if wish.day is None else WEEKDAY_NAMES[wish.day]
        wishes.append([wish.client, "prefers" if wish.prefers else "avoids", what, wish.weight])
    _write(folder, "wishes", ["Client", "Wish", "What", "Weight"], wishes)
    apart: list[list[Cell]] = [[pair.client, pair.other_client or pair.therapist] for pair in problem.apart]
    _write(folder, "apart", ["Client", "From"], apart)


def _write_levels(folder: Path, levels: Mapping[str, LevelOfCare]) -> None:
    headings = [
        "Level",
        "Min hours",
        "Max hours",
        "Min days",
        "Max days",
        "Min hours a day",
        "Max hours a day",
    ]
    rows: list[list[Cell]] = []
    for level in levels.values():
        rows.append(
            [
                level.name,
                _hours(level.least_minutes),
                _hours(level.most_minutes),
                level.least_days,
                level.most_days,
                _hours(level.least_minutes_a_day) if level.least_minutes_a_day else None,
                _hours(level.most_minutes_a_day),
            ]
        )
    _write(folder, "levels", headings, rows)


def _write_topics(folder: Path, problem: Problem) -> None:
    headings = [
        "Topic", "Kind", "Minutes", "Smallest", "Largest", "Most a week", "Most a day", "Runs at least",
        "Runs at most", "Room kind", "At once", "For", "Not for", "Best size", "Only if asked",
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for topic in problem.topics.values():
        rows.append(
            [
                topic.name,
                topic.kind,
                topic.minutes,
                topic.smallest,
                topic.largest,
                topic.most_a_week,
                topic.most_a_day,
                topic.runs_at_least or None,
                topic.runs_at_most,
                topic.room_kind,
                topic.at_once,
                _list(topic.wanted_tags),
                _list(topic.barred_tags),
                topic.best_size,
                "yes" if topic.only_if_asked else "no",
            ]
        )
    _write(folder, "topics", headings, rows)


def _write_people(folder: Path, problem: Problem, levels: Mapping[str, LevelOfCare]) -> None:
    therapists: list[list[Cell]] = []
    for therapist in problem.therapists.values():
        most = (_hours(therapist.most_minutes), therapist.most_a_day, therapist.most_in_a_row)
        therapists.append([therapist.name, _list(therapist.leads), *most, _list(therapist.tags)])
    headings = ["Therapist", "Leads", "Most hours", "Most a day", "Most in a row", "Tags"]
    _write(folder, "therapists", headings, therapists)
    clients: list[list[Cell]] = []
    for client in problem.clients.values():
        own = client.least_minutes != levels[client.level].least_minutes
        least = _hours(client.least_minutes) if own else None
        clients.append([client.code, client.level, least, client.primary, _list(client.tags)])
    _write(folder, "clients", ["Client", "Level", "Min hours", "Primary therapist", "Tags"], clients)


def _write_windows(folder: Path, sheet: str, heading: str, windows: Mapping[str, Iterable[Window]]) -> None:
    rows: list[list[Cell]] = []
    for name, hours in windows.items():
        for window in hours:
            day = window.start // MINUTES_A_DAY
            closes = window.end - day * MINUTES_A_DAY
            rows.append([name, WEEKDAY_NAMES[day], clock(window.start), clock(closes)])
    _write(folder, sheet, [heading, "Days", "From", "To"], rows)


def _hours(minutes: int | None) -> Cell:
    return None if minutes is None else minutes / 60


def _list(names: Iterable[str]) -> str:
    return "; ".join(sorted(names))


def _write(folder: Path, sheet: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    with (folder / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
