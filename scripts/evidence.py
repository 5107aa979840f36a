"""Prove every verbatim evidence against the texts: the file's SHA-256 is text_sha256, text[start:end] is the evidence."""

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts.problems import Problem, has_errors, tell
from scripts.project import Project
from scripts.read.curated import Curated, read
from scripts.read.located import Located


def texts_by_hash(folder: Path) -> dict[str, str]:
    """Every text under a folder by the SHA-256 of its bytes."""
    files = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return {hashlib.sha256(data).hexdigest(): data.decode("utf-8", errors="replace") for data in files}


def unproven(curated: Curated, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Spans that do not hold their evidence, and texts that are not there."""
    held = {each.row["source_id"]: each for each in curated.rows["sources"] if each.row["text_sha256"]}
    for source in held.values():
        text = texts.get(source.row["text_sha256"])
        if text is None:
            yield source.problem("text_sha256", "no text given has this hash; give the folder that holds the text")
        elif len(text) != source.row["text_chars"]:
            yield source.problem("text_chars", f"is {source.row['text_chars']}; the text has {len(text)} characters")
    for each in with_span(curated):
        text = texts.get(held[each.row["source_id"]].row["text_sha256"]) if each.row["source_id"] in held else None
        if text is not None and text[each.row["span_start"] : each.row["span_end"]] != each.row["evidence"]:
            at = text.find(each.row["evidence"])
            right = f"it stands at [{at}, {at + len(each.row['evidence'])}]" if at >= 0 else "the text does not hold it"
            yield each.problem("span", f"does not hold the evidence; {right}")


def with_span(curated: Curated) -> Iterator[Located]:
    return (each for rows in curated.rows.values() for each in rows if each.row.get("span_start") is not None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="folder of the texts that the coder held")
    parser.add_argument("--root", type=Path, default=Project().root, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not arguments.texts.is_dir():
        parser.error(f"{arguments.texts} is no folder")
    curated, problems = read(Project(arguments.root.resolve()))
    if not has_errors(problems):
        problems += unproven(curated, texts_by_hash(arguments.texts))
    code = tell(problems)
    n = len(list(with_span(curated)))
    print(f"{n} spans in {len({e.row['source_id'] for e in with_span(curated)})} texts: {'all proven' if code == 0 else 'not proven'}")
    return code


if __name__ == "__main__":
    sys.exit(main())
