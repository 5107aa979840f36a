"""The data dictionary, schemas/README.md: what every table, field and code means, from the schemas alone."""

import html
from collections.abc import Container, Iterable, Iterator, Mapping

from scripts.schema import Table

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
    codes = {each["name"]: ", ".join(f"`{code}`" for code in table.enum(each) or ()) for each in table.fields}
    return section_head(table) + markdown_table(FIELD_COLUMNS, (field_cells(table, each, codes[each["name"]]) for each in table.fields))


def section_head(table: Table) -> str:
    """Heading, description, kind and key of a table."""
    key = ", ".join(f"`{column}`" for column in table.primary_key)
    return f"## {table.name}\n\n{table.raw['description']}\n\nKind: {table.kind}. Key: {key}.\n\n"


def field_cells(table: Table, each: Mapping, codes: str) -> tuple[str, ...]:
    """The cells of FIELD_COLUMNS for a field; `codes` is how the codes that it is limited to are told."""
    name = f"{anchor(table.name + '.' + each['name'])}`{each['name']}`"
    made = " Computed." if each.get("computed") else ""
    example = each["example"] if isinstance(each["example"], str) else str(each["example"]).lower()
    return name, each["type"], each["description"] + made, "; ".join(_allowed(table, each, codes)), f"`{example}`"


def _allowed(table: Table, each: Mapping, codes: str) -> Iterator[str]:
    limits = each.get("constraints", {})
    if limits.get("required"):
        yield "required"
    for column, target, key in table.foreign_keys:
        if column == each["name"]:
            yield f"a {link(target, f'{target}.{key}')}"
    if "codes" in each:
        yield codes
    elif "wanted" in each:
        yield html.escape(each["wanted"], quote=False)
    for key, words in (("minimum", "at least"), ("maximum", "at most"), ("maxLength", "characters: at most")):
        if key in limits:
            yield f"{words} {limits[key]}"


def anchor(name: str) -> str:
    return f'<a id="{name}"></a>'


def link(text: str, target: str = "") -> str:
    """A link to a heading or anchor of the same page."""
    return f"[{text}](#{target or text})"


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[str]], numbers: Container[str] = ()) -> str:
    """A table as Markdown; the columns named in `numbers` are set to the right."""
    head = list(head)
    lines = [head, ["---:" if name in numbers else "---" for name in head], *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
