"""Measurements: python -m benchmarks, from the folder dpcheck."""
