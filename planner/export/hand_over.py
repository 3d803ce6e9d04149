"""What has to be done about changes, in order: whom to phone first, then whom else, then which rooms to sign anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.model import Wording
from planner.model.privacy import UNSEEN_KINDS
from planner.plan import CLIENT, SESSION, THERAPIST, Change, Plan

TO_PHONE = (CLIENT, THERAPIST)


@dataclass(frozen=True, slots=True)
class Call:
    """One person to reach: `says` has a line for each change, `whys` what made it so, `tell` who else is to know."""

    who: str
    says: tuple[str, ...]
    whys: tuple[str, ...]
    tell: str = ""

    @property
    def in_words(self) -> str:
        """The changes in sentences, each with its own reason: what has one reason in common is told together."""
        because: dict[str, list[str]] = {}
        for says, why in zip(self.says, self.whys, strict=True):
            because.setdefault(why, []).append(says)
        told = (f"{'; '.join(changes)}. {why}".strip() for why, changes in because.items())
        return f"{self.who}: {' '.join(told)}"


@dataclass(frozen=True, slots=True)
class Errand:
    """Calls (or, for rooms and therapists, notices) that belong together under one heading."""

    heading: str
    calls: tuple[Call, ...]


def errands_of(plan: Plan) -> tuple[Errand, ...]:
    """A plan's changes as errands: today's and tomorrow's calls, the other calls, then therapists and rooms."""
    problem = plan.problem
    known = problem.as_of > 0 or problem.lead is not None
    moment = datetime.combine(problem.first_day, time()) + timedelta(minutes=problem.replanned_at)
    return errands_among(told_to_people(plan), moment if known else None, problem.wording)


def told_to_people(plan: Plan) -> list[Change]:
    """The changes without those of a client's tests: a test that is announced is none."""
    tests = [topic.name for topic in plan.problem.topics.values() if topic.kind in UNSEEN_KINDS]
    return [
        change
        for change in plan.changes
        if change.role != CLIENT or not any(_names(said, tests) for said in (change.was, change.now))
    ]


def _names(said: str, topics: Sequence[str]) -> bool:
    """Whether a phrase such as `Mon 09:00 Screen, Room A` is about one of the topics: its name follows the time."""
    return any(re.search(rf"[0-9M] {re.escape(name)}(,| with |$)", said) for name in topics)


def errands_among(
    changes: Sequence[Change], moment: datetime | None, wording: Wording = Wording()
) -> tuple[Errand, ...]:
    """The same of any changes; `moment` is now (`None`: nobody knows when it is, so nothing is for today)."""
    retimed = [change for change in changes if change.retimed and change.role in TO_PHONE]
    tomorrow = moment.date() + timedelta(days=1) if moment else date.min
    # Whoever has one change by tomorrow is phoned today about all of them: nobody is called twice.
    urgent = {
        (change.role, change.who) for change in retimed if change.when and change.when.date() <= tomorrow
    }
    first = [change for change in retimed if (change.role, change.who) in urgent]
    later = [change for change in retimed if (change.role, change.who) not in urgent]
    others = [change for change in changes if not change.retimed and change.role == SESSION]
    until = f"today and tomorrow, until {wording.full_date(tomorrow)}" if moment else ""
    found = (
        Errand(f"Phone first ({until})", _calls(first)),
        Errand("Then phone" if first else "Phone: a time, a day or a seat changes", _calls(later)),
        Errand("Therapists and rooms that change, nobody's time", _notices(others)),
    )
    return tuple(errand for errand in found if errand.calls)


def move_in_words(change: Change) -> str:
    """A change on one line: `Thu 10:00 Grief with Ben → Fri 09:00 Grief with Ada`."""
    if not change.was:
        return f"new: {change.now}"
    if not change.now:
        return f"no longer: {change.was}"
    return f"{change.was} → {change.now}"


def _calls(changes: Sequence[Change]) -> tuple[Call, ...]:
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.role, change.who), []).append(change)
    urgency = {key: min((c.when or datetime.max) for c in mine) for key, mine in found.items()}
    order = sorted(found, key=lambda key: (TO_PHONE.index(key[0]), urgency[key], key[1]))
    return tuple(
        Call(
            who,
            tuple(move_in_words(change) for change in found[role, who]),
            tuple(change.why for change in found[role, who]),
            "; ".join(dict.fromkeys(name for change in found[role, who] for name in _others(change))),
        )
        for role, who in order
    )


def _others(change: Change) -> list[str]:
    return [name for name in change.tell.split("; ") if name != change.who]


def _notices(changes: Sequence[Change]) -> tuple[Call, ...]:
    ordered = sorted(changes, key=lambda change: (change.when or datetime.max, change.who))
    return tuple(
        Call(change.session, (move_in_words(change),), (change.why,), change.tell) for change in ordered
    )
