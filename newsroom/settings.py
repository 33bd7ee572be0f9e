"""The project's settings: one file, driven by the environment (see .env.example)."""

import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from newsroom.database import connection, embedded_url
from newsroom.demo_secret import demo_secret_key
from newsroom.environment import Environment
from newsroom.shelves import shelves

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

env = Environment()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
PLAIN_HTTP = DEBUG or DEMO

# --- Who may reach it, and with which key ---------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
PORT = env.number("PORT", default=8000)
if PLAIN_HTTP:
    SECRET_KEY = SECRET_KEY or demo_secret_key(VAR)
    ALLOWED_HOSTS = ALLOWED_HOSTS or LOOPBACK
if DEMO and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured(
        "DEMO has well-known passwords and answers on this machine alone: leave ALLOWED_HOSTS empty or name only "
        f"{', '.join(LOOPBACK)}."
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a long random text of your own (or set DEMO=1 to try the demo newsroom)."
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names that this newsroom answers under.")
SITE_URL = env.address(
    "SITE_URL",
    default=f"http://127.0.0.1:{PORT}" if PLAIN_HTTP else f"https://{ALLOWED_HOSTS[0].lstrip('.')}",
).rstrip("/")
if urlsplit(SITE_URL)[2:] != ("", "", ""):
    raise ImproperlyConfigured("SITE_URL names a host and nothing below it: https://news.example.")

# --- Being found ----------------------------------------------------------------------------------------

# Whose name the ids of feed entries carry (RFC 4151); it stays when the site moves to another host.
FEED_AUTHORITY = env.str("FEED_AUTHORITY", default="")
WEBSUB_HUB = env.address("WEBSUB_HUB")
INDEXNOW_URL = env.address("INDEXNOW_URL", default="https://api.indexnow.org/indexnow")
INDEXNOW_KEY = env.str("INDEXNOW_KEY", default="")
PINGS_INSIDE = env.bool("PINGS_INSIDE", default=False)  # whether either may be in a network of our own
if INDEXNOW_KEY and not re.fullmatch("[a-zA-Z0-9-]{8,128}", INDEXNOW_KEY):
    raise ImproperlyConfigured("INDEXNOW_KEY has 8 to 128 letters a to z, digits and hyphens.")

# --- Fetching feeds and pictures from others ------------------------------------------------------------

# Addresses or networks of our own, each with its port if it is not 80 or 443, that may be fetched from all the same.
FETCH_INSIDE = env.places("FETCH_INSIDE")
# The folders that sources of the wire are read from lie in this one; without it none is.
WIRE_FOLDERS = env.str("WIRE_FOLDERS", default="")

# --- What it is made of ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "js_asset",
    "django_prose_editor",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "newsroom.accounts",
    "articles",
    "newsroom.wire",
    "newsroom.previews",
    "newsroom.about",
    "newsroom.fronts",
    "newsroom.responses",
    "newsroom.readership",
    "newsroom.keys",
    "newsroom.pagecache",
    "newsroom.pages",
    "newsroom.moving",
    "newsroom.demo",
    "newsroom.desk",
]
MIDDLEWARE = [
    # Headers first: refusals and redirects of all that follows have them, too.
    "newsroom.headers.SafetyMiddleware",
    "newsroom.headers.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.headers.PolicyMiddleware",
    "newsroom.desk.headers.DeskHeadersMiddleware",
    "newsroom.previews.headers.PreviewHeadersMiddleware",
    *(["newsroom.loopback.LoopbackOnlyMiddleware"] if DEMO else []),
    "django.middleware.security.SecurityMiddleware",
    "newsroom.api.problems.ProblemsMiddleware",
    "newsroom.methods.MethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.languages.LanguageMiddleware",
    "newsroom.pagecache.away.AwayMiddleware",
    "newsroom.pages.refused_methods.RefusedMethodMiddleware",
    "newsroom.pages.refused_lengths.RefusedLengthMiddleware",  # before anything reads what was sent
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.pages.answers.ReadingAloneMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.accounts.holding.HoldingMiddleware",
    "newsroom.desk.keeping.given_back.GivenBackMiddleware",
    "newsroom.desk.keeping.not_sent.NotSentMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
ASGI_APPLICATION = "newsroom.asgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": 4,  # two may wait for servers of others (newsroom.wire.jobs), two never do
    "fetch_job_polling_interval": 1,
    "delete_jobs": "successful",
}

# --- Database -------------------------------------------------------------------------------------------

DATABASES = {"default": connection(env.str("DATABASE_URL", default="") or embedded_url(VAR))}
DATABASES["default"]["ENGINE"] = "newsroom.lines"
DATABASES["default"]["OPTIONS"] = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    "connect_timeout": 5,
    # A server that vanished without a word is given up after seconds, not after the quarter of an hour of TCP.
    **{"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000},
    "prepare_threshold": 5,  # newsroom.prepared alone prepares: Django's own cursors never do
    **DATABASES["default"].get("OPTIONS", {}),
}
# What all processes share (rate limits); "local" is what a process has while that one is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "local"},
}
if cache_url := env.str("CACHE_URL", default=""):
    CACHES["default"] = env.cache_url("CACHE_URL")
    if cache_url.startswith("redis"):  # one that accepts and never answers must hold up nobody
        CACHES["default"].setdefault("OPTIONS", {}).update(socket_timeout=0.3, socket_connect_timeout=0.3)
# Pages that were made are remembered in each process until the next edition, in so many megabytes.
PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)
PAGE_CACHE_MB = env.number("PAGE_CACHE_MB", default=64)
PUBLIC_VERSIONS = env.bool("PUBLIC_VERSIONS", default=False)  # whether readers may see what a story said before
COUNT_REQUESTS = env.bool("COUNT_REQUESTS", default=True)  # reads of stories that reach this server

# A CDN may keep copies of pages for so long, since newsroom.pagecache.purging tells it of each edition.
CDN_SECONDS = env.number("CDN_SECONDS", default=0)
CDN_PURGE_URL = env.address("CDN_PURGE_URL")
CDN_PURGE_METHOD = env.str("CDN_PURGE_METHOD", default="POST")
CDN_PURGE_HEADERS = env.dict("CDN_PURGE_HEADERS", default={})
CDN_PURGE_BODY = env.str("CDN_PURGE_BODY", default="")
if CDN_SECONDS and not CDN_PURGE_URL:
    raise ImproperlyConfigured(
        "CDN_SECONDS lets a CDN keep what was taken back, unless CDN_PURGE_URL says how it is told to forget it."
    )

# --- Content API ----------------------------------------------------------------------------------------

API_WITHOUT_KEY = env.number("API_WITHOUT_KEY", default=60)  # requests a minute from one network; 0: keys alone

# --- Languages and time ---------------------------------------------------------------------------------

NEWSROOM_LANGUAGES = env.list("NEWSROOM_LANGUAGES", default=["en", "ar"])
if len(set(NEWSROOM_LANGUAGES)) < len(NEWSROOM_LANGUAGES):
    raise ImproperlyConfigured("NEWSROOM_LANGUAGES names a language twice.")
if unknown := [code for code in NEWSROOM_LANGUAGES if code not in LANG_INFO]:
    raise ImproperlyConfigured(f"NEWSROOM_LANGUAGES names an unknown language: {', '.join(unknown)}.")
NEWSROOM_NAME = env.by_language("NEWSROOM_NAME", default={"en": "Newsroom", "ar": "غرفة الأخبار"})
NEWSROOM_ZONE = env.str("NEWSROOM_ZONE", default="Asia/Jerusalem")
if NEWSROOM_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"NEWSROOM_ZONE names no time zone: {NEWSROOM_ZONE}. Use a name such as Asia/Jerusalem.")
NEWSROOM_ZONE_LABELS = env.by_language(
    "NEWSROOM_ZONE_LABELS",
    default={"en": "Jerusalem Time", "ar": "بتوقيت القدس"} if NEWSROOM_ZONE == "Asia/Jerusalem" else {},
)
# What else readers are told of the newsroom: on the contact page, and to search engines.
NEWSROOM_MAIL = env.str("NEWSROOM_MAIL", default="")
NEWSROOM_TELEPHONE = env.str("NEWSROOM_TELEPHONE", default="")
NEWSROOM_ADDRESS = env.by_language("NEWSROOM_ADDRESS", default={})
NEWSROOM_LOGO = env.str("NEWSROOM_LOGO", default="pages/icon.png")
NEWSROOM_PROFILES = env.addresses("NEWSROOM_PROFILES")
if NEWSROOM_MAIL and "@" not in NEWSROOM_MAIL:
    raise ImproperlyConfigured("NEWSROOM_MAIL is a mail address, such as desk@news.example.")
if not (BASE_DIR / "static" / NEWSROOM_LOGO).is_file():  # every story names it: each would answer 500
    raise ImproperlyConfigured("NEWSROOM_LOGO names no file below static/.")
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in NEWSROOM_LANGUAGES]
LANGUAGE_CODE = NEWSROOM_LANGUAGES[0]
FORMAT_MODULE_PATH = ["newsroom.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = NEWSROOM_ZONE

# --- Readers' letters -----------------------------------------------------------------------------------

LETTERS_OPEN_DAYS = env.number("LETTERS_OPEN_DAYS", default=30)  # 0: no story closes by itself
LETTERS_KEEP_DAYS = env.number("LETTERS_KEEP_DAYS", default=30, least=1)

# --- The wire -------------------------------------------------------------------------------------------

INCOMING_DAYS = env.number("INCOMING_DAYS", default=30)  # that a story nobody touches stays; 0: for good

# --- Files ----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # "default" has originals and all renditions, seen on the desk alone; "public" the renditions that live
    # publications use, and nothing else.
    **shelves(env, VAR),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static_files.StaticFilesStorage"
    },
}
DECODER_TURNS = VAR / "decoders"  # locks by which the processes of this machine take turns at opening pictures
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Sign-in and sessions -------------------------------------------------------------------------------

LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/admin/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "newsroom.accounts.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "newsroom.accounts.passwords.MaximumLengthValidator"},
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_NAME = "newsroom" if PLAIN_HTTP else "__Host-newsroom"
CSRF_FAILURE_VIEW = "newsroom.pages.errors.not_sent"
CSRF_COOKIE_NAME = "newsroom-csrf" if PLAIN_HTTP else "__Host-newsroom-csrf"
LANGUAGE_COOKIE_NAME = "newsroom-language" if PLAIN_HTTP else "__Host-newsroom-language"
LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "newsroom.accounts.cookies.MessageStorage"
MESSAGE_COOKIE_NAME = "newsroom-messages" if PLAIN_HTTP else "__Host-newsroom-messages"
DEVICE_COOKIE_NAME = "newsroom-device" if PLAIN_HTTP else "__Host-newsroom-device"

# Whoever may publish or administers needs a second factor. The demo asks nobody to have one; whoever switches
# theirs on is asked for it there too.
SECOND_FACTOR_REQUIRED = not DEMO
ACCOUNT_ADAPTER = "newsroom.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # newsroom.accounts.limits has them
MFA_ADAPTER = "newsroom.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are our own: allauth keeps them readable
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1

# --- Headers --------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if not PLAIN_HTTP:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
TRUSTED_PROXIES = 0  # how many entries of X-Forwarded-For, from its end, are our own proxies' word
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=1, least=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["newsroom.uploads.ToDisk"]

# --- Mail and logs --------------------------------------------------------------------------------------

# Tried out or developed on one machine, the newsroom puts its mail below var/mail and sends none.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://" if PLAIN_HTTP else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20  # seconds; a mail server that says nothing holds up no worker
EMAIL_FILE_PATH = EMAIL_CONFIG.get("EMAIL_FILE_PATH") or VAR / "mail"
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="desk@localhost")
SECURITY_CONTACTS = env.list("SECURITY_CONTACTS", default=[f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}"])
if wrong := [contact for contact in SECURITY_CONTACTS if not contact.startswith(("mailto:", "https://", "tel:"))]:
    raise ImproperlyConfigured(f"SECURITY_CONTACTS are written mailto:, https:// or tel: {', '.join(wrong)}.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "brief": {"()": "newsroom.logs.WithoutRefusedTraces"},
        "secretive": {"()": "newsroom.logs.WithoutTokens"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief", "secretive"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"procrastinate": {"level": "WARNING"}},  # it tells of every job
}
