"""The keys of the questionnaire: what they are bound to, and which of them the key rows name at a moment."""

from textual.binding import Binding, BindingType

from assessor.tui.widgets.bars import Key, KeyLines

BINDINGS: tuple[BindingType, ...] = (
    *(
        Binding(f"{number},{chr(0xFF10 + number)}", f"answer({number})", f"key.answer_{number}")
        for number in range(1, 7)
    ),
    Binding("0,０", "clear", "key.clear"),
    Binding("7,７", "fact(7)", "fact.yes"),
    Binding("8,８", "fact(8)", "fact.no"),
    Binding("9,９", "fact(9)", "fact.not_yet"),
    Binding("up", "move(-1)", "key.question_above"),
    Binding("down", "move(1)", "key.question_below"),
    Binding("enter", "next", "key.next"),
    Binding("left,escape", "back", "key.subjects"),
    Binding("right", "forth", "key.to_questions"),
    Binding("pageup", "read(-1)", "key.read_back"),
    Binding("pagedown", "read(1)", "key.read"),
    Binding("m,ｍ", "write('comment')", "key.memo"),
    Binding("e,ｅ", "write('evidence')", "key.evidence"),
    Binding("y,ｙ", "write('planned_for')", "key.year"),
    Binding("d,ｄ", "same_answer", "key.same"),
    Binding("left_square_bracket,fullwidth_left_square_bracket", "other_subject(-1)", "key.previous_subject"),
    Binding("right_square_bracket,fullwidth_right_square_bracket", "other_subject(1)", "key.next_subject"),
    Binding("slash,fullwidth_solidus,ctrl+f", "search", "key.search"),
    Binding("f,ｆ", "filter", "key.filter"),
    Binding("h,ｈ", "history", "key.history"),
    Binding("w,ｗ", "rescue", "key.rescue"),
    Binding("a,ａ", "add_subject", "key.add_subject"),
    Binding("p,ｐ", "facts", "key.facts"),
    Binding("x,ｘ", "subject_state", "key.subject_state"),
)

_SECOND = (
    Key("/", "key.search", "screen.search"),
    Key("f", "key.filter", "screen.filter"),
    Key("u", "key.undo", "app.undo"),
    Key("d", "key.same", "screen.same_answer"),
)
_CHOOSE = Key("key.up_down", "key.choose_question")
_NEXT = Key("Enter", "key.next", "screen.next")
_LIST = Key("key.left", "key.subjects", "screen.back")

ANSWERING = KeyLines(
    (
        Key("key.digits", "key.answer"),
        _CHOOSE,
        _NEXT,
        Key("m", "key.memo", "screen.write('comment')"),
        Key("e", "key.evidence", "screen.write('evidence')"),
        _LIST,
    ),
    _SECOND,
)
FAILED = KeyLines(
    (
        Key("Ctrl+S", "key.save_again", "app.save_again"),
        Key("w", "key.rescue", "screen.rescue"),
        Key("key.digits", "key.answer_on"),
        _CHOOSE,
        _NEXT,
    ),
    _SECOND,
)
WAITING = KeyLines(
    (
        Key("7", "fact.yes", "screen.fact(7)"),
        Key("8", "fact.no", "screen.fact(8)"),
        Key("9", "fact.not_yet", "screen.fact(9)"),
        _CHOOSE,
        _NEXT,
    ),
    _SECOND,
)
_SAVE, _PUT_AWAY, _EDITOR = Key("Enter", "key.save"), Key("Esc", "key.put_away"), Key("Ctrl+O", "key.editor_long")
_TEXT = KeyLines((_SAVE, Key("Ctrl+J", "key.new_line"), _PUT_AWAY, _EDITOR), (), typing=True)
WRITING = {
    "comment": _TEXT,
    "evidence": _TEXT,
    "planned_for": KeyLines((_SAVE, _PUT_AWAY), (), typing=True),
    "reason": KeyLines((_SAVE, Key("Esc", "key.put_away_answer"), _EDITOR), (), typing=True),
}
"""The keys while a field is open, by its name: only a reason that is put away brings another answer back."""
SUBJECTS = KeyLines(
    (
        Key("key.up_down", "key.choose_subject"),
        Key("Enter", "key.to_questions", "screen.next"),
        Key("a", "key.add_subject", "screen.add_subject"),
        Key("p", "key.facts", "screen.facts"),
        Key("x", "key.subject_state", "screen.subject_state"),
    ),
    (Key("/", "key.search", "screen.search"), Key("f", "key.filter", "screen.filter")),
)
NOTHING_FOUND = KeyLines(
    (
        Key("Esc", "key.filter_off", "screen.back"),
        Key("f", "key.filter", "screen.filter"),
        Key("/", "key.search", "screen.search"),
    ),
    (),
)
