"""A fast, strict validator of Data Packages.

The way of a package through the files, each of which imports only what stands before it:

    shown, limits, issues, hints    what is reported, and how it is shown; what a run may cost
    files, strict_json              opening and reading what a descriptor names
    values, patterns, field         types, patterns and constraints: the one judge of what a text is
    known_keys, metadata, schema,
    dialect, resource, descriptor   datapackage.json -> resources, their shape made sure
    labels, rows                    columns and their fields; rows judged in Python
    content, records, proof,
    csv_rows, inline_rows           files -> rows, each proved to have its form
    keys, parity, file_bytes        what holds between rows, tables and files
    database, parquet, big          DuckDB: Parquet files, and large tables
    run, output, cli                the whole, as a function and as a command
"""

from dpcheck.issues import Issue, Report
from dpcheck.limits import Limits
from dpcheck.run import validate

__all__ = ["Issue", "Limits", "Report", "validate"]
