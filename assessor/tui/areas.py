"""The areas beside the questionnaire: each has a module that computes what its screens show and does what they ask.

How an area is added. Its module (named in `AREAS`) has two functions: `provide(app, needed)`, which computes what a
screen asked for by `Needed` and sets a reactive here, and `act(app, request)`, which does what one of its messages
(a subclass of `AreaRequest`) asks, through `app.sitting.work` where something is to be stored. Its reactive stands here
and in `AREA_SHOWN`; a screen that declares one of the same name is bound to it. A screen asks anew when `seen` moves.
"""

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.reactive import var

from assessor.errors import AssessorError
from assessor.tui import messages
from assessor.tui.documents import Documents
from assessor.tui.messages import Notice

if TYPE_CHECKING:
    from assessor.model.assessment import PairKey
    from assessor.model.choice import Compared
    from assessor.model.claims import BrokenClaim
    from assessor.model.inquiry import Asking
    from assessor.model.privacy_board import PrivacyBoard
    from assessor.model.release import Release
    from assessor.model.remark import Remark
    from assessor.model.standing import Effect, ItemStanding
    from assessor.tui.app import AssessorApp
    from assessor.tui.inquiry_nouns import Board, Difference, Draft

AREAS: dict[str, str] = {
    "inquiry": "assessor.tui.inquiries",
    "pia": "assessor.tui.pia_desk",
    "releases": "assessor.tui.releases",
    "items": "assessor.tui.item_area",
    "editions": "assessor.tui.editions",
    "subjects": "assessor.tui.subject_area",
}
"""The module of every area, by its name; loaded with the first wish for it."""

AREA_SHOWN = (
    *("seen", "asked", "inquiry_board", "inquiry_draft", "difference", "pia"),
    *("broken", "remarks", "compared", "releases"),
    *("items", "item", "item_effect", "item_look"),
)
"""The reactives of the areas that a screen is bound to where it declares one of the same name."""


class Areas(Documents):
    """Hands requests to the module of their area."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,ｉ", "open_screen('inquiries')", "screen.inquiries"),
        Binding("t,ｔ", "open_screen('remediation')", "screen.remediation"),
    ]

    seen: var[int] = var(0)
    """Moves whenever the store was read again, also where no answer changed."""

    asked: var["Mapping[PairKey, Asking]"] = var({})
    inquiry_board: var["Board | None"] = var(None)
    inquiry_draft: var["Draft | None"] = var(None)
    difference: var["Difference | None"] = var(None)

    in_hand: object = None
    """What the difference shown was made of; it is recorded from here."""

    pia: var["PrivacyBoard | None"] = var(None)
    broken: var["tuple[BrokenClaim, ...]"] = var(())
    remarks: var["tuple[Remark, ...]"] = var(())
    compared: var["Mapping[str, Compared]"] = var({})
    releases: var["tuple[Release, ...]"] = var(())

    items: var["tuple[ItemStanding, ...] | None"] = var(None)
    """Every remediation item as it stands; None before somebody asked."""
    item: var[str] = var("")
    """The item looked at last."""
    item_effect: var["tuple[str, Effect] | None"] = var(None)
    """What closing an item would do, with its id."""
    item_look: var[tuple[str, str]] = var(("board", "due"))
    """Whether items are seen as a board or a list, and the order of the list."""

    items_seen = -1
    """The `seen` that the items belong to."""

    def action_take_edition(self) -> None:
        """Ask for the newer edition of the checklist."""
        from assessor.tui.editions import EditionWished

        self.post_message(EditionWished())

    async def provide_area(self, needed: str) -> bool:
        """Compute what a screen of an area needs (`area` or `area:detail`); False where it is no area's."""
        area = needed.partition(":")[0]
        if area not in AREAS:
            return False
        await _module(area).provide(cast("AssessorApp", self), needed)
        return True

    @on(messages.AreaRequest)
    @work(group="area")
    async def do_in_area(self, request: messages.AreaRequest) -> None:
        """Do what a screen of an area asks."""
        if self.sitting is None:
            return
        try:
            await _module(request.area).act(cast("AssessorApp", self), request)
        except AssessorError as error:
            self.notice = Notice(self.in_two_sentences(error), "alarm")


def _module(area: str) -> ModuleType:
    return import_module(AREAS[area])
