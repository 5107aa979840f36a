"""Add a form to data/curated/withheld.csv as a hash: no text, title or address with these words passes again.

The form is read from standard input, so that it stands in no shell history; it is never written anywhere.
"""

import argparse
import hashlib
import re
import sys
from pathlib import Path

from scripts.judge.rules import LONGEST_PHRASE
from scripts.problems import tell
from scripts.project import Project
from scripts.read.csvfile import write
from scripts.read.withheld import COLUMNS, read_withheld


def phrase_hash(form: str) -> str:
    """SHA-256 of a form's words in lower case with single blanks; raises ValueError when it has none or too many."""
    words = re.findall(r"[^\W_]+", form.lower())
    if not 1 <= len(words) <= LONGEST_PHRASE:
        raise ValueError(f"has {len(words)} words; 1 to {LONGEST_PHRASE} can be withheld")
    return hashlib.sha256(" ".join(words).encode("utf-8")).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reason", default="name of an offender-run platform")
    parser.add_argument("--root", type=Path, default=Project().root, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    project = Project(arguments.root.resolve())
    held, problems = read_withheld(project)
    if problems:
        return tell(problems)
    rows = {row["sha256"]: row for row in held}
    for number, line in enumerate(sys.stdin, 1):
        try:
            key = phrase_hash(line)
        except ValueError as error:
            print(f"line {number}: {error}", file=sys.stderr)
            return 1
        rows[key] = {"sha256": key, "reason": arguments.reason}
    project.withheld.write_text(write(COLUMNS, [rows[key] for key in sorted(rows)]), encoding="utf-8", newline="\n")
    print(f"{len(rows)} forms withheld")
    return 0


if __name__ == "__main__":
    sys.exit(main())
