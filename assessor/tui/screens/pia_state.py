"""What the PIA looks at: a service, a step, an entry, a row, or the map; all of it kept by names, never by a place."""

from collections.abc import Mapping

from textual.reactive import var

from assessor.model.privacy_board import PrivacyBoard
from assessor.model.privacy_kinds import FieldKind, FieldPlace, field_kind, field_text
from assessor.model.privacy_parts import PARTS
from assessor.model.privacy_result import PiaResult, StepState
from assessor.tui.messages import Needed
from assessor.tui.screens.frame import Framed
from assessor.tui.widgets.pia_form import chosen_rows
from assessor.tui.widgets.pia_layout import ANSWERS, RISK_STEPS
from assessor.tui.widgets.pia_map import in_order
from assessor.tui.widgets.pia_rows import FormRow, Look, form_rows
from assessor.tui.widgets.pia_steps import step_ids

STEPS, FORM, MAP = "steps", "form", "map"


class PiaState(Framed):
    """`mode` says which part has the cursor: the steps, the rows of a step or entry, the map."""

    pia: var[PrivacyBoard | None] = var(None)
    seen: var[int] = var(0)
    drafts: var[Mapping[str, str]] = var({})
    mode: var[str] = var(STEPS)
    step: var[str] = var("threshold")
    entry: var[str | None] = var(None)
    form: var[tuple[FormRow, ...]] = var(())
    chosen: var[int | None] = var(None)
    after: var[bool] = var(False)
    risk: var[str] = var("")

    _at: tuple[str, str, str] | None = None
    _subject = ""
    open_draft = ""
    """The name of the text that is typed now: its field is in sight, and its row says nothing of it."""

    def __init__(self) -> None:
        """Nothing is on its way yet."""
        super().__init__()
        self._given: dict[str, str] = {}

    @property
    def assessed(self) -> PiaResult | None:
        """The assessment looked at."""
        return self.pia.result if self.pia else None

    @property
    def subject_id(self) -> str:
        """The service looked at; empty where there is none."""
        return self.assessed.subject.id if self.assessed else ""

    @property
    def row(self) -> FormRow | None:
        """The row the cursor is on."""
        rows = chosen_rows(self.form)
        return rows[self.chosen] if self.chosen is not None and self.chosen < len(rows) else None

    @property
    def kind(self) -> FieldKind | None:
        """What the row the cursor is on takes, None where it is no field."""
        place = self.row.place if self.row and self.row.kind == "field" else None
        return field_kind(PARTS[place.part], place.key) if place else None

    def watch_seen(self) -> None:
        """The store was read anew: ask what follows from it."""
        if self.is_mounted:
            self.post_message(Needed("pia"))

    def watch_pia(self) -> None:
        """Show what holds now; cursor and step stay, unless another service is shown."""
        if self.subject_id != self._subject:
            self._subject, self.entry, self._at, self.risk = self.subject_id, None, None, ""
            self._given.clear()
        self.make_rows()

    def watch_drafts(self, before: Mapping[str, str], drafts: Mapping[str, str]) -> None:
        """A row says where a text is half typed; what is typed there is no concern of it."""
        if before.keys() != drafts.keys() or self.step == "report":
            self.make_rows()

    def watch_lang(self) -> None:
        """Say everything in the other language."""
        self.make_rows()

    def watch_step(self) -> None:
        """Another step: its rows, from the first one."""
        self.entry = None
        self._at = None
        self.chosen = None
        self.make_rows()

    def watch_entry(self, before: str | None, entry: str | None) -> None:
        """An entry is looked at by itself; coming back, the cursor stands on it."""
        self._at = ("entry", "", before) if entry is None and before is not None else None
        self.chosen = None
        self.make_rows()

    def watch_mode(self, mode: str) -> None:
        """The map takes the place of the steps; the cursor goes where its part is."""
        self.set_class(mode == MAP, "-map")
        self.set_class(mode == FORM, "-form")
        if self.is_mounted:
            self.query_one({STEPS: "StepList", FORM: "PiaForm", MAP: "RiskList"}[mode]).focus()
        if mode == STEPS:
            self.chosen = None
        elif mode == FORM and self.chosen is None:
            rows = chosen_rows(self.form)
            self.choose_row(next((place for place, one in enumerate(rows) if one.identity == self._at), 0))
        self.show_keys()

    def watch_after(self) -> None:
        """The gravest of the other view may be another one; the chosen risk stays the chosen one."""
        self.show_keys()

    def make_rows(self) -> None:
        """Make the rows anew; the cursor stays on what it was on."""
        if self.pia is None:
            return
        if self.step not in step_ids(self.pia):
            return
        drafts = {name: text for name, text in self.drafts.items() if name != self.open_draft}
        self.form = form_rows(self.pia, Look(self.step, self.entry, dict(self._given), drafts), self.say)
        rows = chosen_rows(self.form)
        places = [place for place, one in enumerate(rows) if one.identity == self._at]
        if places and self.mode == FORM:
            self.chosen = places[0]
        elif self.mode == FORM:
            self.chosen = min(self.chosen or 0, len(rows) - 1) if rows else None
            self._at = rows[self.chosen].identity if self.chosen is not None else None
        found = in_order(self.pia, after=self.after)
        if found and all(one.id != self.risk for one in found):
            self.risk = found[0].id
        self.show_keys()

    def choose_row(self, place: int) -> None:
        """Put the cursor on a row."""
        rows = chosen_rows(self.form)
        if rows:
            self.chosen = max(min(place, len(rows) - 1), 0)
            self._at = rows[self.chosen].identity
            self.show_keys()

    def keep_at(self, place: FieldPlace) -> None:
        """Let the cursor stand on a field as soon as there is one."""
        self._at = ("field", place.name, "")

    def shown_text(self, place: FieldPlace) -> str:
        """What the screen shows in a field now, as it would be typed."""
        given = self._given.get(place.name)
        return field_text(self.assessed.pia, place) if given is None and self.assessed else given or ""

    def give(self, place: FieldPlace, text: str | None) -> None:
        """A text is on its way to the store; None = it has arrived, or was refused."""
        if text is None:
            self._given.pop(place.name, None)
        else:
            self._given[place.name] = text
        self.make_rows()

    def go_on(self) -> str | None:
        """The next step that still lacks something, after this one and round again."""
        if self.assessed is None:
            return None
        steps = self.assessed.steps
        names = [one.step.id.value for one in steps]
        here = names.index(self.step) if self.step in names else -1
        for one in (*steps[here + 1 :], *steps[: here + 1]):
            if one.state in (StepState.OPEN, StepState.BEGUN) and one.step.id.value != self.step:
                return one.step.id.value
        return None

    @property
    def looks_at_risks(self) -> bool:
        """True at a step about risks."""
        return self.step in RISK_STEPS and self.step != ANSWERS
