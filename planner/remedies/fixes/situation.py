"""For whom and for what something is let go: the week, who lacks, and what they lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.model import DAYS_A_WEEK, MINUTES_A_DAY, Problem, Roster, Session, Topic, Window, clock
from planner.program import Program
from planner.remedies.fixes import kinds
from planner.remedies.fixes.proposal import Proposal

LONG = 180  # minutes of longer hours of which a half may do as well
STEP = 30


@dataclass(frozen=True)
class Situation:
    """A week in which some clients lack sessions of a topic that they need, or hours (`topic` `None`)."""

    program: Program
    problem: Problem
    codes: tuple[str, ...]
    topic: str | None

    @property
    def last_day(self) -> date:
        """The last day of the week."""
        return self.problem.first_day + timedelta(days=DAYS_A_WEEK - 1)

    @property
    def topics(self) -> list[Topic]:
        """The topic that is lacked; for hours, all that count."""
        if self.topic is not None:
            return [self.problem.topics[self.topic]]
        return [topic for topic in self.problem.topics.values() if topic.counts]

    @property
    def asked(self) -> int:
        """How many sessions of the topic they ask for, all of them together."""
        needs = self.problem.needs
        return sum(n.sessions for n in needs if n.topic == self.topic and n.client in self.codes)

    @property
    def most_together(self) -> int:
        """How many clients might come to one session: those who ask for a topic; for hours, twice as many as now."""
        if self.topic is not None:
            return self.asked
        return min(len(self.problem.clients), 2 * max((topic.largest for topic in self.topics), default=0))

    @property
    def most_in_a_group(self) -> int:
        """The same with those who have what they ask for: a group holds them too."""
        if self.topic is None:
            return self.most_together
        return len({need.client for need in self.problem.needs if need.topic == self.topic})

    @property
    def most_asked(self) -> int:
        """How many sessions of the topic one of them asks for at most."""
        needs = self.problem.needs
        return max(
            (
                sum(n.sessions for n in needs if (n.client, n.topic) == (code, self.topic))
                for code in self.codes
            ),
            default=1,
        )

    def stretches(self) -> dict[int, tuple[int, int]]:
        """Each day with starts: from its first start to the end of what begins last, in minutes of the day."""
        shortest = min((topic.minutes for topic in self.topics), default=60)
        found: dict[int, tuple[int, int]] = {}
        for start in self.problem.starts:
            day, minute = divmod(start, MINUTES_A_DAY)
            opens, closes = found.get(day, (minute, 0))
            end = min(max(closes, minute + shortest), MINUTES_A_DAY - 1)
            found[day] = (min(opens, minute), end)
        return found

    def there(self, day: int) -> int:
        """How many of the clients come on a day of the week anyway."""
        windows = self.problem.client_windows
        return sum(any(w.start // MINUTES_A_DAY == day for w in windows.get(code, ())) for code in self.codes)


LetGo = Callable[[Situation, str], Iterator[Proposal]]
"""What could be let go about a name: a topic, a therapist, a client, a level; '' for the program's settings."""


def longer(
    problem: Problem, kind: str, name: str, windows: Sequence[Window], day: int, span: tuple[int, int]
) -> Proposal | None:
    """Longer hours on a day for a client, a therapist or a room, narrowed to what a week takes; `None`: none are added.

    `span` is from when to when, in minutes of the day.
    """
    opens, closes = (day * MINUTES_A_DAY + minute for minute in span)
    mine = [window for window in windows if window.start // MINUTES_A_DAY == day]
    for window in sorted(mine, key=lambda one: one.start):
        opens = window.end if window.start <= opens < window.end else opens
        closes = window.start if window.start < closes <= window.end else closes
    if opens >= closes:
        return None
    added = f"{problem.weekday_name(day)} {clock(opens)}-{clock(closes)}"

    def narrow(roster: Roster) -> Proposal | None:
        of = {"client": roster.of_client, "therapist": roster.of_therapist, "room": roster.of_room}
        used = outside(of[kind](name), windows, day)
        return longer(problem, kind, name, windows, day, used) if used else None

    halves = _halves(opens - day * MINUTES_A_DAY, closes - day * MINUTES_A_DAY)
    smaller = (longer(problem, kind, name, windows, day, half) for half in halves)
    return Proposal(
        f"{kind.capitalize()}'s hours",
        f"{kind} {name} available {added}",
        (closes - opens) // 6 + (0 if mine else 30),
        kinds.longer_hours(kind, name, added),
        narrow=narrow,
        parts=tuple(one for one in smaller if one is not None),
    )


def _halves(opens: int, closes: int) -> list[tuple[int, int]]:
    """The two halves of a stretch, on the half hour; none of one that is short enough."""
    if closes - opens < LONG:
        return []
    middle = (opens + closes) // 2
    return [(opens, -(-middle // STEP) * STEP), (middle // STEP * STEP, closes)]


def outside(sessions: Iterable[Session], windows: Sequence[Window], day: int) -> tuple[int, int] | None:
    """From when to when a day's sessions lie outside of somebody's hours, in minutes of the day; `None`: none does."""
    beyond = [
        one for one in sessions if one.day == day and not any(w.holds(one.start, one.end) for w in windows)
    ]
    if not beyond:
        return None
    first = day * MINUTES_A_DAY
    return min(one.start for one in beyond) - first, max(one.end for one in beyond) - first


def hours_for_topic(situation: Situation, kind: str, name: str) -> Iterator[Proposal]:
    """Somebody's hours for the topic that is lacked as well, where some of them are for others only."""
    if situation.topic is not None:
        found = for_one_more(situation.problem, situation.program, kind, name, situation.topic)
        if found is not None:
            yield found


def for_one_more(problem: Problem, program: Program, kind: str, name: str, topic: str) -> Proposal | None:
    """Somebody's hours that are for other topics only, for this one as well; on the days that a week takes of them."""
    rows = (program.client_hours if kind == "client" else program.therapist_hours).get(name, ())
    if not any(row.topics is not None and topic not in row.topics for row in rows):
        return None

    def narrow(roster: Roster) -> Proposal | None:
        mine = roster.of_client(name) if kind == "client" else roster.of_therapist(name)
        held = problem.hours_for.get(name, {}).get(topic, ())
        used = {
            one.day
            for one in mine
            if one.topic == topic and not any(w.holds(one.start, one.end) for w in held)
        }
        days = [problem.weekday_name(day) for day in sorted(used)]
        return kinds.hours_for(kind, name, topic, days) if days else None

    return replace(kinds.hours_for(kind, name, topic), narrow=narrow)
