"""Why a topic can't be held at all: nobody leads it, no room suits, too few may come, or never at one time."""

from __future__ import annotations

from collections.abc import Sequence

from planner.language.options import SessionOption
from planner.model import MINUTES_A_DAY, Problem, Topic, counted, hours, listed
from planner.program import Program
from planner.reasons.barring import Barring
from planner.reasons.packing import together_at_most
from planner.reasons.rooms_there import too_small_when_there
from planner.reasons.wording import IN_PART, says_for_others, says_held

NAMED_ONE_BY_ONE = 3
UNLIMITED = 10**9


class Never:
    """One week's topics, each by itself."""

    def __init__(self, program: Program, problem: Problem, barring: Barring) -> None:
        self.program, self.problem, self.barring = program, problem, barring
        self.draft, self.possible = barring.draft, barring.draft.possible
        self._said: dict[str, tuple[str, ...]] = {}

    def held(self, topic: Topic) -> str:
        """Why no session of a topic can be held; blank where one can, as far as counting goes."""
        return next(iter(self.reasons(topic)), "")

    def reasons(self, topic: Topic) -> tuple[str, ...]:
        """All reasons, each of which would be enough by itself."""
        if topic.name not in self._said:
            settled = any(fixed.topic == topic.name for fixed in self.problem.fixed)
            stands = settled or any(held.topic == topic.name for held in self.problem.untouched)
            # What is settled is held, whatever else is the case.
            self._said[topic.name] = () if stands else tuple(self._reasons(topic))
        return self._said[topic.name]

    def _reasons(self, topic: Topic) -> list[str]:
        staff, room = self._nobody_leads(topic), self._no_room(topic)
        tagged = "" if staff or not (topic.leader_tags and topic.leaders) else self._tagged_never_there(topic)
        small = room and self.problem.rooms_for(topic)  # it is Smallest that is told with its rooms
        few = "" if small else self._too_few_may(topic)
        found = [staff, room, self._of_terms(topic), tagged, few]
        sessions, starts = self.draft.sessions_of(topic.name), self._starts(topic)
        if not any(found) and sessions:
            seats = too_small_when_there(self.problem, self.draft, topic, sessions)
            found.append(seats or self._too_few_come(topic, sessions))
        elif not any(found) and not starts:
            found.append(f"no start time is left for {topic.name}")
        elif starts and not sessions:
            led = "" if staff or tagged else self._leads_never_there(topic)
            held = "" if room or self._too_long(topic) else self._room_never_there(topic)
            found += [led, held]
            if not any(found):
                found.append(self._room_never_there(topic) or self._nobody_comes(topic))
        return [says for says in found if says]

    def _nobody_leads(self, topic: Topic) -> str:
        """Whether too few lead a topic, or none of them with the tags that it asks of a leader."""
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        if topic.leaders and len(leading) < topic.leaders:
            if not leading:
                return f"nobody leads {topic.name}"
            return f"{topic.name} takes {topic.leaders} therapists, and only {listed(leading)} can lead it"
        tagged = [who for who in self.problem.therapists.values() if topic.leader_tags <= who.tags]
        if topic.leaders and not any(who.name in leading for who in tagged):
            return f"no therapist who leads {topic.name} has the tag {listed(sorted(topic.leader_tags))}"
        return ""

    def _of_terms(self, topic: Topic) -> str:
        """Whether a limit of 0, or its minutes, keep everybody out of a topic."""
        limits = {"Most a day": topic.most_a_day, "Most a week": topic.most_a_week}
        if none := [column for column, most in limits.items() if most == 0]:
            return f"nobody may attend {topic.name} ({none[0]} 0)"
        days = [client.most_minutes_a_day for client in self.problem.clients.values()]
        longest = max((UNLIMITED if most is None else most for most in days), default=UNLIMITED)
        if topic.minutes > longest:
            return f"{topic.name} takes {hours(topic.minutes)}, and no level's day holds more than {hours(longest)}"
        return ""

    def _too_few_may(self, topic: Topic) -> str:
        """Whether fewer may attend a topic than its smallest size."""
        barred = [self.possible.always("seat", code, topic.name) for code in self.problem.clients]
        may = sum(not self.barring.for_good(number) for number in barred)
        if may >= max(1, topic.smallest):
            return ""
        few = f"only {counted(may, 'client')} may attend it" if may else "nobody may attend it"
        return f"{topic.name} takes {counted(topic.smallest, 'client')} at least, and {few}{self._for_whom(topic)}"

    def _too_few_come(self, topic: Topic, sessions: Sequence[SessionOption]) -> str:
        """Whether fewer could come together to a topic than its smallest size."""
        most = max(len(self.draft.seats_at(topic.name, session.start)) for session in sessions)
        if most < topic.smallest:
            could = f"never more than {counted(most, 'client')} could come together"
            return f"{topic.name} takes {topic.smallest} clients at least, and {could}"
        pairs = {frozenset((pair.client, pair.other_client or "")) for pair in self.problem.apart}
        apart = 0
        for session in sessions:
            codes = [seat.client for seat in self.draft.seats_at(topic.name, session.start)]
            apart = max(apart, together_at_most(codes, pairs, enough=topic.smallest))
            if apart >= topic.smallest:
                return ""
        could = f"never more than {counted(apart, 'client')} could come who aren't kept apart (Apart)"
        return f"{topic.name} takes {topic.smallest} clients at least, and {could}"

    def _no_room(self, topic: Topic) -> str:
        """Whether no room suits a topic, or none of those has seats enough."""
        rooms = self.problem.rooms_for(topic)
        if topic.needs_room and self.problem.rooms:
            if not rooms:
                return f"no room suits {topic.name} (kind {topic.room_kind})"
            largest = max(rooms, key=lambda room: room.seats)
            if largest.seats < topic.smallest:
                seats = f"its largest room seats {largest.seats} (Seats of {largest.name})"
                return f"{topic.name} takes {topic.smallest} clients at least, and {seats}"
        return ""

    def _for_whom(self, topic: Topic) -> str:
        """Which columns say who may attend a topic: ` (For veterans, Levels IOP)`."""
        said = {"For": topic.wanted_tags, "Not for": topic.barred_tags, "Levels": topic.levels or ()}
        columns = [f"{column} {listed(sorted(names))}" for column, names in said.items() if names]
        columns += [f"After {listed(list(topic.after))}"] if topic.after else []
        columns += ["Membership closed"] if topic.closed else ["Only if asked"] if topic.only_if_asked else []
        return f" ({', '.join(columns)})" if columns else ""

    def _tagged_never_there(self, topic: Topic) -> str:
        """Whether those with the tags that the topic asks of a leader are there at no start time."""
        tagged = [
            name
            for name, who in self.problem.therapists.items()
            if topic.name in who.leads and topic.leader_tags <= who.tags
        ]
        if any(lead.topic is topic for name in tagged for lead in self.draft.leads_of(name)):
            return ""
        tags = listed(sorted(topic.leader_tags))
        who = tagged[0] if len(tagged) == 1 else f"none of {len(tagged)} therapists"
        alone = f", who alone leads {topic.name} with the tag {tags}, isn't"
        several = f" who lead {topic.name} and have the tag {tags} is"
        at_any = f"available at any of its start times{self._its_own_starts(topic)}"
        others = says_for_others(self.program.therapist_hours, tagged, topic.name)
        return f"{who}{alone if len(tagged) == 1 else several} {at_any}{others}"

    def _leads_never_there(self, topic: Topic) -> str:
        """Whether those who lead a topic, or as many of them as it takes, are there at no start time."""
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        there = [
            sum(not self.possible.barring("lead", name, topic.name, start) for name in leading)
            for start in self._starts(topic)
        ]
        if max(there, default=0) >= topic.leaders:
            return ""
        if topic.leaders > 1:
            together = f"{topic.leaders} therapists who lead {topic.name}"
            return f"no {together} are there together for {topic.minutes} min at any start time"
        others = says_for_others(self.program.therapist_hours, leading, topic.name)
        long = f" for {topic.minutes} min" if not others and self._too_long(topic) else ""
        at_any = f"available{long} at any of its start times{self._its_own_starts(topic)}"
        if len(leading) == 1:
            until = says_held(self.program.therapist_hours.get(leading[0], ()), self.problem.first_day)
            over = f": {leading[0]}'s hours hold {until}" if until and IN_PART not in until else ""
            return f"{leading[0]}, who alone leads {topic.name}, isn't {at_any}{over or others}"
        if len(leading) <= NAMED_ONE_BY_ONE:
            return f"{listed(leading)}, who alone lead {topic.name}, aren't {at_any}{others}"
        return f"none of the {len(leading)} therapists who lead {topic.name} is {at_any}"

    def _room_never_there(self, topic: Topic) -> str:
        """Whether no room for a topic is there at any start time."""
        there = any(
            not self.possible.barring("room", name, topic.name, start)
            for name in self.problem.rooms
            for start in self._starts(topic)
        )
        if there or not (topic.needs_room and self.problem.rooms):
            return ""
        return f"no room for {topic.name} is available at any of its start times"

    def _nobody_comes(self, topic: Topic) -> str:
        """Whether nobody may come at any start time, or never when it could be held."""
        seats = any(
            not self.possible.numbers("seat", code, topic.name, start)[0]
            for code in self.problem.clients
            for start in self._starts(topic)
        )
        if not seats:
            return f"nobody may come to {topic.name} at any of its start times{self._its_own_starts(topic)}"
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        return self._never_meet(topic, leading)

    def _too_long(self, topic: Topic) -> bool:
        """Whether those who lead a topic are there when it could start, and only not for as long as it takes."""
        leading = [name for name, who in self.problem.therapists.items() if topic.name in who.leads]
        windows = [one for name in leading for one in self.problem.therapist_windows.get(name, ())]
        starts = self._starts(topic)
        return any(one.start <= start < one.end for one in windows for start in starts)

    def _never_meet(self, topic: Topic, leading: Sequence[str]) -> str:
        """Those who lead it, the rooms and those who may come are each there at some start time, and never at one."""
        starts = self._starts(topic)
        if topic.leaders and len(leading) <= NAMED_ONE_BY_ONE:
            led = {
                start
                for start in starts
                for name in leading
                if not self.possible.barring("lead", name, topic.name, start)
            }
            come = any(
                not self.possible.numbers("seat", code, topic.name, start)[0]
                for code in self.problem.clients
                for start in led
            )
            if not come:
                who, lead = listed(leading), "leads" if len(leading) == 1 else "lead"
                there = "isn't" if len(leading) == 1 else "aren't"
                alone = f"{who}, who alone {lead} {topic.name}, {there} available"
                return f"{alone} at any time at which somebody who may attend it can come"
        return (
            f"whoever leads {topic.name}, a room for it and whoever may come to it are never there together"
        )

    def _its_own_starts(self, topic: Topic) -> str:
        """` (05:00)` of a topic that has start times of its own, where they are few."""
        clocks = sorted({start % MINUTES_A_DAY for start in self.problem.starts_of(topic)})
        if topic.starts is None or len(clocks) > NAMED_ONE_BY_ONE:
            return ""
        return f" ({', '.join(self.problem.wording.time(clock) for clock in clocks)})"

    def _starts(self, topic: Topic) -> list[int]:
        row = self.possible.topics.index(topic)
        return [
            start for place, start in enumerate(self.possible.starts) if not self.possible.session[row, place]
        ]
