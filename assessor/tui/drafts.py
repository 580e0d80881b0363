"""Texts half typed in one programme: each is kept until the store has it, so that no crash and no refusal takes one."""

from typing import TYPE_CHECKING

from assessor.tui.remembering import PlaceMemory

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp


class Drafts:
    """The drafts of a sitting; `typing` is the one in the field that is open."""

    def __init__(self, app: "AssessorApp", place: PlaceMemory) -> None:
        """Take up what is remembered."""
        self._app, self._place = app, place
        self._texts = place.drafts
        self._given: set[str] = set()
        self.typing: str | None = None

    def show(self) -> int:
        """Show them; how many there are."""
        self._app.drafts = dict(self._texts)
        return len(self._texts)

    def type(self, key: str, text: str | None) -> None:
        """Remember a text half typed; None forgets it."""
        if text is not None or self.typing == key:
            self.typing = key if text is not None else None
        self.keep(key, text)

    def give(self, key: str) -> None:
        """A text was given: it is no draft any more, but it is kept as one until the store has it."""
        self.typing = None
        self._given.add(key)

    def keep(self, key: str, text: str | None) -> None:
        """Keep a text to be offered again in its field; None forgets it."""
        self._given.discard(key)
        self._texts = {name: one for name, one in {**self._texts, key: text}.items() if one is not None}
        self._place.keep_draft(key, text)
        self._app.drafts = self._texts

    def stored(self) -> None:
        """Forget what was given: the store has it."""
        for key in tuple(self._given):
            self.keep(key, None)
