"""The storage of static files in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed, with each file's address worked out once: a page names two dozen, and they never change."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's signature
        if force:
            return super().url(name, force)
        if name not in self._addresses:
            # Only names that the manifest holds come this far: the others raise.
            self._addresses[name] = super().url(name)
        return self._addresses[name]
