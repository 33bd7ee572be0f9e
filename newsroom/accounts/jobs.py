"""Mail about accounts, sent by the worker: the same time passes on a page whether there is such an account or not."""

from django.contrib.auth import get_user_model
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import mails, sessions
from .changes import TELL
from .models import PersonChange
from .own_account import SEND_CONFIRMATION, SEND_RESET
from .people import SEND_LINK

LATER = RetryStrategy(max_attempts=8, exponential_wait=4)  # a mail server may be away for a night


@app.task(name=TELL, retry=LATER)
def tell_of_change(change_id: int, email: str) -> None:
    mails.tell_of_change(PersonChange.objects.select_related("person").get(pk=change_id), email=email)


@app.task(name=SEND_LINK, retry=LATER)
def send_link(user_id: int, language: str) -> None:
    mails.send_link(get_user_model().objects.get(pk=user_id), language=language)


@app.task(name=SEND_RESET, retry=LATER)
def send_reset(typed: str, language: str) -> None:
    mails.send_reset(typed, language=language)


@app.task(name=SEND_CONFIRMATION, retry=LATER)
def send_confirmation(user_id: int, email: str, language: str) -> None:
    mails.send_confirmation(get_user_model().objects.get(pk=user_id), email=email, language=language)


@app.periodic(cron="17 4 * * *")
@app.task(name="newsroom.accounts.jobs.clear_ended")
def clear_ended(timestamp: int) -> None:
    """Removes what is over: sessions, and entries of the shared cache."""
    sessions.clear_ended()
    sessions.clear_cache()
