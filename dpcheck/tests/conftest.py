"""dpcheck from ../src when it is not installed and pytest was started with another configuration; steady properties."""

import sys
from importlib.util import find_spec
from pathlib import Path

from hypothesis import settings

SRC = Path(__file__).parents[1] / "src"
spec = find_spec("dpcheck")
if spec is None or spec.origin is None:  # the folder dpcheck/ of the repository is a package of its own name, but an empty one
    sys.modules.pop("dpcheck", None)
    sys.path.insert(0, str(SRC))

settings.register_profile("steady", deadline=None, derandomize=True)  # a slow machine is no error, and every run tries the same
settings.load_profile("steady")
