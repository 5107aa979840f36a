"""How a version of the package is cited, and the few facts by which a lone file says what it is."""

import re
from collections.abc import Mapping
from typing import Any

SPECIAL = re.compile(r"[\\{}$&#%_^~]")
ESCAPED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
DOI = "https://doi.org/"
NO_CONTACT = "no address has been published yet"


def citation_line(package: Mapping[str, Any]) -> str:
    """The citation of this version in one line; with its DOI, once the package has one as its `id`."""
    doi = f" {package['id']}" if is_doi(package) else ""
    return f"{'; '.join(creators(package))} ({package['created'][:4]}). {package['title']}, version {package['version']} [data set].{doi}"


def bibtex(package: Mapping[str, Any]) -> str:
    """The same as an entry that BibTeX and biblatex take."""
    name = package["name"].replace("-", "_")
    fields = {
        "author": bibtex_authors(package),
        "title": f"{{{plain_tex(package['title'])}}}",
        "year": package["created"][:4],
        "version": package["version"],
        "note": f"Data set, version {package['version']}",
        **({"doi": package["id"].removeprefix(DOI)} if is_doi(package) else {}),
        **({"url": package["homepage"]} if "homepage" in package else {}),
    }
    return bibtex_entry("misc", f"{name}_{package['version'].replace('.', '_')}", fields)


def bibtex_authors(package: Mapping[str, Any]) -> str:
    """Who made the package, as the field `author`: one corporate name each."""
    return " and ".join(f"{{{plain_tex(name)}}}" for name in creators(package))


def plain_tex(text: str) -> str:
    """A text in which nothing is a command of TeX."""
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], f"\\{found[0]}"), text)


def bibtex_entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    return f"@{kind}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def about(package: Mapping[str, Any]) -> dict[str, str]:
    """What a file of the package bears, so that it can be cited when it is met alone."""
    licence = package["licenses"][0]
    return {
        "package": package["title"],
        "version": package["version"],
        "date": package["created"][:10],
        "licence": f"{licence['name']} {licence['path']}",
        "citation": citation_line(package),
        "contact": contact(package),
    }


def contact(package: Mapping[str, Any]) -> str:
    """Where to write to: the address of the contributor with the role `contact`, else that there is none yet."""
    found = [body.get("email") or body.get("path") for body in package["contributors"] if "contact" in body.get("roles", [])]
    return next(filter(None, found), NO_CONTACT)


def is_doi(package: Mapping[str, Any]) -> bool:
    return str(package.get("id", "")).startswith(DOI)


def creators(package: Mapping[str, Any]) -> list[str]:
    """The contributors with the role `creator`."""
    return [body["title"] for body in package["contributors"] if "creator" in body.get("roles", [])]
