"""Drawings the site makes itself: the embroidered ornament of a community and the map of regions."""
