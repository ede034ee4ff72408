"""What no scenario test shows, by (procedure, id as reported), each with its reason. Keep it short."""

from __future__ import annotations

from collections.abc import Mapping

ACCEPTED: Mapping[tuple[str, str], str] = {}
