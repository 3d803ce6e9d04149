"""Names as the workbook declares them, found again whatever their case and blanks, with the nearest for a typo."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from planner.tables.cells import clean, key


class Names:
    """The declared names of one sort. `noun` is what one is called, `sheet` where they are declared."""

    def __init__(self, noun: str, sheet: str, names: Iterable[str] = ()) -> None:
        self.noun, self.sheet = noun, sheet
        self._spelling: dict[str, str] = {}
        for name in names:
            self.spell(name)

    def __contains__(self, name: str) -> bool:
        return key(name) in self._spelling

    def __iter__(self) -> Iterator[str]:
        return iter(self._spelling.values())

    def __len__(self) -> int:
        return len(self._spelling)

    def find(self, name: str) -> str | None:
        """The declared spelling of a name, `None` if there is none."""
        return self._spelling.get(key(name))

    def spell(self, name: str) -> str:
        """The declared spelling; a name that is new is declared by this."""
        return self._spelling.setdefault(key(name), clean(name))

    def nearest(self, name: str) -> str | None:
        """The declared name most like this one, `None` if none is like it."""
        found = difflib.get_close_matches(key(name), self._spelling, n=1, cutoff=0.6)
        return self._spelling[found[0]] if found else None

    def says_unknown(self, name: str) -> tuple[str, str]:
        """What to say of a name that isn't declared, and what to do."""
        near = self.nearest(name)
        says = f"is no {self.noun} of the sheet {self.sheet}" if self.sheet else f"is no {self.noun}"
        if near is not None:
            return says, f"did you mean '{near}'?"
        if not self._spelling:
            return says, f"the sheet {self.sheet} names none"
        return (
            says,
            f"correct the spelling or add it to {self.sheet}" if self.sheet else f"one of: {', '.join(self)}",
        )
