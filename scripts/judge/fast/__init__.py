"""The fast judge: the Table Schemas of a Data Package as SQL, run by DuckDB over its CSV and Parquet files.

package (descriptor -> resources) -> checks (schema -> SQL) -> csvfile, parquetfile (file -> relation) -> run (faults).
What it does not know it refuses by name. It judges tables: licences, contributors and other metadata of the package
are the standard judge's.
"""
