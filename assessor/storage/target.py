"""Where a programme lies, as a user names it: a path, or a `postgresql://` URL. Loads no database."""

from urllib.parse import urlsplit


def is_url(target: str) -> bool:
    """True for a `postgresql://` URL, False for a path."""
    return target.startswith("postgresql://")


def shown(target: str) -> str:
    """A target as messages may show it: a URL without its password and options."""
    if not is_url(target):
        return target
    try:
        parts = urlsplit(target)
    except ValueError:
        return "postgresql://"
    user, _, place = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return f"postgresql://{name}@{place}{parts.path}" if name else f"postgresql://{place}{parts.path}"
