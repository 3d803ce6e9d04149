"""Around the command line: what is done to it from outside is answered from its first moment on.

Nothing is imported here that takes time, so that Ctrl-C finds somebody listening while the rest is imported.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # what typing says, without the time that its import takes
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

INTERRUPTED, WRONG_USAGE, WRONG_INPUT = 130, 2, 1


def run(command_line: Callable[[], Callable[..., object]]) -> None:
    """Runs the command line that `command_line` imports, and leaves with its exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    _make_streams_safe()
    for argument in sys.argv[1:]:
        if any("\ud800" <= letter <= "\udfff" for letter in argument):
            name = argument.encode("utf-8", "backslashreplace").decode()
            _say(f"'{name}' holds bytes that are no text here; rename the file, then name it again")
            sys.exit(WRONG_USAGE)
    code: str | int | None = 0
    try:
        command_line()(prog_name="planner")
    except SystemExit as leaving:
        code = leaving.code
    except KeyboardInterrupt:
        _leave(signal.SIGINT, None)
    code = code if _could_be_read() else code or WRONG_INPUT
    # All is done and said: while Python takes itself apart there is nothing left to interrupt.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)


def _could_be_read() -> bool:
    """Whether what was put on stdout could be written; a reader who has left early is no trouble."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(1)
    except OSError as error:
        _silence(1)
        _say(f"the output can't be written: {error.strerror or error}")
        return False
    return True


def _leave(number: int, frame: FrameType | None) -> None:
    """Ctrl-C where nothing else listens: says how things stand, and leaves at once."""
    files = sys.modules.get("planner.whole_file")
    done = list(getattr(files, "written", ()))
    _say(f"\ninterrupted: {', '.join(done)} {'is' if len(done) == 1 else 'are'} written" if done
         else "\ninterrupted: nothing was written")  # fmt: skip
    os._exit(INTERRUPTED)


def _say(text: str) -> None:
    """A line on stderr, past all that buffers; where nobody can read it, it isn't said."""
    encoding = "utf-8" if _speaks_utf8() else "ascii"
    try:
        os.write(2, f"{text}\n".encode(encoding, "backslashreplace"))
    except OSError:
        return


def _speaks_utf8() -> bool:
    encoding = getattr(sys.stderr, "encoding", None) or ""
    return encoding.replace("-", "").lower() == "utf8"


def _make_streams_safe() -> None:
    """What a terminal can't show is escaped; a stream that was closed from the start swallows what is said."""
    spare = os.open(os.devnull, os.O_RDWR)
    while spare <= 2:  # the closed ones: no file of ours may take their place
        spare = os.dup(spare)
    os.close(spare)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _silence(number: int) -> None:
    """What is still buffered goes nowhere, so that Python's own flush at the end has nothing to complain of."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)
