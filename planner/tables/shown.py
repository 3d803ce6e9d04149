"""What a cell shows where that is more than its number: `007` of a 7 under the format `000`, `50%` of 0.5."""

from __future__ import annotations

import re
from datetime import date

EPOCH_1900 = date(1899, 12, 30)  # day 0 of Excel's usual calendar; the other one begins with 1904
_GENERAL = "General"
_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', re.DOTALL)


class ShownNumber(float):
    """A number with the text that its cell shows ('' where that is its digits) and day 0 of its calendar."""

    __slots__ = ("epoch", "text")
    text: str
    epoch: date

    def __new__(cls, number: float, text: str = "", epoch: date = EPOCH_1900) -> ShownNumber:
        """The number with what is shown of it."""
        made = super().__new__(cls, number)
        made.text, made.epoch = text, epoch
        return made

    @property
    def is_share(self) -> bool:
        """Whether the cell shows a percentage."""
        return self.text.endswith("%")


def text_shown(number: float, number_format: str) -> str:
    """The text of a number under a format of digits (`000`, `"C"000`) or percent; '' for any other format."""
    if number_format == _GENERAL or number < 0:
        return ""
    pieces = _PIECE.findall(number_format.partition(";")[0])
    if "%" in pieces:
        decimals = "".join(pieces).partition(".")[2].count("0")
        return f"{number * 100:.{decimals}f}%"
    signs = {piece for piece in pieces if len(piece) == 1}
    if number != number // 1 or signs & set("#?,.@EeGgdDmMyYhHsS") or pieces.count("0") < 1:
        return ""
    return _with_digits(str(int(number)), pieces)


def _with_digits(digits: str, pieces: list[str]) -> str:
    """The digits put in the places of the zeros, the first place taking all that are over."""
    places = pieces.count("0")
    left = digits.zfill(places)
    shown, first = [], True
    for piece in pieces:
        if piece == "0":
            taken = len(left) - places + 1 if first else 1
            shown.append(left[:taken])
            left, first, places = left[taken:], False, places - 1
        elif piece[0] == '"':
            shown.append(piece[1:-1])
        elif piece[0] == "\\":
            shown.append(piece[1])
        elif piece[0] not in "_*[":
            shown.append(piece)
    text = "".join(shown)
    return "" if text == digits else text
