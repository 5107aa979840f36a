"""Commands and steps that turn data/curated into data/tables."""

import sys

if sys.argv[0] == "-m":  # as Python itself says while it looks for a command: python -m scripts.build
    from scripts.plainly import tell_plainly

    sys.excepthook = tell_plainly
