"""ocse docs"""

import typer

from scripts.commands.options import Root, need_tables, steps
from scripts.files.write import differs, write_files


def docs(project: Root) -> None:
    """Draw the pictures, write the codebook, and fill the documents with what their queries print.

    Reads the built tables; writes docs/pictures, docs/codebook.md, and the results in README.md and docs/*.md.
    """
    # matplotlib takes its time to begin, which no other command should wait for
    from scripts.docs.codebook import codebook_page
    from scripts.docs.fill import FillError, fill_documents
    from scripts.docs.pictures import draw_pictures

    need_tables(project)
    with steps("docs") as report:
        report("pictures")
        pictures = draw_pictures(project)
        report("codebook and documents")
        try:
            files = pictures | {"docs/codebook.md": codebook_page(project)} | fill_documents(project)
        except FillError as error:
            raise typer.BadParameter(str(error)) from None
    changed = {name: text for name, text in files.items() if differs(project.root / name, text)}
    write_files(project.root, changed)
    print(f"{len(files)} documents and pictures; changed: {', '.join(sorted(changed)) or 'none'}")
