"""Which mutants of the computing code the tests detect: mutmut, run on a copy, so that no source is ever changed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants import difference

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONFIGURATION = HERE / "mutmut.toml"


def code_results() -> Iterator[tuple[str, str, bool]]:
    """(file, mutant, whether it is detected) of every mutant; one that is detected is named by its number."""
    configuration = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("scripts", "tests", "schemas", "data"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(CONFIGURATION, copy / "pyproject.toml")
        for pattern in configuration["tool"]["mutmut"]["only_mutate"]:
            for path in copy.glob(pattern):
                path.write_text(mutable(path.read_text(encoding="utf-8")), encoding="utf-8")
        command = [sys.executable, "-P", str(HERE / "operators.py"), "results.json", *configuration["mutants"]["names"]]
        subprocess.run(command, cwd=copy, env=os.environ | {"TMPDIR": folder}, stdout=sys.stderr, check=True)
        for mutant in json.loads((copy / "results.json").read_text(encoding="utf-8")):
            detected = mutant["status"] in ("killed", "timeout")
            yield mutant["file"].removeprefix("scripts/"), mutant["name"] if detected else label(mutant), detected


def label(mutant: dict[str, str]) -> str:
    """A survivor's name: its function, and what stands where."""
    function = re.search(r"\.x[_ǁ](\w+)__mutmut_\d+$", mutant["name"])[1]
    old, new = (" ".join(re.findall(rf"^[{sign}](?![+-]).*", mutant["diff"], re.MULTILINE)) for sign in "-+")
    return f"{function}: {difference(old[1:].strip(), new[1:].strip())}"


def mutable(source: str) -> str:
    """A module in which mutmut, which mutates functions without decorators, finds more to mutate.

    Caches go, which would hide a mutant behind what the code said before; numbers that have a name at the module's
    head stand where they are used.
    """
    source = re.sub(r"^@(lru_)?cache\b.*\n", "", source, flags=re.MULTILINE)
    for name, number in re.findall(r"^([A-Z][A-Z0-9_]*) = ([\d_.]+)(?: *#.*)?$", source, re.MULTILINE):
        source = re.sub(rf"(?<=[^\w\n]){name}\b", number, source)
    return source
