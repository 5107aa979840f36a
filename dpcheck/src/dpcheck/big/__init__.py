"""Large tables, with DuckDB: proof of most of their rows by SQL, and the rest to the judge of rows.py.

clean   a CSV file whose form is not proved, written anew, well-formed, as Python reads it
sure    a field as SQL that is true where a cell is not surely right
table   the scan of a table: which rows are not surely right, and the keys
keys    unique and foreign keys
parity  CSV and Parquet files of the same rows
"""

from dpcheck.big import keys, parity
from dpcheck.big.check import BigCheck, Target
from dpcheck.big.keys import KeyTable

__all__ = ["BigCheck", "KeyTable", "Target", "keys", "parity"]
