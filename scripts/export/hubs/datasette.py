"""What Datasette shows beside the tables of the SQLite file: where they come from, what each column means, and ready questions."""

from collections.abc import Mapping
from typing import Any

from scripts.package.citation import citation_line
from scripts.package.release import Release

LABELS = {"operations": "name", "agencies": "name", "publishers": "name", "places": "label_en", "metrics": "label_en"}
QUERIES = {
    "arrests_by_operation": {
        "title": "Arrests by operation",
        "sql": "SELECT operation_id, name, year, low, best, high, n_origins, flag, publisher, url FROM headline_figures "
        "WHERE metric = 'arrests' AND is_countable ORDER BY best DESC",
    },
    "claims_of_an_operation": {
        "title": "Every claim of an operation",
        "sql": "SELECT c.metric, c.place, c.qualifier, c.value, c.as_of, s.publisher, s.published, s.url, s.archive_url FROM claims c "
        "JOIN sources s USING (source_id) WHERE c.operation_id = :operation_id ORDER BY c.metric, c.place, c.value",
    },
    "operations_of_a_country": {
        "title": "Operations in which the authorities of a country acted",
        "sql": "SELECT o.operation_id, o.name, o.year, o.arrests_best, o.arrests_flag FROM operation_countries_summary s "
        "JOIN operations o USING (operation_id) WHERE s.place = :iso3 AND s.acted ORDER BY o.year",
    },
}


def datasette(release: Release) -> dict[str, Any]:
    """The document: `datasette ocse-operations.sqlite --metadata metadata.json`."""
    package = release.package
    licence = package["licenses"][0]
    tables = {name: _table(name, resource) for name, resource in release.tables.items()}
    return {
        "title": f"{package['title']} {package['version']}",
        "description": package["description"],
        "license": licence["title"],
        "license_url": licence["path"],
        "source": citation_line(package),
        "databases": {package["name"]: {"tables": tables, "queries": QUERIES}},
    }


def _table(name: str, resource: Mapping[str, Any]) -> dict[str, Any]:
    columns = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
    return {"description": resource["description"], "columns": columns} | ({"label_column": LABELS[name]} if name in LABELS else {})
