"""What every file of the rule book is held to: one rule, one sentence, and no code that post and check share."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import constraints
from constraints import RULES, rule_book
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.workbook.choices import SETTINGS
from planner.workbook.sheets import SHEETS

FOLDER = Path(constraints.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")
POSTING, CHECKING = {"bars", "post"}, {"check"}


def routines(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """The module's functions and the methods of its classes, by name."""
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    return {node.name: node for body in bodies for node in body if isinstance(node, ast.FunctionDef)}


def from_the_rule_book(tree: ast.Module) -> set[str]:
    """Names that a file takes from its neighbours."""
    taken = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {
        name.asname or name.name
        for node in taken
        if (node.module or "").startswith("constraints")
        for name in node.names
    }


def used(tree: ast.Module, names: set[str]) -> set[str]:
    """The routines that these methods name, directly or through one another, and what they take from neighbours."""
    known, foreign = routines(tree), from_the_rule_book(tree)
    found: set[str] = set()
    ahead = [name for name in names if name in known]
    while ahead:
        for node in ast.walk(known[ahead.pop()]):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
            if name in found or not isinstance(name, str):
                continue
            if name in foreign or (name in known and (isinstance(node, ast.Name) or of_self(node))):
                found.add(name)
                ahead += [name] if name in known else []
    return found


def of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_post_and_check_share_no_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert used(tree, POSTING) & used(tree, CHECKING) == set()


def test_the_search_for_shared_code_finds_some() -> None:
    shared = (
        "class A:\n def post(self): self.f()\n def check(self): return [g]\n def f(self): g()\ndef g(): ...\n"
    )
    tree = ast.parse(shared)
    assert used(tree, POSTING) & used(tree, CHECKING) == {"g"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_in_the_rule_book(path: Path) -> None:
    assert [rule for rule in RULES if rule.__module__ == f"constraints.{path.stem}"] != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_is_in_one_sentence(rule: type[Rule]) -> None:
    sentence = rule().sentence
    assert len(sentence) >= 30
    assert sentence.endswith(".")
    assert ". " not in sentence, "one sentence, not two"
    assert rule.stated
    assert rule.bites
    assert not rule.bites.endswith("."), "it becomes part of another sentence"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_rule_says_of_where_it_is_stated_is_there(rule: type[Rule]) -> None:
    """A sheet with a colon is read by whoever proposes changes: its columns, settings or rules have to exist."""
    known = {sheet.name: {column.name for column in sheet.columns} for sheet in SHEETS}
    known |= {"Settings": set(SETTINGS), "Rules": {one.name for one in RULES}}
    for part in rule.stated.split("; "):
        sheet, colon, columns = part.partition(": ")
        named = {column.split(" (")[0] for column in columns.split(", ") if colon}
        assert named <= known.get(sheet, set()), part


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name.casefold() for rule in RULES]
    assert len(set(names)) == len(names)
    assert "" not in names


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_that_can_cost_something_weighs_something(rule: type[Rule]) -> None:
    assert rule().hard or rule().weight > 0


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.stage], ids=lambda rule: rule.name)
def test_a_soft_rule_says_what_it_counts(rule: type[Rule]) -> None:
    assert rule.unit and not rule.unit.startswith(("a ", "each "))


def test_every_soft_rule_tips_a_plan() -> None:
    paths = sorted(Path(__file__).parent.glob("test_weights_of_*.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    tipping = {name for tree in trees for name in from_the_rule_book(tree)}
    soft = [rule.__name__ for rule in RULES if rule.stage]
    kept = ["KeptSeats", "KeptLeaders"]  # of a roster in force: they tip what is replanned
    assert [name for name in soft if name not in tipping] == kept


def test_rules_stand_in_the_order_of_what_best_means() -> None:
    stages = [rule.stage or 0 for rule in RULES]
    assert stages == sorted(stages)
    assert set(Stage) - {Stage.OTHER_NEEDS} == set(stages) - {0}


def test_a_rule_that_isnt_in_use_is_off_until_the_rules_sheet_gives_it_a_weight() -> None:
    names = {rule.name for rule in RULES if not rule.in_use}
    assert names == {"Hours beyond"}
    assert not names & {rule.name for rule in rule_book()}
    (used,) = [rule for rule in rule_book({"hours beyond": 2}) if rule.name in names]
    assert (used.weight, used.hard) == (2, False)


def test_the_rules_sheet_switches_off_hardens_and_weighs_soft_rules() -> None:
    plain = {rule.name: rule for rule in rule_book()}
    book = {rule.name: rule for rule in rule_book({"wishes": "off", "IDLE_TIME": "must", "Rotation ": 7})}
    assert set(plain) - set(book) == {"Wishes"}
    assert book["Idle time"].hard and not plain["Idle time"].hard
    assert book["Rotation"].weight == 7 != plain["Rotation"].weight
    assert [name for name in book if book[name] != plain[name]] == ["Rotation", "Idle time"]


def test_a_weight_of_0_switches_off() -> None:
    assert "Wishes" not in {rule.name for rule in rule_book({"Wishes": 0})}


@pytest.mark.parametrize("name", [rule.name for rule in rule_book()])
def test_every_rule_may_be_a_must(name: str) -> None:
    book = rule_book({name: "must"})
    assert [rule.name for rule in book] == [rule.name for rule in rule_book()]
    assert next(rule for rule in book if rule.name == name).hard


@pytest.mark.parametrize(
    ("uses", "says"),
    [
        ({"Group size": "off"}, "'Group size' is never broken"),
        ({"Wishs": "off"}, "'Wishs'"),
        ({"Wishes": "often"}, "'often' is no use of 'Wishes'"),
        ({"Wishes": -1}, "'-1' is no use of 'Wishes'"),
    ],
)
def test_a_use_that_makes_no_sense_is_refused(uses: dict[str, str | int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rule_book(uses)
