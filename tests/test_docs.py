"""What README, CONTRIBUTING and pyproject.toml say is so."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from planner.cli import app
from planner.workbook.sheets import SHEETS

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
COMMANDS = {
    command.name or command.callback.__name__ for command in app.registered_commands if command.callback
}
EXAMPLE = r"^python3 -m venv .*\.venv/bin/planner (plan examples/riverside/riverside\.xlsx .*)$"


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    assert set(re.findall(r"^(?:.*/)?planner ([a-z]+) ?", README, re.MULTILINE)) == COMMANDS


def test_every_sheet_is_in_the_readme() -> None:
    begins, ends = README.index("| sheet |"), README.index("**Typing errors.**")
    named = re.findall(r"(\*\*)?`([A-Z][a-z ]+)`", README[begins:ends])
    assert {name: bool(bold) for bold, name in named} == {sheet.name: sheet.required for sheet in SHEETS}


def test_the_example_prints_what_the_readme_says(tmp_path: Path) -> None:
    typed = re.search(EXAMPLE, README, re.MULTILINE)
    told = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert typed and told
    words = [*shlex.split(typed[1]), "--seconds", "2", "--reproducible", "-o", str(tmp_path / "roster.xlsx")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    assert [line for line in told[1].splitlines() if line not in done.stderr.splitlines()] == []


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    monkeypatch.chdir(REPOSITORY)
    exec(code[1], {})
    assert "Mon-" in capsys.readouterr().out


def test_ci_finds_the_readmes_test_command() -> None:
    script = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r'grep --max-count=1 "(.*)" README.md', script)
    assert pattern
    commands = re.findall(pattern[1], README, re.MULTILINE)
    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/python -m pytest -n auto"
    ]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = REPOSITORY / name
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_files_contributing_names_exist() -> None:
    named = re.findall(r"`((?:planner|constraints|tests|examples)/[\w/.]*)`", CONTRIBUTING)
    mine = {"constraints/free_weekday.py"}  # the file that its reader is to write
    assert len(named) > 10
    assert [path for path in named if path not in mine and not (REPOSITORY / path).exists()] == []


def test_every_package_is_packed() -> None:
    packed = PROJECT["tool"]["setuptools"]["packages"]
    found = [
        folder.relative_to(REPOSITORY).as_posix().replace("/", ".")
        for root in ("constraints", "planner")
        for folder in (REPOSITORY / root, *(REPOSITORY / root).rglob("*"))
        if any(folder.glob("*.py"))
    ]
    assert sorted(found) == sorted(name for name in packed if not name.startswith("planner.samples."))


def test_every_sample_that_is_packed_is_there() -> None:
    folders = PROJECT["tool"]["setuptools"]["package-dir"]
    data = PROJECT["tool"]["setuptools"]["package-data"]
    packed = {name for name in PROJECT["tool"]["setuptools"]["packages"] if ".samples." in name}
    assert packed == set(folders) == set(data)
    assert [
        name for name in packed for file in data[name] if not (REPOSITORY / folders[name] / file).is_file()
    ] == []
    assert all(f"`{name.rpartition('.')[2]}`" in README for name in packed)
