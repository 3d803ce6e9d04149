"""Why something changed: the input that forced it where one did, in one sentence a coordinator can pass on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, counted, hours
from planner.reasons.board import HardRows
from planner.reasons.obstacles import Obstacles
from planner.replanning.against import broken, gone, is_open, other_terms, sentence
from planner.replanning.carry_over import MAKE_UP
from planner.rosters.known import known_part

BY_HAND = "Changed by hand."
NOT_NEEDED = "Not needed for hours or needs."
TAKEN_OUT = "Taken out by hand."
FOR_OTHERS = "No rule is against what was; it gives way to hours or must-needs."


class Reasons:
    """Looks up why the new roster differs from the one that was handed out.

    `old` is what was handed out, `edited` what hands made of it, `new` the new roster; `problem` is the new week's.
    """

    def __init__(
        self, problem: Problem, rules: Sequence[Rule], old: Roster, new: Roster, edited: Roster | None
    ) -> None:
        self.problem, self.new, self.old, self.edited = problem, new, old, edited
        self.rules = [rule for rule in rules if rule.hard]
        # A seat tried on for a reason never breaks a fixed session, and starts when settled ones may, too.
        self._loose = replace(problem, fixed=(), starts=problem.every_start)

    # --- a client's seat -----------------------------------------------------------------------

    def of_seat(self, code: str, was: Session | None, now: Session | None) -> str:
        """Why a client's seat is dropped, moved, added, or has another therapist or room."""
        if _another(was, now) and not self._seat_edited(code, was):
            now = None  # what kept them from the old one is told
        if was is not None and now is not None and (was.topic, was.start) == (now.topic, now.start):
            return self.of_session(was, now)
        if was is None or (now is not None and self._seat_edited(code, was)):
            assert now is not None
            added = self._added(code, now) or NOT_NEEDED
            # Where a hand only took the seat out, the one that came instead is the planner's.
            return f"{self._by_hand(was, code)} {added}" if was is not None and added != BY_HAND else added
        return self._forced(code, was, now) or self._gives_way(was, code)

    def _forced(self, code: str, was: Session, now: Session | None = None) -> str:
        problem = self.problem
        if self._seat_edited(code, was):
            return BY_HAND
        if code not in problem.clients:
            return f"{code} is not in the program this week."
        return (
            self._barred(code, was)
            or gone(self.problem, was)
            or ("" if self._goes_on_without(code, was) else self._too_few(was))
            or self._refused(code, was, now)
        )

    def _goes_on_without(self, code: str, was: Session) -> bool:
        """Whether others of the session's clients still meet in it at its time."""
        others = set(was.clients) - {code}
        return any(
            others & set(one.clients)
            for one in self.new.sessions
            if (one.topic, one.start) == (was.topic, was.start)
        )

    def _barred(self, code: str, was: Session) -> str:
        """What keeps the client from the seat whatever the roster: their stay, their hours, the topic's terms."""
        topic = self.problem.topics.get(was.topic)
        if topic is None or was.start not in self._rows.starts:
            return ""
        found = self._obstacles(self.new).barred(code, topic, was.start)
        return sentence(found.says) if found is not None else ""

    def _refused(self, code: str, was: Session, now: Session | None) -> str:
        """What stands in the way of the seat in the new roster, were the client free at that time.

        What came instead of it is no reason for that: their new seat, or the whole session where the old one is gone.
        """
        topic = self.problem.topics[was.topic]
        overlapping = self.new.across(code, was.start, was.end)
        if any((one.topic, one.start) == (was.topic, was.start) for one in overlapping):
            return ""
        goes_on = any((one.topic, one.start) == (was.topic, was.start) for one in self.new.sessions)
        left = [one for one in self.new.sessions if goes_on or now is None or one.id != now.id]
        instead = [one for one in left if now is not None and one.id == now.id]
        freed = replace(
            self.new, sessions=tuple(_without(one, code, [*overlapping, *instead]) for one in left)
        )
        found = self._obstacles(freed).look(code, topic, was.start).obstacle
        return sentence(found.says) if found is not None else ""

    def _obstacles(self, roster: Roster) -> Obstacles:
        return Obstacles(self._loose, self.rules, known_part(roster, self.problem), self._rows)

    @cached_property
    def _rows(self) -> HardRows:
        return HardRows(self._loose, self.rules)

    def _added(self, code: str, now: Session) -> str:
        problem = self.problem
        if self._seat_edited(code, now):
            return BY_HAND
        if any(seat.client == code and seat.note == MAKE_UP for seat in now.seats):
            return f"Makes up for the excused {self._excused(code)}."
        if not self.old.of_client(code):
            return f"{code} is new in this roster."
        client, topics = problem.clients[code], problem.topics
        mine = [
            s for s in self.new.of_client(code) if any(x.client == code and not x.missed for x in s.seats)
        ]
        minutes = sum(session.minutes for session in mine if topics[session.topic].counts)
        if topics[now.topic].counts and minutes - now.minutes < client.least_minutes:
            return f"Needed for {code}'s {hours(client.least_minutes)} this week."
        days = {session.day for session in mine if topics[session.topic].counts and session is not now}
        if topics[now.topic].counts and now.day not in days and len(days) < client.least_days:
            return f"Needed for {code}'s {counted(client.least_days, 'day')} this week."
        asked = sum(n.sessions for n in problem.needs if (n.client, n.topic) == (code, now.topic))
        if 0 < sum(session.topic == now.topic for session in mine) <= asked:
            return f"{code} needs {now.topic} {'once' if asked == 1 else f'{asked} times'} this week."
        smallest = topics[now.topic].smallest
        if len(now.clients) == smallest > 1:
            run = f"{now.topic} on {problem.says_when(now.start)}"
            return f"Without {code}, {run} would have fewer than the {smallest} it takes."
        return ""

    def _excused(self, code: str) -> str:
        missed = [
            f"{self.problem.says_when(session.start)} {session.topic}"
            for session in self.new.of_client(code)
            if any(seat.client == code and seat.status == "excused" for seat in session.seats)
        ]
        return " and ".join(missed) or "session"

    # --- a session -----------------------------------------------------------------------------

    def of_session(self, was: Session | None, now: Session | None) -> str:
        """Why a session no longer takes place, is new, moves, or changes its therapists or its room."""
        gone_by_hand, made_by_hand = self._edited(was) and not self._runs(was), self._edited(now)
        if _another(was, now) and not gone_by_hand:
            now = None
        if made_by_hand or (gone_by_hand and now is None):
            return BY_HAND
        if gone_by_hand and was is not None:
            return f"{self._by_hand(was)} {self.of_session(None, now)}"
        if was is None and now is not None:  # new to a therapist, perhaps, and not to the week
            was = next((s for s in self.old.sessions if (s.topic, s.start) == (now.topic, now.start)), None)
        if was is None:
            assert now is not None
            added = [self.of_seat(code, None, now) for code in now.clients]
            asked = (why for why in added if why != NOT_NEEDED and not why.startswith("Without "))
            return next(asked, self._is_to_run(now) or NOT_NEEDED)
        missing = gone(self.problem, was)
        if missing or now is not None:
            because = missing or other_terms(self.problem, was) or self._seen_alone(was, now)
            return because or broken(self._loose, self.rules, was, now) or self._gives_way(was)
        return (
            self._too_few(was)
            or other_terms(self.problem, was)
            or broken(self._loose, self.rules, was)
            or self._gives_way(was)
        )

    def _is_to_run(self, now: Session) -> str:
        """That the topic would run less often than it should without this session; blank if it wouldn't."""
        least = self.problem.topics[now.topic].runs_at_least
        runs = sum(session.topic == now.topic for session in self.new.sessions)
        how_often = {1: "once", 2: "twice"}.get(least, f"{least} times")
        return f"{now.topic} is to run {how_often} this week (Runs at least)." if runs <= least else ""

    def _too_few(self, was: Session) -> str:
        """That too few of a session's clients could still come for it to be held."""
        left = [code for code in was.clients if self._forced_alone(code, was)]
        smallest, remain = self.problem.topics[was.topic].smallest, len(was.clients) - len(left)
        if not left or remain >= smallest:
            return ""
        could = f"Only {remain} of its clients" if remain else "None of its clients"
        return f"{could} could still come; it takes {smallest}."

    def _seen_alone(self, was: Session, now: Session | None) -> str:
        """Of a session with one client: what concerns them."""
        (code, *others) = was.clients or ("",)
        known = code in self.problem.clients and not others and now is not None and now.start != was.start
        return self._forced(code, was) if known else ""

    def _gives_way(self, was: Session, code: str = "") -> str:
        """What a session or a client's seat that nothing forbids gives way to: whatever is new in its place."""
        taken = {*was.therapists, *([was.room] if was.room else []), *((code,) if code else was.clients)}
        # Whoever comes at that time to another session gives way to that one, and to nobody else's.
        near = sorted(
            self.new.sessions,
            key=lambda one: (code not in one.clients, abs(one.start - was.start), one.topic),
        )
        for one in near:
            if (one.topic, one.start) == (was.topic, was.start) and self._has_seats_left(one):
                continue
            here = {*one.therapists, *([one.room] if one.room else []), *one.clients}
            shares = one.start < was.end and was.start < one.end and taken & here
            come = [who for who in one.coming if not _sits(self.old, who, one)]
            come.sort(key=lambda who: who != code)
            if shares and come:
                reasons = (self._added(who, one) for who in come if who in self.problem.clients)
                why = next((said for said in reasons if said and said != BY_HAND), "")
                gives_way = f"Gives way to {one.topic} on {self.problem.says_when(one.start)}"
                return (
                    f"{gives_way}: {why[:1].lower() if why[1:2].islower() else why[:1]}{why[1:]}"
                    if why
                    else f"{gives_way}."
                )
        return FOR_OTHERS

    def _has_seats_left(self, session: Session) -> bool:
        topic = self.problem.topics.get(session.topic)
        return topic is not None and len(session.clients) < self.problem.seats_in(topic, session.room)

    def _forced_alone(self, code: str, was: Session) -> bool:
        client = self.problem.clients.get(code)
        return client is None or not is_open(self.problem.client_windows.get(code, ()), was)

    # --- by hand -------------------------------------------------------------------------------

    def _seat_edited(self, code: str, session: Session | None) -> bool:
        """Whether a hand put the client into a session at this time, or took them out of it."""
        if self.edited is None or session is None:
            return False
        return _sits(self.old, code, session) != _sits(self.edited, code, session)

    def _edited(self, session: Session | None) -> bool:
        """Whether a hand made a session that is led and placed like this, or did away with it."""
        if self.edited is None or session is None:
            return False
        led_there = _led_there(session)
        return (led_there in _like(self.old, session)) != (led_there in _like(self.edited, session))

    def _runs(self, session: Session | None) -> bool:
        """Whether a session that is led and placed like this runs at its time in the new roster all the same."""
        return session is not None and _led_there(session) in _like(self.new, session)

    def _by_hand(self, was: Session, code: str = "") -> str:
        """What a hand did to a session, or to a client's seat in it: took it out, or changed the session."""
        after = self.edited.sessions if self.edited is not None else ()
        stays = any(one.id == was.id and (not code or code in one.coming) for one in after)
        return BY_HAND if stays else TAKEN_OUT


def _another(was: Session | None, now: Session | None) -> bool:
    """Whether a session of another topic comes in the place of the old one."""
    return was is not None and now is not None and was.topic != now.topic


def _without(session: Session, code: str, overlapping: Sequence[Session]) -> Session:
    """The session without the client's seat, if it is one of those."""
    if session not in overlapping:
        return session
    return replace(session, seats=tuple(seat for seat in session.seats if seat.client != code))


def _sits(roster: Roster, code: str, session: Session) -> bool:
    return any(
        (mine.topic, mine.start) == (session.topic, session.start) and code in mine.coming
        for mine in roster.of_client(code)
    )


def _led_there(session: Session) -> tuple[frozenset[str], str | None]:
    return frozenset(session.therapists), session.room


def _like(roster: Roster, session: Session) -> set[tuple[frozenset[str], str | None]]:
    """Who leads sessions of this topic at this time, and where."""
    return {
        _led_there(one) for one in roster.sessions if (one.topic, one.start) == (session.topic, session.start)
    }
