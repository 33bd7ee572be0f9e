"""What a test of the readers' pages needs: stories dated as wished, and pages parsed as strictly as a validator."""

import secrets
from datetime import UTC, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from lxml import etree

from articles import desk, publishing
from articles.models import Article, Image, Publication, Rendition
from articles.pictures import indexing
from articles.pictures.storing import private_path
from articles.rights import Role, Source
from tests.factories import make_author, make_section, make_topic, make_user

DATED = datetime(2025, 1, 4, 17, 12, tzinfo=UTC)
UNKNOWN_ELEMENT = 801  # libxml2 knows HTML 4: it calls main, nav and time unknown


def publish(*, section=None, at=DATED, bylines=(), topics=(), related=(), **values):
    """A live story that was first published at a moment; an original or a translation (`translation_of`)."""
    trusted = Source("Archive", trusted_by_id=make_user(Role.CHIEF).pk)
    texts = {
        "language": "en",
        "headline": "Harbour reopens",
        "body": "<p>Boats go out again.</p>",
        "source": "Wire",
    } | values
    section = section or make_section("world", names={"en": "World", "ar": "العالم"})
    article = Article(section=section, published_at_source=at, **texts)
    desk.create(article, by=trusted, bylines=list(bylines), topics=list(topics), related=list(related))
    publishing.publish_import(article, by=trusted)
    return Publication.objects.get(article=article)


def publish_both(**values):
    """A story and its Arabic translation, with an author and a topic that have names in both languages."""
    author = make_author("rana-haddad", names={"en": "Rana Haddad", "ar": "رنا حداد"})
    topic = make_topic("harbours", names={"en": "Harbours", "ar": "موانئ"})
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}], "topics": [topic.pk]}
    english = publish(headline="Harbour reopens", **lists, **values)
    arabic = publish(
        headline="الميناء يعود إلى العمل",
        body="<p>عادت القوارب إلى البحر.</p>",
        language="ar",
        translation_of_id=english.article_id,
        **lists,
        **values,
    )
    return english, arabic


def make_image(*, file="", **values):
    """A picture with a WebP and a JPEG rendition in two widths; their files hold a text, else their names."""
    number, unique = Image.objects.count(), secrets.token_hex(30)  # tests of one process share the storage
    texts = {"captions": {"en": "Boats at noon"}, "credit": "Rana Haddad"}
    texts["alternatives"] = {"en": "Two boats", "ar": "قاربان"}
    image = Image.objects.create(sha256=f"{number:064}", width=1600, height=1000, **(texts | values))
    indexing.index(image)
    for width in (640, 1600):
        for media_type, extension in (("image/webp", "webp"), ("image/jpeg", "jpg")):
            name = f"{unique}{width:04}.{extension}"
            Rendition.objects.create(
                image=image,
                name=name,
                file_size=len((file or name).encode()),
                width=width,
                height=width * 1000 // 1600,
                media_type=media_type,
            )
    store_files(image, file)
    return image


def store_files(image, text=""):
    """The private files of a picture's renditions, in place of those that another test left."""
    for rendition in image.renditions.all():
        default_storage.delete(private_path(rendition.name))
        default_storage.save(private_path(rendition.name), ContentFile((text or rendition.name).encode()))


def parsed(response):
    """The page as a tree. Fails where the HTML is not well formed, or one id stands twice."""
    parser = etree.HTMLParser(encoding="utf-8")
    tree = etree.fromstring(response.content, parser)
    assert [str(error) for error in parser.error_log if error.type != UNKNOWN_ELEMENT] == []
    ids = tree.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)
    return tree


def text_of(tree, path):
    """The words of each element that is found, spaces folded."""
    return [" ".join("".join(element.itertext()).split()) for element in tree.xpath(path)]
