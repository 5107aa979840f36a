"""Generated files into place: a reader sees the old file or the new one, never half of one."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from scripts.regular import leads_out


def to_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which UTF-8 has no form for, stays the escape it was."""
    return text.encode("utf-8", errors="backslashreplace")


def differs(path: Path, text: str) -> bool:
    """Whether a file is missing or holds anything but this text."""
    return not path.is_file() or path.read_bytes() != to_bytes(text)


def write_file(path: Path, text: str) -> None:
    """Write beside the file, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with open(beside, "xb") as file:  # new, and no link that somebody put there
        file.write(to_bytes(text))
    os.replace(beside, path)


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts by their path under the root, making the folders they need; raises OSError where a folder leads out of the root."""
    for folder in sorted({(root / name).parent for name in texts}):
        if leads_out(root, folder):
            raise OSError(errno.ELOOP, "is or lies behind a link that leaves the project, where nothing is written", str(folder))
    for name, text in texts.items():
        write_file(root / name, text)
