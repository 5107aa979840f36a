"""The driver by which git merges documents: prose by lines, while results of queries never conflict, since `make docs` renews them.

Git calls `python -m scripts.docs.merge BASE OURS THEIRS` with three files, and takes the merged text from the second.
"""

import re
import subprocess
import sys
from pathlib import Path

from scripts.docs.fill import MARK


def without_results(text: str) -> tuple[str, dict[str, str]]:
    """The text with the result of each mark left out, and the results by their marks."""
    results: dict[str, str] = {}

    def empty(mark: re.Match) -> str:
        opening = mark["block"] or mark["open"] or mark[0]
        results[opening] = mark[0][len(opening) :]
        return opening

    return MARK.sub(empty, text), results


def merge(base: Path, ours: Path, theirs: Path) -> int:
    """Write the merged text into `ours`, with our result of a mark where we have one; returns the number of conflicts."""
    texts, results = {}, {}
    for path in (theirs, ours):
        texts[path], found = without_results(path.read_text(encoding="utf-8"))
        results |= found
    texts[base], _ = without_results(base.read_text(encoding="utf-8"))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="")
    conflicts = subprocess.run(["git", "merge-file", "-L", "ours", "-L", "base", "-L", "theirs", ours, base, theirs]).returncode
    merged = MARK.sub(
        lambda mark: (opening := mark["block"] or mark["open"] or mark[0]) + results.get(opening, ""), ours.read_text("utf-8")
    )
    ours.write_text(merged, encoding="utf-8", newline="")
    return conflicts


if __name__ == "__main__":
    sys.exit(merge(*map(Path, sys.argv[1:4])))
