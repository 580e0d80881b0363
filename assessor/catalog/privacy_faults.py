"""What no model can see in the assessment of an exchange file: numbers of entries, and the names they point to."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessor.catalog.fault import Fault, unknown
from assessor.catalog.text_file import shown
from assessor.catalog.yaml_source import Steps
from assessor.model.checklist import Checklist
from assessor.model.privacy_parts import PARTS, is_entry_id
from assessor.model.programme import SubjectKind
from assessor.model.text import says_something

_USABLE = (SubjectKind.CITY_OS, SubjectKind.ASSET_GROUP)


def pia_faults(
    path: Steps, subject: Mapping[str, Any], checklist: Checklist, kinds: Mapping[str, SubjectKind]
) -> Iterator[Fault]:
    """The faults of `pia` in one subject; `kinds` are those of every subject stored or told."""
    told = subject.get("pia")
    if told is None:
        return
    here = (*path, "pia")
    kind = subject.get("kind")
    if kind in tuple(SubjectKind) and kind != SubjectKind.SERVICE:
        yield Fault("pia_of_other_kind", here, {"subject": shown(str(subject.get("id"))), "kind": str(kind)}, key=True)
    if not isinstance(told, dict):
        return
    for part in PARTS.values():
        if part.letter is not None:
            for name in _dict(told.get(part.field)):
                if not is_entry_id(part, name):
                    values: dict[str, str | int] = {"value": shown(name), "letter": part.letter}
                    yield Fault("bad_entry_id", (*here, part.field, name), values, key=True)
    yield from _names(here, told, checklist, kinds)
    yield from _wordless(here, told)


def _names(
    here: Steps, told: Mapping[str, Any], checklist: Checklist, kinds: Mapping[str, SubjectKind]
) -> Iterator[Fault]:
    guide = checklist.privacy
    questions = [question.id for question in guide.questions] if guide else None
    prompts = [prompt.id for prompt in guide.prompts] if guide else None
    for name in _dict(_dict(told.get("threshold")).get("answers")):
        if questions is not None and name not in questions:
            yield unknown("unknown_question", (*here, "threshold", "answers", name), name, questions, key=True)
    for entry, risk in _dict(told.get("risks")).items():
        at = (*here, "risks", entry)
        prompt = _dict(risk).get("prompt")
        if isinstance(prompt, str) and prompts is not None and prompt not in prompts:
            yield unknown("unknown_prompt", (*at, "prompt"), prompt, prompts)
        for number, name in enumerate(_list(_dict(risk).get("controls"))):
            if isinstance(name, str) and name not in checklist.controls:
                yield unknown("unknown_control", (*at, "controls", number), name, checklist.controls)
    usable = [name for name, kind in kinds.items() if kind in _USABLE]
    for number, name in enumerate(_list(_dict(told.get("description")).get("uses"))):
        if isinstance(name, str) and name not in usable:
            yield unknown("unknown_used_subject", (*here, "description", "uses", number), name, usable)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _wordless(here: Steps, told: Any) -> Iterator[Fault]:
    """Texts without a single word: they are taken in as they are and count as not filled in."""
    for step, value in told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ():
        if isinstance(value, str) and value.strip() and not says_something(value):
            yield Fault("text_wordless", (*here, step), {"value": shown(value)}, warning=True)
        elif isinstance(value, (dict, list)):
            yield from _wordless((*here, step), value)
