"""What each week of a roster was planned from: a property of the workbook, so that no sheet or hand touches it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

PROPERTY = "Planned from inputs of "
PART = "docProps/custom.xml"


def property_name(first_day: date) -> str:
    """The name of a week's property."""
    return f"{PROPERTY}{first_day.isoformat()}"


def fingerprints_in(path: Path) -> dict[date, str]:
    """The fingerprint of each week, by its first day; nothing where the file says nothing (or is a CSV folder)."""
    try:
        with ZipFile(path) as workbook:
            whole = workbook.read(PART)
        root = ElementTree.fromstring(whole)
    except (OSError, BadZipFile, KeyError, ElementTree.ParseError):
        return {}
    found = {}
    for entry in root:
        name = entry.get("name") or ""
        if name.startswith(PROPERTY):
            try:
                found[date.fromisoformat(name.removeprefix(PROPERTY))] = "".join(entry.itertext())
            except ValueError:
                continue
    return found
