"""Risks of an assessment taken from the prompts of the checklist."""

from collections.abc import Sequence

from assessor.faults.privacy import UnknownPrompt
from assessor.model.privacy_guide import Prompt
from assessor.model.privacy_parts import PARTS
from assessor.service.privacy import guided, pia_result
from assessor.service.privacy_fields import Telling, Written, set_part
from assessor.service.texts import nearest
from assessor.service.workspace import Workspace


def offered(workspace: Workspace, subject_id: str) -> tuple[Prompt, ...]:
    """The prompts worth a look for a service, those already taken left out.

    Raises:
        UnknownSubject, PiaForServicesOnly: there is no such service.
    """
    return pia_result(workspace, subject_id).prompts


def add_risk(workspace: Workspace, subject_id: str, told: Sequence[str], prompt_id: str | None = None) -> Written:
    """Add a risk, from a prompt or an own one; what is told stands before what the prompt says.

    Raises:
        UnknownPrompt: there is no such prompt.
        UsageError: a field or value cannot be taken.
    """
    from_prompt = _told_by(_prompt(workspace, prompt_id)) if prompt_id is not None else []
    keys = {text.partition("=")[0] for text in told}
    kept = [text for text in from_prompt if text.partition("=")[0] not in keys]
    return set_part(workspace, subject_id, PARTS["risk"], Telling([*kept, *told]))


def _prompt(workspace: Workspace, prompt_id: str) -> Prompt:
    guide = guided(workspace).privacy
    prompts = guide.prompts if guide else ()
    found = next((one for one in prompts if one.id == prompt_id), None)
    if found is None:
        raise UnknownPrompt(prompt=prompt_id, nearest=nearest(prompt_id, [one.id for one in prompts]))
    return found


def _told_by(prompt: Prompt) -> list[str]:
    return [
        f"title={prompt.title.ja}",
        f"prompt={prompt.id}",
        f"stage={prompt.stage.value}",
        f"harm={prompt.harm.ja}",
        *(f"controls={control}" for control in prompt.controls),
    ]
