"""Whether a file can be written where it is asked for: said before any work is done for it."""

from __future__ import annotations

import os
from pathlib import Path

import typer

LONGEST_NAME = 255  # bytes; what the usual file systems allow


def check_place(path: Path, option: str = "-o") -> None:
    """Raises `typer.BadParameter` for a file that can't be written; `option` is the one by which it is named.

    That is a name longer than file systems allow, a folder that isn't there or may not be written to, and a folder.
    """
    by = f" with {option}" if option else ""
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        says = f"the file's name {path.name[:40]}... is longer than the {LONGEST_NAME} bytes a name may have"
        raise typer.BadParameter(f"{says}; name a shorter one{by}")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}; make it, or name another{by}")
    if not os.access(path.parent, os.W_OK):
        raise typer.BadParameter(f"the folder {path.parent} may not be written to; name another{by}")
    if path.is_dir():
        raise typer.BadParameter(f"{path.name} is a folder; name a file{by}")
