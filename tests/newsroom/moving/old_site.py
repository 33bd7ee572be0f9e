"""A small site of WordPress, and one of Ghost, as their exports have them: our own words, made here."""

import io
import json
import zipfile

from PIL import Image, ImageDraw

SITE = "https://harbour.example"
UPLOADS = f"{SITE}/wp-content/uploads/2020/01"
SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)


def jpeg(shade=0, size=(640, 420)):
    picture = Image.new("RGB", size, (20 + shade % 200, 90, 140))
    ImageDraw.Draw(picture).ellipse((40 + shade, 30, 200 + shade, 200), fill=(230, 220 - shade % 200, 80))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def author(login, name):
    return (
        f"<wp:author><wp:author_login>{login}</wp:author_login><wp:author_display_name>{name}"
        "</wp:author_display_name></wp:author>"
    )


HEAD = (
    f"<title>Harbour News</title><link>{SITE}</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>"
    f"<wp:base_site_url>{SITE}</wp:base_site_url><wp:base_blog_url>{SITE}</wp:base_blog_url>"
    + author("rana", "Rana Haddad")
    + author("sami", "Sami Nour")
)


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def term(domain, nicename, name):
    return f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>'


def comment(number, name, text, *, approved="1", kind="", parent=0):
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{name}]]></wp:comment_author>"
        f"<wp:comment_author_email>{name.lower().replace(' ', '.')}@reader.example</wp:comment_author_email>"
        f"<wp:comment_date_gmt>2020-01-0{number % 9 + 1} 10:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def item(number, title, *inside, content="<p>Boats go out again.</p>", link=None, slug=None, kind="post", **fields):
    slug = slug or title.lower().replace(" ", "-")
    said = {
        "title": title,
        "link": link or f"{SITE}/2020/01/{slug}/",
        "guid": f"{SITE}/?p={number}",
        "dc:creator": "rana",
        "content:encoded": content,
        "excerpt:encoded": "",
        "wp:post_id": str(number),
        "wp:post_date": f"2020-01-04 1{number % 10}:00:00",
        "wp:post_date_gmt": f"2020-01-04 1{number % 10}:00:00",
        "wp:post_name": slug,
        "wp:status": "publish",
        "wp:post_type": kind,
    } | {name.replace("__", ":"): value for name, value in fields.items()}
    shown = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in said.items())
    return f"<item>{shown}{''.join(inside)}</item>"


def attachment(number, name, *, caption="", alternative=""):
    return item(
        number,
        name,
        f"<wp:attachment_url>{UPLOADS}/{name}.jpg</wp:attachment_url>",
        meta("_wp_attachment_image_alt", alternative),
        kind="attachment",
        wp__status="inherit",
        excerpt__encoded=caption,
        content="",
    )


def export(*items, head=HEAD):
    opening = f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {SPACES}>'
    return f"{opening}<channel>{head}{''.join(items)}</channel></rss>"


BLOCKS = f"""<!-- wp:paragraph -->
<p>The ferries go out again, says <a href="https://port.example/notice">the port</a>.</p>
<!-- /wp:paragraph -->

<!-- wp:image {{"id":21}} -->
<figure class="wp-block-image"><img src="{UPLOADS}/quay-300x200.jpg" alt="The quay at dawn" />
<figcaption>The quay, on Saturday</figcaption></figure>
<!-- /wp:image -->

[caption id="x" width="300"]<img src="{UPLOADS}/ropes-scaled.jpg" alt="Ropes" /> Ropes on the pier[/caption]

<!-- wp:heading --><h2>What comes next</h2><!-- /wp:heading -->

[gallery ids="23,24"]

<!-- wp:paragraph --><p>Nobody was asked.</p><!-- /wp:paragraph -->
[timetable line="4"]
"""
FERRIES = item(
    11,
    "Ferries agree",
    term("category", "economy", "Economy"),
    term("post_tag", "ports", "Ports"),
    term("author", "cap-rana", "Rana Haddad"),
    term("author", "cap-sami", "Sami Nour"),
    meta("_thumbnail_id", "20"),
    meta("_yoast_wpseo_title", "Ferries agree on winter times"),
    meta("_yoast_wpseo_metadesc", "What changes for everybody who crosses."),
    comment(1, "Huda Salem", "At last somebody <b>listens</b> to us."),
    comment(2, "Omar Said", "And the fares?", approved="0"),
    comment(3, "Seller", "Buy now", approved="spam"),
    content=BLOCKS,
)
ARABIC = item(
    12,
    "العبّارات تعود",
    term("category", "economy", "Economy"),
    term("language", "ar", "العربية"),
    content="<p>تعود العبّارات إلى البحر.</p>",
    slug="%d8%b9%d8%a8%d8%a7%d8%b1%d8%a7%d8%aa",
    link=f"{SITE}/2020/01/%d8%b9%d8%a8%d8%a7%d8%b1%d8%a7%d8%aa.html",
    dc__creator="sami",
)
DRAFT = item(13, "Not yet", wp__status="draft", wp__post_date_gmt="0000-00-00 00:00:00")
ABOUT = item(
    14, "Who we are", kind="page", slug="about-us", link=f"{SITE}/about-us/", content="<p>Five people and a port.</p>"
)
RECIPES = item(15, "Recipes", kind="page", slug="recipes", link=f"{SITE}/recipes/", content="<p>Fish, mostly.</p>")
PICTURES = (
    attachment(20, "harbour", caption="The harbour in winter", alternative="Boats in the harbour"),
    attachment(21, "quay"),
    attachment(22, "ropes"),
    attachment(23, "nets", caption="Nets"),
    attachment(24, "gulls", caption="Gulls"),
)
WORDPRESS = export(FERRIES, ARABIC, DRAFT, ABOUT, RECIPES, *PICTURES)


def uploads(place):
    """A copy of the folder of uploads: originals, and copies that WordPress made."""
    folder = place / "uploads" / "2020" / "01"
    folder.mkdir(parents=True)
    for shade, name in enumerate(("harbour", "quay", "ropes", "nets", "gulls")):
        (folder / f"{name}.jpg").write_bytes(jpeg(shade * 20))
    (folder / "quay-300x200.jpg").write_bytes(jpeg(120, (300, 200)))
    return place / "uploads"


def ghost(*posts, **tables):
    return json.dumps(
        {"db": [{"meta": {"version": "5.80.0", "exported_on": 1}, "data": {"posts": list(posts), **tables}}]}
    )


GHOST_POST = {
    "id": "g1",
    "uuid": "0f6c",
    "title": "Harbour lights",
    "slug": "harbour-lights",
    "html": "<p>They burn again.</p><figure>"
    '<img src="__GHOST_URL__/content/images/size/w600/2021/05/lamp.jpg" alt="A lamp">'
    "<figcaption>The old lamp</figcaption></figure>",
    "feature_image": "__GHOST_URL__/content/images/2021/05/pier.jpg",
    "status": "published",
    "visibility": "public",
    "type": "post",
    "published_at": "2021-05-06T07:08:09.000Z",
}
GHOST = ghost(
    GHOST_POST,
    users=[
        {"id": "u1", "name": "Rana Haddad", "slug": "rana", "bio": "Writes of ports.", "email": "rana@harbour.example"}
    ],
    tags=[{"id": "t1", "name": "Economy", "slug": "economy"}],
    posts_authors=[{"post_id": "g1", "author_id": "u1"}],
    posts_tags=[{"post_id": "g1", "tag_id": "t1"}],
    posts_meta=[{"post_id": "g1", "meta_title": "Lights of the harbour", "feature_image_caption": "The pier"}],
)


def ghost_archive(place):
    """As Ghost's own backup: the export and its pictures in one archive."""
    with zipfile.ZipFile(place / "ghost.zip", "w") as archive:
        archive.writestr("harbour/harbour.ghost.json", GHOST)
        archive.writestr("harbour/content/images/2021/05/lamp.jpg", jpeg(33))
        archive.writestr("harbour/content/images/2021/05/pier.jpg", jpeg(66))
    return place / "ghost.zip"
