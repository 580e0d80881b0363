"""Why a text cannot be taken: the characters refused everywhere, and its length."""

from assessor.i18n.translator import Say
from assessor.model.text import LONGEST_TEXT, code_point, first_forbidden


def refusal(text: str, say: Say) -> str:
    """Why a text cannot be taken, empty where it can."""
    place = first_forbidden(text)
    if place is not None:
        return say("field.refused", position=place + 1, code=code_point(text[place]))
    if len(text) > LONGEST_TEXT:
        return say("field.too_long", length=len(text), limit=LONGEST_TEXT)
    return ""
