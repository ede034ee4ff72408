"""Cadres before and after their appointment: opinions, selection, talks, archives (catalogue D1 to D4)."""
