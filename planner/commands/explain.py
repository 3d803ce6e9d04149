"""`planner explain`: why hours and needs are missing, and what would mend it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from planner.commands.console import (
    BookArgument,
    ExitCode,
    Format,
    FormatOption,
    exit_codes,
    print_json,
    put,
    shown_name,
    tell,
    tell_faults,
)
from planner.commands.dates import WeekOption
from planner.commands.earlier import HistoryOption, happened_before
from planner.commands.in_force import InForceOption, as_typed
from planner.commands.opened import opened

if TYPE_CHECKING:
    from planner import api
    from planner.model import Attended, Roster

Answer = TypeVar("Answer")

RosterArgument = Annotated[
    Path | None, typer.Argument(metavar="[ROSTER]", help="The roster that is asked about.")
]
ClientOption = Annotated[
    str | None, typer.Option("--client", metavar="CODE", help="Only what concerns this client.")
]
SessionOption = Annotated[
    str | None,
    typer.Option("--session", metavar="ID", help="Why ROSTER has this session, and the week without it."),
]
TopicOption = Annotated[
    str | None,
    typer.Option("--topic", metavar="NAME", help="Why ROSTER has it no more often, and the week with it."),
]
WriteOption = Annotated[
    Path | None,
    typer.Option(
        "--write",
        metavar="NEW",
        help="With --session or --topic: keep that week as a roster of this name, never over another file.",
    ),
]
SecondsOption = Annotated[
    float, typer.Option("--seconds", min=1, help="How long to look for causes and fixes.")
]


def explain(
    book: BookArgument,
    roster: RosterArgument = None,
    week: WeekOption = None,
    client: ClientOption = None,
    session: SessionOption = None,
    topic: TopicOption = None,
    history: HistoryOption = None,
    as_of: InForceOption = None,
    write: WriteOption = None,
    seconds: SecondsOption = 20.0,
    form: FormatOption = Format.TEXT,
) -> None:
    """Say why hours and needs are missing, and which changes would mend it.

    A cause is Proven if it was counted, Suspected if it is read off the roster. With each change a week was planned
    that breaks no rule and mends what is said; Rules (Fix: ...): what each kind costs. Without a roster a week is
    planned first. --session: for whom it is there, who else needs its topic, when else it could be, the week without
    it. --topic: who needs it, could come when, could lead it, the week with it. --write keeps that week.

    Example: planner explain riverside.xlsx "riverside 2026-11-30.xlsx" --client C017
    """
    with exit_codes(form):
        from planner import api

        _refuse(roster, client, session, topic)
        _refuse_to_write(book, write, session or topic)
        asked = _asked(book, roster, week, history, as_of)
        if session is not None:
            found = asked.about(api.explain_session, session, seconds)
            _keep(write, asked, found, "--session", session)
            _tell_session(found, form)
            _tell_kept(write, found)
        elif topic is not None:
            held = asked.about(api.explain_topic, topic, seconds)
            _keep(write, asked, held, "--topic", topic)
            _tell_topic(held, form)
            _tell_kept(write, held)
        else:
            _tell_causes(asked, client, seconds, form)


@dataclass(frozen=True)
class _Asked:
    """What is asked about: the workbook, the roster and its week, as it was typed and as it was read."""

    book: Path
    roster: Path | None
    options: tuple[str, ...]
    program: api.Program
    file: api.RosterFile | None
    day: date | None
    happened: Sequence[Attended]
    moment: datetime | None

    def about(self, question: Callable[..., Answer], what: str, seconds: float) -> Answer:
        """The answer to a question about a session or a topic of the roster; another week is planned for `seconds`."""
        return question(self.program, self.file, what, self.day, seconds, self.happened, self.moment)

    @property
    def given(self) -> Roster | None:
        """The roster of the week that is meant."""
        from planner.rosters.meant import roster_meant

        return roster_meant(self.program, self.file, self.day) if self.file else None


def _asked(
    book: Path,
    roster: Path | None,
    week: date | None,
    history: Sequence[Path] | None,
    as_of: datetime | None,
) -> _Asked:
    given = opened(book, roster, week, as_of=as_of)
    tell_faults(given.warnings)
    happened = happened_before(given.program, history, given.file, given.day)
    earlier = [word for one in history or () for word in ("--history", shown_name(one))]
    return _Asked(
        book,
        roster,
        options=(*as_typed(given.moment), *earlier),
        program=given.program,
        file=given.file,
        day=given.day,
        happened=happened,
        moment=given.moment,
    )


def _refuse(roster: Path | None, client: str | None, session: str | None, topic: str | None) -> None:
    """What can't be answered is said before anything is read."""
    from planner.model import listed
    from planner.model.faults import PlannerError

    asked = {"--client": client, "--session": session, "--topic": topic}
    several = [option for option, value in asked.items() if value is not None]
    if len(several) > 1:
        raise PlannerError(f"{listed(several)} are {len(several)} questions: ask one at a time")
    for option, of in (("--session", "a session of a roster"), ("--topic", "a topic in a roster")):
        if asked[option] is not None and roster is None:
            raise PlannerError(f"{option} asks about {of}: name the roster after the workbook")


def _refuse_to_write(book: Path, write: Path | None, asked: str | None) -> None:
    from planner.commands.output import roster_path
    from planner.model.faults import PlannerError
    from planner.remedies.changes.copy import refuse_to_replace

    if write is not None and asked is None:
        raise PlannerError("--write keeps the week of --session or --topic: ask about one of them")
    if write is not None:
        refuse_to_replace(roster_path(book, write, date.min, option="--write"))


def _command(asked: _Asked, write: Path, option: str, what: str) -> str:
    """The question as it is typed, so that it can be asked again."""
    words = [shown_name(path) for path in (asked.book, asked.roster) if path]
    words += [option, what, *(["--week", asked.day.isoformat()] if asked.day else []), *asked.options]
    return f"planner explain {shlex.join([*words, '--write', shown_name(write)])}"


def _again(asked: _Asked) -> str:
    """How a roster's week is planned on once a change is made; without its day `plan` means the coming week.

    A week of which some has begun is replanned.
    """
    if asked.given is None or asked.roster is None:
        return ""
    roster = shown_name(asked.roster)
    if asked.moment is not None:
        return f"planner replan BOOK {shlex.join([roster, *asked.options])}"
    words = ["--week", asked.given.first_day.isoformat(), "--begin", roster, *asked.options]
    return f"planner plan BOOK {shlex.join(words)}"


def _keep(
    path: Path | None, asked: _Asked, answer: api.SessionAnswer | api.TopicAnswer, option: str, what: str
) -> None:
    """Writes the week that was found, if a file was asked for; before the answer is told, as JSON is one object."""
    from planner import api
    from planner.commands.output import write_new
    from planner.remedies.answers.kept_week import kept_week

    if path is None or asked.given is None or answer.other is None:
        return
    rules, command = api.rules_of(asked.program), _command(asked, path, option, what)
    write_new(path, kept_week(asked.program, answer.problem, rules, asked.given, answer.other, command))


def _tell_kept(path: Path | None, answer: api.SessionAnswer | api.TopicAnswer) -> None:
    """Says after the answer whether its week was written; exits with 1 when there is no such week."""
    if path is None:
        return
    if answer.other is None:
        tell(f"{path.name} isn't written: no such week was found, see above; --seconds gives more time")
        raise typer.Exit(ExitCode.WRONG_INPUT)
    tell(f"{path.name} is that week.")


def _tell_causes(asked: _Asked, client: str | None, seconds: float, form: Format) -> None:
    from planner import api
    from planner.remedies.answers.report import json_of_explanation, says_causes, says_fixes

    ask = partial(
        api.explain,
        asked.program,
        asked.file,
        asked.day,
        client,
        seconds=seconds,
        history=asked.happened,
        as_of=asked.moment,
    )
    if form is Format.JSON:
        print_json(json_of_explanation(ask()))
        return
    # What can be said already is read while fixes are tried.
    found = ask(on_causes=lambda known: put(says_causes(known, of_one=client is not None)))
    if fixes := says_fixes(found, _again(asked)):
        put(f"\n{fixes}")


def _tell_session(answer: api.SessionAnswer, form: Format) -> None:
    from planner.remedies.answers.session_report import json_of_session, says_session

    if form is Format.JSON:
        print_json(json_of_session(answer))
    else:
        put(says_session(answer))


def _tell_topic(answer: api.TopicAnswer, form: Format) -> None:
    from planner.remedies.answers.topic_report import json_of_topic, says_topic

    if form is Format.JSON:
        print_json(json_of_topic(answer))
    else:
        put(says_topic(answer))
