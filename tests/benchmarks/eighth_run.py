"""Ask the command line what is wrong with the weeks of the eighth set, and judge its first three sentences.

    python -m tests.benchmarks.eighth_run --output eighth

writes each week as a workbook, plans it, explains it, and prints a line a case: by which sentence each planted fault is
named (by a strict reading in brackets, where it differs), the processor seconds of `explain`, and what was said where
the fault isn't among the first three. `--binding` stops after planning and says what each week lacks.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.eighth_faults import Fault, Truth, every_case, planted
from tests.benchmarks.eighth_week import MONDAY

FIRST = 3
"""Of so many sentences one must name the fault."""


@dataclass
class Answer:
    """What came of one case."""

    name: str
    kinds: str
    size: int
    lacks: dict[str, int] | None
    """What the plan lacks, by the level's name; None if nothing could be planned."""
    sentences: list[str] = field(default_factory=list)
    named: list[int | None] = field(default_factory=list)
    """For each planted fault, by which sentence it is named, from 1."""
    strictly: list[int | None] = field(default_factory=list)
    seconds: float = 0.0
    """Processor seconds of `explain`."""

    def within(self, first: int) -> bool:
        """Whether every planted fault is named within so many sentences."""
        return all(place is not None and place <= first for place in self.named)


def planner(*words: str) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run the command line; what it printed, and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "planner", *words], capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def parsed(text: str) -> dict[str, Any]:
    """The one object a command prints with `--format json`; empty where it printed none."""
    start = text.find("{")
    try:
        found = json.loads(text[start:]) if start >= 0 else {}
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def lacking(plan: dict[str, Any]) -> dict[str, int] | None:
    """What a plan lacks of hours, days, needs and sessions of a topic; None if there is no plan."""
    if not plan.get("levels"):
        return None
    lacks = {level["name"]: level["value"] for level in plan["levels"] if "points" not in level["name"]}
    return {name: value for name, value in lacks.items() if value}


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The sentences of `explain`, each with its places, as a person reads them; errors where it refuses."""
    told = parsed(done.stdout)
    if told.get("causes"):
        return [f"{cause['says']} ({', '.join(cause['places'])})" for cause in told["causes"]]
    if told.get("errors"):
        return [
            f"{error['sheet']}!{error['cell']}: {error['says']}; {error['fix']}" for error in told["errors"]
        ]
    pieces = re.split(r"\n(?=\S)", done.stderr.strip())
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def first_naming(sentences: Sequence[str], truth: Truth, strictly: bool = False) -> int | None:
    """By which sentence the fault is named, from 1; None if by none."""
    for position, sentence in enumerate(sentences, 1):
        if truth.named_in(sentence, strictly):
            return position
    return None


def ask(faults: tuple[Fault, ...], number: int, options: argparse.Namespace) -> Answer:
    """Write the week, plan it, and unless only the binding is asked about, explain it."""
    book, truths = planted(faults)
    path = options.output / f"{number:02}.xlsx"
    roster = options.output / f"{number:02} roster.xlsx"
    book.write(path)
    week = ("--week", MONDAY.isoformat())
    roster.unlink(missing_ok=True)
    planned, _ = planner(
        "plan", str(path), *week, "--seconds", str(options.seconds), "-o", str(roster), "--format", "json"
    )
    (options.output / f"{number:02} plan.txt").write_text(planned.stdout + planned.stderr)
    kinds = " + ".join(fault.kind for fault in faults)
    answer = Answer(
        " + ".join(fault.name for fault in faults), kinds, faults[0].size, lacking(parsed(planned.stdout))
    )
    if options.binding:
        return answer
    about = (str(path), str(roster)) if roster.exists() else (str(path), *week)
    explained, answer.seconds = planner(
        "explain", *about, "--seconds", str(options.explaining), "--format", "json"
    )
    (options.output / f"{number:02} explained.txt").write_text(explained.stdout + explained.stderr)
    answer.sentences = said(explained)
    answer.named = [first_naming(answer.sentences, truth) for truth in truths]
    answer.strictly = [first_naming(answer.sentences, truth, strictly=True) for truth in truths]
    return answer


def line(number: int, answer: Answer, binding: bool) -> str:
    """A case as a line of the table, and what was said where it falls short."""
    if binding:
        lacks = "refused" if answer.lacks is None else answer.lacks or "NOTHING"
        return f"{number:02}  {answer.size}  {answer.name}: {lacks}"
    strictly = "" if answer.strictly == answer.named else f" {answer.strictly}"
    if answer.lacks == {}:
        return f"{number:02}  doesn't bind  {answer.size}  {answer.name}"
    mark = "ok  " if answer.within(FIRST) else "MISS"
    told = (
        f"{number:02}  {mark}  {answer.named}{strictly}  {answer.seconds:.1f} s  {answer.size}  {answer.name}"
    )
    if answer.within(FIRST):
        return told
    return "\n".join([told, *(f"        {sentence}" for sentence in answer.sentences[:FIRST])])


def summary(answers: Sequence[Answer]) -> str:
    """The figures the issue asks for, of the cases in which something is missing."""
    answers = [answer for answer in answers if answer.lacks != {}]
    found = [answer for answer in answers if answer.within(FIRST)]
    pairs = [answer for answer in answers if len(answer.named) > 1]
    places = [place if place is not None else 99 for answer in answers for place in answer.named]
    seconds = sorted(answer.seconds for answer in answers)
    at_48 = sorted(answer.seconds for answer in answers if answer.size == 48)
    lines = [
        f"{len(answers)} cases, within the first {FIRST} sentences: {len(found)} ({len(found) / len(answers):.0%})",
        f"two at once, both within twice as many: {sum(answer.within(2 * FIRST) for answer in pairs)} of {len(pairs)}",
        f"median sentence: {median(places)}",
        f"processor seconds: median {median(seconds):.1f}, most {seconds[-1]:.1f}",
    ]
    if at_48:
        lines.append(f"of 48 clients: median {median(at_48):.1f}, most {at_48[-1]:.1f}")
    return "\n".join(lines)


def main() -> None:
    """Run the set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--output", type=Path, default=Path("eighth"), help="the folder for workbooks and answers"
    )
    parser.add_argument("--seconds", type=int, default=8, help="of each plan")
    parser.add_argument(
        "--explaining", type=int, default=20, help="seconds of each explanation, fixes included"
    )
    parser.add_argument("--only", type=int, nargs="*", help="numbers of cases")
    parser.add_argument("--binding", action="store_true", help="only plan, and say what each week lacks")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    answers = []
    for number, faults in enumerate(every_case(), 1):
        if options.only and number not in options.only:
            continue
        answer = ask(faults, number, options)
        answers.append(answer)
        print(line(number, answer, options.binding), flush=True)
        kept = json.dumps([asdict(each) for each in answers], indent=1)
        (options.output / "answers.json").write_text(kept)
    if not options.binding:
        print(summary(answers))


if __name__ == "__main__":
    main()
