"""The explorer: a static site of the built tables, to look before you load. Nothing is computed again here, only laid out."""
