"""From built files to problems."""
