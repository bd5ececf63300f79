"""Knows which database tables have been written, in every process of the site.

Whoever keeps something that was made from the database asks `versions.token(...)` and keeps it beside the token; as
soon as the token differs, what was kept is out of date. Nobody has to remember to invalidate anything: the statements
themselves are watched, bulk updates and raw SQL included.
"""
