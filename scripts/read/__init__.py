"""From curated files to checked rows."""
