"""The read API: the public catalogue as JSON, described by OpenAPI."""
