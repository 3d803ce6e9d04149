"""What can go wrong, on one page: faults of a file, and the errors that stop a command.

`exit_code` is what the command line leaves with: 1 something wrong with the input, 3 no plan is possible,
70 the planner contradicts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.model.wording import counted

if TYPE_CHECKING:
    from planner.language.limits import Breach

MOST_TOLD = 100
LONGEST_SENTENCE = (
    1_000  # characters of what is said or to be done; nobody reads more, and a cell holds 32,767
)
FEWEST_OF_A_COLUMN = 3  # cells of one column with the same fault, whose cause is that of the column


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where it stands, what was found, why it won't do, what to do.

    `found` is the cell's text ('' when the trouble isn't what a cell holds), `says` goes on from it,
    `fix` may be ''. In a CSV file `sheet` is '' and `cell` is like `line 3, column Minutes`. `of_column`: what is wrong
    is not what was typed, but how the column is shown or read: a lost format, a setting.
    """

    file: str
    sheet: str
    cell: str
    found: str
    says: str
    fix: str = ""
    kind: Literal["error", "warning"] = "error"
    of_column: bool = False

    def __post_init__(self) -> None:
        for part in ("says", "fix"):
            text = getattr(self, part)
            if len(text) > LONGEST_SENTENCE:
                object.__setattr__(self, part, f"{text[:LONGEST_SENTENCE]}...")

    def __str__(self) -> str:
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        place = ": ".join(part for part in (self.file, where) if part)
        what = f"'{self.found}' {self.says}" if self.found else self.says
        sentence = f"{what}; {self.fix}" if self.fix else what
        return f"{place}: {sentence}" if place else sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; the fields are those of a `Fault`."""

    file: str
    sheet: str = ""
    cell: str = ""

    def fault(
        self, found: str, says: str, fix: str = "", kind: Literal["error", "warning"] = "error"
    ) -> Fault:
        """A fault at this place."""
        return Fault(
            file=self.file, sheet=self.sheet, cell=self.cell, found=found, says=says, fix=fix, kind=kind
        )

    def seen_from(self, other: Place) -> str:
        """The place in a message about another one: without the file where both stand in the same."""
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        return where if self.file == other.file and where else str(self)

    def __str__(self) -> str:
        where = "!".join(part for part in (self.sheet, self.cell) if part)
        return ": ".join(part for part in (self.file, where) if part)


def the_first(faults: Sequence[Fault]) -> tuple[list[Fault], str]:
    """As many as anybody reads, in their order, errors before warnings; and a sentence that counts the rest, or ''."""
    first = sorted(range(len(faults)), key=lambda at: faults[at].kind != "error")[:MOST_TOLD]
    told = [faults[at] for at in sorted(first)]
    counts = [
        counted(left, kind)
        for kind in ("error", "warning")
        if (left := sum(one.kind == kind for one in faults) - sum(one.kind == kind for one in told))
    ]
    more = f"and {' and '.join(counts)} more: mend these first, they often have one cause" if counts else ""
    return told, more


def one_a_column(faults: Sequence[Fault]) -> list[Fault]:
    """The faults in their order; many of one column are told as one where they have one cause.

    That is so where the column itself is the cause, and where the same was typed into each of the cells.
    """
    alike: dict[tuple[str, ...], list[Fault]] = {}
    for fault in faults:
        alike.setdefault(_sort_of(fault), []).append(fault)
    told: list[Fault] = []
    for fault in faults:
        same = alike[_sort_of(fault)]
        if len(same) < FEWEST_OF_A_COLUMN or fault.kind != "error" or not (fault.of_column or fault.found):
            told.append(fault)
        elif fault is same[0]:
            says = f"{fault.says}, like {counted(len(same) - 1, 'more cell')} of this column"
            told.append(replace(fault, says=says))
    return told


def _sort_of(fault: Fault) -> tuple[str, ...]:
    """The file, the sheet and the column of a fault, and what is wrong there."""
    column = fault.cell.partition(", ")[2] or fault.cell.rstrip("0123456789")
    typed = () if fault.of_column else (fault.found, fault.fix)
    return fault.file, fault.sheet, column, fault.says, *typed


class PlannerError(Exception):
    """Whatever stops a command and is no programming mistake; its text is one clear sentence."""

    exit_code: ClassVar[int] = 1


class WorkbookFaults(PlannerError):
    """An input can't be planned from. `faults` are all of its errors and warnings, in reading order.

    What is wrong with a whole column is one of them.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(one_a_column(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop the planning."""
        return tuple(fault for fault in self.faults if fault.kind == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that alone would not."""
        return tuple(fault for fault in self.faults if fault.kind == "warning")


class NoPlanPossible(PlannerError):
    """Fixed sessions or locks contradict each other or a rule; `reasons` are whole sentences."""

    exit_code: ClassVar[int] = 3

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons) or "no plan is possible")


class RosterDisagrees(PlannerError):
    """The rules' own check rejects a roster that the engine made: a bug, and nothing is written."""

    exit_code: ClassVar[int] = 70

    def __init__(self, breaches: Sequence[Breach]) -> None:
        self.breaches = tuple(breaches)
        said = "\n".join(f"{breach.rule}: {breach.says}" for breach in self.breaches)
        super().__init__(f"the finished roster breaks rules it was made under; this is a bug\n{said}")
