"""Records named in an address by their key: written as the desk writes keys, or not there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, register_converter
from django.urls.converters import IntConverter

from .keys import key_of


class RecordKey(IntConverter):
    """For `path`, in place of "int": "01" names nothing, nor does a number that no row can have."""

    regex = "[1-9][0-9]{0,17}"


register_converter(RecordKey, "record_key")


class ShortAddress:
    """Mixed into a model's admin: only a key after the list's address leads to a form. Django's admin leads there
    from whatever else no page answers."""

    def get_urls(self):
        *others, short = super().get_urls()
        return [*others, path("<record_key:object_id>/", short.callback)]


class FoundByKey(ShortAddress):
    """Mixed into a model's admin: any other spelling of a key, and a record that is not there, answer 404, where
    Django's admin would take "01" for 1 and lead to its first page."""

    def get_object(self, request, object_id, from_field=None):
        """Rights first: whoever may not look at such records learns of none whether it is there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field) if key_of(object_id) else None

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404
