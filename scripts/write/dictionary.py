"""The data dictionary, schemas/README.md: what every table, field and code means, from the schemas alone."""

from collections.abc import Iterable, Iterator, Mapping

from scripts.schema import Table

HEAD = """# Data dictionary

Made by the build from the Table Schemas in this folder; edit those, not this page.

"""


def dictionary(tables: Mapping[str, Table]) -> str:
    """The page as Markdown."""
    return HEAD + "\n".join([_overview(tables.values()), *(_section(table) for table in tables.values())])


def _overview(tables: Iterable[Table]) -> str:
    return markdown_table(("table", "kind", "a row is"), ((f"[{t.name}](#{t.name})", t.kind, t.raw["description"]) for t in tables))


def _section(table: Table) -> str:
    key = ", ".join(f"`{column}`" for column in table.primary_key)
    head = f"## {table.name}\n\n{table.raw['description']}\n\nKind: {table.kind}. Key: {key}.\n\n"
    return head + markdown_table(("field", "type", "description", "allowed", "example"), (_row(table, each) for each in table.fields))


def _row(table: Table, each: Mapping) -> tuple[str, ...]:
    anchor = f'<a id="{table.name}.{each["name"]}"></a>`{each["name"]}`'
    made = " Computed." if each.get("computed") else ""
    example = each["example"] if isinstance(each["example"], str) else str(each["example"]).lower()
    return anchor, each["type"], each["description"] + made, "; ".join(_allowed(table, each)), f"`{example}`"


def _allowed(table: Table, each: Mapping) -> Iterator[str]:
    limits = each.get("constraints", {})
    if limits.get("required"):
        yield "required"
    for column, target, key in table.foreign_keys:
        if column == each["name"]:
            yield f"a [{target}](#{target}.{key})"
    if "codes" in each:
        yield ", ".join(f"`{code}`" for code in table.enum(each))
    elif "wanted" in each:
        yield each["wanted"]
    for key, words in (("minimum", "at least"), ("maximum", "at most"), ("maxLength", "characters: at most")):
        if key in limits:
            yield f"{words} {limits[key]}"


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
