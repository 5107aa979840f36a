"""Where everything is: the one place that knows the folders of a project."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """A checkout of the data package, by its root folder."""

    root: Path = Path(__file__).resolve().parent.parent

    @property
    def curated(self) -> Path:
        return self.root / "data" / "curated"

    @property
    def extractions(self) -> Path:
        return self.curated / "extractions"

    @property
    def second_coding(self) -> Path:
        return self.curated / "second_coding"

    @property
    def codes(self) -> Path:
        return self.curated / "codes"

    @property
    def package_file(self) -> Path:
        return self.curated / "package.json"

    @property
    def withheld(self) -> Path:
        return self.curated / "withheld.csv"

    @property
    def schemas(self) -> Path:
        return self.root / "schemas"

    @property
    def rules(self) -> Path:
        return self.schemas / "rules"

    @property
    def views(self) -> Path:
        return self.schemas / "views"

    @property
    def tables(self) -> Path:
        return self.root / "data" / "tables"

    @property
    def descriptor(self) -> Path:
        return self.root / "datapackage.json"

    @property
    def work(self) -> Path:
        """Folder for the lock and the staging of a build; never committed."""
        return self.root / ".build"

    def name(self, path: Path) -> str:
        """The path as messages show it: relative to the root, with slashes."""
        return path.as_posix().removeprefix(f"{self.root.as_posix()}/")
