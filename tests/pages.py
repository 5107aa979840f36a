"""docs/development.md: what was counted, put between its marks by the command that counted it."""

import re
from collections.abc import Iterable

from tests.conftest import REAL

PAGE = REAL.root / "docs" / "development.md"


def put(block: str, lines: Iterable[str]) -> None:
    """Replace what stands between `<!-- block -->` and `<!-- end block -->`."""
    text = PAGE.read_text(encoding="utf-8")
    marks = f"(<!-- {block} -->\n).*(<!-- end {block} -->\n)"
    assert re.search(marks, text, re.DOTALL), f"docs/development.md: has no place for '{block}'"
    new = "".join(f"{line}\n" for line in lines)
    PAGE.write_text(re.sub(marks, lambda match: match[1] + new + match[2], text, flags=re.DOTALL), encoding="utf-8")
