"""Jiandu engine: the shop window. Importers outside ``engine`` use only the names listed here."""
