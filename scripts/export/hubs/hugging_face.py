"""The data set card of Hugging Face: a README whose head makes each table a configuration to load."""

from typing import Any

import yaml

from scripts.package.citation import bibtex
from scripts.package.release import Release

FIRST = "operations"  # the table that is loaded where none is named
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"))
TEXT = """
# {title}

{description}

Each table is a configuration:

```python
from datasets import load_dataset

claims = load_dataset("{owner}/{name}", "claims", split="train")
```

| configuration | a row is |
| --- | --- |
{rows}

The codebook, and what not to conclude from the numbers, are in the folder `docs`. Version {version}.

```bibtex
{bibtex}```
"""


def hugging_face(release: Release) -> str:
    """The card; it goes to the root of the repository on the hub, beside the folder data/tables."""
    package = release.package
    text = TEXT.format(
        title=package["title"],
        description=package["description"],
        name=package["name"],
        owner="OWNER",
        rows="\n".join(f"| {name} | {resource['description']} |" for name, resource in release.tables.items()),
        version=package["version"],
        bibtex=bibtex(package),
    )
    return f"---\n{yaml.safe_dump(_head(release), sort_keys=False, allow_unicode=True, width=120)}---\n{text}"


def _head(release: Release) -> dict[str, Any]:
    package = release.package
    n_rows = sum(resource["rows"] for resource in release.tables.values())
    return {
        "license": package["licenses"][0]["name"].lower(),
        "language": sorted({row["language"] for row in release.rows("sources").values()}),
        "pretty_name": package["title"],
        "tags": package["keywords"],
        "size_categories": [next(name for most, name in SIZES if n_rows < most)],
        "configs": [
            {"config_name": name, "data_files": f"data/tables/{name}.parquet"} | ({"default": True} if name == FIRST else {})
            for name in release.tables
        ],
    }
