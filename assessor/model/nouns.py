"""The noun behind each kind of event and record: its fields, their order and what they may hold."""

from collections.abc import Mapping

from assessor.model.assessment import Answer
from assessor.model.base import Model
from assessor.model.edition import EditionTaken
from assessor.model.inquiry import Inquiry
from assessor.model.merge_choice import MergeChoice
from assessor.model.pack import Pack
from assessor.model.period import Period
from assessor.model.privacy_parts import PARTS
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.model.record_kinds import (
    BUDGET_KIND,
    COMMENT_KIND,
    EDITION_KIND,
    INQUIRY_KIND,
    ITEM_KIND,
    MERGE_KIND,
    PACK_KIND,
    PERIOD_KIND,
    RELEASE_KIND,
)
from assessor.model.release import PublicComment, Release
from assessor.model.remediation import RemediationItem, YearBudget

RECORDS: Mapping[str, type[Model]] = {
    **{part.kind: part.model for part in PARTS.values()},
    ITEM_KIND: RemediationItem,
    BUDGET_KIND: YearBudget,
    PERIOD_KIND: Period,
    RELEASE_KIND: Release,
    COMMENT_KIND: PublicComment,
    INQUIRY_KIND: Inquiry,
    PACK_KIND: Pack,
    EDITION_KIND: EditionTaken,
    MERGE_KIND: MergeChoice,
}
"""What is no answer, by the kind of its records."""

NOUNS: Mapping[str, type[Model]] = {
    "answer": Answer,
    "programme": Programme,
    "subject": Subject,
    "section7": Section7Choice,
    **RECORDS,
}
