"""Hours near what is asked: nobody sits in one more group only because it has a seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster, hours


@dataclass(frozen=True)
class HoursBeyond(Rule):
    """A client's counting sessions add up to no more than their minimum hours, or their needs where those are more.

    Amount: minutes beyond, client by client. Off unless the sheet Rules uses it: groups of their best size are worth
    some hours more to most programs, and `Max hours` bounds what is authorised. With 1 an hour more costs more than a
    group gains by one more client (`Best size`).
    """

    weight: int = 1

    name = "Hours beyond"
    stated = "Levels: Min hours; Clients: Min hours; Needs; Rules: Hours beyond"
    bites = "the client has the hours and needs that are asked for"
    unit = "minute beyond what hours and needs ask for"
    stage = Stage.GOOD_WEEK
    of_one_client = True
    adds_up_a_week = True
    in_use: ClassVar[bool] = False

    def post(self, problem: Problem, draft: Draft) -> Iterable[Goal | Limit]:
        """One bound a client; as a must none below what stands already."""
        needed = dict.fromkeys(problem.clients, 0)
        for need in problem.needs:
            topic = problem.topics[need.topic]
            if need.client in needed and topic.counts:
                needed[need.client] += need.sessions * topic.minutes
        for client in problem.clients.values():
            terms = [(seat.column, seat.brings) for seat in draft.seats_of(client.code) if seat.brings]
            most = max(client.least_minutes, needed[client.code])
            if self.hard:
                most = max(most, sum(brings * draft.lowest[column] for column, brings in terms))
            if terms:
                yield Goal(terms, most=most, about=(client.code,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Adds up what each client's seats are credited, and what was asked for."""
        for code, client in problem.clients.items():
            mine = [
                (session, sum(session.credited(seat) for seat in session.seats if seat.client == code))
                for session in roster.of_client(code)
                if problem.topics[session.topic].counts
            ]
            asked = [need for need in problem.needs if need.client == code]
            wanted = sum(
                need.sessions * problem.topics[need.topic].minutes
                for need in asked
                if problem.topics[need.topic].counts
            )
            allowed = max(wanted, client.least_minutes)
            if self.must:
                stands = [minutes for one, minutes in mine if (one.topic, one.start) in problem.untouched_at]
                allowed = max(allowed, sum(stands))
            beyond = sum(minutes for _, minutes in mine) - allowed
            if beyond > 0:
                says = f"{code} has {hours(beyond)} more than the {hours(allowed)} that are asked for"
                yield Breach(self.name, beyond, says, (code,))
