"""The command `planner`, also as `python -m planner`; what takes time is imported only where Ctrl-C is listened to."""

from __future__ import annotations

from planner.entry import run

TYPE_CHECKING = False  # what typing says, without the time that its import takes
if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Runs the command line."""
    run(_command_line)


def _command_line() -> Callable[..., object]:
    from planner.cli import app

    return app


if __name__ == "__main__":
    main()
