"""The keys of a descriptor by where they stand: those that dpcheck obeys, with the values that it takes, and those it may pass over.

https://datapackage.org/standard/ of Data Package 2.0 and 1.0, and what frictionless adds to it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dpcheck.hints import nearest
from dpcheck.issues import UNSUPPORTED, WARNING
from dpcheck.shown import quoted, short
from dpcheck.strict_json import Finding

SLIP = 0.8  # how like a known key (0 to 1) an own key must be to be taken for a slip


class Known(NamedTuple):
    """The keys of one kind of object.

    obeyed  keys that bear on the verdict; a near miss of one is a fault where `is_strict`
    passed  keys that do not
    only    values, other than which dpcheck does not support
    """

    obeyed: frozenset[str]
    passed: frozenset[str]
    only: Mapping[str, tuple]
    is_strict: bool


WORDS = frozenset({"$schema", "name", "title", "description", "profile", "type"})
PACKAGE = Known(
    frozenset({"resources"}),
    WORDS | {"id", "licenses", "keywords", "version", "homepage", "image", "created", "contributors", "sources", "dataset"},
    {},
    False,
)
RESOURCE = Known(
    frozenset(
        {"path", "data", "type", "format", "bytes", "hash", "rows", "schema", "dialect", "encoding", "compression", "innerpath", "scheme"}
    ),
    WORDS | {"mediatype", "sources", "licenses", "homepage", "fields", "control", "layout", "stats", "url"},
    {"scheme": ("file", "", None), "extrapaths": ([], None), "checklist": (None,), "jsonSchema": (None,)},
    False,
)
DIALECT = Known(
    frozenset(
        {"delimiter", "lineTerminator", "quoteChar", "doubleQuote", "escapeChar", "skipInitialSpace", "header", "headerRows", "headerJoin"}
        | {"headerCase", "commentRows", "commentChar", "nullSequence", "caseSensitiveHeader", "skipBlankRows"}
    ),
    WORDS | {"csvddfVersion", "table", "sheetName", "sheetNumber", "property", "itemType", "itemKeys"},
    {
        "type": ("delimited", "csv", "tsv"),
        "headerCase": (True,),
        "skipBlankRows": (False,),
        "caseSensitiveHeader": (True, False),
        "csv": ({},),
    },
    True,
)
SCHEMA = Known(frozenset({"fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "fieldsMatch"}), WORDS, {}, True)
FIELD = Known(
    frozenset(
        {"name", "type", "format", "constraints", "missingValues", "trueValues", "falseValues", "bareNumber", "decimalChar", "groupChar"}
        | {"categories", "itemType", "delimiter"}
    ),
    WORDS | {"example", "rdfType", "categoriesOrdered", "unit", "units"},
    {},
    True,
)
CONSTRAINTS = Known(
    frozenset(
        {"required", "unique", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    ),
    frozenset(),
    {"jsonSchema": ()},
    True,
)
MISPLACED = {"missingValues": "schema", "fields": "schema", "delimiter": "dialect"}  # in a resource they would have no force


def odd_keys(mapping: Mapping, known: Known) -> Iterator[Finding]:
    """Values that are not supported, near misses (faults where the kind of object is strict), and unknown constraints."""
    for key, value in mapping.items():
        if key in known.only:
            if value not in known.only[key]:
                yield Finding(key, f"is not supported with the value {quoted(value)}", UNSUPPORTED)
        elif key not in known.obeyed and key not in known.passed:
            yield from _near_miss(key, known)


def _near_miss(key: str, known: Known) -> Iterator[Finding]:
    if len(key) > 50:
        return
    if known.is_strict and (hint := nearest(key, known.obeyed, SLIP)):
        yield Finding(short(key), f"is no key of the standard{hint}")
    elif hint := nearest(key, known.obeyed | known.passed, SLIP):
        yield Finding(short(key), f"is no key of the standard{hint}", WARNING, "warning")
    elif known is CONSTRAINTS:
        yield Finding(short(key), "is no constraint of the standard, and is not checked", WARNING, "warning")
