"""Addresses that the whole site has once, whatever its languages."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from newsroom.pages.sitemaps.views import news_sitemap, robots, sitemap_index, sitemap_of_month, sitemap_of_places
from newsroom.pages.urls import TwoDigits, Year
from newsroom.pages.views.oembed import oembed
from newsroom.pages.views.site_files import favicon, indexnow_key, security


class Part:
    """The number of a part after a hyphen; the first has none."""

    regex = "(?:-[1-9][0-9]{0,4})?"

    def to_python(self, text: str) -> int:
        number = int(text[1:] or 1)
        if text == "-1":
            raise ValueError("The first part has one address.")
        return number

    def to_url(self, number: int) -> str:
        return f"-{number}" if number > 1 else ""


class Key(StringConverter):
    """IndexNow's."""

    regex = "[a-zA-Z0-9-]{8,128}"


for kind in (Part, Key, Year, TwoDigits):
    register_converter(kind, f"site_{kind.__name__.lower()}")

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-pages<site_part:part>.xml", sitemap_of_places, name="sitemap_of_places"),
    path(
        "sitemap-<site_year:year>-<site_twodigits:month><site_part:part>.xml",
        sitemap_of_month,
        name="sitemap_of_month",
    ),
    path("news-sitemap.xml", news_sitemap, name="news_sitemap"),
    path("oembed/", oembed, name="oembed"),
    path(".well-known/security.txt", security, name="security"),
    path("favicon.ico", favicon, name="favicon"),
    path("<site_key:key>.txt", indexnow_key, name="indexnow_key"),
]
