"""Where everything is: the one place that knows the folders of a project."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """A checkout of the data package, by its root folder."""

    root: Path = Path(__file__).resolve().parent.parent

    @cached_property
    def curated(self) -> Path:
        return self.root / "data" / "curated"

    @cached_property
    def extractions(self) -> Path:
        return self.curated / "extractions"

    @cached_property
    def second_coding(self) -> Path:
        return self.curated / "second_coding"

    @cached_property
    def codes(self) -> Path:
        return self.curated / "codes"

    @cached_property
    def package_file(self) -> Path:
        return self.curated / "package.json"

    @cached_property
    def withheld(self) -> Path:
        return self.curated / "withheld.csv"

    @cached_property
    def schemas(self) -> Path:
        return self.root / "schemas"

    @cached_property
    def rules(self) -> Path:
        return self.schemas / "rules"

    @cached_property
    def views(self) -> Path:
        return self.schemas / "views"

    @cached_property
    def tables(self) -> Path:
        return self.root / "data" / "tables"

    @cached_property
    def descriptor(self) -> Path:
        return self.root / "datapackage.json"

    @cached_property
    def work(self) -> Path:
        """Folder for the lock and the staging of a build; never committed."""
        return self.root / ".build"

    def name(self, path: Path) -> str:
        """The path as messages show it: relative to the root, with slashes."""
        return path.as_posix().removeprefix(self._prefix)

    @cached_property
    def _prefix(self) -> str:
        return f"{self.root.as_posix()}/"
