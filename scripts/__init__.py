"""Commands and steps that turn data/curated into data/tables."""
