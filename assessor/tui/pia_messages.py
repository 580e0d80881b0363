"""What the screen of the PIA asks for."""

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple

from assessor.tui.messages import AreaRequest

Settled = Callable[[bool], None]
"""Told whether what was asked can be taken; what cannot stays where it was typed."""

Made = Callable[[str | None], None]
"""Told the id of the entry that was written, once it is stored; None where it was refused."""


def _nothing(_: object) -> None:
    return


class PiaRequest(AreaRequest):
    """Something to be done with the assessment of a service."""

    area: ClassVar[str] = "pia"

    def __init__(self, subject: str) -> None:
        """Keep whose assessment it is."""
        super().__init__()
        self.subject = subject


class Begun(PiaRequest):
    """The assessment is begun today."""


class Filled(NamedTuple):
    """Fields of one part as they were filled in; without an entry's id a new entry is added.

    `texts` are what was typed, `seen` what the screen showed there before, `draft` the name the text is kept under
    until it is stored, `text` says it for the message line.
    """

    part: str
    entry: str | None
    texts: dict[str, str]
    seen: dict[str, str]
    draft: str
    text: str


class PiaTold(PiaRequest):
    """Fields of one part were filled in."""

    def __init__(self, subject: str, filled: Filled, settled: Settled = _nothing, made: Made = _nothing) -> None:
        """Keep everything."""
        super().__init__(subject)
        self.filled, self.settled, self.made = filled, settled, made


class RiskTaken(PiaRequest):
    """A risk is to be made from a prompt."""

    def __init__(self, subject: str, prompt: str, made: Made) -> None:
        """Keep the prompt."""
        super().__init__(subject)
        self.prompt, self.made = prompt, made


class EntryTakenBack(PiaRequest):
    """An entry is to be taken back."""

    def __init__(self, subject: str, part: str, entry: str) -> None:
        """Keep which."""
        super().__init__(subject)
        self.part, self.entry = part, entry


class Approved(PiaRequest):
    """A post approved what remains: `by`, `date`, `document`, `note` as typed; `drafts` name where they are kept."""

    def __init__(self, subject: str, texts: Mapping[str, str], drafts: tuple[str, ...]) -> None:
        """Keep them."""
        super().__init__(subject)
        self.texts, self.drafts = dict(texts), drafts


class Confirmed(PiaRequest):
    """A person confirmed proposed answers; none named = all."""

    def __init__(self, subject: str, controls: tuple[str, ...] = ()) -> None:
        """Keep which."""
        super().__init__(subject)
        self.controls = controls


class ItemsWanted(PiaRequest):
    """Treatments of risks are to become remediation items; none named = all that have none yet."""

    def __init__(self, subject: str, risks: tuple[str, ...] = ()) -> None:
        """Keep which."""
        super().__init__(subject)
        self.risks = risks
