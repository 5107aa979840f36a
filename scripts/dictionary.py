"""Print the data dictionary that the build writes to schemas/README.md."""

import sys

from scripts.project import Project
from scripts.read.curated import tables_of
from scripts.write.dictionary import dictionary

if __name__ == "__main__":
    sys.stdout.write(dictionary(tables_of(Project())))
