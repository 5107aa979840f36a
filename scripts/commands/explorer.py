"""ocse explorer"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from scripts.commands.options import Root, need_tables, steps
from scripts.files.write import to_bytes


def explorer(
    project: Root, dist: Annotated[Path | None, typer.Option(help="Folder to write to (default: dist/explorer under the root).")] = None
) -> None:
    """Make the explorer: a static site with a page for every operation, source, agency, publisher, metric and country.

    Reads the built tables; open index.html of the folder in a browser, or put the folder on any web server.
    """
    # the library of templates takes its time to begin, which no other command should wait for
    from scripts.explorer.site import explorer_files

    need_tables(project)
    folder = dist or project.dist / "explorer"
    if folder.exists() and any(folder.iterdir()) and not (folder / "explorer.js").is_file():
        raise typer.BadParameter(f"{folder} holds something else than an explorer; give another folder", param_hint="--dist")
    with steps("explorer") as report:
        report("pages")
        n_files = write_site(folder, explorer_files(project))
    print(f"{n_files} files in {folder}; open {folder / 'index.html'}")


def write_site(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write the files beside the folder, then put them in its place: a page that is no longer made goes."""
    beside, n_files = folder.with_name(f".{folder.name}.new"), 0
    shutil.rmtree(beside, ignore_errors=True)
    for name, text in files:
        path = beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_bytes(text))
        n_files += 1
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(beside, folder)
    return n_files
