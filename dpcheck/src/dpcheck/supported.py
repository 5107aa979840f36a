"""The keys of a descriptor that dpcheck supports, each with the values that it takes (None: any; empty: none).

https://datapackage.org/standard/ of Data Package 2.0, and what frictionless adds to it.
"""

from collections.abc import Iterator, Mapping

from dpcheck.hints import nearest
from dpcheck.issues import UNSUPPORTED
from dpcheck.strict_json import Finding

Supported = Mapping[str, tuple | None]

PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
WORDS = dict.fromkeys(("$schema", "name", "title", "description"))
DIALECT: Supported = WORDS | {
    "type": ("delimited",),
    "delimiter": (",", ";", "\t", "|", ":", "^"),
    "lineTerminator": ("\n", "\r\n"),
    "quoteChar": ('"', "'"),
    "doubleQuote": (True,),
    "header": (True,),
    "headerRows": ([1],),
    "skipInitialSpace": (False,),
    "caseSensitiveHeader": None,  # labels are always compared exactly
    "csvddfVersion": None,
}
SCHEMA: Supported = WORDS | dict.fromkeys(("fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys"))
FIELD: Supported = WORDS | dict.fromkeys(
    ("type", "example", "rdfType", "constraints", "trueValues", "falseValues", "categories", "categoriesOrdered")
)
FIELD = FIELD | {"format": ("default",), "bareNumber": (True,), "decimalChar": (".",), "groupChar": ("",)}
MISPLACED: Supported = dict.fromkeys([*SCHEMA, *DIALECT], ())  # they have no force above their schema or dialect
PACKAGE: Supported = (
    MISPLACED
    | WORDS
    | dict.fromkeys(("id", "licenses", "keywords", "version", "homepage", "image", "created", "contributors", "sources", "resources"))
    | {"profile": PROFILES}
)
RESOURCE: Supported = (
    MISPLACED
    | WORDS
    | dict.fromkeys(("path", "mediatype", "format", "bytes", "hash", "rows", "schema", "dialect", "sources", "licenses", "homepage"))
    | {"type": ("table",), "profile": PROFILES, "encoding": ("utf-8", "UTF-8", "utf8"), "scheme": ("file",), "compression": (None,)}
    | dict.fromkeys(("data", "url", "jsonSchema", "fields", "innerpath", "extrapaths", "checklist"), ())
)
SLIP = 0.8  # how like a supported key (0 to 1) a key of one's own must be to be taken for a slip


def unsupported_keys(mapping: Mapping, supported: Supported, own_keys: bool = False) -> Iterator[Finding]:
    """Each key or value that is not supported; where the standard allows keys of one's own (`own_keys`), only slips."""
    for key, value in mapping.items():
        if key not in supported:
            hint = nearest(key, supported, SLIP if own_keys else 0.6)
            if hint or not own_keys:
                yield Finding(key, f"is not a key that dpcheck supports{hint}", UNSUPPORTED)
        elif supported[key] is not None and value not in supported[key]:
            values = " or ".join(map(repr, supported[key]))
            yield Finding(key, f"expected {values}, got {value!r}" if values else "is not supported here", UNSUPPORTED)
