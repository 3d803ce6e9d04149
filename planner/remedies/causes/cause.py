"""Why something is missing, as it is told: a sentence, whom it concerns, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from planner.reasons.shortage import Shortage
from planner.remedies.outcome import Key

ALIKE_AT_LEAST = 3  # clients whom one fact concerns before they are told as one


@dataclass(frozen=True, slots=True)
class Cause:
    """Why hours (`topic` `None`) or a need are missing; `proven`: counted or planned, nothing in the week can help.

    `client` is '' where several are concerned, who are all in `clients`. `places` are `Sheet!Cell`. `of_each`: it
    holds of each of the clients; else only of all of them together. `whole`: it names all that it rests on.
    `topics`: it is about needs of these, and of no hours. `open`: it says that nothing is in the way, only that a
    longer search may help.
    `of_roster`: it says what can't stand in the roster that is asked about, and not why something is missing.
    """

    client: str
    topic: str | None
    says: str
    proven: bool
    places: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    of_each: bool = True
    whole: bool = False
    topics: tuple[str, ...] = ()
    open: bool = False
    of_roster: bool = False

    @property
    def keys(self) -> set[Key]:
        """What it says is missing: to whom, and of which topic; of hours `None`."""
        if self.of_roster:
            return set()
        return {(code, topic) for code in self.clients for topic in self.topics or (self.topic,)}


def counted_cause(one: Shortage) -> Cause:
    """A shortage as a cause."""
    codes = tuple(sorted(one.clients))
    return Cause(
        codes[0] if len(codes) == 1 else "",
        one.topic,
        one.says,
        True,
        places=one.places,
        clients=codes,
        of_each=one.of_each,
        whole=one.whole,
        topics=tuple(sorted(one.topics)),
    )
