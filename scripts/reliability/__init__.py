"""How far two blind codings of the same notes agree."""
