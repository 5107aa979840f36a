"""Edits that break a copy of the invented project, each in one place."""

import json
import shutil

from scripts.package.build import stage
from scripts.package.publish import staging

COPY = "data/curated/extractions/example-2020/example--copy.json"
FIRST = "data/curated/extractions/example-2020/example--first-paper.json"
SECOND = "data/curated/extractions/example-2020/example--second-paper.json"
LATER = "data/curated/extractions/specimen-2021/specimen--later-paper.json"
RELEASE = "data/curated/extractions/specimen-2021/specimen--example-police.json"
OPERATIONS = "data/curated/operations.csv"
AGENCIES = "data/curated/agencies.csv"
SUCCESSIONS = "data/curated/agency_successions.csv"
DECISIONS = "data/curated/decisions.csv"
PACKAGE = "data/curated/package.json"
REDACTIONS = "data/curated/redactions.csv"
PUBLISHERS = "data/curated/publishers.csv"
CODE_LIST = "data/curated/codes/technology.csv"
CLAIM = "reports[0].claims[0]"
REFORMAT = "is not in canonical form; run: ocse format"


def replace(*pairs):
    """Replace old, new, old, new ... each of which stands once."""

    def edit(path):
        text = path.read_text(encoding="utf-8")
        for old, new in zip(pairs[::2], pairs[1::2]):
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        path.write_bytes(text.encode("utf-8"))

    return edit


def add_line(line, first=False):
    """Add a row to a register, at its end or as its first row."""

    def edit(path):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([head, line, *rows] if first else [head, *rows, line]) + "\n", encoding="utf-8")

    return edit


def value(new):
    """Give the one claim of the later paper another value; nine has the evidence that carries it."""
    evidence = ("eight arrested", "nine arrested") if str(new) == "9" else ()
    return replace('"value": 8,', f'"value": {new},', *evidence)


part_above_whole = replace(
    '"place": "GBR", "value": 17, "evidence": "17 of them in Britain", "span": [158, 179]',
    '"place": "GBR", "value": 700, "evidence": "more than 700 members", "span": [223, 244]',
)


def substitute(old, new):
    """Replace bytes wherever they stand."""
    return lambda path: path.write_bytes(path.read_bytes().replace(old, new))


def order(*places):
    """Put the lines of a file into another order."""

    def edit(path):
        lines = path.read_bytes().splitlines(keepends=True)
        assert sorted(places) == list(range(len(lines)))
        path.write_bytes(b"".join(lines[place] for place in places))

    return edit


def write(data):
    return lambda path: path.write_bytes(data)


def prepend(data):
    return lambda path: path.write_bytes(data + path.read_bytes())


def copy_to(name):
    def edit(path):
        (path.parent / name).parent.mkdir(exist_ok=True)
        shutil.copy(path, path.parent / name)

    return edit


def move_to(name):
    def edit(path):
        (path.parent / name).parent.mkdir(exist_ok=True)
        path.rename(path.parent / name)

    return edit


def link_out(path):
    outside = path.parents[5] / "outside.json"
    path.rename(outside)
    path.symlink_to(outside)


def empty_folder(path):
    (path.parent.parent / "example-part-2020").mkdir()


def schema(change):
    def edit(path):
        document = json.loads(path.read_text(encoding="utf-8"))
        change(document)
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    return edit


def without_field(name):
    return schema(lambda document: document.update(fields=[each for each in document["fields"] if each["name"] != name]))


def add_field(name):
    """Add an optional text to a Table Schema."""
    field = {"name": name, "type": "string", "title": "Added", "description": "Added for a test.", "example": "x"}
    return schema(lambda document: document["fields"].append(field))


# edits of a whole project, and not of one file


def half_publish(project):
    """Change a figure and break the build off after it committed the new package and before any file of it is in place."""
    value("9")(project.root / LATER)
    with staging(project) as folder:
        stage(project, folder, lambda *_: [])
        folder.rename(project.work / "committed")


def code_again(project):
    """Code a source a second time, with another number."""
    again = project.second_coding / "specimen-2021" / "specimen--later-paper.json"
    again.parent.mkdir(parents=True)
    shutil.copy(project.root / LATER, again)
    value("9")(again)
