"""A workbook written in memory, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook


def workbook_bytes(title: str, created: datetime, write: Callable[[Workbook], None]) -> bytes:
    """What `write` puts into a new workbook, as the bytes of its file: the same for the same `created`.

    `title` is what the file says of itself, which is shown in lists of files and sent along with it: no names in it.
    """
    whole = BytesIO()
    workbook = Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # XlsxWriter takes the time as it stands and calls it UTC.
    workbook.set_properties({"title": title, "created": created.replace(tzinfo=None, microsecond=0)})
    write(workbook)
    workbook.close()
    return whole.getvalue()
