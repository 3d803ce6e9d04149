"""The option that says what of a roster has begun."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from planner.commands.dates import moment_from

InForceOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        parser=moment_from,
        metavar="MOMENT",
        help='What of ROSTER began before stands, as in replan: "2026-12-02 12:00". Default: nothing has begun.',
    ),
]


def as_typed(moment: datetime | None) -> list[str]:
    """The option as it is typed again, word by word."""
    return ["--as-of", f"{moment:%Y-%m-%d %H:%M}"] if moment else []
