"""The tables of OCSE Operations, typed; their figures under any rule; and how to cite them."""

from ocse_operations.cite import cite
from ocse_operations.load import CITATION, VERSION, labels, load, tables
from ocse_operations.rules import best

__all__ = ["CITATION", "VERSION", "best", "cite", "labels", "load", "tables"]
__version__ = VERSION
