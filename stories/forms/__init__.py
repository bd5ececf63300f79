"""Forms of the editors' pages."""
