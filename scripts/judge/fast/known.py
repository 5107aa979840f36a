"""The keys of a descriptor that the fast judge knows, each with the values that it takes (None: any)."""

from collections.abc import Iterator, Mapping

from scripts.issues import did_you_mean

Known = Mapping[str, tuple | None]

PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
WORDS = dict.fromkeys(("$schema", "name", "title", "description"))
PACKAGE: Known = WORDS | dict.fromkeys(
    ("id", "licenses", "keywords", "version", "homepage", "image", "created", "contributors", "sources", "resources")
)
PACKAGE = PACKAGE | {"profile": PROFILES}
RESOURCE: Known = WORDS | dict.fromkeys(
    ("path", "mediatype", "format", "bytes", "hash", "rows", "schema", "dialect", "sources", "licenses", "homepage")
)
RESOURCE = RESOURCE | {
    "type": ("table",),
    "profile": PROFILES,
    "encoding": ("utf-8", "UTF-8", "utf8"),
    "scheme": ("file",),
    "compression": (None,),
    "data": (),
    "url": (),
    "jsonSchema": (),
    "fields": (),
    "innerpath": (),
    "extrapaths": (),
    "checklist": (),
}
DIALECT: Known = WORDS | {
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
SCHEMA: Known = WORDS | dict.fromkeys(("fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys"))
FIELD: Known = WORDS | dict.fromkeys(
    ("type", "example", "rdfType", "constraints", "trueValues", "falseValues", "categories", "categoriesOrdered")
)
FIELD = FIELD | {"format": ("default",), "bareNumber": (True,), "decimalChar": (".",), "groupChar": ("",)}
MISPLACED: Known = dict.fromkeys([*SCHEMA, *DIALECT], ())  # they have no force above their schema or dialect
PACKAGE, RESOURCE = {**MISPLACED, **PACKAGE}, {**MISPLACED, **RESOURCE}
SLIP = 0.8  # how near a key of one's own may come to a known one before it is taken for a slip


def unknown(mapping: Mapping, known: Known, own_keys: bool = False) -> Iterator[tuple[str, str]]:
    """(key, why) of each key or value that is not known; where the standard allows keys of one's own, only slips."""
    for key, value in mapping.items():
        slip = did_you_mean(key, known, SLIP if own_keys else 0.6) if key not in known else ""
        if key not in known and (slip or not own_keys):
            yield key, f"is not a key that this judge knows{slip}"
        elif known.get(key) is not None and value not in known[key]:
            takes = f"takes {', '.join(repr(each) for each in known[key])}" if known[key] else "does not take this key"
            yield key, f"is {value!r}; this judge {takes}"
