"""The anchor on what stays inside: the head of the trail in the title block of every internal document and workbook.

A public document has none. The number of events tells of work that is not public, and two cities with equal public
parts must give equal bytes; a release is an event of the trail itself, which the next internal document anchors. What
goes to others (letters, questionnaires) has none either: it tells them how much the city has recorded. Tables that
other programs read (csv, ics, the exchange file) have no place for it.
"""

from assessor.model.anchor import Anchor
from assessor.model.document import Document
from assessor.model.sheet import Sheet

LABEL = "記録の末尾"


def anchored(document: Document, anchor: Anchor) -> Document:
    """An internal document with the anchor as its last fact; a public one as it is."""
    if not document.internal:
        return document
    return document.model_copy(update={"facts": (*document.facts, (LABEL, anchor.written))})


def anchored_sheet(sheet: Sheet, anchor: Anchor) -> Sheet:
    """A workbook that stays inside, with the anchor under each printed page and after its notes."""
    return sheet._replace(foot=f"内部資料　{LABEL} {anchor.written}")
