"""Who is asking: the person behind a request, read once for a page. The verbs read rights again when they write."""

from ..models import Membership
from ..rights import Person


def person_of(request) -> Person:
    if not hasattr(request, "desk_person"):
        request.desk_person = Membership.objects.person(request.user)
    return request.desk_person
