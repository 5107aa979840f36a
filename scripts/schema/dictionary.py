"""The data dictionary, schemas/README.md: what every table, field and code means, from the schemas alone."""

import html
from collections.abc import Iterator, Mapping

from scripts.files.markdown import anchor, link, markdown_table
from scripts.schema.tables import Table

HEAD = """# Data dictionary

Made by the build from the Table Schemas in this folder; edit those, not this page.

"""


FIELD_COLUMNS = ("field", "type", "description", "allowed", "example")


def dictionary(tables: Mapping[str, Table]) -> str:
    """The page as Markdown."""
    overview = ((link(t.name), t.kind, t.raw["description"]) for t in tables.values())
    parts = [markdown_table(("table", "kind", "a row is"), overview), *(_section(table) for table in tables.values())]
    return HEAD + "\n".join(parts)


def _section(table: Table) -> str:
    codes = {field["name"]: ", ".join(f"`{code}`" for code in table.enum(field) or ()) for field in table.fields}
    return section_head(table) + markdown_table(FIELD_COLUMNS, (field_cells(table, field, codes[field["name"]]) for field in table.fields))


def section_head(table: Table) -> str:
    """Heading, description, kind and key of a table."""
    key = ", ".join(f"`{column}`" for column in table.primary_key)
    return f"## {table.name}\n\n{table.raw['description']}\n\nKind: {table.kind}. Key: {key}.\n\n"


def field_cells(table: Table, field: Mapping, codes: str) -> tuple[str, ...]:
    """The cells of FIELD_COLUMNS for a field; `codes` is how the codes that it is limited to are told."""
    name = f"{anchor(table.name + '.' + field['name'])}`{field['name']}`"
    made = " Computed." if field.get("computed") else ""
    example = field["example"] if isinstance(field["example"], str) else str(field["example"]).lower()
    return name, field["type"], field["description"] + made, "; ".join(_allowed(table, field, codes)), f"`{example}`"


def _allowed(table: Table, field: Mapping, codes: str) -> Iterator[str]:
    limits = field.get("constraints", {})
    if limits.get("required"):
        yield "required"
    for column, target, key in table.foreign_keys:
        if column == field["name"]:
            yield f"a {link(target, f'{target}.{key}')}"
    if "codes" in field:
        yield codes
    elif "expected" in field:
        yield html.escape(field["expected"], quote=False)
    for key, words in (("minimum", "at least"), ("maximum", "at most"), ("maxLength", "characters: at most")):
        if key in limits:
            yield f"{words} {limits[key]}"
