"""What a week was planned from, as one short text: the same inputs without a change give the same roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from planner.language.rule import Rule
from planner.model import Problem

# What only a replanning sets, what says how its changes are weighed or how times are shown, where a search begins: no
# input of the roster.
OF_REPLANNING = frozenset(
    {
        "past",
        "exempt",
        "published",
        "as_of",
        "notice",
        "lead",
        "freed",
        "wording",
        "taken_out",
        "gave_way",
        "seed",
        "begin",
    }
)
OF_MESSAGES = frozenset({"place", "locked"})  # of a row: where it stands, and who said it


def fingerprint_of(problem: Problem, rules: Sequence[Rule]) -> str:
    """64 hexadecimal digits that differ when anything the plan depends on does; the rows' order doesn't matter.

    Nothing can be told from it about anybody.
    """
    parts = [
        (part.name, _plain(getattr(problem, part.name)))
        for part in fields(problem)
        if part.name not in OF_REPLANNING
    ]
    return sha256(repr((parts, _plain(tuple(rules)))).encode()).hexdigest()


def _plain(value: object) -> object:
    """A value as text that is the same in every run: sets and mappings sorted, places of rows left out."""
    if value is None or isinstance(value, (str, int, bool, float)):
        return value  # most are, and years of attendance hold a million
    if is_dataclass(value):
        data: Any = type(value)
        return (data.__name__, *((name, _plain(getattr(value, name))) for name in _said(data)))
    if isinstance(value, Mapping):
        return sorted((repr(key), repr(_plain(held))) for key, held in value.items())
    if isinstance(value, frozenset):
        return sorted(repr(_plain(held)) for held in value)
    if isinstance(value, tuple):
        return sorted(repr(_plain(held)) for held in value)
    return str(value)


@cache
def _said(data: type) -> tuple[str, ...]:
    """The names of a dataclass's fields, without those of messages."""
    return tuple(part.name for part in fields(data) if part.name not in OF_MESSAGES)
