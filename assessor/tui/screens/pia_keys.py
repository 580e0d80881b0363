"""The keys of the PIA: what they are bound to, and which of them the key rows name at a moment."""

from textual.binding import Binding, BindingType

from assessor.model.privacy_kinds import HIGHEST_LEVEL, FieldKind
from assessor.tui.widgets.bars import Key, KeyLines
from assessor.tui.widgets.pia_layout import ANSWERS as ANSWERS_STEP

BINDINGS: tuple[BindingType, ...] = (
    Binding("up", "move(-1)", "key.choose"),
    Binding("down", "move(1)", "key.choose"),
    Binding("home", "move(-100000)", "key.first"),
    Binding("end", "move(100000)", "key.last"),
    Binding("pageup", "page(-1)", "key.page_back"),
    Binding("pagedown", "page(1)", "key.page"),
    Binding("enter", "open", "key.pia_open"),
    Binding("right", "forth", "key.pia_forth"),
    Binding("left,escape", "back", "key.pia_back"),
    *(
        Binding(f"{number},{chr(0xFF10 + number)}", f"level({number})", f"key.pia_level_{number}")
        for number in range(1, HIGHEST_LEVEL + 1)
    ),
    Binding("7,７", "yes_no('yes')", "fact.yes"),
    Binding("8,８", "yes_no('no')", "fact.no"),
    Binding("9,９", "yes_no('')", "fact.not_yet"),
    Binding("a,ａ", "add", "key.pia_add"),
    Binding("x,ｘ", "take_back", "key.pia_remove"),
    Binding("n,ｎ", "next_step", "key.pia_next"),
    Binding("s,ｓ", "service", "key.pia_service"),
    Binding("m,ｍ", "map", "key.pia_map"),
    Binding("t,ｔ", "turn", "key.pia_turn"),
    Binding("c,ｃ", "confirm", "key.pia_confirm"),
    Binding("C,Ｃ", "confirm_all", "key.pia_confirm_all"),
    Binding("i,ｉ", "items", "key.pia_items"),
    Binding("u,ｕ,ctrl+z", "undo_here", "key.undo"),
    Binding("w,ｗ", "write", "key.write"),
)

_SERVICE = Key("s", "key.pia_service", "screen.service")
_NEXT = Key("n", "key.pia_next", "screen.next_step")
_MAP = Key("m", "key.pia_map", "screen.map")
_WRITE = Key("w", "key.write", "screen.write")
_ADD = Key("a", "key.pia_add", "screen.add")
_UNDO = Key("u", "key.undo", "screen.undo_here")

STEPS = KeyLines(
    (Key("key.up_down", "key.pia_choose_step"), Key("Enter", "key.pia_forth", "screen.open"), _NEXT, _MAP),
    (_SERVICE, _WRITE, Key("Esc", "key.to_questions", "screen.back")),
)
FORM = KeyLines(
    (Key("key.up_down", "key.choose"), Key("Enter", "key.pia_open", "screen.open"), _ADD, _NEXT, _MAP),
    (_UNDO, _SERVICE, _WRITE, Key("Esc", "key.pia_back", "screen.back")),
)
LEVELS = KeyLines((Key("1～4", "key.pia_level"), *FORM.upper), FORM.lower)
YES_NO = KeyLines(
    (
        Key("7", "fact.yes", "screen.yes_no('yes')"),
        Key("8", "fact.no", "screen.yes_no('no')"),
        Key("9", "fact.not_yet", "screen.yes_no('')"),
        *FORM.upper,
    ),
    FORM.lower,
)
ENTRY = KeyLines(
    (Key("key.up_down", "key.choose"), Key("Enter", "key.pia_open", "screen.open"), _ADD, _NEXT),
    (Key("x", "key.pia_remove", "screen.take_back"), *FORM.lower),
)
ANSWERS = KeyLines(
    (
        Key("key.up_down", "key.choose"),
        Key("c", "key.pia_confirm", "screen.confirm"),
        Key("C", "key.pia_confirm_all", "screen.confirm_all"),
        Key("Enter", "key.open_question", "screen.open"),
    ),
    FORM.lower[1:],
)
MAP = KeyLines(
    (
        Key("key.up_down", "key.pia_choose_risk"),
        Key("Enter", "key.pia_rate", "screen.open"),
        _ADD,
        Key("t", "key.pia_turn", "screen.turn"),
    ),
    (_SERVICE, _NEXT, _WRITE, Key("Esc", "key.pia_back", "screen.back")),
)
WRITING = KeyLines(
    (
        Key("Enter", "key.save"),
        Key("Ctrl+J", "key.new_line"),
        Key("Esc", "key.put_away"),
        Key("Ctrl+O", "key.editor_long"),
    ),
    (),
    typing=True,
)
NO_SERVICE = KeyLines((), (Key("Esc", "key.to_questions", "screen.back"),))


def keys_of(mode: str, step: str, kind: FieldKind | None, *, on_entry: bool) -> KeyLines:
    """The keys of a mode; among the rows, those of what the cursor is on."""
    if mode != "form":
        return MAP if mode == "map" else STEPS
    if step == ANSWERS_STEP:
        return ANSWERS
    if kind is FieldKind.LEVEL:
        return LEVELS
    if kind is FieldKind.YES_NO:
        return YES_NO
    return ENTRY if on_entry else FORM
