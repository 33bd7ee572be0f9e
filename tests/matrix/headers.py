"""What the headers of every answer have to say, refusals and redirects included."""

from newsroom.desk_paths import is_on_desk

ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Referrer-Policy": {"strict-origin-when-cross-origin", "same-origin", "no-referrer"},
}
POLICY = {"default-src": "'none'", "base-uri": "'none'"}
FORMS, FRAMES = {"'self'", "'none'"}, {"'none'", "'self'"}
FRAMED = "/preview/page/", "/preview/typed/"  # what the desk's own preview shows in its frame


def wrong_headers(address, response):
    """Sentences on what is missing or too wide."""
    path = address.partition("?")[0]
    headers = response.headers
    wrong = [f"{name}: {headers.get(name)}" for name, good in ALWAYS.items() if headers.get(name) not in good]
    wrong += [name for name in ("Permissions-Policy",) if not headers.get(name)]
    wrong += [f"{name}: {headers[name]}" for name in ("Server", "X-Powered-By") if name in headers]
    wrong += _wrong_policy(path, headers.get("Content-Security-Policy", ""))
    if headers.get("X-Frame-Options") != "DENY" and not path.endswith(FRAMED):
        wrong.append("it may stand in a frame")
    if (is_on_desk(path) or path.startswith("/preview/")) and headers.get("Cache-Control") != "private, no-store":
        wrong.append(f"it may be kept: {headers.get('Cache-Control')}")
    if path.startswith("/preview/") and headers.get("X-Robots-Tag") != "noindex, nofollow":
        wrong.append("it may be found")
    return wrong


def _wrong_policy(path, text):
    policy = dict(part.split(" ", 1) for part in text.split("; ") if " " in part)
    wrong = [f"{name} {policy.get(name)}" for name, good in POLICY.items() if policy.get(name) != good]
    wrong += [word for word in ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*", "data:") if word in text]
    if policy.get("form-action") not in FORMS or policy.get("frame-ancestors") not in FRAMES:
        wrong.append(text)
    if policy.get("frame-ancestors") != "'none'" and not path.endswith(FRAMED):
        wrong.append("frame-ancestors")
    return wrong
