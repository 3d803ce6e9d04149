"""What a sheet is called, beneath what other programs put around its name when they write it into a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

# Google names a download `Riverside - Topics.csv`; a browser adds ` (1)` to a name that is there; Apple Numbers adds
# the name of the table on the sheet.
_PROGRAM_BEFORE, _COPY_BEHIND = re.compile(r"^.+ - (?=[^-]+$)"), re.compile(r" ?\(\d+\)$")
_TABLE = r"(?:Table|Tabelle|Tableau|Tabla)[ _]\d+"
_TABLE_BEHIND = re.compile(rf"(?<=[^ _])[ _]?-[ _]?{_TABLE}$", re.IGNORECASE)
_TABLE_ALONE = re.compile(_TABLE, re.IGNORECASE)
_BEGINNING = re.compile(r".*?[-_. ]+(?=.)")
FEWEST_ALIKE = 3  # files that begin alike: `client availability` and `clients` don't


def sheet_of(name: str) -> str:
    """The sheet's name in a file's or sheet's: without the program's before it, a copy's number, a table's name."""
    plain = without_table(_COPY_BEHIND.sub("", name))
    return plain if plain.startswith("(") else _PROGRAM_BEFORE.sub("", plain)


def without_table(name: str) -> str:
    """A sheet's name without that of its one table, which Apple Numbers puts behind it."""
    return _TABLE_BEHIND.sub("", name)


def names_a_table(values: Sequence[object]) -> bool:
    """Whether a row holds nothing but a table's name, which Apple Numbers writes above the headings."""
    said = [value for value in values if value is not None and value != ""]
    return len(said) == 1 and isinstance(said[0], str) and _TABLE_ALONE.fullmatch(said[0].strip()) is not None


def sheets_of_files(files: Sequence[Path]) -> Mapping[Path, str]:
    """The sheet that each file of a folder is, without what most of the files' names begin with.

    LibreOffice writes `riverside-Topics.csv`, `riverside-Clients.csv` and so on.
    """
    begun: Counter[str] = Counter()
    for file in files:
        begun.update({file.stem[: found.end()] for found in _beginnings(file.stem)})
    shared = [one for one, count in begun.items() if count >= FEWEST_ALIKE and count * 2 > len(files)]
    beginning = max(shared, key=len, default="")
    return {file: sheet_of(file.stem.removeprefix(beginning)) for file in files}


def _beginnings(stem: str) -> list[re.Match[str]]:
    """All that a name may begin with, each up to some separator."""
    found, at = list[re.Match[str]](), 0
    while match := _BEGINNING.match(stem, at):
        found.append(match)
        at = match.end()
    return found
