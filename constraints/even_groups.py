"""Groups of a topic are of like size: none crowded while another is nearly empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.language.draft import Draft
from planner.language.limits import Breach, Goal, Limit, Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster


@dataclass(frozen=True)
class EvenGroups(Rule):
    """The sessions of a group, education or family topic have about the same number of clients.

    Amount: clients in the topic's largest session of the week less clients in its smallest, booked seats
    counted. Parallel sessions are shared out afterwards; until then only what their sum makes sure of counts.
    """

    weight: int = 5
    kinds: frozenset[str] = frozenset({"group", "education", "family"})

    name = "Even groups"
    stated = "Topics: Kind; Rules: Even groups"
    bites = "groups of a topic should be of like size"
    unit = "client by whom a topic's groups differ in size"
    stage = Stage.GOOD_WEEK

    def post(self, problem: Problem, draft: Draft) -> Iterable[Limit | Goal]:
        """Per topic a largest and a smallest group that every session that runs lies between."""
        held: dict[str, list[int]] = defaultdict(list)
        for session in problem.untouched:
            held[session.topic].append(len(session.seats))
        begun = {(session.topic, session.start) for session in problem.untouched}
        settled = {(fixed.topic, fixed.start) for fixed in problem.fixed}
        named: dict[str, int] = defaultdict(int)
        for fixed in problem.fixed:
            named[fixed.topic] = max(named[fixed.topic], len(fixed.clients))
        for name, topic in problem.topics.items():
            options = [option for option in draft.sessions_of(name) if (name, option.start) not in begun]
            if topic.kind not in self.kinds or len(held[name]) + sum(o.most for o in options) < 2:
                continue
            # Settled and past sessions may be larger than Largest; the bound must not forbid them.
            bound = max([topic.largest, named[name], *held[name]])
            high = draft.quantity(("largest group", name), bound, max(held[name], default=0))
            low = draft.quantity(("smallest group", name), min([bound, *held[name]]))
            for option in options:
                seats = [(seat.column, 1) for seat in draft.seats_at(name, option.start)]
                if option.most == 1:
                    runs = (option.column, -bound)
                    yield Limit([(high, -1), *seats], most=0, about=(name,))
                    yield Limit([(low, -1), *seats, runs], fewest=-bound, about=(name,))
                    continue
                running = draft.quantity(("runs", name, option.start), 1)
                yield Limit([(option.column, 1), (running, -1)], fewest=0, about=(name,))
                yield Limit([(option.column, 1), (running, -option.most)], most=0, about=(name,))
                # Clients beyond full parallel sessions sit in the largest; those who fill the others to
                # Smallest don't sit in the smallest. A settled session runs even below Smallest.
                spare = 0 if (name, option.start) in settled else max(topic.smallest, 1)
                full_others = [(option.column, -bound), (running, bound)]
                yield Limit([(high, -1), *seats, *full_others], most=0, about=(name,))
                filled_others = [(option.column, -spare), (running, spare - bound)]
                yield Limit([(low, -1), *seats, *filled_others], fewest=-bound, about=(name,))
            yield Goal([(high, 1), (low, -1)], most=0, about=(name,))

    def check(self, problem: Problem, roster: Roster) -> Iterable[Breach]:
        """Compares the sizes of each topic's sessions."""
        sizes: dict[str, list[int]] = defaultdict(list)
        for session in roster.sessions:
            if problem.topics[session.topic].kind in self.kinds:
                sizes[session.topic].append(len(session.clients))
        for name, clients in sizes.items():
            uneven = max(clients) - min(clients)
            if uneven:
                says = f"{name} has sessions of {min(clients)} and of {max(clients)} clients"
                yield Breach(self.name, uneven, says, (name,))
