"""Beside what is said of a picture: which pictures of the library look like it."""

from ..pictures import finding

MOST_ALIKE = 12


class LikePictures:
    """Mixed into the admin of pictures; the page of a picture includes `_duplicates.html`."""

    def render_change_form(self, request, context, *args, **kwargs):
        if image := kwargs.get("obj"):
            context["duplicates"] = list(finding.alike(image)[:MOST_ALIKE])
        return super().render_change_form(request, context, *args, **kwargs)
