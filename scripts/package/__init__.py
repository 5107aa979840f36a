"""From whole tables to files: Arrow, CSV, Parquet and the descriptor, staged and published; and reading them back."""
