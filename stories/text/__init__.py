"""Words: names, romanisation, ordering, figures. Pure functions; no model is known here."""
