"""The command line for tests: a tiny workbook in which everybody reaches their hours in a moment, and a run."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from planner.cli import app
from tests.workbook.books import save_workbook

REPOSITORY = Path(__file__).parents[1]
JSON_KEYS = {"week", "sessions", "hours", "needs", "levels", "changes", "warnings", "errors"}
SESSION_KEYS = {"id", "date", "start", "end", "minutes", "topic", "kind", "therapists", "room", "clients"}
WEEK = ("--week", "2026-12-02", "--seconds", "1")

Tables = dict[str, list[list[object]]]


def tables(**more: list[list[object]]) -> Tables:
    """Two clients who reach their 3 hours in a moment; whole sheets put in or replaced."""
    given: Tables = {
        "Levels": [["Level", "Min hours", "Max hours", "Min days", "Max days"], ["IOP", 3, 9, 3, 7]],
        "Topics": [["Topic", "Minutes", "Smallest", "Largest"], ["Anger", 60, 2, 8]],
        "Therapists": [["Therapist", "Leads"], ["Ortiz", "all"]],
        "Times": [["Days", "Starts"], ["Mon-Fri", "9:00"]],
        "Clients": [["Client", "Level"], ["C001", "IOP"], ["C014", "IOP"]],
        "Client availability": [
            ["Client", "Days", "From", "To"],
            ["C001", "Mon-Fri", "9:00", "12:00"],
            ["C014", "Mon-Fri", "9:00", "12:00"],
        ],
        "Therapist availability": [["Therapist", "Days", "From", "To"], ["Ortiz", "daily", "8:00", "18:00"]],
    }
    return given | {name.replace("_", " "): rows for name, rows in more.items()}


SHORT = tables(
    Client_availability=[
        ["Client", "Days", "From", "To"],
        ["C001", "Mon-Fri", "9:00", "12:00"],
        ["C014", "Mon", "9:00", "12:00"],
    ]
)
WRONG = tables(
    Topics=[["Topic", "Minutes", "Smallest", "Largest"], ["Anger", "soon", 2, 8], ["Grief", 60, "few", 8]]
)
CONTRADICTORY = tables(
    Fixed=[
        ["Day", "Start", "Topic", "Clients"],
        ["Mon", "9:00", "Anger", "C001"],
        ["Mon", "9:00", "Anger", "C014"],
    ]
)


def book(folder: Path, given: Tables | None = None) -> Path:
    return save_workbook(folder / "riverside.xlsx", given or tables())


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
