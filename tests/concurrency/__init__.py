"""Races and crashes on both databases."""
