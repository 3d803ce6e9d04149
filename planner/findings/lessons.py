"""Which lesson each session teaches, for topics that are taught lesson by lesson; and what is set and due in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from planner.model import MINUTES_A_DAY, Lesson, Problem, Roster, Session

NEVER = (date.min, 0)


def with_lessons(problem: Problem, roster: Roster) -> Roster:
    """The roster with a lesson for each session of such a topic; one that has a lesson, or had it published, keeps it.

    Closed groups go in order. An open group gets the lesson that fewest of its clients have had; of several the one
    taught longest ago, then the lowest number. Who has had all of them begins anew.
    """
    if not problem.lessons:
        return roster
    settled = _settled(problem, roster)
    taught: dict[int, int] = {}
    for topic, lessons in problem.lessons.items():
        course = _Course(problem, topic, lessons)
        for place, session in _sessions_of(roster, topic):
            number = settled.get((session.id, topic)) or course.next_for(session)
            taught[place] = number
            course.teach(session, number)
    sessions = tuple(
        replace(session, lesson=taught.get(place)) for place, session in enumerate(roster.sessions)
    )
    return replace(roster, sessions=sessions)


def repeated(problem: Problem, roster: Roster) -> list[str]:
    """A sentence for each session whose lesson somebody has had already, and not yet all the others."""
    said: list[str] = []
    for topic, lessons in problem.lessons.items():
        course = _Course(problem, topic, lessons)
        for _, session in _sessions_of(roster, topic):
            if session.lesson is None:
                continue
            again = [code for code in session.coming if course.would_repeat(code, session.lesson)]
            if again and session.start >= problem.as_of:
                when = problem.says_when(session.start)
                said.append(
                    f"{when} {topic} teaches lesson {session.lesson}, which {', '.join(again)} had before"
                )
            course.teach(session, session.lesson)
    return said


class _Course:
    """How far everybody is with a topic's lessons, as the week goes on."""

    def __init__(self, problem: Problem, topic: str, lessons: Sequence[Lesson]) -> None:
        self.problem = problem
        self.numbers = [lesson.number for lesson in lessons]
        self.in_order = problem.topics[topic].closed
        self.had: dict[str, Counter[int]] = {}
        self.last_taught: dict[int, tuple[date, int]] = {}
        self.latest: int | None = None
        for line in problem.history:
            if line.topic == topic and line.lesson in self.numbers:
                self.last_taught[line.lesson] = (line.day, line.start or 0)
                self.latest = line.lesson
                if line.status == "attended":
                    self.had.setdefault(line.client, Counter())[line.lesson] += 1

    def next_for(self, session: Session) -> int:
        """The lesson a session teaches by rights."""
        if self.in_order:
            if self.latest is None:
                return self.numbers[0]
            return self.numbers[(self.numbers.index(self.latest) + 1) % len(self.numbers)]
        there = session.coming
        return min(
            self.numbers,
            key=lambda number: (
                sum(self.would_repeat(code, number) for code in there),
                self.last_taught.get(number, NEVER),
                number,
            ),
        )

    def would_repeat(self, code: str, number: int) -> bool:
        """Whether a client has had a lesson more often than some other."""
        had = self.had.get(code, Counter())
        return had[number] > min(had[other] for other in self.numbers)

    def teach(self, session: Session, number: int) -> None:
        """Take a session as held."""
        day = self.problem.first_day + timedelta(days=session.day)
        self.last_taught[number] = (day, session.start % MINUTES_A_DAY)
        self.latest = number if number in self.numbers else self.latest
        for code in session.coming:
            self.had.setdefault(code, Counter())[number] += 1


def _settled(problem: Problem, roster: Roster) -> dict[tuple[str, str], int]:
    """The lessons that stand, by session id and topic: what has begun, what was published, what the roster says."""
    known: dict[tuple[str, str], int] = {}
    published = problem.published.sessions if problem.published else ()
    for session in (*published, *problem.untouched, *roster.sessions):
        if session.lesson is not None:
            known[session.id, session.topic] = session.lesson
    return known


def _sessions_of(roster: Roster, topic: str) -> Iterator[tuple[int, Session]]:
    mine = [(place, session) for place, session in enumerate(roster.sessions) if session.topic == topic]
    yield from sorted(mine, key=lambda found: (found[1].start, found[1].id))


# --- homework ------------------------------------------------------------------------------------


def set_in(problem: Problem, topic: str, lesson: int | None) -> str:
    """The homework set in a session: the lesson's, else the topic's."""
    of_lesson = (one.homework for one in problem.lessons.get(topic, ()) if one.number == lesson)
    known = problem.topics.get(topic)
    return next(of_lesson, "") or (known.homework if known else "")


def due_before(problem: Problem, code: str) -> dict[str, str]:
    """By topic, the homework a client brings to the week: what was set in the last session attended before it."""
    last = problem.last_lessons.get(code, {})
    due = {topic: set_in(problem, topic, lesson) for topic, lesson in last.items()}
    return {topic: text for topic, text in due.items() if text}


def homework_of(
    problem: Problem, roster: Roster, code: str, due: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """By session id, what is due in a client's session and what is set in it; `due` is brought to the week."""
    bring = dict(due)
    found: dict[str, tuple[str, str]] = {}
    for session in roster.of_client(code):
        if code not in session.coming:
            continue
        given = set_in(problem, session.topic, session.lesson)
        found[session.id] = (bring.get(session.topic, ""), given)
        bring[session.topic] = given
    return found


def says_homework(due: str, given: str) -> str:
    """Both in one cell: `Due: page 12.` and `Set: page 14.`, each on a line of its own."""
    if due and due == given:
        return f"Due, and set again: {given}"
    parts = [f"Due: {due}"] if due else []
    parts += [f"Set: {given}"] if given else []
    return "\n".join(parts)
