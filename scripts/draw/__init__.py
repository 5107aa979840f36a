"""The pictures: for each a query on the built tables, and how its rows are drawn."""
