"""A passkey as a browser registers it: nobody can sign in with it, and every page can list it."""

import json
from base64 import urlsafe_b64encode

from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

KEY = ES256({1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\2" * 32})


def passkey(name):
    """What is kept of a second factor of that name."""
    attested = AttestedCredentialData.create(b"\0" * 16, name.encode(), KEY)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    written = AttestationObject.create("none", AuthenticatorData.create(b"\3" * 32, flags, 0, attested), {})
    said = json.dumps({"type": "webauthn.create", "challenge": "", "origin": "http://testserver"})
    response = {"clientDataJSON": _text(said.encode()), "attestationObject": _text(bytes(written))}
    number = _text(name.encode())
    credential = {"type": "public-key", "id": number, "rawId": number, "response": response}
    return {"name": name, "credential": credential | {"clientExtensionResults": {}}}


def _text(value):
    return urlsafe_b64encode(value).decode().rstrip("=")
