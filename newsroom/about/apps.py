from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class AboutConfig(AppConfig):
    name = "newsroom.about"
    verbose_name = pgettext_lazy("a page", "About us")
