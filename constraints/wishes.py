"""Clients' wishes: what they would like, weighed against what everybody else would like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Refusal, Stage
from planner.language.options import SeatOption
from planner.language.rule import Rule
from planner.model import MINUTES_A_DAY, Problem, Roster, Session, Wish, listed


@dataclass(frozen=True)
class Wishes(Rule):
    """A client's week has what the client prefers and none of what the client avoids.

    Amount: the wish's weight (1 to 10). *Avoids* costs it for each seat in that topic, on that day, that
    overlaps those hours or that the therapist leads. *Prefers* a topic or a therapist costs it once, when the
    week has no such seat. *Prefers* days or hours costs it for each seat on none of the client's preferred
    days, or wholly inside none of the preferred hours; of several such wishes, the greatest weight counts.
    Missed seats count nothing.
    """

    weight: int = 24

    name = "Wishes"
    stated = "Wishes"
    bites = "a client would rather have it otherwise"
    unit = "wish that isn't kept, times its weight (1 to 10)"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """Goals wish by wish, and one a client for all preferred days and one for all preferred hours."""
        wishes: dict[str, list[Wish]] = {}
        for wish in problem.wishes:
            wishes.setdefault(wish.client, []).append(wish)
        for code, wanted in wishes.items():
            seats = [seat for seat in draft.seats_of(code) if not seat.missed]
            for wish in wanted:
                if wish.therapist is not None and wish.prefers:
                    yield from _goals_for_therapist(wish, wish.therapist, seats, draft)
                elif wish.therapist is not None:
                    yield from _goals_against_therapist(wish, wish.therapist, seats, draft)
                elif wish.topic is not None and wish.prefers:
                    terms = [(seat.column, 1) for seat in seats if seat.topic.name == wish.topic]
                    yield Goal(terms, fewest=1, about=(code, wish.topic), price=wish.weight)
                elif not wish.prefers:
                    terms = [(seat.column, 1) for seat in seats if _avoided(wish, seat)]
                    if terms:
                        yield Goal(terms, most=0, about=(code,), price=wish.weight)
            days = [wish for wish in wanted if wish.prefers and wish.day is not None]
            hours = [wish for wish in wanted if wish.prefers and wish.hours is not None]
            for preferred in (days, hours):
                outside = [(seat.column, 1) for seat in seats if not any(_suits(w, seat) for w in preferred)]
                if preferred and outside:
                    price = max(wish.weight for wish in preferred)
                    yield Goal(outside, most=0, about=(code,), price=price)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Reads each client's week beside the client's wishes."""
        attended: dict[str, list[Session]] = {}
        for session in roster.sessions:
            for code in session.coming:
                attended.setdefault(code, []).append(session)
        for wish in problem.wishes:
            sessions = attended.get(wish.client, [])
            matching = [session for session in sessions if _is_about(wish, session)]
            what = wish.topic or wish.therapist or _says_when(problem, wish)
            if not wish.prefers:
                for session in matching:
                    when = problem.says_when(session.start)
                    says = f"{wish.client} avoids {what}, but has {session.topic} on {when}"
                    yield Breach(self.name, wish.weight, says, (wish.client, session.topic, session.id))
            elif wish.day is None and wish.hours is None and not matching:
                says = f"{wish.client} prefers {what}, and the week has none of it"
                yield Breach(self.name, wish.weight, says, (wish.client, what))
        for code, sessions in attended.items():
            mine = [wish for wish in problem.wishes if wish.client == code and wish.prefers]
            for place in ("day", "hours"):
                asked = [wish for wish in mine if getattr(wish, place) is not None]
                for session in sessions:
                    if asked and not any(_is_about(wish, session) for wish in asked):
                        what = " or ".join(_says_when(problem, wish) for wish in asked)
                        when = problem.says_when(session.start)
                        says = f"{code} prefers {what}, but has {session.topic} on {when}"
                        weight = max(wish.weight for wish in asked)
                        yield Breach(self.name, weight, says, (code, session.topic, session.id))

    def why(self, problem: Problem, refused: Refusal) -> str:
        """Names the wishes that a seat would not keep; of therapists all whom the client avoids."""
        minutes = problem.topics[refused.topic].minutes
        seat = Session("", refused.topic, start=refused.start, minutes=minutes)
        mine = [wish for wish in problem.wishes if wish.client == refused.who]
        avoided = [one for one in mine if not one.prefers and (one.therapist or _is_about(one, seat))]
        told = [one.topic or one.therapist or _says_when(problem, one) for one in avoided]
        if told:
            return f"{refused.who} avoids {listed(told)}"
        asked = [
            one for one in mine if one.prefers and not (one.topic or one.therapist or _is_about(one, seat))
        ]
        told = [_says_when(problem, one) for one in asked]
        return f"{refused.who} prefers {' or '.join(told)}" if told else self.bites


# --- posting -------------------------------------------------------------------------------------


def _avoided(wish: Wish, seat: SeatOption) -> bool:
    """Whether a seat has the topic or day of the wish, or overlaps its hours."""
    if wish.hours is not None:
        midnight = seat.day * MINUTES_A_DAY
        return seat.start < midnight + wish.hours[1] and midnight + wish.hours[0] < seat.end
    return seat.topic.name == wish.topic if wish.topic is not None else seat.day == wish.day


def _suits(wish: Wish, seat: SeatOption) -> bool:
    """Whether a seat is on the day, or wholly inside the hours, of the wish."""
    if wish.hours is None:
        return seat.day == wish.day
    midnight = seat.day * MINUTES_A_DAY
    return midnight + wish.hours[0] <= seat.start and seat.end <= midnight + wish.hours[1]


def _goals_against_therapist(
    wish: Wish, therapist: str, seats: list[SeatOption], draft: Draft
) -> Iterator[Goal]:
    # Exact when one session runs; of several in parallel the client may sit in one led by somebody else.
    by_place = {(seat.topic.name, seat.start): seat for seat in seats}
    for lead in draft.leads_of(therapist):
        seat = by_place.get((lead.topic.name, lead.start))
        session = draft.session_at(lead.topic.name, lead.start)
        if seat is not None and session is not None:
            terms = [(seat.column, 1), (lead.column, 1), (session.column, -1)]
            yield Goal(terms, most=0, about=(wish.client, therapist), price=wish.weight)


def _goals_for_therapist(
    wish: Wish, therapist: str, seats: list[SeatOption], draft: Draft
) -> Iterator[Limit | Goal]:
    about = (wish.client, therapist)
    by_place = {(seat.topic.name, seat.start): seat for seat in seats}
    together: list[tuple[int, int]] = []
    for lead in draft.leads_of(therapist):
        seat = by_place.get((lead.topic.name, lead.start))
        if seat is not None:
            both = draft.quantity(("sees", wish.client, therapist, lead.topic.name, lead.start), 1)
            yield Limit([(both, 1), (seat.column, -1)], most=0, about=about)
            yield Limit([(both, 1), (lead.column, -1)], most=0, about=about)
            together.append((both, 1))
    yield Goal(together, fewest=1, about=about, price=wish.weight)


# --- checking ------------------------------------------------------------------------------------


def _is_about(wish: Wish, session: Session) -> bool:
    """Whether a session is what the wish names: inside preferred hours, overlapping avoided ones."""
    if wish.topic is not None:
        return session.topic == wish.topic
    if wish.therapist is not None:
        return wish.therapist in session.therapists
    if wish.day is not None:
        return session.day == wish.day
    opens, closes = wish.hours or (0, MINUTES_A_DAY)
    starts = session.start % MINUTES_A_DAY
    ends = starts + session.minutes
    if wish.prefers:
        return opens <= starts and ends <= closes
    return max(opens, starts) < min(closes, ends)


def _says_when(problem: Problem, wish: Wish) -> str:
    if wish.day is not None:
        return problem.weekday_name(wish.day)
    opens, closes = wish.hours or (0, 0)
    return problem.wording.span(opens, closes)
