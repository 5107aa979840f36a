"""From data/curated to data/tables, and everything that is made of them; the commands are `ocse --help`."""
