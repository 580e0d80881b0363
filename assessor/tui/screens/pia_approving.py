"""The approval of a PIA: what is not written yet is told first, and approved all the same only with a reason."""

from collections.abc import Iterator

from textual import work

from assessor.model.privacy_kinds import FieldPlace
from assessor.model.privacy_result import PiaResult
from assessor.tui.pia_messages import Approved
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.pia_choosing import PiaChoosing
from assessor.tui.screens.prompt import Prompt
from assessor.tui.widgets.pia_layout import ENTRY_FIELDS
from assessor.tui.widgets.pia_map import in_order
from assessor.tui.widgets.pia_rows import draft_name
from assessor.tui.widgets.pia_words import band_title, gap_words


class PiaApproving(PiaChoosing):
    """What is asked before an approval is recorded."""

    @work(group="list", exclusive=True)
    async def approve(self) -> None:
        """Record an approval, after showing what it approves; the texts are those written above it."""
        board, result = self.pia, self.assessed
        if board is None or result is None:
            return
        names = {
            key: draft_name(result.subject.id, FieldPlace("approval", None, key)) for key in ENTRY_FIELDS["approval"]
        }
        texts = {key: self.drafts[name] for key, name in names.items() if self.drafts.get(name)}
        if "by" not in texts:
            self.tell("pia.approve.post_first", "alarm")
            return
        bands = board.checklist.risk.bands
        grave = {band.id for band in bands[len(bands) // 2 :]}
        left = [one for one in in_order(board, after=True) if one.residual in grave]
        lines = (
            *self._unfinished(result),
            self.say("pia.approve.what", by=texts["by"], count=len(result.risks)),
            *(f"  {one.id} {band_title(board.checklist, one.residual, self.say)} {one.risk.title}" for one in left),
            self.say("pia.approve.void"),
        )
        verb = self.say("pia.approve.do_despite" if result.unfinished else "pia.approve.do")
        choices = (Choice("Esc", self.say("key.put_away"), "stay"), Choice("x", verb, "do"))
        if await self.ask(Asking(self.say("pia.approve.title"), lines, choices)) != "do":
            return
        if result.unfinished and all(one.residual for one in result.risks):
            title, how = self.say("pia.approve.despite"), self.say("pia.approve.despite.how")
            reason = await self.app.push_screen_wait(Prompt(title, how, self.say))
            if reason is None:
                return
            texts["despite"] = reason
        self.post_message(Approved(result.subject.id, texts, tuple(names.values())))

    def _unfinished(self, result: PiaResult) -> Iterator[str]:
        """What is not written yet, before anybody approves it."""
        guide = self.pia.checklist.privacy if self.pia else None
        if result.unfinished and guide is not None:
            yield self.say("pia.approve.unfinished", count=len(result.unfinished))
            yield from (f"  {words}" for words in gap_words(result.unfinished, guide, self.say))
            yield self.say("pia.approve.reserved")
