"""Passphrases: made of words that can be read out over the telephone, and put in one form whoever types them.

A word is two Japanese syllables in Latin letters, so that it can be typed on any keyboard and said in kana.
"""

import secrets
import unicodedata
from math import log2

from assessor.errors import BadText
from assessor.faults.stores import PassphraseWeak
from assessor.model.text import code_point, first_forbidden

WORDS = 8
LEAST = 12
"""The shortest passphrase of one's own, in characters."""

_ROWS = {
    "k": "かきくけこ",
    "s": "さ.すせそ",
    "t": "た..てと",
    "n": "なにぬねの",
    "h": "はひ.へほ",
    "m": "まみむめも",
    "y": "や.ゆ.よ",
    "r": "らりるれろ",
    "w": "わ....",
    "g": "がぎぐげご",
    "z": "ざ.ずぜぞ",
    "d": "だ..でど",
    "b": "ばびぶべぼ",
}
"""Syllables that are spelt in one way only (no し, ち, つ, ふ, じ)."""

SYLLABLES = {
    consonant + vowel: kana
    for consonant, row in _ROWS.items()
    for vowel, kana in zip("aiueo", row, strict=True)
    if kana != "."
}
_UNWANTED = frozenset(("baka", "busu", "debu", "hage", "geri", "gesu", "kuso", "boke", "kusa", "zako", "hebo", "dasa"))
WORD_LIST = tuple(one + other for one in SYLLABLES for other in SYLLABLES if one + other not in _UNWANTED)
BITS = WORDS * log2(len(WORD_LIST))
"""How much a passphrase made here leaves to guess."""


def new_passphrase() -> str:
    """Words chosen by the system's own dice."""
    return "-".join(secrets.choice(WORD_LIST) for _ in range(WORDS))


def kana_of(passphrase: str) -> str:
    """How a passphrase made here is read out."""
    return "・".join(SYLLABLES[word[:2]] + SYLLABLES[word[2:]] for word in passphrase.split("-"))


def one_form(passphrase: str) -> str:
    """The passphrase as it is used: composed (NFC), so that it is one wherever it is typed.

    Raises:
        BadText: it holds a character that nobody can see.
    """
    composed = unicodedata.normalize("NFC", passphrase)
    place = first_forbidden(composed)
    if place is not None:
        raise BadText(field="passphrase", code=code_point(composed[place]), position=place + 1)
    return composed


def strong_enough(passphrase: str) -> str:
    """A passphrase of one's own, in one form.

    Raises:
        BadText, PassphraseWeak: it cannot be used.
    """
    composed = one_form(passphrase)
    if len(composed) < LEAST or len(set(composed)) < LEAST // 2:
        raise PassphraseWeak(least=LEAST)
    return composed
