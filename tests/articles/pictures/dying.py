"""`python -m tests.articles.pictures.dying VERB KEY DEATH` makes the renditions of a picture, mends all, or publishes a
story, and is killed as it writes its file number DEATH: half of that is there."""

import sys

import django

from tests.articles.pictures.dying_disk import DyingStorage


def main(verb, key, death):
    django.setup()
    from articles import publishing  # noqa: PLC0415 - needs Django set up
    from articles.models import Article, Membership  # noqa: PLC0415
    from articles.pictures import checking, rendering  # noqa: PLC0415

    DyingStorage.left = int(death)
    if verb == "render":
        rendering.render(int(key))
    elif verb == "mend":
        list(checking.check(mend=True))
    else:
        chief = Membership.objects.get(user__username="chief").user
        publishing.publish(Article.objects.get(pk=key), by=chief)


if __name__ == "__main__":
    main(*sys.argv[1:])
