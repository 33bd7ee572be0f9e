"""Going through the door as a browser does: signing in, codes of an app, what was mailed."""

import re
from urllib.parse import urlsplit

from allauth.mfa.totp.internal import auth
from django.db import connection
from django.test import Client

PASSWORD = "a long enough passphrase"
HALF_MINUTE = 30


def words(response):
    """A page without what differs each time: the form's token, the name that was typed, nonces."""
    return re.sub(r'(csrfmiddlewaretoken"|name="username"|nonce=)[^>]*', "", response.content.decode())


def sign_in(username, password=PASSWORD, client=None, **extra):
    client = client or Client()
    response = client.post("/admin/login/", {"username": username, "password": password, **extra})
    return client, response


def code(secret, *, steps=0):
    """What an app with the secret shows now, or some half minutes from now."""
    return f"{auth.hotp_value(secret, int(auth.time.time()) // HALF_MINUTE + steps):06}"


def enrol(client, *, steps=-1):
    """Adds an app as its page does. Returns its secret and the recovery codes that were shown."""
    page = client.get("/accounts/second-factor/app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    answer = client.post("/accounts/second-factor/app/", {"code": code(secret, steps=steps)})
    return secret, re.findall(r"<code>([a-z2-9-]{19})</code>", answer.content.decode())


def enrolled(username):
    """A client that enrolled an app and signed out again, its secret, its recovery codes."""
    client, _response = sign_in(username)
    secret, codes = enrol(client)
    client.post("/admin/logout/")
    return client, secret, codes


def give_code(client, text):
    return client.post("/accounts/login/code/", {"code": text})


def no_other_jobs():
    """The queue's tables are not Django's: what other tests deferred is still there."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def link_in(mail):
    """The path of the one link in a mail."""
    (address,) = re.findall(r"https?://\S+", mail.body)
    return urlsplit(address).path
