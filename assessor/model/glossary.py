"""Glossary terms with their readings, and the order of the Japanese syllabary."""

import unicodedata

from assessor.model.base import Model
from assessor.model.one_width import one_width
from assessor.model.text import Line, Text


class Term(Model):
    """A term marked ※ in public text: its reading (hiragana), original words and plain explanation."""

    term: Line
    yomi: Line
    origin: Text | None = None
    definition: Text


_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_ROWS = {
    "あ": "あかさたなはまやらわ",
    "い": "いきしちにひみりゐ",
    "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれゑ",
    "お": "おこそとのほもよろを",
}
_VOWEL = {char: vowel for vowel, row in _ROWS.items() for char in row}


_INITIALS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
)


def syllabary_row(yomi: str) -> str:
    """The heading under which a reading stands in the 五十音順: `あ行` to `わ行`, else `その他`."""
    first = syllabary_key(yomi)[0][:1]
    row = next((initials[0] for initials in _INITIALS if first in initials), "わ" if first in "わゐゑをん" else "")
    return f"{row}行" if first and row else "その他"


def syllabary_key(yomi: str) -> tuple[str, str, str]:
    """The 五十音順 sort key: voicing, size and length of a kana only break ties; 「・」 and spaces do not count."""
    folded = one_width(yomi).replace("・", "").replace(" ", "")
    folded = "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in folded)
    plain = unicodedata.normalize("NFD", folded).replace("\u3099", "").replace("\u309a", "").translate(_SMALL)
    key = ""
    for char in plain:
        key += _VOWEL.get(key[-1:], "") if char == "ー" else char
    return key, folded, yomi
