"""FEEL values: their kinds, how they compare, add up, and are written. Law of this room: no syntax, no evaluation."""
