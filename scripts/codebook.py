"""Write the codebook: schemas, code lists, built tables and pictures -> docs/codebook.md and docs/codebook.html."""

import argparse
import sys
from pathlib import Path

from scripts.pictures import PICTURES
from scripts.project import Project
from scripts.read.built import opened
from scripts.read.curated import read
from scripts.write.codebook import codebook
from scripts.write.files import write_files
from scripts.write.page import page


def pages(project: Project) -> dict[str, bytes]:
    """Both forms of the codebook by their path under the root; the project is built and its pictures are drawn."""
    curated, _ = read(project)
    with opened(project) as database:
        markdown = codebook(curated.package, curated.tables, PICTURES, database)
    shown = [f"pictures/{picture.name}.svg" for picture in PICTURES]
    pictures = {name: (project.root / "docs" / name).read_bytes() for name in shown}
    texts = {"docs/codebook.md": markdown, "docs/codebook.html": page(markdown, pictures)}
    return {name: text.encode("utf-8") for name, text in texts.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the project to describe (default: this one)")
    root = parser.parse_args().root.resolve()
    files = pages(Project(root))
    write_files(root, files)
    print(f"written {' and '.join(files)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
