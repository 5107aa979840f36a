"""Where everything is: the one place that knows the folders of a project."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """A checkout of the data package, by its root folder."""

    root: Path = Path(__file__).resolve().parent.parent

    curated = cached_property(lambda self: self.root / "data" / "curated")
    extractions = cached_property(lambda self: self.curated / "extractions")
    second_coding = cached_property(lambda self: self.curated / "second_coding")
    codes = cached_property(lambda self: self.curated / "codes")
    package_file = cached_property(lambda self: self.curated / "package.json")
    redactions = cached_property(lambda self: self.curated / "redactions.csv")
    allowed_names = cached_property(lambda self: self.curated / "allowed_names.csv")
    schemas = cached_property(lambda self: self.root / "schemas")
    checks = cached_property(lambda self: self.schemas / "checks")
    views = cached_property(lambda self: self.schemas / "views")
    tables = cached_property(lambda self: self.root / "data" / "tables")
    descriptor = cached_property(lambda self: self.root / "datapackage.json")
    docs = cached_property(lambda self: self.root / "docs")
    dist = cached_property(lambda self: self.root / "dist")
    released_ids = cached_property(lambda self: self.root / "metadata" / "released_ids.json")
    compatibility = cached_property(lambda self: self.root / "metadata" / "compatibility.json")
    scorecard = cached_property(lambda self: self.root / "metadata" / "scorecard.csv")
    work = cached_property(lambda self: self.root / ".build")  # the lock and the staging of a build; never committed

    def name(self, path: Path) -> str:
        """The path as messages give it: relative to the root, with slashes."""
        return path.as_posix().removeprefix(self._prefix)

    @cached_property
    def _prefix(self) -> str:
        return f"{self.root.as_posix()}/"
