"""The tables in the formats that people use: each file here makes one of them, from the schemas and the Arrow tables."""
