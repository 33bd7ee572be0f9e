from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "newsroom.desk"
    verbose_name = _("Desk")


class DeskAdminConfig(admin_apps.AdminConfig):
    """Stock `django.contrib.admin` with our own site in place of the default one."""

    default = False
    default_site = "newsroom.desk.site.DeskSite"
