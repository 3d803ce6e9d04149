"""The house rules that no linter knows: sizes of modules and functions, and calls that nobody can misread.

Each exception stands here by name and only goes: one that has been mended, or has grown, fails.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder in ("planner", "constraints")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
TESTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests").rglob("*.py"))
}
MOST_LINES, MOST_IN_A_TEST_FILE, MOST_IN_A_FUNCTION, MOST_BY_POSITION = 300, 400, 40, 4

LONG_MODULES: dict[str, int] = {}
SILENT_MODULES: dict[str, int] = {
    "planner/remedies/changes/changed_offer.py": 15,
    "planner/remedies/changes/changed_people.py": 13,
    "planner/remedies/changes/changed_terms.py": 9,
    "planner/remedies/changes/naming.py": 2,
}
LONG_FUNCTIONS: dict[str, int] = {
    "planner/commands/plan.py: plan": 60,
    "planner/commands/replan.py: replan": 69,
    "planner/commands/rewards.py: rewards": 49,
    "planner/engine/residue.py: of": 49,
}


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def by_position(text: str) -> list[int]:
    """The lines of calls of constructors with more arguments by position than can be told apart."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and len(node.args) > MOST_BY_POSITION:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called.lstrip("_")[:1].isupper():
                found.append(node.lineno)
    return found


def imported(text: str) -> Iterator[str]:
    """The modules that a file names in its imports, wherever they stand."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def own_raises(function: ast.AST) -> Iterator[str]:
    """The exceptions that a function makes and raises itself, and not those within it."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            called = node.exc.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield from [name] if name[:1].isupper() else []
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield from own_raises(node)


def untold(text: str) -> list[str]:
    """The public functions whose docstring, and their module's, is silent about an exception that they raise."""
    tree = ast.parse(text)
    return [
        function.name
        for owner in ast.walk(tree)
        if isinstance(owner, ast.Module | ast.ClassDef)
        for function in owner.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        for name in own_raises(function)
        if name not in f"{ast.get_docstring(function)} {ast.get_docstring(tree)}"
    ]


def only_shrinks(found: Mapping[str, int], allowed: Mapping[str, int]) -> str:
    """What is new or has grown, and what no longer needs its exception."""
    worse = [f"{name}: {size}" for name, size in found.items() if size > allowed.get(name, 0)]
    mended = [f"{name}: take it off the list" for name in allowed if name not in found]
    return "; ".join([*worse, *mended])


def test_modules_stay_below_300_lines() -> None:
    lines = {name: text.count("\n") for name, text in MODULES.items()}
    long = {name: count for name, count in lines.items() if count >= MOST_LINES}
    assert only_shrinks(long, LONG_MODULES) == ""


def test_files_of_tests_stay_below_400_lines() -> None:
    assert [name for name, text in TESTS.items() if text.count("\n") >= MOST_IN_A_TEST_FILE] == []


def test_the_judge_from_outside_asks_nobody_inside() -> None:
    """`tests/outside_checker.py` and all that it imports, one through another."""
    asked, heard = ["tests.outside_checker"], set[str]()
    while asked:
        name = asked.pop()
        assert not name.startswith(("planner", "constraints")), name
        path = f"{name.replace('.', '/')}.py"
        if name not in heard and path in TESTS:
            asked += imported(TESTS[path])
        heard.add(name)
    assert "tests.outside_session" in heard


def test_functions_stay_at_40_lines() -> None:
    sizes: Counter[str] = Counter()
    for name, text in MODULES.items():
        for function in functions(text):
            assert function.end_lineno is not None
            size = function.end_lineno - function.lineno + 1
            if size > MOST_IN_A_FUNCTION:
                sizes[f"{name}: {function.name}"] = max(size, sizes[f"{name}: {function.name}"])
    assert only_shrinks(sizes, LONG_FUNCTIONS) == ""


def test_constructors_take_what_could_be_swapped_by_name() -> None:
    found = [f"{name}:{line}" for name, text in (MODULES | TESTS).items() for line in by_position(text)]
    assert found == []


def test_who_raises_says_what() -> None:
    """Not the commands: their docstrings are the help that people read."""
    silent = {name: len(untold(text)) for name, text in MODULES.items() if "/commands/" not in name}
    assert only_shrinks({name: count for name, count in silent.items() if count}, SILENT_MODULES) == ""


def test_the_walls_would_notice() -> None:
    silent = 'def add():\n    """Adds."""\n    raise cells.Unreadable("x")\n'
    assert untold(silent) == ["add"]
    assert untold(f'"""Each raises `Unreadable`."""\n{silent}') == []
    assert only_shrinks({"new.py": 301}, {}) == "new.py: 301"
    assert only_shrinks({}, {"mended.py": 310}) == "mended.py: take it off the list"
    assert by_position("Client(1, 2, 3, 4, 5)\n_Row(*a, 1, 2, 3, 4)\nclient(1, 2, 3, 4, 5)") == [1, 2]
    assert by_position("Client(1, 2, 3, 4, five=5)") == []
