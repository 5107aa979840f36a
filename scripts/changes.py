"""Compare two releases: which rows were added, changed or withdrawn, and whether a column or code was lost.

OLD and NEW are each a folder, a zip file or a git revision of this repository. Exits 0; with --strict 1 when a column
or code was removed or renamed without a new major version; 2 when the call is wrong.
"""

import argparse
import sys
from pathlib import Path

from scripts.compute.changes import changes
from scripts.project import Project
from scripts.read.release import Unreadable, open_release
from scripts.write.changes import FORMATS, as_changelog


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--format", choices=FORMATS, default="text")
    shape.add_argument("--changelog", action="store_true", help="print the data section of CHANGELOG.md")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a name was lost without a new major version")
    parser.add_argument("--root", type=Path, default=Project().root, help="the repository of the revisions (default: this one)")
    arguments = parser.parse_args()
    try:
        found = changes(*(open_release(name, arguments.root) for name in (arguments.old, arguments.new)))
    except Unreadable as error:
        parser.error(str(error))
    sys.stdout.write(as_changelog(found) if arguments.changelog else FORMATS[arguments.format](found))
    if not (arguments.strict and found.breaks_promise):
        return 0
    print(f"{', '.join(found.lost)}: removed or renamed, so {found.new} must be a new major version after {found.old}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
