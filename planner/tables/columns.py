"""What a sheet is: its columns, what each holds, and what a blank means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Holds = Literal[
    "name",
    "text",
    "list",
    "yes or no",
    "whole",
    "minutes",
    "hours",
    "money",
    "date",
    "time",
    "starts",
    "days",
    "choice",
]


CLEARED = "clear the cell: a blank one means that"
# What people type, by key, for what a blank cell of a column means; by words of the column's note.
_MEANS_BLANK = {
    "blank = no limit": {"nolimit", "nolimits", "unlimited", "nomax", "nomaximum", "∞", "asmanyaspossible"},
    "blank = open": {"ongoing", "open", "open-ended", "openended", "indefinite", "indefinitely", "untilfurthernotice",
                     "present", "current", "never", "noend", "noenddate"},
    "blank = always": {"ongoing", "always", "indefinite", "indefinitely", "untilfurthernotice", "noend", "forever"},
    "blank = all": {"all", "any", "every", "everyone", "everybody", "alllevels", "anylevel"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its cells hold and what a blank one means.

    `fewest` and `most` bound numbers (hours: in minutes). `default` is a number's value when blank (`None`:
    none, or no limit). `choices` and `names` (the sheet whose names may stand here) feed dropdowns. `may_be_all`:
    the word all may stand for all of those names.
    """

    name: str
    holds: Holds
    note: str
    required: bool = False
    fewest: int = 0
    most: int | None = None
    default: int | None = None
    choices: tuple[str, ...] = ()
    names: str = ""
    may_be_all: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its columns in the contract's order; `noun` is what one of its rows is called."""

    name: str
    noun: str
    columns: tuple[Column, ...]
    required: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; `KeyError` if the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


def means_blank(word: str, column: Column) -> bool:
    """Whether a word, by its key, says what a blank cell of an optional column means."""
    note = column.note.casefold()
    return not column.required and any(said in note and word in words for said, words in _MEANS_BLANK.items())
