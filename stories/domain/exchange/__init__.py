"""The catalogue as files, and files as drafts of the catalogue: one definition of columns drives both ways."""
