"""Deployed content ready for use: bundles read once per deployment, compiled programs, the host's FEEL functions.

Law of this room: it reads, caches and answers; it changes nothing. A case keeps the deployment it was started on
for its diagram, forms, registers and letters; people, limits and calendars are always those of the latest deployment.
"""

from engine.catalog.catalog import Catalog, Release

__all__ = ["Catalog", "Release"]
