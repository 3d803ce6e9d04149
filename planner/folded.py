"""Sentences in lines that a terminal holds; light, since every command may need it."""

from __future__ import annotations

from textwrap import wrap

COLUMNS = 80


def folded(text: str, margin: str = "", hanging: str = "  ") -> list[str]:
    """A sentence in lines that a terminal holds, the second and later ones set in by what hangs.

    Words that fit stay whole, hyphens or not, so that a date, a session's id or a command can be copied.
    """
    return wrap(
        text,
        COLUMNS,
        initial_indent=margin,
        subsequent_indent=margin + hanging,
        break_on_hyphens=False,
    )
