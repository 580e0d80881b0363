"""The worksheet of section 7: what every sentence rests on, and what is not said."""

from collections.abc import Mapping
from types import MappingProxyType

from assessor.compose.text_length import prose_length
from assessor.compose.worksheet import Beside, section7_worksheet
from assessor.engine.choices import statement_choices
from assessor.engine.publication import public_view
from assessor.engine.silences import nearest_to_speaking, silences
from assessor.model.document import Document
from assessor.service.composing import Composer, Filling, Wanted
from assessor.service.public_reporting import section7_beside
from assessor.service.text_checking import remarks_on
from assessor.service.workspace import Workspace


def compose_worksheet(workspace: Workspace, wanted: Wanted, filled: Filling) -> Document:
    """The worksheet beside section 7 as it would be printed today."""
    result = workspace.result()
    view = public_view(result)
    found = silences(result, view)
    printed = section7_beside(workspace, wanted)
    beside = Beside(
        view,
        found,
        nearest_to_speaking(found),
        workspace.snapshot.rows,
        statement_choices(result, view),
        remarks_on(workspace, printed),
        prose_length(printed),
    )
    return section7_worksheet(result, beside, filled.template, dated=result.today, fill=filled.fill)


COMPOSERS: Mapping[str, Composer] = MappingProxyType({"section7-worksheet": compose_worksheet})
