"""The tables in the formats that people use, the metadata, and the release archive that holds them all."""
