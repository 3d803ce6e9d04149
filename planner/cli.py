"""The command line: `planner --help`. Each command is a module of `planner.commands`; this one only lists them.

Nothing heavier than typer is imported before a command runs, so that help comes at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from planner.commands.attendance import attendance
from planner.commands.audit import audit
from planner.commands.check import check
from planner.commands.diff import diff
from planner.commands.explain import explain
from planner.commands.fit import fit
from planner.commands.history import history
from planner.commands.init import init
from planner.commands.plan import plan
from planner.commands.print import print_sheets
from planner.commands.replan import replan
from planner.commands.rewards import rewards
from planner.commands.rules import rules
from planner.commands.whatif import whatif
from planner.entry import run

EXIT_CODES = """Exit codes: 0 done; 1 something is wrong with the input; 2 the command line isn't understood;
3 no plan is possible (settled sessions or locks contradict each other); 4 hours are missed, with --strict;
70 a mistake of the planner's; 130 interrupted."""

app = typer.Typer(
    help="Turns one workbook of an intensive outpatient program into this week's roster.",
    epilog=" ".join(EXIT_CODES.split()),
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    init,
    check,
    plan,
    replan,
    explain,
    fit,
    whatif,
    diff,
    attendance,
    history,
    audit,
    rewards,
    rules,
):
    app.command()(command)
app.command("print")(print_sheets)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"planner {version('group-therapy-planner')}")
        except PackageNotFoundError:
            typer.echo("planner (not installed)")
        raise typer.Exit


@app.callback()
def every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    """Turns one workbook of an intensive outpatient program into this week's roster."""


def main() -> None:
    """Runs the command line."""
    run(lambda: app)


if __name__ == "__main__":
    main()
