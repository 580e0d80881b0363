"""The privacy impact assessment: steps at the left, the rows of a step or entry at the right, and the risk map."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from assessor.model.privacy_kinds import FieldKind, FieldPlace
from assessor.tui.messages import Needed, QuestionRequested, ScreenChosen, Wheeled, WriteRequested
from assessor.tui.pia_messages import Begun, Confirmed
from assessor.tui.screens import pia_keys
from assessor.tui.screens.pia_approving import PiaApproving
from assessor.tui.screens.pia_state import FORM, MAP, STEPS
from assessor.tui.widgets.bars import Gap, KeyLines
from assessor.tui.widgets.pia_form import PiaForm
from assessor.tui.widgets.pia_layout import ANSWERS, ENTRY_FIELDS, LAYOUTS
from assessor.tui.widgets.pia_map import RiskDetail, RiskList, RiskMapPane, in_order
from assessor.tui.widgets.pia_rows import FormRow
from assessor.tui.widgets.pia_steps import StepList, step_ids
from assessor.tui.widgets.pia_words import SETS

PAGE = 10


class PiaScreen(PiaApproving):
    """Everything said here is stored through the one queue; nothing has to be complete."""

    BINDINGS: ClassVar[list[BindingType]] = list(pia_keys.BINDINGS)
    CSS_PATH = "../styles/pia.tcss"
    tab = "pia"

    _came_from = STEPS

    def body(self) -> Iterable[Widget]:
        """Steps, gap, rows; or the map with the risks and the chosen one."""
        own = PiaScreen
        yield StepList().data_bind(own.lang, own.step, own.mode, board=own.pia)
        yield Gap(id="gap").data_bind(lined=own.lined)
        with Vertical(id="pia-right"):
            yield PiaForm().data_bind(own.lang, own.form, own.chosen)
        with Vertical(id="pia-map"):
            yield RiskMapPane().data_bind(own.lang, own.after, own.risk, own.lined, board=own.pia)
            yield RiskDetail().data_bind(own.lang, own.risk, board=own.pia)
        yield Gap(id="map-gap").data_bind(lined=own.lined)
        yield RiskList().data_bind(own.lang, own.after, own.risk, board=own.pia)

    def on_mount(self) -> None:
        """Ask for what is shown; the steps have the focus."""
        super().on_mount()
        self.query_one(StepList).focus()
        self.post_message(Needed("pia"))

    def keys_now(self) -> KeyLines:
        """The keys of the moment."""
        if self.writing is not None:
            return pia_keys.WRITING
        if self.pia is not None and self.assessed is None:
            return pia_keys.NO_SERVICE
        on_entry = self.entry is not None or (self.row is not None and self.row.kind == "entry")
        return pia_keys.keys_of(self.mode, self.step, self.kind, on_entry=on_entry)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done now is neither done nor named."""
        if self.writing is not None and action in _NOT_WHILE_WRITING:
            return False
        if self.assessed is None and action in _NEEDS_SERVICE:
            return False
        if action in _ONLY:
            return _ONLY[action](self)
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Choose the step, row or risk above or below."""
        if self.mode == MAP:
            found = in_order(self.pia, after=self.after)
            here = next((place for place, one in enumerate(found) if one.id == self.risk), 0)
            if found:
                self.risk = found[max(min(here + by, len(found) - 1), 0)].id
        elif self.mode == FORM:
            self.choose_row((self.chosen or 0) + by)
        elif self.pia is not None:
            names = step_ids(self.pia)
            here = names.index(self.step) if self.step in names else 0
            self.step = names[max(min(here + by, len(names) - 1), 0)]

    def action_page(self, by: int) -> None:
        """Go a page further; beside the steps the rows are read on."""
        if self.mode == STEPS:
            self.query_one(PiaForm).scroll(by)
        else:
            self.action_move(by * PAGE)

    def action_read(self, by: int) -> None:
        """Read the rows on, or back."""
        self.query_one(PiaForm).scroll(by)

    def action_choose_step(self, place: int) -> None:
        """Look at the step clicked."""
        if self.pia is not None and self.writing is None:
            self.mode = STEPS
            self.step = step_ids(self.pia)[place]

    def action_choose_row(self, place: int) -> None:
        """Put the cursor on the row clicked; clicked again, open it."""
        if self.writing is None:
            again = self.mode == FORM and self.chosen == place
            self.mode = FORM
            self.choose_row(place)
            if again:
                self.run_worker(self.action_open())

    def action_choose_risk(self, place: int) -> None:
        """Choose the risk clicked."""
        self.risk = in_order(self.pia, after=self.after)[place].id

    def action_forth(self) -> None:
        """From the steps to the rows."""
        self.mode = FORM

    async def action_open(self) -> None:
        """Go into the step; write into the field, look at the entry, do the deed, or rate the risk on the map."""
        if self.mode == STEPS:
            self.mode = FORM
        elif self.mode == MAP:
            if self.risk:
                self.rate(self.risk)
        elif self.row is not None:
            await self._open_row(self.row)

    async def _open_row(self, row: FormRow) -> None:
        if row.kind == "entry":
            self.entry = row.target
        elif row.kind == "proposal":
            self.post_message(QuestionRequested((self.subject_id, row.target)))
        elif row.kind == "deed":
            await self._do(row.target)
        elif row.place is not None and self.kind is not None:
            if self.is_typed(self.kind) and (row.place.part, row.place.key) not in SETS:
                await self.open_field(row.place)
            else:
                self.choose_value(row.place, row.target)

    async def _do(self, deed: str) -> None:
        match deed:
            case "add":
                await self.action_add()
            case "map":
                self.action_map()
            case "begin":
                self.post_message(Begun(self.subject_id))
            case "approve":
                self.approve()
            case "items":
                self.ask_for_items()
            case "confirm_all":
                self.confirm_proposals()

    async def action_add(self) -> None:
        """Add an entry of the kind this step has; on the map, a risk."""
        part = "risk" if self.mode == MAP else LAYOUTS[self.step].entries
        if part is None:
            self.tell("pia.nothing_to_add")
        elif part == "risk":
            self.add_risk()
        elif part == "approval":
            self.tell("pia.approve.how")
        else:
            key = ENTRY_FIELDS[part][0]
            today = self.assessed.today.isoformat() if self.assessed and key == "date" else None
            await self.open_field(FieldPlace(part, None, key), today)

    @property
    def entry_here(self) -> str | None:
        """The entry looked at, or the one the cursor is on, where it can be taken back."""
        if LAYOUTS[self.step].entries in (None, "approval"):
            return None
        return self.entry or (self.row.target if self.row is not None and self.row.kind == "entry" else None)

    def action_take_back(self) -> None:
        """Take the entry back, after asking."""
        part, entry = LAYOUTS[self.step].entries, self.entry_here
        if part is not None and entry is not None:
            title = next((one.label for one in self.form if one.target == entry or one.kind == "head"), entry)
            self.take_entry_back(part, entry, title.removeprefix(f"{entry} "))

    def action_level(self, level: int) -> None:
        """Give the row a level."""
        if self.row is not None and self.row.place is not None:
            self.set_value(self.row.place, str(level))

    def action_yes_no(self, value: str) -> None:
        """Answer the row."""
        if self.row is not None and self.row.place is not None:
            self.set_value(self.row.place, value, self.row.target)

    def action_next_step(self) -> None:
        """Go to the next step that lacks something."""
        found = self.go_on()
        if found is None:
            self.tell("pia.all_done", "good")
            return
        self.step = found
        self.mode = FORM if self.mode == FORM else STEPS

    def action_map(self) -> None:
        """Show the map, or go back from it."""
        if self.mode == MAP:
            self.mode = self._came_from
        else:
            self._came_from = self.mode
            if self.entry is not None and self.looks_at_risks:
                self.risk = self.entry
            self.mode = MAP

    def action_turn(self) -> None:
        """Before or after measures."""
        self.after = not self.after

    def action_confirm(self) -> None:
        """Turn the proposed answer the cursor is on into an answer."""
        row = self.row
        if row is None or row.kind != "proposal" or row.tone == "bad":
            self.tell("pia.confirm.choose")
            return
        self.post_message(Confirmed(self.subject_id, (row.target,)))

    def action_confirm_all(self) -> None:
        """Turn all of them into answers."""
        self.confirm_proposals()

    def action_items(self) -> None:
        """Let treatments become remediation items."""
        self.ask_for_items()

    def action_back(self) -> None:
        """One level out: entry, step, steps, questions."""
        if self.mode == MAP:
            self.mode = self._came_from
        elif self.mode == FORM and self.entry is not None:
            self.entry = None
        elif self.mode == FORM:
            self.mode = STEPS
        else:
            self.post_message(ScreenChosen("questions"))

    def action_write(self) -> None:
        """Write the report or the summary to a file."""
        self.post_message(WriteRequested("pia"))

    @on(Wheeled)
    def wheel(self, message: Wheeled) -> None:
        """The wheel chooses."""
        if self.writing is None:
            self.action_move(message.by)


_NOT_WHILE_WRITING = frozenset(
    (
        *("move", "page", "open", "forth", "back", "level", "yes_no", "add", "take_back", "next_step", "service"),
        *("map", "turn", "confirm", "confirm_all", "items", "undo_here", "write"),
    )
)
_NEEDS_SERVICE = _NOT_WHILE_WRITING - {"back"}
_ONLY: dict[str, Callable[[PiaScreen], bool]] = {
    "level": lambda at: at.mode == FORM and at.kind is FieldKind.LEVEL,
    "yes_no": lambda at: at.mode == FORM and at.kind is FieldKind.YES_NO,
    "turn": lambda at: at.mode == MAP,
    "confirm": lambda at: at.step == ANSWERS and at.mode != MAP,
    "confirm_all": lambda at: at.step == ANSWERS and at.mode != MAP,
    "items": lambda at: at.mode == FORM and at.step == "treatment",
    "forth": lambda at: at.mode == STEPS,
    "take_back": lambda at: at.mode == FORM and at.entry_here is not None,
}
"""Actions that only make sense somewhere."""
