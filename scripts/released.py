"""Keep the columns and codes of this release in metadata/released.json; run at a release, after the build.

The file stands in the repository because a clone in CI holds no tags and a zip file no history: with it, one test can
tell everywhere that a name which readers rely on was lost.
"""

import argparse
import sys
from pathlib import Path

from scripts.compute.promise import as_text, is_major, kept_promise, missing, promise
from scripts.project import Project
from scripts.read.release import Unreadable, open_release

KEPT = "metadata/released.json"


def broken_promises(root: Path) -> list[str]:
    """The columns and codes that the last release had and the package lacks, unless its version is a new major one."""
    last, now = kept_promise((root / KEPT).read_text(encoding="utf-8")), promise(open_release(str(root), root))
    return [] if is_major(last.version, now.version) else missing(last, now)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Project().root, help="the built project to release (default: this one)")
    root = parser.parse_args().root.resolve()
    path = root / KEPT
    try:
        lost = broken_promises(root) if path.exists() else []
        text = as_text(promise(open_release(str(root), root)))
    except Unreadable as error:
        parser.error(f"{error}; run: make build")
    for name in lost:
        print(f"{KEPT}: {name} is removed or renamed; bring it back, or raise the major version in {_version(root)}", file=sys.stderr)
    if not lost:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        print(f"wrote {KEPT}")
    return 1 if lost else 0


def _version(root: Path) -> str:
    project = Project(root)
    return f"{project.name(project.package_file)}: version"


if __name__ == "__main__":
    sys.exit(main())
