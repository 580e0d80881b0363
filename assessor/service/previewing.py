"""What a screen shows only when it is looked at: documents before they are written, gains, one question's history."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from assessor.compose.differences import Part, difference
from assessor.engine.choices import statement_choices
from assessor.engine.publication import public_view
from assessor.engine.silences import nearest_to_speaking, silences
from assessor.model.assessment import Answer, PairKey
from assessor.model.choice import Compared, StatementChoice
from assessor.model.document import Document
from assessor.model.remark import Remark
from assessor.model.silence import Silence
from assessor.service.composing import OF_ONE_SUBJECT, STANDARD_TEMPLATES, Wanted
from assessor.service.reporting import compose
from assessor.service.text_checking import remarks_on
from assessor.service.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


class PublicPreview(NamedTuple):
    """Section 7 as it would be printed, what the officer chose of each statement, the nearest to being said.

    `remarks` are what the check of the finished text found, `compared` the officer's own words beside ours.
    """

    document: Document
    choices: tuple[StatementChoice, ...]
    near: tuple[Silence, ...]
    remarks: tuple[Remark, ...]
    compared: Mapping[str, Compared]


class Told(NamedTuple):
    """An answer that was given: when (UTC, ISO 8601), by whom, and what; None = it was taken back."""

    at: str
    by: str
    answer: Answer | None


def public_preview(workspace: Workspace, templates: "Path | None" = None) -> PublicPreview:
    """Section 7 as the answers let it be now.

    Raises:
        TemplateInvalid: the city's own template is wrong.
    """
    result = workspace.result()
    view = public_view(result)
    document = compose(workspace, Wanted("section7", templates=templates))
    choices, near = statement_choices(result, view), nearest_to_speaking(silences(result, view))
    return PublicPreview(document, choices, near, remarks_on(workspace, document), dict(_compared(choices)))


def _compared(choices: Iterable[StatementChoice]) -> Iterator[tuple[str, Compared]]:
    for one in choices:
        if one.own is not None:
            both = difference(one.now.without_period if one.now else "", one.own.text)
            yield one.id, Compared(*(_in_brackets(parts) for parts in both))


def _in_brackets(parts: Iterable[Part]) -> str:
    return "".join(f"〔{part.text}〕" if part.changed else part.text for part in parts)


def gap_preview(workspace: Workspace, templates: "Path | None" = None) -> Document:
    """The gap report as it would be written now.

    Raises:
        TemplateInvalid: the city's own template is wrong.
    """
    return compose(workspace, Wanted("gap", templates=templates))


def told(workspace: Workspace, pair: PairKey) -> tuple[Told, ...]:
    """Every answer to a pair in the audit trail, oldest first."""
    return tuple(_told(workspace, pair))


def _told(workspace: Workspace, pair: PairKey) -> Iterator[Told]:
    for event in workspace.store.events():
        payload: Mapping[str, object] = event.payload
        if event.kind == "answer" and (payload.get("subject"), payload.get("control")) == pair:
            after = payload.get("after")
            yield Told(event.at, event.by, Answer.model_validate(after) if after else None)


def kinds_of_documents() -> tuple[str, ...]:
    """The kinds of documents that speak of the whole programme."""
    return tuple(kind for kind in STANDARD_TEMPLATES if kind not in OF_ONE_SUBJECT)


def suffixes() -> tuple[str, ...]:
    """The ends of file names that say a format."""
    from assessor.render.registry import FORMATS

    return tuple(row.suffix for row in FORMATS.values())
