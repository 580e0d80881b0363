"""Keys as a person reads them: `上下`, `Enter`, `Ctrl+S`; never a sign."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode

from assessor.i18n.translator import Say

_NAMED = {"up", "down", "left", "right"}
_PLAIN = {
    "enter": "Enter",
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "space": "Space",
}


class Action(NamedTuple):
    """Something that can be done now: its keys, the message that says what, and how to do it."""

    keys: tuple[str, ...]
    label: str
    action: str
    node: DOMNode
    at: str = ""

    def words(self, say: Say) -> str:
        """What is done, with the screen it is done on where that is another one."""
        if not self.at:
            return say(self.label)
        return say("palette.at", screen=say(f"screen.{self.at}"), label=say(self.label))


def key_word(key: str, say: Say) -> str:
    """How a key is written; empty for the full-width twin of a key that is written already."""
    if key in _NAMED:
        return say(f"key.{key}")
    if key in _PLAIN:
        return _PLAIN[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key if len(key) == 1 and key.isascii() else ""


def actions(bindings: Mapping[str, ActiveBinding], say: Say) -> tuple[Action, ...]:
    """What the active bindings do, each action once with all its keys, in the order of the bindings.

    A binding without a description is a twin of another one and is not named.
    """
    found: dict[tuple[str, str], list[str]] = {}
    nodes: dict[tuple[str, str], tuple[str, DOMNode]] = {}
    for key, active in bindings.items():
        label = active.binding.description
        if not label or not active.enabled:
            continue
        place = (label, active.binding.action)
        nodes.setdefault(place, (active.binding.action, active.node))
        word = key_word(key, say)
        if word and word not in found.setdefault(place, []):
            found[place].append(word)
    return tuple(Action(tuple(found.get(place, ())), place[0], action, node) for place, (action, node) in nodes.items())


def offers(screen: type[DOMNode]) -> Iterator[Binding]:
    """What a screen that is not shown offers by a letter: neither moving about, nor digits that answer unseen."""
    seen: set[str] = set()
    for place in screen.__mro__:
        for given in vars(place).get("BINDINGS", ()):
            if not isinstance(given, Binding) or not given.description or given.description in seen:
                continue
            key = given.key.partition(",")[0]
            if key == "slash" or (len(key) == 1 and key.isalpha()):
                seen.add(given.description)
                yield given


def written(keys: Iterable[str]) -> str:
    """Keys beside each other."""
    return " ".join(keys)
