"""What each week of a roster was planned from, and when: properties of the workbook, which no sheet or hand touches."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

FINGERPRINT = "Planned from inputs of "
MOMENT = "Replanned as of minute of "
PART = "docProps/custom.xml"


@dataclass(frozen=True)
class Origin:
    """By each week's first day: the fingerprint of what it was planned from, and from which minute on it was ahead."""

    fingerprints: Mapping[date, str] = field(default_factory=dict)
    moments: Mapping[date, int] = field(default_factory=dict)


def properties_of(first_day: date, fingerprint: str, moment: int) -> dict[str, str]:
    """A week's properties, as names and texts; what isn't known has none."""
    said = {FINGERPRINT: fingerprint, MOMENT: str(moment) if moment else ""}
    return {f"{name}{first_day.isoformat()}": text for name, text in said.items() if text}


def origin_of(path: Path) -> Origin:
    """What a file says of its origin; nothing where it doesn't (or is a CSV folder)."""
    said = _properties_in(path)
    moments = {week: int(text) for week, text in _of_weeks(said, MOMENT).items() if text.isdecimal()}
    return Origin(_of_weeks(said, FINGERPRINT), moments)


def _of_weeks(said: Mapping[str, str], start: str) -> dict[date, str]:
    found = {}
    for name, text in said.items():
        if name.startswith(start):
            try:
                found[date.fromisoformat(name.removeprefix(start))] = text
            except ValueError:
                continue
    return found


def _properties_in(path: Path) -> dict[str, str]:
    try:
        with ZipFile(path) as workbook:
            whole = workbook.read(PART)
        root = ElementTree.fromstring(whole)
    except (OSError, BadZipFile, KeyError, ElementTree.ParseError):
        return {}
    return {entry.get("name") or "": "".join(entry.itertext()) for entry in root}
