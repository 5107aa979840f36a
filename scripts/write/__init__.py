"""From rows to files, and into place."""
