"""The rotation over weeks: who had which topic when, what is still owed, and how each group changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from planner.findings.comparison import compared
from planner.history import attended_of, happened_before, in_force
from planner.model import DAYS_A_WEEK, MISSED, TWENTY_FOUR_HOURS, Attended, Roster, Session, Wording
from planner.model.offer import TESTING
from planner.plan import Plan
from planner.program import NeedRow, Program
from planner.rosters.roster_file import RosterFile
from planner.tables.cells import key


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A client and a topic over the weeks: sessions attended and missed by week, how often and when last in all.

    `owed` is what is still to come of a need's `Total` (`None`: it has none); `lessons` are those they have had.
    """

    client: str
    topic: str
    attended: Mapping[date, int]
    missed: Mapping[date, int]
    times: int
    last: date | None
    owed: int | None = None
    lessons: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a week beside the week before: who stayed, joined and left.

    `was` is the session it goes on from: at another time if it moved, `None` if it is new; `now` is `None` if it
    is gone.
    """

    week: date
    was: Session | None
    now: Session | None
    stayed: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rotation:
    """All of it: `weeks` in order, `lines` by client and topic, `groups` by week, start and topic."""

    program: str
    weeks: tuple[date, ...]
    lines: tuple[TopicLine, ...]
    groups: tuple[GroupLine, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    wording: Wording = TWENTY_FOUR_HOURS


def rotation_of_files(files: Sequence[RosterFile], program: Program | None = None) -> Rotation:
    """The rotation over the weeks of roster files; the program knows totals and the sheet Attendance."""
    rosters = in_force(files)
    topics = {session.topic for roster in rosters for session in roster.sessions}
    written = {name: topic.kind for file in files for name, topic in file.handouts.topics.items()}
    kinds = {name: written.get(key(name), "") for name in topics}
    name = next((file.handouts.program for file in files if file.handouts.program), "")
    if program is None:
        wording = next((file.handouts.wording for file in files), TWENTY_FOUR_HOURS)
        return replace(rotation(rosters, kinds, name), wording=wording)
    kinds |= {topic.name: topic.kind for topic in program.topics.values()}
    found = rotation(rosters, kinds, program.name, program.attendance, program.needs)
    return replace(found, wording=Wording(program.clock))


def rotation_of_plans(plans: Sequence[Plan]) -> Rotation:
    """The rotation over weeks that were planned together."""
    kinds = {topic.name: topic.kind for plan in plans for topic in plan.problem.topics.values()}
    return rotation([plan.roster for plan in plans], kinds, plans[0].problem.program)


def rotation(
    rosters: Sequence[Roster],
    kinds: Mapping[str, str],
    program: str = "",
    recorded: Sequence[Attended] = (),
    needs: Iterable[NeedRow] = (),
) -> Rotation:
    """The rotation over rosters, one a week; `kinds` say of each topic what it is, and tests are left out.

    `recorded` is the sheet Attendance: it counts in how often, when last and what is owed, and where it tells of the
    same seat as a roster, it holds.
    """
    in_order = sorted(rosters, key=lambda roster: roster.first_day)
    told = happened_before(recorded, attended_of(in_order), date.max)
    lines = [line for line in told if kinds.get(line.topic) != TESTING]
    weeks = tuple(roster.first_day for roster in in_order)
    totals = {(need.client, need.topic): need.total for need in needs if need.total is not None}
    return Rotation(
        program=program,
        weeks=weeks,
        lines=tuple(_lines(lines, weeks, totals)),
        groups=tuple(_groups(in_order, kinds)),
        kinds=kinds,
    )


def _lines(
    told: Sequence[Attended], weeks: Sequence[date], totals: Mapping[tuple[str, str], int]
) -> Iterable[TopicLine]:
    found: dict[tuple[str, str], list[Attended]] = {which: [] for which in totals}
    for line in told:
        found.setdefault((line.client, line.topic), []).append(line)
    for (client, topic), lines in sorted(found.items()):
        had = [line for line in lines if line.status not in MISSED]
        total = totals.get((client, topic))
        yield TopicLine(
            client=client,
            topic=topic,
            attended=_by_week(had, weeks),
            missed=_by_week([line for line in lines if line.status in MISSED], weeks),
            times=len(had),
            last=max((line.day for line in had), default=None),
            owed=None if total is None else max(0, total - len(had)),
            lessons=tuple(sorted({line.lesson for line in had if line.lesson is not None})),
        )


def _by_week(lines: Iterable[Attended], weeks: Sequence[date]) -> dict[date, int]:
    counts: dict[date, int] = defaultdict(int)
    for line in lines:
        for week in weeks:
            if week <= line.day < week + timedelta(days=DAYS_A_WEEK):
                counts[week] += 1
    return dict(counts)


def _groups(rosters: Sequence[Roster], kinds: Mapping[str, str]) -> Iterable[GroupLine]:
    individual = _individual(rosters, kinds)
    tests = [name for name, kind in kinds.items() if kind == TESTING]
    before: Sequence[Session] = ()
    for roster in rosters:
        found = compared(before, roster.sessions, individual, tests)
        pairs: list[tuple[Session | None, Session | None]] = [*found.kept, *found.moved]
        pairs += [(None, now) for now in found.new] + [(was, None) for was in found.gone]
        lines = [_group(roster.first_day, was, now) for was, now in pairs]
        yield from sorted(lines, key=_place)
        before = roster.sessions


def _individual(rosters: Sequence[Roster], kinds: Mapping[str, str]) -> Collection[str]:
    shared = {session.topic for roster in rosters for session in roster.sessions if len(session.seats) > 1}
    topics = {session.topic for roster in rosters for session in roster.sessions}
    return {
        name
        for name in topics
        if (kinds.get(name) or ("" if name in shared else "individual")) == "individual"
    }


def _group(week: date, was: Session | None, now: Session | None) -> GroupLine:
    there, here = (set(one.clients) if one else set() for one in (was, now))
    parts = (there & here, here - there, there - here)
    return GroupLine(week, was, now, *(tuple(sorted(part)) for part in parts))


def _place(line: GroupLine) -> tuple[int, str]:
    session = line.now or line.was
    assert session is not None
    return session.start, session.topic
