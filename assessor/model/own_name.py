"""What a municipality calls itself and its people in a public text: our sentences are written for a city (市)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

CITY, CITIZENS = "市", "市民"
_ITSELF = re.compile(r"(?<![一-鿿々])市(民)?(?=[はがをにへとのも、]|(?<=民))")
_OTHERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{one: (one, f"{one}民") for one in "町村区都道府県"},
        "組合": ("組合", "住民"),
        "広域連合": ("広域連合", "住民"),
    }
)


def own_name(municipality: str) -> tuple[str, str]:
    """The word for the municipality itself and the one for its people, by the end of its name: 町 and 町民."""
    bare = municipality.strip()
    return next((words for end, words in _OTHERS.items() if bare.endswith(end)), (CITY, CITIZENS))


def in_own_name(text: str, municipality: str) -> str:
    """A sentence written for a city as this municipality says it."""
    own, people = own_name(municipality)
    return text if own == CITY else _ITSELF.sub(lambda found: people if found[1] else own, text)
