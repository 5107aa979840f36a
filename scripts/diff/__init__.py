"""What changed between two releases, and what a release must keep for its readers."""
