"""Names as the workbook declares them, found again whatever their case, blanks and quotes; the nearest for a typo."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from planner.model import listed
from planner.tables.cells import DASH, clean, key

_PERSONS, _NOT = ("client", "therapist"), ("not", "non", "no", "anti", "ex", "former")
CODES = "client"  # what is called by codes: letters and digits of a code are no spelling that can be mistaken
SHORTEST_BEGINNING = 4  # letters of a name that are enough to know it by
LIKENESS_BESIDE_OTHERS = 0.7  # of a word that is one of several, as in `Seeking Safety`
CLEARLY = 0.08  # by so much the nearest spelling has to be nearer than the next
LIKENESS = 0.65  # of two spellings; less is another name
MOST_SEARCHES = 100  # for the nearest of many names; whoever misspelt more has another trouble
# A dash before a number is a range: whoever is between C001 and C005 is meant as well.
_BETWEEN = re.compile(r"[,;/&+|·•\n]|\.\s|\s+(?:and|or|[-–—](?![^,;\n]*\d))\s+")
_ALL = re.compile(
    r"(?:all|any|every)(?:thing|\s+(?:the\s+)?(?:topics?|(groups?|class(?:es)?)))?"
    r"(?:\s+(?:but|except(?: for)?|without|other than)\s+(.+))?"
)
MOST_OTHERS = 12  # names that a proposal lists; more are found on their sheet
_LOOK_ALIKE = str.maketrans("oil", "011")


class Names:
    """The declared names of one sort. `noun` is what one is called, `sheet` where they are declared.

    `judged` is false when the sheet itself can't be read: then nobody knows whether a name is declared.
    """

    def __init__(self, noun: str, sheet: str, names: Iterable[str] = ()) -> None:
        self.noun, self.sheet = noun, sheet
        self.judged = True
        self._spelling: dict[str, str] = {}
        self._looks: dict[str, set[str]] = {}
        self._nearest: dict[str, str | None] = {}
        for name in names:
            self.spell(name)

    def __contains__(self, name: str) -> bool:
        return key(name) in self._spelling

    def __iter__(self) -> Iterator[str]:
        return iter(self._spelling.values())

    def __len__(self) -> int:
        return len(self._spelling)

    @property
    def longest(self) -> int:
        """How many parts of a list the longest name makes, one that holds two commas three."""
        return 1 + max((len(re.findall("[,;]", name)) for name in self), default=0)

    def find(self, name: str) -> str | None:
        """The declared spelling of a name, `None` if there is none."""
        return self._spelling.get(key(name))

    def spell(self, name: str) -> str:
        """The declared spelling; a name that is new is declared by this."""
        declared = self._spelling.setdefault(key(name), clean(name))
        self._looks.setdefault(_look(name), set()).add(declared)
        return declared

    def nearest(self, name: str) -> str | None:
        """The declared name that must have been meant, `None` if none is like it or it could be somebody else's.

        Names that differ in a digit are different things. Of codes only those that look the same
        are proposed (`HOO1` or `H1` for `H001`), and only where no other code looks so.
        """
        wanted = key(name)
        if wanted not in self._nearest:
            alike = self._looks.get(_look(name), set())
            if len(alike) == 1:
                self._nearest[wanted] = next(iter(alike))
            elif alike or self.noun == CODES or len(self._nearest) >= MOST_SEARCHES:
                return None
            else:
                near = self._near(wanted)
                self._nearest[wanted] = (
                    None if near and _says_another(clean(name), near, self.noun in _PERSONS) else near
                )
        return self._nearest[wanted]

    def _near(self, wanted: str) -> str | None:
        digits = re.findall(r"\d+", wanted)
        like = [spelling for spelling in self._spelling if re.findall(r"\d+", spelling) == digits]
        begun = [
            spelling for spelling in like if len(wanted) >= SHORTEST_BEGINNING and spelling.startswith(wanted)
        ]
        found = begun if len(begun) == 1 else difflib.get_close_matches(wanted, like, n=2, cutoff=LIKENESS)
        if len(found) == 2:
            nearer, next_one = (difflib.SequenceMatcher(None, wanted, one).ratio() for one in found)
            found = found[:1] if nearer - next_one >= CLEARLY else found
        # `Lee, Ann` is Ann Lee.
        letters = sorted(wanted.replace(",", ""))
        found = found or [spelling for spelling in like if sorted(spelling) == letters]
        return self._spelling[found[0]] if len(found) == 1 else None

    def _without_remark(self, name: str) -> str | None:
        """The declared name before a remark in brackets, `C001 (new)`; `None` where brackets tell names apart."""
        plain = re.sub(r"\s*\([^()]*\)$", "", clean(name))
        found = self.find(plain)
        if found is None or plain == clean(name):
            return None
        return None if any(spelling.startswith(f"{key(plain)}(") for spelling in self._spelling) else found

    def range_in(self, text: str) -> tuple[str, str] | None:
        """The first and the last of a range, `C001-C005`: whoever is between them may be meant as well."""
        ends = [self.find(part) for part in re.split(DASH, text)]
        return (ends[0], ends[1]) if len(ends) == 2 and ends[0] and ends[1] else None

    def says_unknown(self, name: str) -> tuple[str, str]:
        """What to say of a name that isn't declared, and what to do."""
        if ends := self.range_in(name):
            return "is a range of names", f"type each of them, from {ends[0]} to {ends[1]}"
        near = self.nearest(name) or self._without_remark(name)
        says = f"is no {self.noun} of the sheet {self.sheet}" if self.sheet else f"is no {self.noun}"
        if near is not None:
            return says, f"did you mean '{near}'?"
        if not self._spelling:
            return says, f"the sheet {self.sheet} names none"
        return (
            says,
            f"correct the spelling or add it to {self.sheet}" if self.sheet else f"one of: {', '.join(self)}",
        )


def _says_another(typed: str, name: str, persons: bool) -> bool:
    """Whether two spellings that are alike have a word apart: men and women, am and pm, morning and evening, J. and K.

    `persons`: a letter more may be an initial; of anything else it is a part, as in Anger B.
    """
    words, others = (re.findall(r"[\w']+", text.casefold()) for text in (typed, name))
    if sorted(words) == sorted(others):
        return False
    if len(words) == len(others):
        likeness = LIKENESS if len(words) == 1 else LIKENESS_BESIDE_OTHERS
        return any(_is_another_word(*pair, likeness) for pair in zip(words, others, strict=True))
    more = {*words} ^ {*others}
    return any(
        word in _NOT or re.fullmatch(r"[ivx]+", word) or (len(word) == 1 and not persons) for word in more
    )


def _is_another_word(word: str, other: str, likeness: float) -> bool:
    """Whether a word is no slip of the other: begun otherwise, or not much like it."""
    if sorted(word) == sorted(other):
        return False
    if word[:1] == other[:1]:
        return difflib.SequenceMatcher(None, word, other).ratio() < likeness
    short, long = sorted((word, other), key=len)
    return long[1:] != short or len(short) < SHORTEST_BEGINNING - 1


def _look(name: str) -> str:
    """What two codes share that look the same: zeros before a number, dashes, and O like 0 don't tell."""
    plain = re.sub(r"[\W_]", "", key(name))
    # Letters count as digits only beside digits: `HOO1` is `H001`, and `Owl` stays a word.
    digits = re.sub(
        r"(?<=[0-9oil])[oil]+(?=\d)|[oil]+(?=\d)|(?<=\d)[oil]+",
        lambda found: found[0].translate(_LOOK_ALIKE),
        plain,
    )
    return re.sub(r"(?<!\d)0+(?=\d)", "", digits)


def nearest_in(name: str, *declared: Names) -> str | None:
    """The declared name that must have been meant; `None` if none is like it, or names of two sorts are."""
    near = [meant for names in declared if (meant := names.nearest(name))]
    return near[0] if len(near) == 1 else None


def sort_meant(name: str, declared: Sequence[Names]) -> Names:
    """Of which sort a name that isn't declared is: a range of such names, like one of them, else of the first."""
    ranged = (names for names in declared if names.range_in(name))
    return next(ranged, None) or next((names for names in declared if names.nearest(name)), declared[0])


def names_in(value: object, *declared: Names) -> list[str]:
    """The names that a cell holds where every part of it is one, else none."""
    parts = _BETWEEN.split(value) if isinstance(value, str) else []
    found = [next(filter(None, (names.find(part) for names in declared)), None) for part in parts]
    return [name for name in found if name] if all(found) else []


def says_several(
    text: str, names: Sequence[str], may_be_all: bool = False, between: str = ","
) -> tuple[str, str]:
    """What to say of several names in one part of a list, and what to do: `or` is a choice, if not of what one leads.

    `may_be_all`: all of the names may stand there; `between`: what separates the names of that list.
    """
    if not may_be_all and re.search(r"\bor\b", text, re.IGNORECASE):
        return "is a choice of names", f"type one of them, or clear the cell: {'; '.join(names)}"
    sort = {",": "commas", ";": "semicolons"}[between]
    return "is more than one name", f"separate them by {sort}: type {f'{between} '.join(names)}"


def instead_of_all(value: str, declared: Names, may_be_all: bool) -> str:
    """What to type for `everything` or `all but Anger`; '' where it isn't told, or can't be.

    `may_be_all`: the word all may stand there.
    """
    said = _ALL.fullmatch(clean(value).casefold())
    if said is None or not said[2]:
        meant = ", if individual sessions and all else are meant too" if said and said[1] else ""
        return f"type all{meant}" if said and may_be_all else ""
    left_out = names_in(said[2], declared)
    others = [name for name in declared if name not in left_out]
    if not left_out or not others:
        return ""
    if len(others) > MOST_OTHERS:
        return f"type the {declared.noun}s one by one, without {listed(left_out)}"
    return f"type {', '.join(others)}"
