"""`planner explain`: why hours and needs are missing, and what would mend it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.commands.console import (
    BookArgument,
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
from planner.commands.opened import opened

if TYPE_CHECKING:
    from planner import api


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
        given = opened(book, roster, week)
        program, file, day = given.program, given.file, given.day
        tell_faults(given.warnings)
        happened = happened_before(program, history, file, day)
        command = partial(_command, book, roster, day, history, write)
        if session is not None and file is not None:
            _tell_session(found := api.explain_session(program, file, session, day, seconds, happened), form)
            _keep(write, program, file, day, found, command("--session", session))
        elif topic is not None and file is not None:
            _tell_topic(held := api.explain_topic(program, file, topic, day, seconds, happened), form)
            _keep(write, program, file, day, held, command("--topic", topic))
        else:
            ask = partial(api.explain, program, file, day, client, seconds, happened)
            _tell_causes(ask, form, _again(program, file, day, roster, history), client)


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


def _command(
    book: Path,
    roster: Path | None,
    day: date | None,
    history: Sequence[Path] | None,
    write: Path | None,
    option: str,
    asked: str,
) -> str:
    """The question as it is typed, so that it can be asked again."""
    words = [shown_name(path) for path in (book, roster) if path]
    words += [option, asked, *(["--week", day.isoformat()] if day else []), *_earlier(history)]
    words += ["--write", shown_name(write)] if write else []
    return f"planner explain {shlex.join(words)}"


def _again(
    program: api.Program,
    file: api.RosterFile | None,
    day: date | None,
    roster: Path | None,
    history: Sequence[Path] | None,
) -> str:
    """How a roster's week is planned on once a change is made; without its day `plan` means the coming week."""
    from planner.rosters.meant import roster_meant

    if file is None or roster is None:
        return ""
    week = roster_meant(program, file, day).first_day.isoformat()
    words = ["--week", week, "--begin", shown_name(roster), *_earlier(history)]
    return f"planner plan BOOK {shlex.join(words)}"


def _earlier(history: Sequence[Path] | None) -> list[str]:
    return [word for roster in history or () for word in ("--history", shown_name(roster))]


def _keep(
    path: Path | None,
    program: api.Program,
    file: api.RosterFile,
    day: date | None,
    answer: api.SessionAnswer | api.TopicAnswer,
    command: str,
) -> None:
    """Writes the week that was found, if a file was asked for. Raises `PlannerError` when there is no such week."""
    from planner import api
    from planner.commands.output import write_new
    from planner.model.faults import PlannerError
    from planner.remedies.answers.kept_week import kept_week
    from planner.rosters.meant import roster_meant

    if path is None:
        return
    if answer.other is None:
        raise PlannerError(
            f"{path.name} isn't written: no such week was found, see above; --seconds gives more time"
        )
    given, rules = roster_meant(program, file, day), api.rules_of(program)
    write_new(path, kept_week(program, answer.problem, rules, given, answer.other, command))
    tell(f"{path.name} is that week.")


def _tell_causes(ask: Callable[..., api.Explanation], form: Format, again: str, client: str | None) -> None:
    from planner.remedies.answers.report import json_of_explanation, says_causes, says_fixes

    if form is Format.JSON:
        print_json(json_of_explanation(ask()))
    # What can be said already is read while fixes are tried.
    elif fixes := says_fixes(
        ask(on_causes=lambda known: put(says_causes(known, of_one=client is not None))), again
    ):
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
