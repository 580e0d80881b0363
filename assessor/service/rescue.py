"""A way out when a programme's own file cannot be written: everything, saved or not, goes to another file."""

from collections.abc import Mapping
from pathlib import Path

from assessor.model.assessment import Answer, PairKey
from assessor.service.outputs import refuse_input
from assessor.service.privacy import stored_pias
from assessor.service.workspace import Workspace


def write_rescue(workspace: Workspace, unsaved: Mapping[PairKey, Answer | None], target: str) -> None:
    """Write an exchange file of all answers, the unsaved ones in the place of those they replace.

    Raises:
        ExportTooLarge: an import would refuse it.
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    from assessor.catalog.answer_writer import exchange_yaml
    from assessor.storage.atomic_file import write_atomic

    refuse_input(Path(target), workspace.target)
    answers = {pair: answer for pair, answer in {**workspace.assessment.answers, **unsaved}.items() if answer}
    assessment = workspace.assessment.model_copy(update={"answers": answers})
    text = exchange_yaml(workspace.checklist, assessment, stored_pias(workspace))
    write_atomic(Path(target), text.encode(), replace=False)
