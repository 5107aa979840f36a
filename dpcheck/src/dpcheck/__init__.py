"""A fast, strict validator of Data Packages: their Table Schemas as SQL, run by DuckDB over CSV and Parquet files.

The way of a package through the files, each of which imports only what stands before it:

    issues, hints              what is reported
    field_types, patterns      types and patterns as SQL
    resource, strict_json,
    supported, schema,
    descriptor                 datapackage.json -> resources, their shape made sure
    checks                     Table Schema -> conditions on rows
    file_bytes, csv_form,
    csv_table, parquet_table   file -> relation of cells
    scan, keys, parity         relation and conditions -> issues
    run, cli                   the whole, as a function and as a command
"""

from dpcheck.issues import Issue, Report
from dpcheck.run import validate

__all__ = ["Issue", "Report", "validate"]
