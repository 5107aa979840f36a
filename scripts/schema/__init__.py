"""The Table Schemas in schemas/ and the code lists they draw on: order, types, keys and limits of every table.

`read_tables(project)` gives the tables; `Table` is one of them; `rows` holds what a row and its cells must be; `dates`
is the part of EDTF that sources need.
"""
