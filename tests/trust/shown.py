"""The whole screen in a terminal, with texts that no reader of ours would let in: `FOLDER MODE`.

`honest` shows harmless texts, `hostile` what a terminal would obey in every place where a text can stand, and `broken`
the same without the last filter. The refusal of such texts is taken away, as if a file had got round it.
"""

import os
import re
import sys
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from assessor.model import text
from assessor.tui import safe_output
from tests.tui.stage import session

MARK = "XYZZY"
PAYLOADS = (
    *(
        f"\x1b]52;c;{MARK}\x07",
        "\x1b[2J",
        f"\x1b]0;{MARK}\x1b\\",
        f"\x1b]8;;http://{MARK}\x1b\\x\x1b]8;;\x1b\\",
        "\x9b31m",
    ),
    *(f"\x90{MARK}\x9c", "\x00\x7f", "a\rb", f"\u202e{MARK}", f"\x1bP+q{MARK}\x1b\\", "\x1b[?1049l", "\x08\x08\x1bc"),
)
HOSTILE = "".join(PAYLOADS)
HARMLESS = "市".ljust(len(HOSTILE), "x")


def stage(folder: Path, said: str) -> str:
    """A programme that says it everywhere."""
    from assessor.model.checklist import Checklist
    from tests.model.mini import answer, as_data, mini, subject
    from tests.tui.stage import city

    line = said.replace("\t", "").replace("\n", "")
    data = as_data(mini())
    for category in data["categories"]:
        for control in category["controls"]:
            control["question"]["ja"] = control["why"]["ja"] = said
    answers = {("programme", control): answer("partial", comment=said) for control in ("GOV-01", "GOV-02")}
    subjects = (subject("bus", "service").model_copy(update={"name": line, "operator": line}),)
    checklist = Checklist.model_validate(data)
    return city(folder, checklist=checklist, answers=answers, subjects=subjects, name=line)


def main() -> None:
    """Make the programme and show it."""
    folder, mode = Path(sys.argv[1]), sys.argv[2]
    text._FORBIDDEN = re.compile("(?!)")
    said = HARMLESS if mode == "honest" else HOSTILE
    if mode == "broken":
        safe_output.OnlyShown.apply = lambda self, segments, background: segments  # type: ignore[method-assign]
    from assessor.tui.app import AssessorApp
    from assessor.tui.remembering import Memory
    from assessor.tui.screens.questions import QuestionScreen

    class Forgetful(QuestionScreen):
        """A screen with a widget that prepares nothing of what it shows."""

        def on_mount(self) -> None:
            self.mount(Static(Content(said)))

    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    from assessor.tui import places

    found = places.screen_class
    places_of = {"questions": Forgetful}
    for module in (places, sys.modules["assessor.tui.app"]):
        module.screen_class = lambda name: places_of.get(name) or found(name)  # type: ignore[attr-defined]
    app = AssessorApp(stage(folder, said), session(), "ja", Memory(folder))
    app.run()
    sys.exit(app.return_code or 0)


if __name__ == "__main__":
    main()
