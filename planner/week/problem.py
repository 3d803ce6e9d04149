"""From a program and a date to one week's problem: what holds this week, for the clients who are here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.history import happened_before
from planner.model import (
    DAYS_A_WEEK,
    MINUTES_A_DAY,
    WEEKDAY_NAMES,
    Apart,
    Attended,
    Client,
    Fixed,
    Need,
    Problem,
    Standing,
    Wish,
    Wording,
)
from planner.program import (
    ClientRow,
    CurriculumRow,
    FixedRow,
    LevelOfCare,
    NeedRow,
    Program,
    weeks_between,
)
from planner.week.calendar import CalendarWeek, week_of
from planner.week.fixed_rows import without_the_absent
from planner.week.timetable import Offer, Openings, standing_of


def coming_week(program: Program, today: date) -> date:
    """The first day of the next week to begin: today itself if a week begins today."""
    return week_of(program, today + timedelta(days=DAYS_A_WEEK - 1))


def problem_of(
    program: Program,
    first_day: date,
    history: Sequence[Attended] = (),
    timetable_from: date | None = None,
) -> Problem:
    """One week's problem. `first_day` may be any day of the week; `history` adds to the program's attendance.

    Clients without a day of stay in the week are left out, and with them all that names them. What happened before
    `timetable_from` was attended like all else, but is no timetable that the week should resemble.
    """
    week = _Week(program, week_of(program, first_day))
    happened = happened_before(program.attendance, history, week.first_day)
    clients = {code: one for code, row in program.clients.items() if (one := week.client(row)) is not None}
    openings = week.openings()
    resembled = [line for line in happened if timetable_from is None or line.day >= timetable_from]
    problem = Problem(
        first_day=week.first_day,
        topics=program.topics,
        clients=clients,
        therapists=program.therapists,
        starts=tuple(sorted({week.minute(weekday, start) for weekday, start in program.starts})),
        client_windows={code: openings.clients[code] for code in clients if code in openings.clients},
        therapist_windows=openings.therapists,
        rooms=program.rooms,
        room_windows=openings.rooms,
        hours_for=week.hours_for((*clients, *program.therapists)),
        needs=tuple(need for code in clients for need in week.needs(program.clients[code], happened)),
        wishes=tuple(week.wishes(clients)),
        apart=tuple(pair for pair in program.apart if _both_here(pair, clients)),
        lessons=program.lessons,
        history=happened,
        standing=week.standing(resembled, openings),
        changeover=program.changeover,
        lunch=program.lunch,
        lunch_minutes=program.lunch_minutes,
        program=program.name,
        wording=Wording(program.clock),
    )
    return week.with_settled(problem)


def curriculum_of(program: Program, code: str, first_day: date) -> tuple[int, list[CurriculumRow]]:
    """A client's week of the curriculum (1 = the first) in a week of the calendar, and its rows that hold then."""
    week, row = _Week(program, first_day), program.clients[code]
    return week.week_of_stay(row), week.curriculum(row)


class _Week(CalendarWeek):
    """One week of a program: what holds in it, for whom."""

    # --- clients -------------------------------------------------------------------------------

    def week_of_stay(self, row: ClientRow) -> int:
        """The week of the curriculum this is, 1 for the one that holds its start; below 1 before that."""
        if row.curriculum is None or row.curriculum_start is None:
            return 0
        return weeks_between(row.curriculum_start, self.first_day, self.program.week_starts) + 1

    def curriculum(self, row: ClientRow) -> list[CurriculumRow]:
        """The rows of the client's curriculum that hold this week."""
        number = self.week_of_stay(row)
        return [
            step
            for step in self.program.curricula
            if step.curriculum == row.curriculum and step.from_week <= number <= step.to_week
        ]

    def level(self, row: ClientRow) -> LevelOfCare:
        """The client's level of care this week: the curriculum's if it sets one, else the client's."""
        steps = [step.level for step in self.curriculum(row) if step.topic is None and step.level is not None]
        return self.program.levels[steps[-1] if steps else row.level]

    def client(self, row: ClientRow) -> Client | None:
        """The client with this week's bounds; `None` without a day of stay in it."""
        stay = self.days_between(row.starts, row.ends)
        if not stay:
            return None
        level = self.level(row)
        authorised = (
            None if row.weekdays is None else frozenset(self.day(weekday) for weekday in row.weekdays)
        )
        least_minutes = level.least_minutes if row.least_minutes is None else row.least_minutes
        counted, of, part_week = self.part_of(stay, authorised)
        # Half a minute rounds up, a part of a day down.
        least_minutes = (2 * least_minutes * counted + of) // (2 * of)
        least_days = level.least_days * counted // of
        return Client(
            code=row.code,
            level=level.name,
            least_minutes=least_minutes,
            most_minutes=level.most_minutes if row.most_minutes is None else row.most_minutes,
            least_days=least_days,
            most_days=level.most_days,
            least_minutes_a_day=level.least_minutes_a_day,
            most_minutes_a_day=level.most_minutes_a_day,
            primary=row.primary,
            tags=row.tags,
            starts=row.starts,
            ends=row.ends,
            days=authorised,
            most_on_end=level.most_on_end,
            pause=level.pause,
            part_week=part_week,
            family=row.family,
        )

    def part_of(self, stay: frozenset[int], authorised: frozenset[int] | None) -> tuple[int, int, str]:
        """How many of how many program days the minimums of a stay count for this week, and why not for all.

        Program days are those on which sessions may start and that are authorised; as the settings Part weeks and
        Closures say, those outside the stay, or on which everyone is away, don't count (prorated), or none (waived).
        """
        days = self.program_days()
        days &= days if authorised is None else authorised
        outside, closed = days - stay, days & stay & self.closed_days()
        if not days:
            return 1, 1, ""
        said, used, missing = [], set[str](), set[int]()
        for use, gone, why in (
            (self.program.part_weeks, outside, "the stay begins or ends this week"),
            (self.program.closures, closed, f"closed on {self._named(closed)}"),
        ):
            if gone and use != "full":
                said.append(why)
                used.add(use)
                missing |= days if use == "waived" else gone
        counted, of = len(days - missing), len(days)
        many = "no program day counts" if not counted else f"{counted} of {of} program days count"
        if "waived" in used:
            many = "the minimum is waived"
        return counted, of, f"{many}: {', '.join(said)}" if said else ""

    def _named(self, days: Iterable[int]) -> str:
        return ", ".join(WEEKDAY_NAMES[self.dates[day].weekday()] for day in sorted(days))

    # --- what is asked -------------------------------------------------------------------------

    def needs(self, row: ClientRow, happened: Sequence[Attended]) -> list[Need]:
        """A client's needs this week: the Needs rows and the curriculum's, each with its own priority."""
        asked = [
            need
            for ask in self.program.needs
            if ask.client == row.code and (need := self._need(ask, happened)) is not None
        ]
        for step in self.curriculum(row):
            if step.topic is not None:
                days = (
                    None
                    if step.weekdays is None
                    else frozenset(self.day(weekday) for weekday in step.weekdays)
                )
                asked.append(Need(row.code, step.topic, step.sessions, step.priority, days=days))
        return _added_up(asked)

    def _need(self, ask: NeedRow, happened: Sequence[Attended]) -> Need | None:
        days = self.days_between(ask.since, ask.until)
        sessions = ask.sessions
        if ask.total is not None:
            attended = sum(
                line.status == "attended" and (line.client, line.topic) == (ask.client, ask.topic)
                for line in happened
            )
            sessions = min(sessions, ask.total - attended)
        if not days or sessions <= 0:
            return None
        whole_week = len(days) == DAYS_A_WEEK
        return Need(ask.client, ask.topic, sessions, ask.priority, days=None if whole_week else days)

    def wishes(self, clients: Mapping[str, Client]) -> Iterable[Wish]:
        """The wishes of the clients who are here, one for each day wished."""
        for row in self.program.wishes:
            if row.client not in clients:
                continue
            days = [None] if row.weekdays is None else sorted(self.day(weekday) for weekday in row.weekdays)
            for day in days:
                yield Wish(
                    client=row.client,
                    prefers=row.prefers,
                    weight=row.weight,
                    topic=row.topic,
                    therapist=row.therapist,
                    day=day,
                    hours=row.hours,
                )

    def standing(self, happened: Sequence[Attended], openings: Openings) -> Standing | None:
        """The timetable that the week should resemble: what happened before it, as far as it can be again."""
        return standing_of(
            happened,
            self.first_day,
            Offer(self.program.topics, self.program.therapists, self.program.rooms),
            lambda day: openings if day == self.first_day else _Week(self.program, day).openings(),
        )

    def with_settled(self, problem: Problem) -> Problem:
        """The week's problem with its settled sessions, less whoever is absent."""
        settled = list(self.fixed(problem.clients))
        if not settled:
            return problem
        usual = self.openings(as_usual=True)
        fixed, gave_way = without_the_absent(self.program, problem, usual, settled)
        return replace(problem, fixed=fixed, gave_way=gave_way)

    def fixed(self, clients: Mapping[str, Client]) -> Iterable[tuple[FixedRow, Fixed]]:
        """This week's settled sessions and their rows, with those of the named clients whose stay holds that day."""
        for row in self.program.fixed:
            week = enumerate(self.dates)
            day = next((day for day, date in week if row.held_on(date, self.program.week_starts)), None)
            if day is None:
                continue
            here = tuple(
                code
                for code in row.clients
                if code in clients and day in self.days_between(clients[code].starts, clients[code].ends)
            )
            fixed = Fixed(
                topic=row.topic,
                start=day * MINUTES_A_DAY + row.start,
                therapists=row.therapists,
                room=row.room,
                clients=here,
                open_seats=not row.clients,
                place=row.place,
            )
            yield row, fixed


def _added_up(needs: Sequence[Need]) -> list[Need]:
    """Needs of one client for the same topic on the same days, of one priority, as one: their sessions add up."""
    found: dict[tuple[str, frozenset[int] | None, int], Need] = {}
    for need in needs:
        which = (need.topic, need.days, need.priority)
        before = found.get(which)
        found[which] = replace(need, sessions=need.sessions + (before.sessions if before else 0))
    return list(found.values())


def _both_here(pair: Apart, clients: Mapping[str, Client]) -> bool:
    return pair.client in clients and (pair.other_client is None or pair.other_client in clients)
