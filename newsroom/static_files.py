"""Static files under names that change with their content."""

from functools import cached_property

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage


def address_of(name: str) -> str:
    """What `{% static %}` says: that asks every app first whether it is the one of static files."""
    return staticfiles_storage.url(name)


def are_collected() -> bool:
    """Whether pages can say where they are."""
    if settings.DEBUG or not isinstance(staticfiles_storage, ManifestFilesMixin):
        return True
    return staticfiles_storage.read_manifest() is not None


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Looks a name up once: every page shows several, and they stay what they are while a process runs."""

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - the signature is Django's
        if force or not name:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]
