"""Writing a file whole or not at all: under a temporary name in the same folder, then moved into place."""

from __future__ import annotations

import os
from pathlib import Path

from planner.model.faults import PlannerError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is never half written. Raises `PlannerError` when the folder or the file can't be written."""
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    except PermissionError as error:
        raise PlannerError(
            f"{path.name} can't be written: it is open in another program (close it in Excel and try again), "
            "or this folder may not be written to"
        ) from error
    except OSError as error:
        raise PlannerError(f"{path.name} can't be written: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
