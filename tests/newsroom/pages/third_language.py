"""Run by test_third_language.py in a process of its own, with three languages in its environment: asks for pages, and
prints of each its status, language, direction and words."""

import json
import sys

import django
from lxml import etree

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - what Django must be set up for
from django.test import Client  # noqa: E402

asked = json.load(sys.stdin)
OTHER_LANGUAGE = (
    f"ancestor-or-self::*[@lang and @lang != '{asked['language']}'] or ancestor::bdi or ancestor::*[@class='address']"
)


def told(client, path):
    response = client.get(path, follow=True)
    page = etree.fromstring(response.content, etree.HTMLParser(encoding="utf-8"))
    words = page.xpath(f"//title/text() | //body//text()[not({OTHER_LANGUAGE})] | //@aria-label[not({OTHER_LANGUAGE})]")
    return {
        "status": response.status_code,
        "language": [page.get("lang"), page.get("dir")],
        "words": " ".join(" ".join(words).split()),
        "switch": page.xpath("//*[@class='languages']/a/@href"),
        "fields": page.xpath("//input[starts-with(@name, 'name_')]/@name"),
    }


reader, desk = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
desk.force_login(get_user_model().objects.get(username=asked["username"]))
desk.cookies["newsroom-language"] = asked["language"]
print(
    json.dumps(
        {path: told(reader, path) for path in asked["reader"]} | {path: told(desk, path) for path in asked["desk"]}
    )
)
