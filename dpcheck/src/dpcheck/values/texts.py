"""Texts and their formats: https://datapackage.org/standard/table-schema/#string"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Any

NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{NAME}(?:\.{NAME})+")
LETTERS = "[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}"  # of RFC 3986
URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{LETTERS}|\[[0-9A-Fa-f:.]+\])*(?:#(?:{LETTERS})*)?")
UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
SHAPES = {"email": EMAIL, "uri": URI, "uuid": UUID}
EXPECTED = {
    "email": "an e-mail address",
    "uri": "a URI such as https://example.org/",
    "uuid": "a UUID in hexadecimal digits",
    "binary": "text in base64",
}
FORMATS = ("default", *EXPECTED)
MAX_LENGTH = 2000  # characters of an address


def string_parser(field: Mapping[str, Any]) -> Callable[[str], str]:
    form = field.get("format", "default")
    if form in SHAPES:
        return _shaped(SHAPES[form])
    return _binary if form == "binary" else str


def _shaped(shape: re.Pattern) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) > MAX_LENGTH or not shape.fullmatch(text):
            raise ValueError
        return text

    return parse


def _binary(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    return text
