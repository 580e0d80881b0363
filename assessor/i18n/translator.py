"""The two languages of the interface: Japanese first, English second; messages are looked up by key."""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Protocol

LANGUAGES = ("ja", "en")
DOMAINS = (
    # Looked through in this order and read when reached: what the screen needs for its first question stands first.
    *("tui", "panes", "sitting"),
    *("cli", "errors", "problems", "documents", "history"),
    *("remediation", "inquiry", "privacy", "privacy_screen", "releases", "keeping", "safety", "public_screen", "items"),
    *("claims", "course", "editions"),
)

LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"


class Say(Protocol):
    """Says a message of the catalogues in one language."""

    lang: str

    def __call__(self, key: str, /, **values: object) -> str:
        """The message of that key with `{name}` filled from `values`."""


class Translator:
    """Messages of one language; a key that no catalogue has comes back as it is."""

    def __init__(self, lang: str) -> None:
        """Nothing is read before the first message."""
        self.lang = lang if lang in LANGUAGES else "ja"

    def __call__(self, key: str, /, **values: object) -> str:
        """The message of that key with `{name}` filled from `values`."""
        text = _message(self.lang, key)
        return text.format_map({name: str(value) for name, value in values.items()}) if values else text


def _message(lang: str, key: str) -> str:
    for domain in DOMAINS:
        found = catalogue(lang, domain).gettext(key)
        if found != key:
            return found
    return key


@cache
def catalogue(lang: str, domain: str) -> GNUTranslations:
    """One compiled message catalogue (`locale/<lang>/LC_MESSAGES/<domain>.mo`)."""
    with (LOCALE_FOLDER / lang / "LC_MESSAGES" / f"{domain}.mo").open("rb") as stream:
        return GNUTranslations(stream)


@cache
def translator(lang: str) -> Translator:
    """The translator of a language, `ja` unless it is `en`."""
    return Translator(lang)


def language_from(environment: dict[str, str] | None, chosen: str | None) -> str:
    """Which language to speak: the one chosen, else ASSESSOR_LANG, else `en` if the first set locale begins so."""
    values = environment or {}
    for candidate in (chosen, values.get("ASSESSOR_LANG")):
        if candidate in LANGUAGES:
            return candidate
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if values.get(name):
            return "en" if values[name].startswith("en") else "ja"
    return "ja"
