"""What a programme says of itself: the municipality, its plan, whom to ask; changed field by field."""

from collections.abc import Mapping
from typing import Any

from assessor.model.change import ProgrammeChange
from assessor.model.programme import BudgetState
from assessor.service.item_fields import choice
from assessor.service.texts import named, optional_line
from assessor.service.workspace import Workspace


def set_details(workspace: Workspace, texts: Mapping[str, str | None]) -> bool:
    """Change the fields told (None = stays, an empty text = said no more); False where all said that already.

    Raises:
        FieldMissing, BadText, TextTooLong, UnknownChoice: a text cannot be taken.
    """
    held = workspace.assessment.programme
    told: dict[str, Any] = {name: optional_line(name, text) for name, text in texts.items() if text is not None}
    if "municipality" in told:
        told["municipality"] = named("municipality", texts["municipality"])
    if "budget_state" in told:
        told["budget_state"] = choice("budget_state", texts["budget_state"] or "", BudgetState)
    return bool(workspace.apply([ProgrammeChange(programme=held.model_copy(update=told))]).events)
