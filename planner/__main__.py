"""The command `planner`, also as `python -m planner`; what takes time is imported only where Ctrl-C is listened to."""

from __future__ import annotations

from collections.abc import Callable

from planner.entry import run


def main() -> None:
    """Runs the command line."""
    run(_command_line)


def _command_line() -> Callable[..., object]:
    from planner.cli import app

    return app


if __name__ == "__main__":
    main()
