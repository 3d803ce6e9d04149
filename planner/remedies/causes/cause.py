"""Why something is missing, as it is told: a sentence, whom it concerns, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

ALIKE_AT_LEAST = 3  # clients whom one fact concerns before they are told as one


@dataclass(frozen=True, slots=True)
class Cause:
    """Why hours (`topic` `None`) or a need are missing; `proven`: counted or planned, nothing in the week can help.

    `client` is '' where several are concerned, who are all in `clients`. `places` are `Sheet!Cell`. `of_each`: it
    holds of each of the clients; else only of all of them together. `whole`: it names all that it rests on.
    """

    client: str
    topic: str | None
    says: str
    proven: bool
    places: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    of_each: bool = True
    whole: bool = False
