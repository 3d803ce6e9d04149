"""What is said to be proven of random weeks that use every column, held to the weeks that a search finds against it.

    python -m tests.outside_proven 200

For each proven sentence the week is planned with nothing asked for but what it says can't be had: by each of those it
concerns, or by all of them together. One roster that has it shows that the sentence is wrong, and is told. Prints which
kinds of sentences came, and how often.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from pathlib import Path

from planner import api
from planner.language.limits import Stage
from planner.language.rule import Rule
from planner.model import Problem, Roster
from planner.model.faults import PlannerError
from planner.planning import new_breaches, solved
from planner.program import Program
from planner.reasons.barring import Barring
from planner.reasons.counts import shortages
from planner.reasons.days_short import days_short
from planner.reasons.missing import reasons_for
from planner.reasons.obstacles import Obstacles
from planner.reasons.wording import Certain
from planner.remedies.asked_week import AskedWeek
from planner.remedies.causes.causes import certain_causes, missing_of
from planner.remedies.causes.proving import Proving
from planner.remedies.outcome import Key
from planner.search import Search
from planner.week.problem import problem_of
from tests.outside_runs import without_faults
from tests.outside_weeks import MONDAY, Weeks, save

SECONDS = 0.5  # deterministic, for one roster that may show a sentence to be wrong
KINDS = (
    r"their hours hold", r"therapists and rooms are there for", r"may attend no topic", r"gap of \d+ minute",
    r"topics' limits", r"nobody leads", r"can lead it", r"has the tag", r"no room suits", r"largest room seats",
    r"nobody may attend", r"clients at least", r"start time is left", r"there together", r"who alone lead",
    r"none of the \d+ therapists", r"nobody may come", r"is kept apart from", r"is away|is closed", r"can't reach",
    r"can't have", r"seats?\b.* need", r"a week at most|leads? .* h\b", r"together have|too few seats",
    r"fits into", r"is allowed", r"lies? outside", r"no start time", r"start times? of", r"available for",
    r"takes .*, and .* may have", r"isn't available|aren't available", r"comes after", r"closed group", r"is for",
    r"only for clients who", r"leaves \d+ min", r"is right for", r"has yet to attend", r"not for clients",
    r"isn't authorised", r"stay has", r"not both: they", r"in rooms, are needed", r"or to more than", r"may come on",
    r"can have no session", r"therapists who lead .* is available", r"when (?:it|they) can be led", r"\(Min days\)",
    r"too few for", r"Second leader above", r"families, who", r"of the family", r"needs on ", r"\(Topics\)",
    r"may start in",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A proven sentence: what it says can't be had (all of it together, or `each` of it)."""

    says: str
    keys: frozenset[Key]
    each: bool


class Week:
    """One program's week, what is proven of it, and rosters that give what is asked for."""

    def __init__(self, program: Program) -> None:
        self.program, self.problem = program, problem_of(program, MONDAY)
        self.rules: list[Rule] = list(api.rules_of(program))

    @cached_property
    def roster(self) -> Roster:
        """A week as it is planned."""
        return self._planned(self.problem)

    def _planned(self, problem: Problem) -> Roster:
        asked = [rule for rule in self.rules if rule.hard or (rule.stage or 99) <= Stage.NEEDS]
        return solved(problem, asked, Search(SECONDS, reproducible=True)).roster

    def proven(self) -> Iterator[Said]:
        """Everything that is proven: counted, read off a roster for certain, or impossible for a client alone."""
        asked = {
            key
            for key, much in missing_of(self.problem, Roster(MONDAY, self.problem.untouched)).items()
            if much
        }
        for key, says in reasons_for(self.problem, self.roster, self.rules).items():
            if isinstance(says, Certain):
                yield Said(says, frozenset({key}), each=True)
        barring = Barring(self.problem, self.rules)
        counted = shortages(self.program, self.problem, self.rules, barring)
        counted += days_short(self.program, self.problem, self.rules, barring.draft)
        for short in counted:
            topics = short.topics or {short.topic}
            keys = frozenset(
                key for key in asked if key[1] in topics and (not short.clients or key[0] in short.clients)
            )
            yield Said(short.says, keys, short.of_each)
        # What is counted of several needs together has been judged by these: as a cause it names no topic.
        of_several = tuple(short.says for short in counted if short.topics)
        empty = Obstacles(self.problem, self.rules, Roster(MONDAY))
        proving = Proving(
            self.program, self.problem, self.rules, week=AskedWeek(self.problem.first_day), until=inf
        )
        for cause in certain_causes(
            self.program, self.problem, self.rules, self.roster, client=None, proving=proving, empty=empty
        ):
            keys = frozenset((code, cause.topic) for code in cause.clients) & asked
            if not cause.says.casefold().startswith(tuple(says.casefold() for says in of_several)):
                yield Said(cause.says, keys, each=len(keys) == 1)

    def had(self, keys: Collection[Key]) -> bool:
        """Whether a roster is found that breaks no rule and has all of it."""
        asks = tuple(
            replace(need, priority=1000 if (need.client, need.topic) in keys else 1)
            for need in self.problem.needs
        )
        clients = {
            code: client
            if (code, None) in keys
            else replace(client, least_minutes=0, least_days=0, least_minutes_a_day=0)
            for code, client in self.problem.clients.items()
        }
        asked = replace(self.problem, needs=asks, clients=clients)
        roster = self._planned(asked)
        assert not new_breaches(self.problem, roster, self.rules)
        missing = missing_of(self.problem, roster)
        return not any(missing[key] for key in keys)


def wrong_of(program: Program, kinds: Counter[str]) -> list[str]:
    """The proven sentences of a week that a roster shows to be wrong; the others are counted by their kinds."""
    week, found = Week(program), []
    known: dict[frozenset[Key], bool] = {}
    for said in week.proven():
        together = [frozenset({key}) for key in said.keys] if said.each else [said.keys]
        for keys in together:
            if keys not in known:
                known[keys] = bool(keys) and week.had(keys)
            if known[keys]:
                found.append(f"{sorted(keys, key=str)}: {said.says}")
        kinds.update(kind for kind in KINDS if re.search(kind, said.says, re.IGNORECASE))
        if not any(re.search(kind, said.says, re.IGNORECASE) for kind in KINDS):
            kinds["? " + said.says] += 1
    return found


def of_week(number: int, folder: Path, kinds: Counter[str]) -> list[str]:
    """The same of a random week, without the rows that are faults."""
    book = folder / "harbor.xlsx"
    sheets = Weeks(number).sheets()
    save(book, sheets)
    save(book, without_faults(book, sheets))
    try:
        return wrong_of(api.load(book)[0], kinds)
    except PlannerError:  # no plan is possible: what stands against it is told elsewhere
        kinds["no plan"] += 1
        return []


def main() -> None:
    """Tries so many weeks, and prints."""
    kinds: Counter[str] = Counter()
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for number in range(first, first + int(sys.argv[1])):
        with tempfile.TemporaryDirectory() as folder:
            for says in of_week(number, Path(folder), kinds):
                print(number, says, flush=True)
    for kind, many in kinds.most_common():
        print(f"{many:5} {kind}")
    print("never:", [kind for kind in KINDS if not kinds[kind]])


if __name__ == "__main__":
    main()
