"""The settings as a server of one's own would start with them: each case in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k3Jm-x9Qz7Lw2Vb8Nc4Td6Rf1Yh5Gs0Pa-Ue3Io7Wq9Zx2Cv4Bn6Mk8",
    "ALLOWED_HOSTS": "news.example",
    "DATABASE_URL": "postgresql://desk@127.0.0.1:1/newsroom",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    passed_on = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=passed_on | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def sentence_of(run: subprocess.CompletedProcess) -> str:
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    return run.stderr.strip()


def test_check_deploy_is_clean_with_production_settings():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (run.returncode, run.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


def test_start_without_a_secret_key_is_refused():
    run = manage("check", **PRODUCTION | {"SECRET_KEY": ""})

    assert sentence_of(run) == (
        "Set SECRET_KEY to a long random text of your own (or set DEMO=1 to try the demo newsroom)."
    )


def test_start_without_allowed_hosts_is_refused():
    run = manage("check", **PRODUCTION | {"ALLOWED_HOSTS": ""})

    assert sentence_of(run) == "Set ALLOWED_HOSTS to the host names that this newsroom answers under."


def test_demo_with_another_host_is_refused():
    run = manage("check", **PRODUCTION | {"DEMO": "1"})

    assert sentence_of(run).startswith("DEMO has well-known passwords and answers on this machine alone")


def test_unknown_language_is_refused():
    run = manage("check", **PRODUCTION | {"NEWSROOM_LANGUAGES": "en,xx"})

    assert sentence_of(run) == "NEWSROOM_LANGUAGES names an unknown language: xx."


def test_unknown_zone_is_refused():
    run = manage("check", **PRODUCTION | {"NEWSROOM_ZONE": "Asia/Nowhere"})

    assert sentence_of(run) == "NEWSROOM_ZONE names no time zone: Asia/Nowhere. Use a name such as Asia/Jerusalem."


@pytest.mark.parametrize("option", ["sslmode", "application_name"])
def test_database_url_options_are_kept(option):
    code = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    url = f"{PRODUCTION['DATABASE_URL']}?{option}=prefer"

    run = manage("shell", "--no-imports", "-c", code, **PRODUCTION | {"DATABASE_URL": url})

    assert f"'{option}': 'prefer'" in run.stdout
    assert "'pool'" in run.stdout


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SITE_URL", "https://news.example/paper", "SITE_URL names a host and nothing below it"),
        ("NEWSROOM_LANGUAGES", "en,ar,en", "NEWSROOM_LANGUAGES names a language twice."),
        ("NEWSROOM_LOGO", "pages/nothing.png", "NEWSROOM_LOGO names no file below static/."),
        ("INDEXNOW_KEY", "short", "INDEXNOW_KEY has 8 to 128 letters a to z, digits and hyphens."),
        (
            "SECURITY_CONTACTS",
            "me@news.example",
            "SECURITY_CONTACTS are written mailto:, https:// or tel: me@news.example.",
        ),
    ],
)
def test_setting_that_cannot_be_is_refused_with_a_sentence(name, value, sentence):
    assert sentence in sentence_of(manage("check", **PRODUCTION, **{name: value}))
