"""What the screens of inquiries, provider packs and merging ask for."""

from collections.abc import Mapping
from typing import ClassVar

from assessor.tui.messages import AreaRequest


class InquiryRequest(AreaRequest):
    """Something of this area is to be done."""

    area: ClassVar[str] = "inquiry"


class DraftBegun(InquiryRequest):
    """An inquiry is to be made; `again` names one whose outstanding questions go out anew."""

    def __init__(self, again: str = "") -> None:
        """Keep which one."""
        super().__init__()
        self.again = again


class DraftFieldChosen(InquiryRequest):
    """A field of the draft is to be filled in."""

    def __init__(self, field: str) -> None:
        """Keep its name."""
        super().__init__()
        self.field = field


class DraftGone(InquiryRequest):
    """The draft is to be kept as an inquiry and its files are to be written."""


class FileReturned(InquiryRequest):
    """A file with answers came back."""


class PackOffered(InquiryRequest):
    """A provider pack is to be taken over."""


class CopyOffered(InquiryRequest):
    """Another copy of this programme is to be merged with it."""


class DifferenceSettled(InquiryRequest):
    """What is shown as a difference is to be recorded; `decisions` say per key take, keep or leave."""

    def __init__(self, decisions: Mapping[str, str]) -> None:
        """Keep what was decided."""
        super().__init__()
        self.decisions = dict(decisions)


class InquiryEnded(InquiryRequest):
    """Answers to an inquiry are awaited no longer."""

    def __init__(self, inquiry: str) -> None:
        """Keep which one."""
        super().__init__()
        self.inquiry = inquiry


class ReminderWanted(InquiryRequest):
    """A reminder of an inquiry, or of all that are overdue, is to be read."""

    def __init__(self, inquiry: str) -> None:
        """Keep which one."""
        super().__init__()
        self.inquiry = inquiry


class ReminderWritten(InquiryRequest):
    """The reminder that is read is to be written to a file."""
