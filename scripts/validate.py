"""Validate the data package: the curated files, the built files, the standard and the domain rules.

Prints every problem once, with the curated file and key to edit. Exits 0 when there is no error (warnings are
counted), 1 when there is one, 2 when the call is wrong.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.build import stage
from scripts.judge import described, fresh, standard
from scripts.judge.fast.run import judged as fast
from scripts.problems import Problem, conclude, has_errors
from scripts.project import Project
from scripts.read.curated import tables_of
from scripts.write.annotations import FORGES, github
from scripts.write.junit import junit
from scripts.write.swap import finish


def validate(project: Project, with_standard: bool = True) -> list[Problem]:
    """Every problem of the project, by the fast judge and by frictionless too unless it is left out.

    Built files are judged only when the curated ones are right.
    """
    finish(project)
    with TemporaryDirectory() as name:
        staged = Path(name)
        _, problems = stage(project, staged)
        if has_errors(problems):
            return problems
        problems += fresh.judged(project, staged)
    if project.descriptor.exists():
        problems += [fault.problem._replace(message=f"{fault.message}; run: make build") for fault in fast(project.descriptor)]
        problems += standard.judged(project) if with_standard else []
    for table in tables_of(project).values():
        problems += described.judged(project, table)
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Project().root, help="the project to validate (default: this one)")
    parser.add_argument("--fast", action="store_true", help="leave out frictionless, the slow judge")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print the result as JSON, for machines")
    how.add_argument("--annotations", choices=FORGES, help="also print each problem as the forge shows it on its line")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="also write the result as JUnit XML")
    arguments = parser.parse_args()
    project = Project(arguments.root.resolve())
    if not project.curated.is_dir():
        parser.error(f"{arguments.root} holds no data/curated")
    problems = validate(project, with_standard=not arguments.fast)
    for line in github(project, problems) if arguments.annotations else ():
        print(line)
    if arguments.junit:
        arguments.junit.write_bytes(junit(project, problems).encode("utf-8"))
    return conclude(problems, arguments.json)


if __name__ == "__main__":
    sys.exit(main())
