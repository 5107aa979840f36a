"""python -m dpcheck: the command, where it is not on the path."""

import sys

from dpcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
