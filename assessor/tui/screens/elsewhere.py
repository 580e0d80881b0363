"""The text of a field written in the officer's own editor and taken back."""

from collections.abc import Callable

from textual.app import SuspendNotSupported
from textual.screen import Screen

from assessor.tui.editor import edited, editor_command


def write_elsewhere(screen: Screen[None], tell: Callable[[str, str], None]) -> None:
    """Open the editor on the text of the field that is open; what is written there comes back into it."""
    from assessor.tui.widgets.text_field import TextField

    command = editor_command()
    area = screen.query_one(TextField)
    try:
        with screen.app.suspend():
            text = edited(command, area.text) if command else None
    except SuspendNotSupported:
        text = None
    if text is None:
        tell("editor.none", "warn")
        return
    area.text = text
    area.move_cursor(area.document.end)
    tell("editor.back", "warn")
