"""Draw the pictures: the built tables -> docs/pictures/<name>.csv, and <name>.svg which draws it."""

import argparse
import sys
from pathlib import Path

from scripts.draw.countries import COUNTRIES
from scripts.draw.coverage import COVERAGE
from scripts.draw.disagreement import DISAGREEMENT
from scripts.draw.picture import svg
from scripts.draw.timeline import TIMELINE
from scripts.project import Project
from scripts.read import csvfile
from scripts.read.built import asked, opened
from scripts.write.files import write_files

PICTURES = (TIMELINE, DISAGREEMENT, COUNTRIES, COVERAGE)


def pictures(project: Project) -> dict[str, bytes]:
    """Every file of the pictures by its path under the root, made from the built tables."""
    files = {}
    with opened(project) as database:
        for picture in PICTURES:
            columns, rows = asked(database, picture.sql)
            files[f"docs/pictures/{picture.name}.csv"] = csvfile.write(columns, rows).encode("utf-8")
            files[f"docs/pictures/{picture.name}.svg"] = svg(picture, rows)
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the project to draw (default: this one)")
    root = parser.parse_args().root.resolve()
    write_files(root, pictures(Project(root)))
    print(f"drawn {len(PICTURES)} pictures in docs/pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
