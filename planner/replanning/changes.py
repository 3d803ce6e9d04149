"""What a new roster changes for whom: clients, therapists and sessions; what was, what is, why, whom to tell.

Nothing that stays as it is is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from planner.language.rule import Rule
from planner.model import Problem, Roster, Session, listed
from planner.plan import CLIENT, SESSION, THERAPIST, Change
from planner.program import Program
from planner.replanning.causes import Reasons
from planner.replanning.request import lead_of, minute_of
from planner.rosters.roster_file import RosterFile
from planner.week.problem import problem_of

OFFICER = "probation officer"
FRONT_DESK = "front desk"
MANDATED = "mandated"


def changes_between(
    old: Roster,
    new: Roster,
    problem: Problem,
    rules: Sequence[Rule] | None = (),
    edited: Roster | None = None,
) -> tuple[Change, ...]:
    """Every difference from the problem's `as_of` on, clients first, then therapists, then sessions.

    `old` is what was handed out, `edited` what hands made of it since (default: nothing); `problem` is the new
    week's. `rules` find out why a seat could not stay; with `None` nothing is said of why. A seat that moved is one
    change: what was dropped and what was added of one topic are paired, nearest in time. `notice_hours` runs to
    the earlier of the two, from the moment of replanning.
    """
    reasons = (
        None if rules is None else Reasons(problem=problem, rules=rules, old=old, new=new, edited=edited)
    )
    teller = _Teller(problem, problem.replanned_at, reasons)
    before = [session for session in old.sessions if session.start >= problem.as_of]
    after = [session for session in new.sessions if session.start >= problem.as_of]
    return (
        *teller.of_clients(before, after),
        *teller.of_therapists(before, after),
        *teller.of_sessions(before, after),
    )


def changes_of_files(
    old: RosterFile,
    new: RosterFile,
    program: Program | None,
    rules: Sequence[Rule] | None,
    as_of: datetime | None = None,
) -> list[Change]:
    """What one roster file changes against another, week by week, from a moment on (`None`: from the beginning)."""
    found: list[Change] = []
    for week in sorted({roster.first_day for roster in (*old.rosters, *new.rosters)}):
        before, after = old.roster(week) or Roster(week), new.roster(week) or Roster(week)
        problem = problem_of(program, week) if program else Problem(week, wording=new.handouts.wording)
        problem = replace(problem, as_of=minute_of(as_of, problem), lead=lead_of(as_of, problem))
        found += changes_between(before, after, problem, rules)
    return found


@dataclass(frozen=True)
class Step:
    """Somebody's or a topic's session before and after; one of the two may be missing."""

    was: Session | None
    now: Session | None

    @property
    def start(self) -> int:
        """The earlier of the two starts, in minutes of the week."""
        return min(session.start for session in (self.was, self.now) if session)

    @property
    def session(self) -> Session:
        """The session it is about: the new one, else the old."""
        found = self.now or self.was
        assert found is not None
        return found


Fits = Callable[[Session, Session], bool]


def steps_between(
    before: Sequence[Session],
    after: Sequence[Session],
    instead: Fits = lambda was, now: was.day == now.day,
    related: Fits = lambda was, now: True,
) -> list[Step]:
    """Sessions paired: the same time first, then what moved (nearest in time), then the rest.

    Only what is `related` is paired, and of one topic; of the rest, what is lost and what comes `instead` of it
    (default: of one person on the same day) is one step.
    """
    left, come = list(before), list(after)
    steps = list(_paired(left, come, lambda was, now: was.start == now.start and related(was, now)))
    return sorted(
        [
            *steps,
            *_paired(left, come, related),
            *_paired(left, come, instead, same_topic=False),
            *(Step(was, None) for was in left),
            *(Step(None, now) for now in come),
        ],
        key=lambda step: (step.start, step.session.topic),
    )


def _paired(left: list[Session], come: list[Session], fits: Fits, same_topic: bool = True) -> Iterator[Step]:
    """Takes pairs out of both lists, those nearest in time first."""
    pairs = [
        (was, now)
        for was in left
        for now in come
        if (was.topic == now.topic or not same_topic) and fits(was, now)
    ]
    for was, now in sorted(pairs, key=lambda pair: _apart(*pair)):
        if was in left and now in come:
            left.remove(was)
            come.remove(now)
            yield Step(was, now)


def _apart(was: Session, now: Session) -> tuple[int, bool, int, int, int]:
    shared = len(set(was.clients) & set(now.clients)) + len(set(was.therapists) & set(now.therapists))
    return abs(was.start - now.start), was.id != now.id, -shared, was.start, now.start


@dataclass(frozen=True)
class _Teller:
    problem: Problem
    told_at: int  # in minutes of the week, negative before it
    reasons: Reasons | None

    def of_clients(self, before: Sequence[Session], after: Sequence[Session]) -> Iterator[Change]:
        """A change for each seat that is dropped, moved or added, or has another therapist or room."""
        codes = dict.fromkeys(
            [*self.problem.clients, *(code for session in before for code in session.coming)]
        )
        for code in codes:
            mine = [session for session in before if code in session.coming]
            mine_now = [session for session in after if code in session.coming]
            if mine == mine_now:
                continue
            for step in steps_between(mine, mine_now):
                if _seen(step.was) != _seen(step.now):
                    why = self.reasons.of_seat(code, step.was, step.now) if self.reasons else ""
                    yield self._change(code, CLIENT, step, why, [code, *_leaders(step), *self._officer(code)])

    def of_therapists(self, before: Sequence[Session], after: Sequence[Session]) -> Iterator[Change]:
        """A change for each session that a therapist no longer leads, leads anew, or leads elsewhere."""
        led = [name for session in (*before, *after) for name in session.therapists]
        for name in dict.fromkeys([*self.problem.therapists, *led]):
            mine = [session for session in before if name in session.therapists]
            mine_now = [session for session in after if name in session.therapists]
            for step in steps_between(mine, mine_now, instead=lambda was, now: was.start == now.start):
                if _seen(step.was) != _seen(step.now):
                    yield self._change(name, THERAPIST, step, self._why(step), [name])

    def of_sessions(self, before: Sequence[Session], after: Sequence[Session]) -> Iterator[Change]:
        """A change for each session that no longer takes place, is new, moves, or changes its people or room."""
        for step in steps_between(before, after, lambda was, now: False, self._goes_on):
            if _seen(step.was) != _seen(step.now):
                tell = [*_leaders(step), FRONT_DESK]
                yield self._change(step.session.topic, SESSION, step, self._why(step), tell)

    def _goes_on(self, was: Session, now: Session) -> bool:
        """Whether one session may be what has become of another: whoever is seen alone is still in it."""
        topic = self.problem.topics.get(was.topic)
        alone = topic is not None and topic.largest == 1
        return bool(set(was.clients) & set(now.clients)) or (was.id == now.id and not alone)

    def _why(self, step: Step) -> str:
        return self.reasons.of_session(step.was, step.now) if self.reasons else ""

    def _change(self, who: str, role: str, step: Step, why: str, tell: Iterable[str]) -> Change:
        notice = (step.start - self.told_at) // 60
        was, now = self._says(step.was), self._says(step.now)
        moment = datetime.combine(self.problem.first_day, time()) + timedelta(minutes=step.start)
        return Change(
            who=who,
            role=role,
            was=was,
            now=now,
            why=why,
            tell="; ".join(dict.fromkeys(tell)),
            notice_hours=notice,
            session=step.session.id,
            when=moment,
            retimed=step.was is None or step.now is None or step.was.start != step.now.start,
        )

    def _says(self, session: Session | None) -> str:
        if session is None:
            return ""
        by = f" with {listed(session.therapists)}" if session.therapists else ""
        where = f", {session.room}" if session.room else ""
        return f"{self.problem.says_when(session.start)} {session.topic}{by}{where}"

    def _officer(self, code: str) -> list[str]:
        client = self.problem.clients.get(code)
        mandated = client is not None and any(tag.casefold() == MANDATED for tag in client.tags)
        return [OFFICER] if mandated else []


def _leaders(step: Step) -> list[str]:
    return [name for session in (step.was, step.now) if session for name in session.therapists]


def _seen(session: Session | None) -> object:
    """What people have to know of a session; who else comes is not theirs to know."""
    return session and (session.topic, session.start, session.minutes, set(session.therapists), session.room)
