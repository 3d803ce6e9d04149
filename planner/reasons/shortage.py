"""A shortage that was counted before anything is planned, in a sentence with numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shortage:
    """A shortage that was counted. `clients` are those concerned (none: everybody), `topic` the one it is about.

    `topics`: not all needs of these together can be met, whoever of them has to miss one. `of_each`: none of the
    clients can have it, nor any of the `topics`; else not all of them can. `lacking`: the minutes that one client's
    hours lack at the least. `whole`: the sentence names all that it rests on.
    """

    says: str
    topic: str | None = None
    clients: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    of_each: bool = False
    lacking: int = 0
    whole: bool = False

    def __post_init__(self) -> None:
        """Names each cell once, also where two topics of one client are counted together."""
        object.__setattr__(self, "places", tuple(dict.fromkeys(self.places)))
