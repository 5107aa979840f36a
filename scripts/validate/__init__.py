"""What must hold of the package: SQL checks, freshness, dpcheck, and the standard; `validate(project)` runs them all."""
