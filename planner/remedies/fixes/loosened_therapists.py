"""What could be let go of the therapists: who leads a topic, and their limits and hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from planner.model import GAP_THAT_BREAKS_A_ROW, Roster
from planner.remedies.fixes import kinds
from planner.remedies.fixes.proposal import Proposal
from planner.remedies.fixes.situation import LetGo, Situation, hours_for_topic, longer

OTHERS_AT_MOST = 3  # therapists who might lead a topic as well, whoever is there most
DAYS_AT_MOST = 4  # days on which a therapist might be there longer


def who_else_leads(situation: Situation, topic: str) -> Iterator[Proposal]:
    """Therapists who could lead a topic as well: those who are there most while those who ask are; or one more."""
    if not topic:
        return
    there, leading = Counter[str](), Counter[str]()
    for name, who in situation.problem.therapists.items():
        for window in situation.problem.therapist_windows.get(name, ()):
            for code in situation.codes:
                for mine in situation.problem.client_windows.get(code, ()):
                    there[name] += max(0, min(window.end, mine.end) - max(window.start, mine.start))
        if topic in who.leads:
            leading[name] = there.pop(name, 0)
    for name, minutes in there.most_common(OTHERS_AT_MOST):
        if minutes:
            yield kinds.leads(name, topic)
    for name, minutes in leading.most_common(1):
        if minutes:
            yield kinds.one_more_therapist(name)


def _limit(field: str, used: Callable[[Roster, str], int]) -> LetGo:
    def higher(situation: Situation, name: str, value: int) -> Proposal | None:
        therapist = situation.problem.therapists[name]
        now = getattr(therapist, field)
        if now is None or value <= now:
            return None

        def narrow(roster: Roster) -> Proposal | None:
            return higher(situation, name, used(roster, name))

        if field == "most_minutes":
            return replace(kinds.most_led(therapist, value), narrow=narrow)
        return replace(kinds.most_sessions(therapist, field, value), narrow=narrow)

    def propose(situation: Situation, name: str) -> Iterator[Proposal]:
        now = getattr(situation.problem.therapists[name], field)
        most = 40 * 60 if field == "most_minutes" else (now or 0) + 5
        if (found := higher(situation, name, most)) is not None:
            yield found

    return propose


def _led(roster: Roster, name: str) -> int:
    return sum(one.minutes for one in roster.of_therapist(name))


def _led_a_day(roster: Roster, name: str) -> int:
    return max(Counter(one.day for one in roster.of_therapist(name)).values(), default=0)


def _led_in_a_row(roster: Roster, name: str) -> int:
    most, row, end = 0, 0, None
    for one in roster.of_therapist(name):
        row = row + 1 if end is not None and one.start < end + GAP_THAT_BREAKS_A_ROW else 1
        most, end = max(most, row), one.end
    return most


def therapist_hours(situation: Situation, name: str) -> Iterator[Proposal]:
    """A therapist who is there longer, on the days on which most of those who ask come."""
    yield from hours_for_topic(situation, "therapist", name)
    stretches = situation.stretches()
    windows = situation.problem.therapist_windows.get(name, ())
    for day in sorted(stretches, key=lambda one: (-situation.there(one), one))[:DAYS_AT_MOST]:
        found = longer(situation.problem, "therapist", name, windows, day, stretches[day])
        if found is not None and situation.there(day):
            yield found


THERAPIST_FIELDS: Mapping[str, LetGo] = {
    "most_minutes": _limit("most_minutes", _led),
    "most_a_day": _limit("most_a_day", _led_a_day),
    "most_in_a_row": _limit("most_in_a_row", _led_in_a_row),
}
