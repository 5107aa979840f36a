"""The data dictionary, schemas/README.md: what every table, field and code means, from the schemas alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from scripts.files.markdown import templates
from scripts.schema.tables import Table

TEMPLATES = Path(__file__).parent / "templates"
BOUNDS = (("minimum", "at least"), ("maximum", "at most"), ("maxLength", "characters: at most"))


def dictionary(tables: Mapping[str, Table]) -> str:
    """The page as Markdown."""
    return templates(TEMPLATES).get_template("dictionary.md.jinja").render(tables=tables.values(), allowed=allowed)


def allowed(table: Table, field: Mapping, codes: str) -> Iterator[str]:
    """What a field allows, part by part; `codes` is how the page gives its code list."""
    limits = field.get("constraints", {})
    if limits.get("required"):
        yield "required"
    for column, target, key in table.foreign_keys:
        if column == field["name"]:
            yield Markup("a [{0}](#{0}.{1})").format(target, key)
    if "codes" in field or "expected" in field:
        yield codes if "codes" in field else field["expected"]
    for key, words in BOUNDS:
        if key in limits:
            yield f"{words} {limits[key]}"
