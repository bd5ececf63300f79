"""Sections of the editors' pages."""
