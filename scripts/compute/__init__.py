"""From checked rows to computed columns and views."""
