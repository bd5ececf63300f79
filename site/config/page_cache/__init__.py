"""The full-page cache: answers an anonymous reader from ready bytes, before any of Django's machinery.

`application.PageCache` stands around Django's WSGI application. `asking` tells which requests it may answer and what
the answer may depend on, the middleware says which responses may be kept, an `Entry` holds the bytes and the tables
they were made from, and `freshness` knows whether one of these tables was written since.
"""
