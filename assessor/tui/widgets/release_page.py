"""Releases as rows: one line each, and everything of the chosen one with its frozen text."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.reactive import reactive

from assessor.model.claims import BrokenClaim
from assessor.model.fiscal import era_date
from assessor.model.release import Release
from assessor.tui.widgets.document_text import drawable, part_rows, pieces
from assessor.tui.widgets.page import Line, ListPage, Page
from assessor.tui.widgets.rows import Part, blank, fill, folded, row

ID_CELLS, STAGE_CELLS, DAY_CELLS = 6, 20, 16


class ReleaseList(ListPage):
    """One row per release, the newest first."""

    releases: reactive[tuple[Release, ...]] = reactive(())
    broken: reactive[tuple[BrokenClaim, ...]] = reactive(())

    def follows_from(self) -> tuple[object, ...]:
        """The releases and what is broken of them."""
        return self.releases, self.broken

    def lines(self, width: int) -> list[Line]:
        """Head and rows, or what to do first."""
        if not self.releases:
            lines = folded(self.say("release.none.how"), width - 3)
            return [Line(row(width, " ", Part(line, "dim"))) for line in lines]
        head = self.say("release.title", count=len(self.releases))
        return [
            Line(row(width, " ", Part(head, "head"))),
            *(Line(self._row(width, place, one), place) for place, one in enumerate(self.releases)),
        ]

    def _row(self, width: int, place: int, one: Release) -> Content:
        click = f"screen.go_to({place})"
        count = sum(1 for claim in self.broken if claim.release == one.id)
        right = [Part(f" {self.say('release.broken.count', count=count)} ", "bad")] if count else []
        day = era_date(one.dated) if self.lang == "ja" else one.dated.isoformat()
        return row(
            width,
            " ",
            Part(fill(one.id, ID_CELLS) + " ", "dim", click),
            Part(fill(self.say(f"release.stage.{one.stage.value}"), STAGE_CELLS) + " ", "text", click),
            Part(fill(day, DAY_CELLS) + " ", "text", click),
            Part("  ".join(filter(None, (one.number, _other_title(one)))), "dim", click),
            right=right,
        )


def _other_title(one: Release) -> str:
    """The title of what is no section 7: most releases are, and say so nowhere."""
    return "" if one.report == "section7" else one.document.title


class ReleaseText(Page):
    """The chosen release: what holds no more, what was asked and passed, then the text."""

    release: reactive[Release | None] = reactive(None)
    broken: reactive[tuple[BrokenClaim, ...]] = reactive(())

    def watch_release(self) -> None:
        """Another one is read from its beginning."""
        self.top = 0

    def follows_from(self) -> tuple[object, ...]:
        """The release and what is broken of it."""
        return self.release, self.broken

    def lines(self, width: int) -> list[Line]:
        """All of it."""
        one = self.release
        if one is None:
            return []
        found: list[Content] = []
        for text, style in self._told(one):
            found += [row(width, " ", Part(line, style)) for line in folded(drawable(text), width - 3)]
        found += [blank(width), *part_rows(pieces(one.document), width)]
        return [Line(content) for content in found]

    def _told(self, one: Release) -> Iterator[tuple[str, str]]:
        say = self.say
        yield one.document.title, "strong"
        for claim in self._broken_of(one):
            yield say("release.broken.claim", section=claim.section, text=claim.text), "bad"
        if one.approver:
            yield say("release.approved", post=one.approver), "text"
        for asked in one.consultations:
            yield say("release.asked", post=asked.post), "text"
            if asked.comment:
                yield "  " + say("release.comment", text=asked.comment), "dim"
            if asked.reply:
                yield "  " + say("release.reply", text=asked.reply), "dim"
        for passed in one.passed:
            yield (
                say("release.let_pass", words=passed.words, reason=passed.reason, by=passed.by),
                "middle",
            )
        for put_right in one.corrections:
            what = say(f"release.corrected.{put_right.field.value}") + (f" {put_right.item}" if put_right.item else "")
            texts = {name: getattr(put_right, name) or say("cli.none") for name in ("before", "after")}
            told = {"reason": put_right.reason, "by": put_right.by, "on": put_right.on.isoformat()}
            yield say("release.correction", what=what, **texts, **told), "middle"
        if one.source:
            yield say("release.source", source=one.source, digest=one.source_digest), "dim"
        yield say("release.digest", digest=one.digest), "dim"

    def _broken_of(self, one: Release) -> Sequence[BrokenClaim]:
        return [claim for claim in self.broken if claim.release == one.id]
