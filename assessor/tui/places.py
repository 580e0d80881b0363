"""The screens of a programme in the order of their tabs; each is loaded only when it is shown."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from assessor.tui.screens.frame import Framed


class Place(NamedTuple):
    """A screen: its function key and where its class stands (`module:Class`)."""

    key: str
    stands: str


PLACES = {
    "questions": Place("f2", "assessor.tui.screens.questions:QuestionScreen"),
}
"""Every screen that has a tab, by its name; `screen.<name>` is its word in the message catalogues."""

TABS = tuple((place.key, name) for name, place in PLACES.items())


def screen_class(name: str) -> "type[Framed]":
    """The class of a screen, loaded now."""
    module, _, found = PLACES[name].stands.partition(":")
    return cast("type[Framed]", getattr(import_module(module), found))
