"""From a story's page on the desk to its letters, for whoever closes or reads them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.people import person_of
from newsroom.responses.rights import may_close


class LettersDoor:
    """Mixed into the admin of stories, which finds the story."""

    def story_context(self, request, article):
        context = super().story_context(request, article)
        publication = getattr(article, "publication", None)
        person = person_of(request)
        if publication and (person.reads_everything or may_close(person, publication.section.family_ids())):
            address = reverse("admin:letters_story", args=[publication.pk])
            context["doors"].append((_("Letters"), address, 0))
        return context
