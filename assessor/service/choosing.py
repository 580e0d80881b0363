"""What the officer chooses for section 7: which statements it shows, and in which words."""

from collections.abc import Iterable
from typing import NamedTuple

from assessor.engine.choices import statement_choices
from assessor.engine.publication import public_view, statement_ids
from assessor.errors import StatementSilent, TextMissing, UnknownStatement
from assessor.model.change import Section7Change
from assessor.model.checklist import PublicRule
from assessor.model.choice import StatementChoice, still_hidden
from assessor.model.programme import Section7Choice, WordingOverride
from assessor.model.remark import Remark
from assessor.service.text_checking import remarks_on
from assessor.service.texts import line, nearest, paragraphs
from assessor.service.workspace import Workspace


class Worded(NamedTuple):
    """A sentence that was saved: the statement as it stands now, and what is to be said of the officer's words."""

    choice: StatementChoice
    remarks: tuple[Remark, ...]


def choices(workspace: Workspace) -> tuple[StatementChoice, ...]:
    """Every statement of section 7 with what the officer chose of it, in checklist order."""
    result = workspace.result()
    return statement_choices(result, public_view(result))


def hide(workspace: Workspace, names: Iterable[str], reason: str | None = None) -> bool:
    """Leave statements out of section 7, with the reason for it; False when nothing changed by it.

    Raises:
        UnknownStatement: there is no such statement.
        BadText, TextTooLong: the reason cannot be taken.
    """
    wanted = _known(workspace, names)
    held = workspace.assessment.section7
    show = tuple(name for name in held.show if name not in wanted)
    told = paragraphs("reason", reason).strip() if reason else ""
    why = {**held.why, **dict.fromkeys(wanted, told)} if told else held.why
    return _save(workspace, held.model_copy(update={"hide": _with(held.hide, wanted), "show": show, "why": why}))


def show(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """Let section 7 show statements again, and folded ones by themselves; returns those that are folded else.

    Raises:
        UnknownStatement: there is no such statement.
        StatementSilent: the checklist says it is never published.
    """
    wanted = _known(workspace, names)
    for name in wanted:
        if _rule(workspace, name) is PublicRule.NEVER:
            raise StatementSilent(statement=name, reason="never")
    folded = tuple(name for name in wanted if _rule(workspace, name) is PublicRule.AGGREGATE)
    held = workspace.assessment.section7
    hide = tuple(name for name in held.hide if name not in wanted)
    told = {"hide": hide, "show": _with(held.show, folded), "why": still_hidden(held.why, hide)}
    _save(workspace, held.model_copy(update=told))
    return folded


def word(workspace: Workspace, name: str, text: str) -> Worded:
    """Say a statement in the officer's words, for the stage it stands at now.

    Raises:
        UnknownStatement: there is no such statement.
        StatementSilent: the answers support no sentence of it now, so there is no stage to write for.
        TextMissing, BadText, TextTooLong: the words cannot be taken.
    """
    (known,) = _known(workspace, [name])
    said = line("wording", text).strip()
    if not said:
        raise TextMissing(statement=known)
    now = _choice(workspace, known).now
    if now is None:
        never = _rule(workspace, known) is PublicRule.NEVER
        raise StatementSilent(statement=known, reason="never" if never else "open")
    held = workspace.assessment.section7
    wording = {**held.wording, known: WordingOverride(text=said, stage=now.written)}
    _save(workspace, held.model_copy(update={"wording": wording}))
    return Worded(_choice(workspace, known), remarks_on(workspace, said))


def unword(workspace: Workspace, names: Iterable[str]) -> bool:
    """Go back to the checklist's sentences; False when none of them had others.

    Raises:
        UnknownStatement: there is no such statement.
    """
    wanted = _known(workspace, names)
    held = workspace.assessment.section7
    wording = {name: said for name, said in held.wording.items() if name not in wanted}
    return _save(workspace, held.model_copy(update={"wording": wording}))


def _known(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    known = statement_ids(workspace.checklist)
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            raise UnknownStatement(statement=name, nearest=nearest(name, sorted(known)))
    return wanted


def _rule(workspace: Workspace, name: str) -> PublicRule | None:
    control = workspace.checklist.controls.get(name)
    return control.public.rule if control else None


def _choice(workspace: Workspace, name: str) -> StatementChoice:
    return next(one for one in choices(workspace) if one.id == name)


def _with(held: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*held, *more)))


def _save(workspace: Workspace, choice: Section7Choice) -> bool:
    if choice == workspace.assessment.section7:
        return False
    workspace.apply([Section7Change(choice=choice)])
    return True
