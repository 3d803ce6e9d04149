"""Writing a file whole or not at all: under a temporary name in the same folder, then moved into place.

At every moment the name holds the whole old file or the whole new one, whoever ends the program and however.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time

from planner.model.faults import PlannerError

UNFINISHED = ".planner.{}.unfinished"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OLD = 3600  # seconds; an unfinished file of that age is nobody's any more, where processes can't be asked

written: list[str] = []
"""The names of the files that this run has written, for whoever is interrupted and has to say how things stand."""


def write_whole(path: Path, content: bytes, kept: Path | None = None, new: bool = False) -> None:
    """Write a file that is never half written; what earlier runs left unfinished in its folder is swept.

    `kept`: the file that stands there now is kept under this name. `new`: nothing may stand there yet. Raises
    `PlannerError` when the folder or the file can't be written, or when there is such a file and it must be new.
    """
    sweep(path.parent)
    unfinished = path.with_name(UNFINISHED.format(os.getpid()))
    try:
        unfinished.write_bytes(content)
        with _uninterrupted():
            if new:
                _move_where_nothing_is(unfinished, path)
            else:
                if kept is not None:
                    _keep(path, kept)
                os.replace(unfinished, path)
            written.append(path.name)
    except FileExistsError:
        raise PlannerError(f"{path.name}: there is such a file already; choose another name") from None
    except PermissionError as error:
        _forget(path, kept)
        raise PlannerError(
            f"{path.name} can't be written: it is open in another program (close it in Excel and try again), "
            "or this folder may not be written to"
        ) from error
    except OSError as error:
        _forget(path, kept)
        fix = "make room, or name a file elsewhere" if error.errno in _NO_ROOM else "name a file elsewhere"
        raise PlannerError(f"{path.name} can't be written: {error.strerror or error}; {fix}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Takes away what runs that were killed left unfinished in a folder."""
    with suppress(OSError):
        for left in folder.glob(UNFINISHED.format("*")):
            if _is_nobodys(left):
                left.unlink(missing_ok=True)


def _is_nobodys(left: Path) -> bool:
    number = left.name.split(".")[-2]
    if not number.isdecimal() or int(number) == os.getpid():
        return False
    if os.name == "nt":  # asking a process there would end it
        return time() - left.stat().st_mtime > OLD
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _keep(path: Path, kept: Path) -> None:
    """The old file under a second name, so that its own name is never without a file."""
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        shutil.copy2(path, kept)


def _forget(path: Path, kept: Path | None) -> None:
    """Nothing was replaced: the second name of the old file goes again, if it is one."""
    if kept is not None:
        with suppress(OSError):
            if path.samefile(kept):
                kept.unlink()


def _move_where_nothing_is(unfinished: Path, path: Path) -> None:
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        os.replace(unfinished, path)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C and a request to end wait until the file stands."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
