"""Writing into the PIA in place: a field below its row; what is typed is kept as a draft until it is stored."""

from textual import on

from assessor.model.privacy_kinds import FieldKind, FieldPlace, field_kind
from assessor.model.privacy_parts import PARTS
from assessor.tui.messages import DraftChanged, EditorRequested, TextGiven, TextPutAway, TextTyped, Told
from assessor.tui.pia_messages import Filled, PiaTold
from assessor.tui.screens.elsewhere import write_elsewhere
from assessor.tui.screens.pia_state import PiaState
from assessor.tui.widgets.pia_layout import ENTRY_FIELDS
from assessor.tui.widgets.pia_rows import draft_name
from assessor.tui.widgets.pia_words import label
from assessor.tui.widgets.refusal import refusal


class PiaWriting(PiaState):
    """One field at a time is open; it closes when its text was taken, and stays with it when not."""

    writing: FieldPlace | None = None
    _settling = False

    def __init__(self) -> None:
        """Nothing was done yet."""
        super().__init__()
        self.done: list[tuple[FieldPlace, dict[str, str]]] = []

    async def open_field(self, place: FieldPlace, text: str | None = None) -> None:
        """Open a field on what stands there, or on what was half typed there before."""
        guide = self.pia.checklist.privacy if self.pia else None
        if self.writing is not None or guide is None:
            return
        from assessor.tui.widgets.text_field import FieldBox

        self.open_draft = draft_name(self.subject_id, place)
        held = self.drafts.get(self.open_draft)
        begun = held if held is not None else text if text is not None else self._written(place)
        self.writing, self._settling = place, False
        kind = field_kind(PARTS[place.part], place.key)
        hint = self.say(f"pia.hint.{kind.value}")
        box = FieldBox(place.key, label(place, guide, self.say), begun, hint)
        await self.query_one("#pia-right").mount(box)
        self.tell("pia.writing", "warn")
        self.show_keys()

    async def close_field(self) -> None:
        """Close the field; the rows have the focus again."""
        self.writing, self.open_draft = None, ""
        self.make_rows()
        await self.query("#field").remove()
        self.query_one("RiskList" if self.mode == "map" else "PiaForm" if self.mode == "form" else "StepList").focus()
        self.show_keys()

    def _written(self, place: FieldPlace) -> str:
        return "" if self._is_new(place) else self.shown_text(place)

    def _is_new(self, place: FieldPlace) -> bool:
        return PARTS[place.part].letter is not None and place.entry is None

    @on(TextTyped)
    def keep_draft(self, event: TextTyped) -> None:
        """Remember what is typed, so that no crash takes it."""
        if self.writing is not None and event.text != self._written(self.writing):
            self.post_message(DraftChanged(draft_name(self.subject_id, self.writing), event.text))

    @on(TextPutAway)
    async def put_away(self) -> None:
        """Nothing is saved; what stood there stands."""
        if self.writing is not None:
            self.post_message(DraftChanged(draft_name(self.subject_id, self.writing), None))
            await self.close_field()
            self.tell("pia.put_away")

    @on(EditorRequested)
    def open_editor(self) -> None:
        """Write the text in the officer's own editor."""
        write_elsewhere(self, self.tell)

    @on(TextGiven)
    async def take(self, event: TextGiven) -> None:
        """Ask for what was typed to be stored; the field stays open until it is known whether it can be taken."""
        place, text = self.writing, event.text.strip()
        if place is None or self._settling:
            return
        why = refusal(event.text, self.say)
        if not why and self._is_new(place) and not text and place.part != "approval":
            why = self.say("pia.first_needed")
        if why:
            self.post_message(Told(why, "alarm"))
            return
        if place.part == "approval":
            self.post_message(DraftChanged(draft_name(self.subject_id, place), text or None))
            await self.close_field()
        elif self._is_new(place):
            await self.give_new(place, text)
        elif text == self._written(place).strip():
            self.post_message(DraftChanged(draft_name(self.subject_id, place), None))
            await self.close_field()
        else:
            self.tell_field(place, text, draft_name(self.subject_id, place))

    async def give_new(self, place: FieldPlace, text: str) -> None:
        """Add an entry that begins with this text."""
        self.tell_entry(place, {place.key: text})

    def tell_entry(self, place: FieldPlace, texts: dict[str, str]) -> None:
        """Ask for a new entry; once it is stored it is looked at."""
        self._settling = True
        keys = ENTRY_FIELDS[place.part]

        def made(entry: str | None) -> None:
            if entry is not None and self.is_mounted:
                self.entry = entry
                self.keep_at(FieldPlace(place.part, entry, keys[len(texts)] if len(texts) < len(keys) else keys[0]))
                self.mode = "form"
                self.make_rows()

        filled = Filled(place.part, None, texts, {}, draft_name(self.subject_id, place), texts[place.key])
        self.post_message(PiaTold(self.subject_id, filled, self._settled, made))

    def tell_field(self, place: FieldPlace, text: str, draft: str = "", more: dict[str, str] | None = None) -> None:
        """Ask for a field (and others of the same part with it) to be stored; it is shown at once."""
        self.done.append((place, self._send(place, text, draft, more)))

    def _send(self, place: FieldPlace, text: str, draft: str, more: dict[str, str] | None) -> dict[str, str]:
        """Ask for it, and return what stood there."""
        self._settling = True
        texts = {place.key: text, **(more or {})}
        places = [place._replace(key=key) for key in texts]
        seen = {one.key: self.shown_text(one) for one in places}

        def settled(is_taken: bool) -> None:
            if is_taken:
                for one in places:
                    self.give(one, texts[one.key])
            self._settled(is_taken)

        def made(_: str | None) -> None:
            for one in places:
                self.give(one, None)

        filled = Filled(place.part, place.entry, texts, seen, draft, self._said(place))
        self.post_message(PiaTold(self.subject_id, filled, settled, made))
        return seen

    def action_undo_here(self) -> None:
        """Take the last change of a field back, by writing what stood there."""
        if not self.done:
            self.tell("undo.nothing")
            return
        place, before = self.done.pop()
        more = {key: text for key, text in before.items() if key != place.key}
        self._send(place, before[place.key], "", more)

    def _said(self, place: FieldPlace) -> str:
        guide = self.pia.checklist.privacy if self.pia else None
        name = label(place, guide, self.say) if guide else place.key
        return f"{place.entry} {name}" if place.entry else name

    def _settled(self, is_taken: bool) -> None:
        self._settling = False
        if is_taken and self.writing is not None and self.is_mounted:
            self.call_later(self.close_field)

    def is_typed(self, kind: FieldKind) -> bool:
        """True for a field whose text is typed."""
        return kind in (FieldKind.LINE, FieldKind.PARAGRAPHS, FieldKind.LINES, FieldKind.DAY, FieldKind.COUNT)
