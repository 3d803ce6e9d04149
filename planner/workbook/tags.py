"""Tags have no list that declares them: a wrong separator or a typing error makes another tag, and says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.model import Therapist, Topic
from planner.tables.cells import read_list
from planner.tables.names import Names
from planner.workbook.book import Book

_NOT = re.compile(r"\b(?:not|non|no|never|except|ex)\b", re.IGNORECASE)
BETWEEN_TAGS = re.compile(r"\s*(?:[/|&+·•]|\b(?:and|or)\b)\s*")


def check_client_tags(book: Book, topics: Iterable[Topic], had: Names) -> None:
    """Warns of each client's tag that no topic asks for, once, if topics ask for tags at all.

    `had` are all the tags of clients.
    """
    asked = sorted(tag for topic in topics for tag in topic.wanted_tags | topic.barred_tags)
    _check(book, "Clients", Names("tag", "Topics", asked), had, "For or Not for")


def check_therapist_tags(book: Book, topics: Iterable[Topic], therapists: Iterable[Therapist]) -> None:
    """The same of therapists' tags, which only the column Leader tags asks for."""
    asked = sorted(tag for topic in topics for tag in topic.leader_tags)
    had = sorted({tag for therapist in therapists for tag in therapist.tags})
    _check(book, "Therapists", Names("tag", "Topics", asked), Names("tag", "Therapists", had), "Leader tags")


def _check(book: Book, sheet: str, asked: Names, had: Names, columns: str) -> None:
    seen = Names("tag", sheet)
    for row in book.rows(sheet) if len(asked) else ():
        for tag in row.read("Tags", read_list) or []:
            if tag in asked or tag in seen:
                continue
            seen.spell(tag)
            near = asked.nearest(tag)
            if near is not None and near not in had:
                continue  # the slip is the topic's, and told there
            says, fix = _not_asked_for(tag, asked, columns)
            row.fault("Tags", says, fix, "warning", found=tag)


def _not_asked_for(tag: str, asked: Names, columns: str) -> tuple[str, str]:
    words = set(re.findall(r"\w+", tag.casefold()))
    within = [other for other in asked if set(re.findall(r"\w+", other.casefold())) <= words]
    if within and _NOT.search(tag):
        fix = f"delete it: who doesn't have the tag {within[0]} is told by that, and Not for keeps out who has it"
        return f"is one tag, and says nothing about the tag {within[0]}", fix
    if within:
        parts = [part for part in BETWEEN_TAGS.split(tag) if part]
        listed = parts if len(parts) > 1 else [*within, "and so on"]
        return (
            f"is one tag, and holds the tag {within[0]}",
            f"separate tags by commas: type {', '.join(listed)}",
        )
    near = asked.nearest(tag)
    fix = f"did you mean '{near}'?" if near else f"type it in {columns} on Topics if it is to decide anything"
    return "is a tag that no topic asks for", fix
