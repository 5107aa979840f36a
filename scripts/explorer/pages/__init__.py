"""One module for each kind of page: which rows stand on it, and what its JSON twin holds."""
