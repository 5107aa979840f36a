"""Draw the pictures: the built tables -> docs/pictures/<name>.csv, and <name>.svg which draws it."""

from contextlib import chdir

from scripts.curated.package_file import read_package
from scripts.docs.pictures.countries import COUNTRIES
from scripts.docs.pictures.coverage import COVERAGE
from scripts.docs.pictures.disagreement import DISAGREEMENT
from scripts.docs.pictures.picture import svg
from scripts.docs.pictures.tables import TABLES
from scripts.docs.pictures.timeline import TIMELINE
from scripts.files.csv_file import to_csv
from scripts.package.citation import about
from scripts.package.database import open_tables, query
from scripts.paths import Project

PICTURES = (TABLES, TIMELINE, DISAGREEMENT, COUNTRIES, COVERAGE)


def draw_pictures(project: Project) -> dict[str, str]:
    """Every file of the pictures by its path under the root, made from the built tables."""
    files, facts = {}, about(read_package(project)[0])
    with open_tables(project) as database, chdir(project.root):  # a query may read the descriptor
        for picture in PICTURES:
            columns, rows = query(database, picture.sql)
            files[f"docs/pictures/{picture.name}.csv"] = to_csv(columns, rows)
            files[f"docs/pictures/{picture.name}.svg"] = svg(picture, rows, facts)
    return files
