"""Text to tree. Law of this room: no values are computed here; a name is known only by its spelling."""
