"""Measurements of the engine; the figures and how to repeat them are in docs/reference/performance.md."""
