"""What strangers could send, and what a machine could do, tried on whole commands: a table tried / held with times and memory.

`make hostile` runs it, in some minutes, two trials at a time; `python -m tests.hostile SQL kills` runs some groups. Each trial is
a process of its own under a limit of time; it holds where it ends in time with a verdict, without a traceback, with little output that no terminal acts upon, and with nothing changed that it
was only to read.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from scripts.package import publish
from scripts.package.publish import HALF_PUBLISHED
from scripts.paths import Project
from scripts.validate.validate import validate
from tests import test_hostile_people as people
from tests import test_hostile_tree as trees
from tests.conftest import REAL, SHARED, copy_of, invented_project, issues_of_build, package_bytes
from tests.edits import LATER, value

SECONDS, ALL_SECONDS = 120, 840  # of one trial, and of all: what does not fit is said to be not tried
AT_ONCE = 2
OUTPUT = 1_000_000  # bytes that a command may print
KILLS = 24
TOOL = [sys.executable, "-m", "scripts"]


class Ended(NamedTuple):
    """How a process ended: exit code (None: it did not), output, seconds, and most memory in bytes."""

    code: int | None
    output: bytes
    seconds: float
    memory: int


class Trial(NamedTuple):
    group: str
    name: str
    run: Callable[[Project], tuple]  # held, Ended or None, and maybe what it counted


class Row(NamedTuple):
    """What became of a trial: whether it held (None: not tried), how its process ended, what else it counted."""

    group: str
    name: str
    held: bool | None
    ended: Ended | None = None
    counted: str = ""


def ended(command: list[str], env: dict[str, str] | None = None) -> Ended:
    """Run a command to its end, or to the limit."""
    with tempfile.TemporaryFile() as out:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=REAL.root, env=os.environ | {"PYTHONPATH": "dpcheck/src"} | (env or {}))
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() - begun > SECONDS:
                process.kill()
                os.wait4(process.pid, 0)
                return Ended(None, b"", SECONDS, 0)
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return Ended(process.returncode, out.read(OUTPUT + 1), time.monotonic() - begun, usage.ru_maxrss * 1024)


def holds(found: Ended, codes: tuple[int, ...]) -> bool:
    text = found.output.decode("utf-8", errors="replace")
    is_seen = all(line.replace("\u00a0", " ").isprintable() and not line.lstrip().startswith("::") for line in text.split("\n"))
    return found.code in codes and "Traceback" not in text and len(found.output) <= OUTPUT and is_seen


def stats(project: Project) -> list[tuple]:
    """Name, kind, size and time of everything in a tree."""
    found = subprocess.run(["find", str(project.root), "-printf", "%p %y %s %T@ %l\n"], capture_output=True).stdout
    return sorted(found.splitlines())


def judged(group: str, name: str, edit: Callable[[Project], object], env: dict[str, str] | None = None, codes: tuple[int, ...] = (1,)) -> Trial:
    """A hostile tree that `ocse validate` says its verdict on, without changing it."""

    def run(project: Project) -> tuple[bool, Ended]:
        edit(project)
        before = stats(project)
        found = ended([*TOOL, "validate", "--root", str(project.root)], env)
        return holds(found, codes) and stats(project) == before, found

    return Trial(group, name, run)


def trials() -> Iterator[Trial]:
    yield Trial("kills", f"{KILLS} kills of a build", kills)  # first, since they take longest
    yield Trial("races", "three builds at once", races)
    yield judged("inputs", "the package as it is", lambda project: None, codes=(0,))
    for name, edit in trees.FAULTS.items():
        yield judged("inputs", name, edit)
    for name, (make, _) in trees.KINDS.items():
        for place in (LATER, "schemas/claims.json", "schemas/checks/cycle.sql", "data/tables/claims.csv", "datapackage.json"):
            yield judged("files", f"{name}: {place}", lambda project, make=make, place=place: make(project.root / place))
    for name, (query, said) in trees.SQL.items():
        limits = "check_memory=300000000" if "Memory" in said else "check_seconds=2"
        yield judged("SQL", name, lambda project, query=query: (project.root / trees.CHECK).write_text(trees.HEAD + query), {"OCSE_LIMITS": limits})
    yield judged("bombs", "a pattern without end", endless_pattern)
    yield judged("bombs", "50,000 codes and 1,200 wrong rows", many_codes)
    for trap in trees.TRAPS:
        yield Trial("writes", trap.__name__, lambda project, trap=trap: trapped(project, trap))
    yield from (Trial("packages", folder.name, lambda project, folder=folder: package(folder)) for folder in packages())
    yield Trial("disks", "work on another file system", other_mount)
    yield Trial("disks", "a full disk", full_disk)


def endless_pattern(project: Project) -> None:
    trees.edit_schema(lambda d: d["phrase"].update(pattern="(?:(?:[^ ]+[ ]?)+)+!"), "forms")(project)


def many_codes(project: Project) -> None:
    path = project.codes / "technology.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    many = [first.replace(first.split(",")[0], f"code_{n}") for n in range(50_000)]
    path.write_text("\n".join([head, first, *rest, *many]) + "\n", encoding="utf-8")
    rows = ",\n".join(f'        {{"no": {n}, "attribute": "technology", "code": "kode_{n}", "evidence": "x"}}' for n in range(1, 1201))
    text = (project.root / LATER).read_text(encoding="utf-8")
    (project.root / LATER).write_text(text.replace('"countries": [],', f'"countries": [],\n      "attributes": [\n{rows}\n      ],'), encoding="utf-8")


def trapped(project: Project, trap: Callable) -> tuple[bool, Ended]:
    """A tree whose links or leftovers lead a writer out of it: a validation changes nothing at all, a build nothing outside."""
    outside = project.root.parent / "outside"
    outside.mkdir()
    (outside / "x").write_text("precious")
    trap(project, outside)
    before, far = stats(project), stats(Project(outside))
    first = ended([*TOOL, "validate", "--fast", "--root", str(project.root)])
    is_same = stats(project) == before and stats(Project(outside)) == far
    second = ended([*TOOL, "build", "--root", str(project.root)])
    return is_same and holds(first, (0, 1)) and holds(second, (1,)) and stats(Project(outside)) == far, first


def packages() -> list[Path]:
    folder = SHARED / "hostile"
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def package(folder: Path) -> tuple[bool, Ended]:
    found = ended([sys.executable, "-m", "dpcheck", str(folder / "datapackage.json")])
    return holds(found, (0, 1, 3)), found


def kills(project: Project, n_kills: int = KILLS) -> tuple[bool, None, str]:
    """Killed at any moment, the package is the old or the new one whole, or every reader says that it is neither; a build cures it.

    Every second kill comes at a moment of the whole build, the others while it moves the files into place.
    """
    old = package_bytes(project)
    value("9")(project.root / LATER)
    before, reference = (copy_of(project, project.root.parent / name) for name in ("before", "reference"))
    lasts = ended([*TOOL, "build", "--root", str(reference.root)]).seconds
    new, has_held, ends = package_bytes(reference), True, Counter()
    for n in range(n_kills):
        shutil.rmtree(project.root)
        copy_of(before, project.root)
        _killed(project, lasts * n / n_kills if n % 2 else 0, n / n_kills / 50)
        end = {str(old): "old", str(new): "new"}.get(str(package_bytes(project)), "neither")
        ends[end] += 1
        is_said = HALF_PUBLISHED in [issue.message for issue in validate(project, with_standard=False)] if end == "neither" else True
        with publish.staging(project):  # what every build begins with: it finishes what was begun
            has_held &= is_said and package_bytes(project) in (old, new)
    return has_held, None, f"{ends['old']} left the old package, {ends['new']} the new one, {ends['neither']} neither, which was said and cured"


def _killed(project: Project, after: float, after_commit: float) -> None:
    """A build, killed after some seconds, or some seconds after it has committed its package."""
    build = [*TOOL, "build", "--root", str(project.root)]
    process = subprocess.Popen(build, cwd=REAL.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if after:
        time.sleep(after)
    else:
        while process.poll() is None and not publish.is_half_published(project):
            time.sleep(0.0002)
        time.sleep(after_commit)
    process.kill()
    process.wait()


def races(project: Project) -> tuple[bool, None]:
    value("9")(project.root / LATER)
    command = [*TOOL, "build", "--root", str(project.root)]
    running = [subprocess.Popen(command, cwd=REAL.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate()[1] for process in running]
    codes = sorted(process.returncode for process in running)
    is_plain = all(error in (b"", b"another build is running here; wait for it to end\n") for error in errors)
    return codes[0] == 0 and is_plain and validate(project, with_standard=False) == [], None


def mounted(folder: Path, options: str) -> bool:
    return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True).returncode == 0


def other_mount(project: Project) -> tuple[bool | None, Ended | None]:
    value("9")(project.root / LATER)
    if not mounted(project.work, "size=100m"):
        return None, None
    try:
        found = ended([*TOOL, "build", "--root", str(project.root)])
        return holds(found, (0,)) and validate(project, with_standard=False) == [], found
    finally:
        subprocess.run(["umount", "-l", str(project.work)], check=True)


def full_disk(project: Project) -> tuple[bool | None, Ended | None]:
    small = project.root.parent / "small"
    small.mkdir()
    used = sum(path.stat().st_size + 4096 for path in project.root.rglob("*"))
    if not mounted(small, f"size={used + 200_000}"):
        return None, None
    try:
        there = copy_of(project, small / "project")
        before = package_bytes(there)
        value("9")(there.root / LATER)
        found = ended([*TOOL, "build", "--root", str(there.root)])
        return holds(found, (1,)) and package_bytes(there) == before, found
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def main(groups: list[str]) -> int:
    """Try everything, or these groups, and print the table; returns 1 where something did not hold or was not tried in time."""
    until = time.monotonic() + ALL_SECONDS
    home = Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        built = invented_project(home / "built" / "project")
        assert issues_of_build(built) == []
        chosen = [trial for trial in trials() if trial.group in groups or not groups]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            rows = list(pool.map(lambda trial: tried(trial, built, Path(tempfile.mkdtemp(dir=home)), until), chosen))
    finally:
        subprocess.run(["rm", "-rf", str(home)], check=True)
    print("\n".join([*table(rows), *gate()]))
    return 1 if any(row.held is False for row in rows) else 0


def tried(trial: Trial, built: Project, folder: Path, until: float) -> Row:
    """One trial on a copy of the project, unless the time is over."""
    if time.monotonic() > until:
        return Row(trial.group, trial.name, None)
    try:
        return Row(trial.group, trial.name, *trial.run(copy_of(built, folder / "project")))
    except Exception as error:  # a trial that breaks has not held
        return Row(trial.group, trial.name, False, None, f"{type(error).__name__}: {error}")
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def table(rows: list[Row]) -> Iterator[str]:
    """A line a group, and one for each trial that did not hold or that counted something."""
    yield f"{'':10} {'tried':>6} {'held':>6} {'not tried':>10} {'longest':>9} {'most memory':>12}  the longest"
    for group in dict.fromkeys(row.group for row in rows):
        of_group = [row for row in rows if row.group == group]
        known = [(row.ended.seconds, row.ended.memory, row.name) for row in of_group if row.ended]
        (longest, _, slowest), most = max(known, default=(0, 0, "")), max((memory for _, memory, _ in known), default=0)
        n_held, n_tried = (sum(row.held in values for row in of_group) for values in ((True,), (True, False)))
        yield f"{group:10} {n_tried:6} {n_held:6} {len(of_group) - n_tried:10} {longest:7.1f} s {most / 1e6:9.0f} MB  {slowest}"
    for group, name, held, found, counted in rows:
        said = re.sub(r"[^ -~]+", " ", (found.output[-200:] if found else b"").decode("utf-8", "replace"))
        if held is False:
            yield f"not held: {group}: {name}: exit {found.code if found else None}: {said}{counted}"
        elif counted:
            yield f"{group}: {name}: {counted}"


def gate() -> Iterator[str]:
    """What the gate for people catches of each shape, and its false alarms."""
    yield f"{'the gate':34} {'caught':>6} {'slipped':>8}"
    for shape, texts in people.CAUGHT.items():
        caught = sum(shape in list(people.shapes_in(text)) for text in texts)
        yield f"{shape:34} {caught:6} {len(texts) - caught:8}"
    alarms = sum(bool(list(people.shapes_in(text))) for text in people.LOOK_ALIKE)
    yield f"false alarms: {alarms} of {len(people.LOOK_ALIKE)}"


if __name__ == "__main__":
    shutil.which("find") or sys.exit("make hostile needs the program find")
    sys.exit(main(sys.argv[1:]))
