from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeysConfig(AppConfig):
    name = "newsroom.keys"
    verbose_name = _("Content API")
