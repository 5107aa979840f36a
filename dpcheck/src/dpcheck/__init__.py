"""A fast, strict validator of Data Packages."""

from dpcheck.issues import Issue, Report
from dpcheck.limits import Limits
from dpcheck.run import validate

__all__ = ["Issue", "Limits", "Report", "validate"]
