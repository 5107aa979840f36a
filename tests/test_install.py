"""What a checkout and an installation hold, on every platform."""

import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile

from scripts.curated.package_file import read_package
from tests.conftest import REAL


def git(*words, cwd=REAL.root):
    return subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True, text=True).stdout


def test_a_clone_has_the_same_bytes_where_git_writes_windows_line_ends(tmp_path):
    """The hashes of the descriptor and the canonical form are of bytes: no platform's git may change one."""
    git("-c", "core.autocrlf=true", "clone", "--quiet", "--depth", "1", REAL.root.as_uri(), str(tmp_path / "clone"))
    tracked = [line.split(maxsplit=3) for line in git("ls-tree", "-r", "-z", "HEAD", cwd=tmp_path / "clone").split("\0") if line]
    changed = []
    for mode, _, committed, name in tracked:
        path = tmp_path / "clone" / name
        data = os.readlink(path).encode() if mode == "120000" else path.read_bytes()
        if hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest() != committed:
            changed.append(name)
    assert len(tracked) > 1000
    assert changed == []


def test_the_wheel_holds_the_command_and_every_file_of_it(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), "."]
    subprocess.run(command, cwd=REAL.root, check=True)
    (wheel,) = tmp_path.iterdir()
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry_points,) = (archive.read(name).decode() for name in names if name.endswith("entry_points.txt"))
    assert entry_points.split() == ["[console_scripts]", "ocse", "=", "scripts.__main__:main"]
    assert "scripts/cli.py" in names
    assert {name for name in names if ".dist-info/" not in name} == set(git("ls-files", "scripts").split())


def test_one_version_everywhere():
    package, citation = read_package(REAL)[0], (REAL.root / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {package['version']}\n" in citation and package["created"][:10] in citation
    changelog = (REAL.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)(?!\S| \(not released)", changelog, re.MULTILINE)[1] == package["version"]


def test_every_dependency_has_its_reason_beside_it():
    text = (REAL.root / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    named = {*project["dependencies"], *(name for names in project["optional-dependencies"].values() for name in names)}
    reasoned = set(re.findall(r'^\s+"(\S+)", *# \S', text, re.MULTILINE))
    assert named - reasoned == set()


def test_no_host_of_a_registry_is_named():
    hosts = re.compile(r"(pypi|pythonhosted|npmjs|debian)\.(org|com|net)")
    texts = [name for name in git("ls-files", "-z").split("\0") if name and not name.startswith("data/") and (REAL.root / name).is_file()]
    assert [name for name in texts if hosts.search((REAL.root / name).read_text(encoding="utf-8", errors="ignore"))] == []
