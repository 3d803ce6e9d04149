"""What stands in the way of a seat, a session or a lead: read off the rules' own rows and bars, in their own words.

A seat is looked at with everything else in the finished roster left as it is: in a session that runs, else in a
new one, for which therapists, a room and enough others would be free. What no row refuses is tried on, and the
rules' own checks have the last word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from planner.language.limits import Refusal, Stage
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster, Seat, Session, Topic
from planner.reasons.board import FinishedBoard, HardRows, Row
from planner.reasons.new_session import Staff, put_together
from planner.reasons.opening import Opening, closed
from planner.reasons.refusals import NAMED_AT_MOST, Refusals
from planner.reasons.staffing import Obstacle, free_room, unstaffed, why_of
from planner.reasons.trial import Trial
from planner.reasons.wording import joined

NEW = "new"  # the id of a session that doesn't exist yet


class Obstacles:
    """One finished week. Looking is cheap: what doesn't depend on the client is looked up once."""

    def __init__(
        self, problem: Problem, rules: Sequence[Rule], roster: Roster, rows: HardRows | None = None
    ) -> None:
        self.problem, self.roster = problem, roster
        self.rows = rows or HardRows(problem, [rule for rule in rules if rule.hard])
        self.board = FinishedBoard(self.rows, roster)
        self.trial = Trial(problem, rules, roster)
        self.said = Refusals(self.board, self.trial)
        self._untold = self.rows.untold if self.board.complete else None  # `None`: every rule has to be asked
        self.possible, self.draft = self.rows.draft.possible, self.rows.draft
        self.running: dict[tuple[str, int], list[Session]] = defaultdict(list)
        for session in roster.sessions:
            self.running[session.topic, session.start].append(session)
        self._known: dict[tuple[str, int], Obstacle | Staff] = {}

    # --- for good --------------------------------------------------------------------------------

    def starts_of(self, code: str, topic: Topic) -> list[int]:
        """Every start at which nothing bars the client from the topic, whoever could lead it."""
        return self.possible.starts_of(code, topic.name)

    def could_run(self, topic: Topic, start: int) -> bool:
        """Whether therapists and a room are there for it at all, whatever else the roster has them do."""
        return self.draft.session_at(topic.name, start) is not None

    def barred(self, code: str, topic: Topic, start: int) -> Obstacle | None:
        """The bar on the client's seat, or on the session itself, whatever the roster."""
        own, session = self.possible.numbers("seat", code, topic.name, start)
        refused = Refusal("seat" if own else "session", code if own else None, topic.name, start)
        return self.said.of_bar(own or session, refused) if own or session else None

    def never(self, code: str, topic: Topic) -> Obstacle | None:
        """The one bar that keeps the client out of the topic at any time; `None` when there is none."""
        number = self.possible.always("seat", code, topic.name)
        start = self.problem.starts[0] if self.problem.starts else 0
        return self.said.of_bar(number, Refusal("seat", code, topic.name, start)) if number > 0 else None

    def barred_for_good(self, code: str, topic: Topic) -> bool:
        """Whether that bar is none of this week's hours, absences or dates."""
        return self.rows.barring.for_good(self.possible.always("seat", code, topic.name))

    def closed_to_all(self, code: str, topic: Topic, days: Collection[int] | None) -> list[Obstacle]:
        """What bars the session itself at the starts at which nothing bars the client."""
        found = []
        for start in self.possible.starts:
            own, session = self.possible.numbers("seat", code, topic.name, start)
            if own == 0 < session and (days is None or start // MINUTES_A_DAY in days):
                found.append(self.said.of_bar(session, Refusal("session", None, topic.name, start)))
        return found

    # --- in this roster --------------------------------------------------------------------------

    def look(self, code: str, topic: Topic, start: int, stage: Stage | None = None) -> Opening:
        """The opening at one start. With a stage, an earlier one that gets worse is in the way as well."""
        if start not in self.rows.starts:
            return Opening(topic, start, self._elsewhen(code, topic, start))
        if barred := self.barred(code, topic, start):
            return Opening(topic, start, barred)
        joined = self._join(code, topic, start, stage)
        if joined is not None and joined.obstacle is None:
            return joined
        opened = self._open(code, topic, start, stage)
        # Of an individual session that runs there is no more to say than that it is somebody else's.
        return opened if joined is None or opened.obstacle is None or topic.largest == 1 else joined

    def _lead(self, name: str, topic: Topic, start: int) -> Obstacle | None:
        """What keeps a therapist whom nothing bars from it from leading one more session of the topic at a start."""
        refused = Refusal("lead", name, topic.name, start)
        option = self.draft.session_at(topic.name, start)
        mine = [one.column for one in self.draft.leads_at(topic.name, start) if one.therapist == name]
        assert option is not None and mine
        if all(self.board.filled(column) for column in mine):  # they lead it then already
            moment = next((rule for rule in self.trial.hard if rule.of_one_moment), None)
            return (
                Obstacle(moment, why_of(self.problem, moment, refused), refused=refused) if moment else None
            )
        full = self.board.filled(option.column)
        for row in self.board.refusals(mine, (option.column,)):
            if full and option.column in (column for column, _ in self.rows.terms(row.number)):
                continue  # that no session more can run there is said of the session
            return self.said.of_row(row, refused)
        tried = Session(id=NEW, topic=topic.name, start=start, minutes=topic.minutes, therapists=(name,))
        rule = self.trial.broken(tried, None, self.rows.untold) if self.rows.untold else None
        return Obstacle(rule, why_of(self.problem, rule, refused), refused=refused) if rule else None

    def session(self, topic: Topic, start: int) -> Obstacle | None:
        """What keeps one more session of the topic from running at a start, whoever would come."""
        if (topic.name, start) not in self._known:
            self._known[topic.name, start] = self._staff(topic, start)
        return found if isinstance(found := self._known[topic.name, start], Obstacle) else None

    def shut_out(self, code: str, topic: Topic, start: int) -> bool:
        """Whether a limit, or who alone could lead it, keeps a client who is free from one more session of a topic."""
        option = self.draft.session_at(topic.name, start)
        columns = [seat.column for seat in self.draft.seats_at(topic.name, start) if seat.client == code]
        if option is None or self._against(code, topic, start, columns, (option.column,)):
            return option is not None
        self.session(topic, start)
        staff, new = self._known[topic.name, start], (option.column, *columns)
        return isinstance(staff, Staff) and any(
            len(list(islice((one for one in free if self.board.against((one,), new) is None), short))) < short
            for short, free in staff.others
        )

    def _elsewhen(self, code: str, topic: Topic, start: int) -> Obstacle:
        """A time at which nothing can start: what the checks say of a session there."""
        tried = Session(NEW, topic.name, start, topic.minutes, seats=(Seat(code),))
        rule = self.trial.broken(tried, None)
        refused = Refusal("session", None, topic.name, start)
        return Obstacle(rule, why_of(self.problem, rule, refused) if rule else "no session can start then")

    # --- a session that runs ---------------------------------------------------------------------

    def _join(self, code: str, topic: Topic, start: int, stage: Stage | None) -> Opening | None:
        sessions = self.running.get((topic.name, start), [])
        columns = [seat.column for seat in self.draft.seats_at(topic.name, start) if seat.client == code]
        if not sessions:
            return None
        refused = Refusal("seat", code, topic.name, start)
        if rows := self._against(code, topic, start, columns, ()):
            led = self._led_by_one_more(code, topic, start, rows, stage)
            return led or closed(topic, start, [self.said.of_row(row, refused) for row in rows])
        first: Obstacle | None = None
        for session in sorted(sessions, key=lambda one: len(one.seats)):
            taken = replace(session, seats=(*session.seats, Seat(code)))
            # Of several that run side by side the rows see only the sum.
            rule = self.trial.broken(taken, session, None if len(sessions) > 1 else self._untold, stage)
            if rule is None:
                return Opening(topic, start, None, taken)
            full = replace(refused, there=len(session.seats), bound=len(session.seats))
            first = first or self.said.of_check(rule, full, taken, session)
        return Opening(topic, start, first)

    def _led_by_one_more(
        self, code: str, topic: Topic, start: int, rows: Sequence[Row], stage: Stage | None
    ) -> Opening | None:
        """A session that runs with the client and a therapist more, where that is all that the seat lacks."""
        widening = [self.said.leads_of(row, topic, start) for row in rows]
        for name in widening[0]:
            if any(name not in others for others in widening) or self._lead(name, topic, start):
                continue
            for session in self.running[topic.name, start]:
                seats = (*session.seats, Seat(code))
                taken = replace(session, seats=seats, therapists=(*session.therapists, name))
                if self.trial.broken(taken, session, None, stage) is None:
                    return Opening(topic, start, None, taken)
        return None

    # --- a new session ---------------------------------------------------------------------------

    def _open(self, code: str, topic: Topic, start: int, stage: Stage | None) -> Opening:
        option = self.draft.session_at(topic.name, start)
        refused = Refusal("seat", code, topic.name, start)
        if option is None:
            return Opening(topic, start, unstaffed(self.problem, self.rows, topic, start))
        seat = next(seat.column for seat in self.draft.seats_at(topic.name, start) if seat.client == code)
        held = self.session(topic, start)
        found = []
        for row in self._against(code, topic, start, (seat,), (option.column,)):
            # Where no session more can be opened the seats of those that run are no matter, nor who could lead it.
            if held is None or not self._of_seats(row, topic, start):
                one = self._with_causes(self.said.of_row(row, refused), row, topic, start)
                leads = self.said.leads_of(row, topic, start)
                same = held is not None and one.causes and all(c.rule is held.rule for c in one.causes)
                if held is None or not (same or any(self._lead(who, topic, start) is None for who in leads)):
                    found.append(one)
        if found or held is not None:
            return closed(topic, start, [*found, *([held] if held else [])])
        staff = self._known[topic.name, start]
        assert isinstance(staff, Staff)
        for rule, short, comers in staff.seats:
            if len(comers) < short:
                return Opening(topic, start, self.said.lacking(rule, refused, len(comers), short))
        return self._built(code, topic, start, seat, staff, stage)

    def _against(
        self, code: str, topic: Topic, start: int, columns: Sequence[int], new: Sequence[int]
    ) -> list[Row]:
        """What refuses a seat; of one that lies across others of the client, what would if it were taken instead."""
        rows = list(self.board.refusals(columns, new))
        end = start + topic.minutes
        across = [
            seat.column
            for seat in self.draft.seats_of(code)
            if seat.start < end and start < seat.end and self.board.values[seat.column]
        ]
        if not across or len(rows) < 2:
            return rows
        still = {row.number for row in self.board.refusals(columns, new, instead_of=across)}
        return [row for row in rows if row.number in still or row.rule.of_one_moment]

    def _of_seats(self, row: Row, topic: Topic, start: int) -> bool:
        """Whether a row counts the seats of a topic at a start against its sessions there, or against their rooms."""
        session = self.draft.session_at(topic.name, start)
        has = {session.column} if session else set()
        has.update(use.column for use in self.draft.uses_at(topic.name, start))
        return any(column in has and factor < 0 for column, factor in self.rows.terms(row.number))

    def _staff(self, topic: Topic, start: int) -> Obstacle | Staff:
        option = self.draft.session_at(topic.name, start)
        if option is None:
            return unstaffed(self.problem, self.rows, topic, start)
        new, board = (option.column,), self.board
        refused = Refusal("session", None, topic.name, start)
        if row := board.against((), new):
            return self.said.of_row(row, refused)
        leads = {lead.column: lead.therapist for lead in self.draft.leads_at(topic.name, start)}
        seats = {seat.column: seat.client for seat in self.draft.seats_at(topic.name, start)}
        staff = Staff(option.column)
        for rule, short, every, columns in board.lacking(new):
            if all(column in seats for column in every):
                free = [column for column in columns if board.against((column,), new) is None]
                staff.seats.append((rule, short, free))
                continue
            causes: list[Obstacle] = []
            free = []
            for column in columns:
                if column in leads:
                    found = self._lead(leads[column], topic, start)
                    causes += [found] if found else []
                    free += [] if found else [column]
                elif board.against((column,), new) is None:
                    free.append(column)
            if len(free) < short:
                return self.said.lacking(rule, refused, len(free), short, causes)
            staff.others.append((short, free))
        return staff

    def _built(
        self, code: str, topic: Topic, start: int, seat: int, staff: Staff, stage: Stage | None
    ) -> Opening:
        """The new session as it would be, put together so that no row is against it, and tried on."""
        refused = Refusal("seat", code, topic.name, start)
        chosen = put_together(self.rows, self.board, [staff.session, seat], staff)
        if isinstance(chosen, Row):
            return Opening(topic, start, self.said.of_row(chosen, refused))
        columns = set(chosen)
        at = (topic.name, start)
        room = next((use for use in self.draft.uses_at(*at) if use.column in columns), None)
        tried = Session(
            id=NEW,
            topic=topic.name,
            start=start,
            minutes=topic.minutes,
            therapists=tuple(lead.therapist for lead in self.draft.leads_at(*at) if lead.column in columns),
            room=free_room(self.problem, self.roster, room.rooms, topic, start) if room else None,
            seats=tuple(Seat(one.client) for one in self.draft.seats_at(*at) if one.column in columns),
        )
        beside = self.running.get(at)
        rule = self.trial.broken(tried, None, None if beside else self._untold, stage)
        if rule is None:
            return Opening(topic, start, None, tried)
        return Opening(topic, start, self.said.of_check(rule, refused, tried, None))

    def _with_causes(self, found: Obstacle, row: Row, topic: Topic, start: int) -> Obstacle:
        """With why those can't lead whose lead would take the obstacle away: the one therapist who may."""
        leads = self.said.leads_of(row, topic, start)
        causes = {name: cause for name in leads if (cause := self._lead(name, topic, start))}
        if not 0 < len(causes) <= NAMED_AT_MOST:
            return found
        because = joined({name: cause.says for name, cause in causes.items()})
        return replace(
            found, says=f"{found.says} ({because})", clause=found.says, causes=tuple(causes.values())
        )
