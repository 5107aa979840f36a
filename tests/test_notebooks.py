"""The notebooks, executed in an unpacked release: every cell runs, says the same in both languages, and is short."""

import json
import re
import shutil
import subprocess

import pytest

from tests.conftest import REAL
from tests.test_readers import run

NOTEBOOKS = REAL.root / "notebooks"
TASKS = 15  # lines that an ordinary question may take
RULE = re.compile(r"(\w+): log arrests = (\S+) \+ (\S+) log countries \(n = (\d+)\)")


def cells(name):
    """The code of each cell or chunk of a notebook."""
    text = (NOTEBOOKS / name).read_text(encoding="utf-8")
    if name.endswith(".ipynb"):
        return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return re.findall(r"^```\{r[^}]*\}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", ["analysis.ipynb", "analysis.Rmd"])
def test_no_question_takes_more_than_fifteen_lines(name):
    lengths = [len(cell.strip().splitlines()) for cell in cells(name)]
    assert len(lengths) == 6 and max(lengths) <= TASKS


def test_a_notebook_is_kept_without_results():
    for cell in json.loads((NOTEBOOKS / "analysis.ipynb").read_text(encoding="utf-8"))["cells"]:
        assert cell.get("outputs", []) == [] and cell.get("execution_count") is None


@pytest.fixture(scope="module")
def unpacked(released, tmp_path_factory):
    """A copy of the release to run in."""
    return shutil.copytree(released, tmp_path_factory.mktemp("unpacked") / "release", ignore=shutil.ignore_patterns("stata", "spss"))


def executed_python(folder):
    """What the cells of the notebook print, in one text; skips where Jupyter is absent."""
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed; make test-all installs it")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed; make test-all installs it")
    notebook = nbformat.read(folder / "notebooks" / "analysis.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder / "notebooks")}}).execute()
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


@pytest.mark.slow
def test_the_jupyter_notebook_runs(unpacked):
    outputs = executed_python(unpacked)
    tables = [output for output in outputs if "text/html" in output.get("data", {})]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    printed = "".join(output["text"] for output in outputs if output.get("name") == "stdout")
    assert (len(tables), len(pictures)) == (2, 1)
    assert [found[0] for found in RULE.findall(printed)] == ["editor", "most_conservative"]


@pytest.mark.slow
def test_the_r_notebook_runs_and_finds_the_same_as_the_jupyter_notebook(unpacked):
    absent = "the R packages knitr, dplyr and igraph are not all installed here"
    packages = 'if (!all(sapply(c("knitr", "dplyr", "igraph"), requireNamespace, quietly = TRUE))) quit(status = 77)'
    done = run("Rscript", "-e", f'{packages}; setwd("{unpacked}/notebooks"); knitr::knit("analysis.Rmd", quiet = TRUE)', absent=absent)
    assert done.returncode == 0, done.stderr
    text = (unpacked / "notebooks" / "analysis.md").read_text(encoding="utf-8")
    assert "Error" not in text and "![" in text
    printed = "".join(output["text"] for output in executed_python(unpacked) if output.get("name") == "stdout")
    assert RULE.findall(text) == RULE.findall(printed)


@pytest.mark.slow
def test_the_r_notebook_becomes_a_page(unpacked):
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed here")
    code = 'if (!requireNamespace("rmarkdown", quietly = TRUE)) quit(status = 77); rmarkdown::render("analysis.Rmd", quiet = TRUE)'
    done = subprocess.run(["Rscript", "-e", code], cwd=unpacked / "notebooks", capture_output=True, text=True) if shutil.which("Rscript") else None
    if done is None or done.returncode == 77:
        pytest.skip("R or its package rmarkdown is not installed here")
    assert done.returncode == 0, done.stderr
    assert "Five questions" in (unpacked / "notebooks" / "analysis.html").read_text(encoding="utf-8")
