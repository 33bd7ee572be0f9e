"""The people who sign in. What they may do is in `articles.models.Membership`."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..passwords import is_short_enough, normalized


class Users(UserManager):
    use_in_migrations = False

    def _create_user_object(self, username, email, password, **extra_fields):
        user = super()._create_user_object(username, email, None, **extra_fields)
        user.password = make_password(normalized(password))
        return user


class User(AbstractUser):
    """`sessions_ended` and `rights_changed` count what happened: a session knows the numbers that it began under.
    One from before the last ending is dead; one from before the last change of rights gets a new key."""

    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    rights_changed = models.PositiveIntegerField(default=0, editable=False)

    objects = Users()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username

    def set_password(self, raw_password):
        super().set_password(normalized(raw_password))

    def check_password(self, raw_password):
        return is_short_enough(raw_password) and super().check_password(normalized(raw_password))

    async def acheck_password(self, raw_password):
        return is_short_enough(raw_password) and await super().acheck_password(normalized(raw_password))

    def get_session_auth_hash(self):
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self):
        for key in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(key)

    def _session_hash(self, key):
        value = f"{self.password}|{self.sessions_ended}"
        return salted_hmac("newsroom.accounts.session", value, secret=key, algorithm="sha256").hexdigest()
