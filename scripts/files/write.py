"""Generated files into place: a reader sees the old file or the new one, never half of one."""

import os
from collections.abc import Mapping
from pathlib import Path


def write_file(path: Path, text: str) -> None:
    """Write beside the file, then rename. UTF-8; a lone surrogate, which UTF-8 has no form for, stays the escape it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode("utf-8", errors="backslashreplace"))
    os.replace(beside, path)


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts by their path under the root, making the folders they need."""
    for name, text in texts.items():
        write_file(root / name, text)
