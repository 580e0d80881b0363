"""The screens of a programme in the order of their tabs; each is loaded only when it is shown."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from assessor.tui.screens.frame import Framed


class Place(NamedTuple):
    """A screen: its function key and where its class stands (`module:Class`)."""

    key: str
    stands: str


PLACES = {
    "questions": Place("f2", "assessor.tui.screens.questions:QuestionScreen"),
    "findings": Place("f3", "assessor.tui.screens.findings:FindingsScreen"),
    "score": Place("f4", "assessor.tui.screens.scores:ScoreScreen"),
    "pia": Place("f6", "assessor.tui.screens.pia:PiaScreen"),
    "public": Place("f7", "assessor.tui.screens.public:PublicScreen"),
}
"""Every screen that has a tab, by its name; `screen.<name>` is its word in the message catalogues."""

BEHIND = {
    "releases": "assessor.tui.screens.releases:ReleasesScreen",
    "gap": "assessor.tui.screens.reading:GapScreen",
    "history": "assessor.tui.screens.reading:HistoryScreen",
    "inquiries": "assessor.tui.screens.inquiries:InquiriesScreen",
    "reminder": "assessor.tui.screens.inquiries:ReminderScreen",
    "inquiry_draft": "assessor.tui.screens.inquiry_draft:InquiryDraftScreen",
    "difference": "assessor.tui.screens.difference:DifferenceScreen",
    "remediation": "assessor.tui.screens.remediation:RemediationScreen",
    "item": "assessor.tui.screens.remediation_item:ItemScreen",
}
"""Screens without a tab: they are reached from another one."""

TABS = tuple((place.key, name) for name, place in PLACES.items())


def screen_class(name: str) -> "type[Framed]":
    """The class of a screen, loaded now."""
    module, _, found = (BEHIND.get(name) or PLACES[name].stands).partition(":")
    return cast("type[Framed]", getattr(import_module(module), found))
