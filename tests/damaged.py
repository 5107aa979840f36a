"""Damage every curated file with every operator, and write into docs/development.md what was tried: python -m tests.damaged

With --sample only the share that the tests try; the lines then say so.
"""

import argparse
import sys

import pytest

from tests.conftest import tallies
from tests.pages import put

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", action="store_true", help="only what make test tries")
    share = "not slow" if parser.parse_args().sample else "slow"
    code = pytest.main(["-m", share, "-p", "no:cacheprovider", "tests/test_mutated_files.py"])
    if code == 0:
        put("damaged files", [f"- {line}" for line in sorted(tallies)])
    sys.exit(code)
