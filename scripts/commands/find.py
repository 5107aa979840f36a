"""ocse find"""

from typing import Annotated

import typer

from scripts.commands.options import Root
from scripts.curated.known import find as find_rows
from scripts.curated.read import read


def find(
    project: Root,
    word: Annotated[list[str], typer.Argument(metavar="WORD...", help="Words of a name, code, address or text.")],
) -> None:
    """List every operation, name, agency, publisher, source, decision and code that holds the words.

    Exits 1 when there is none. Files that cannot be read are left out; `ocse build` says which they are.
    """
    hits = find_rows(read(project)[0], " ".join(word))
    for hit in hits:
        print(f"{hit.table}  {hit.id}  {hit.text}".rstrip())
    print(f"{len(hits)} row{'' if len(hits) == 1 else 's'}")
    raise typer.Exit(0 if hits else 1)
