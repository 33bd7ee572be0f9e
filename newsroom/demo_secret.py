"""The secret key of an installation that was given none: made once, for trying out and developing only."""

import os
import secrets
from pathlib import Path


def demo_secret_key(folder: Path) -> str:
    """The key in `folder`/secret-key (readable by its owner alone), made if it is not there.

    It appears under its name complete or not at all, so that processes starting together agree on one.
    """
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"secret-key.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
