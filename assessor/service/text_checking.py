"""Finished public texts held to the rules of the programme's checklist, with the names this city has."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assessor.compose.text_check import check_text
from assessor.model.assessment import Assessment
from assessor.model.checklist import Checklist
from assessor.model.document import Document
from assessor.model.programme import WordingOverride
from assessor.model.public_data import Publication
from assessor.model.remark import KnownNames, Remark
from assessor.service.assessing import installed_checklist
from assessor.service.privacy import stored_pias
from assessor.service.workspace import Workspace


class WordingRemark(NamedTuple):
    """A remark on the officer's own sentence for a statement."""

    statement: str
    remark: Remark


def remarks_on(workspace: Workspace, text: Document | str, *, summary_of: str | None = None) -> tuple[Remark, ...]:
    """What is to be said of a finished public text, in reading order; the text may have been edited elsewhere.

    `summary_of` is the service whose PIA summary the text is: who runs it and how long each item of data is kept are
    published there by design, and nowhere else.
    """
    rules = rules_of(workspace.checklist)
    known = known_names(workspace.checklist, workspace.assessment)
    if summary_of is not None:
        told = tuple(_told_in_summary(workspace, summary_of))
        inside = tuple(name for name in known.inside if name not in told)
        known = known._replace(published=(*known.published, *told), inside=inside)
    return check_text(text, rules, known=known)


def wording_remarks(
    workspace: Workspace, wording: Mapping[str, WordingOverride], assessment: Assessment | None = None
) -> tuple[WordingRemark, ...]:
    """What is to be said of the officer's own sentences; `assessment` where it is not yet the stored one."""
    rules = rules_of(workspace.checklist) if wording else None
    known = known_names(workspace.checklist, assessment or workspace.assessment)
    return tuple(
        WordingRemark(name, remark)
        for name, override in sorted(wording.items())
        if rules is not None
        for remark in check_text(override.text, rules, known=known)
    )


def rules_of(checklist: Checklist) -> Publication:
    """What texts are checked for; a checklist from before there were such rules takes the installed ones."""
    rules = checklist.publication
    if rules.plain is not None and rules.leaks is not None:
        return rules
    installed = installed_checklist()[0].publication
    return rules.model_copy(update={"plain": rules.plain or installed.plain, "leaks": rules.leaks or installed.leaks})


def known_names(checklist: Checklist, assessment: Assessment) -> KnownNames:
    """The terms of the glossary, what the city publishes of itself, and the operators' names, which stay inside."""
    municipality = assessment.programme.municipality
    operators = {one.operator for one in assessment.subjects if one.operator}
    return KnownNames(
        terms=tuple(term.term for term in checklist.glossary),
        published=tuple(_published(checklist, assessment)),
        inside=tuple(sorted(name for name in operators if municipality not in name)),
    )


def _told_in_summary(workspace: Workspace, subject: str) -> Iterator[str]:
    operator = workspace.subject(subject).operator
    if operator:
        yield operator
    pia = stored_pias(workspace).get(subject)
    yield from (item.retention for item in (pia.items.values() if pia else ()) if item.retention)


def _published(checklist: Checklist, assessment: Assessment) -> Iterator[str]:
    programme = assessment.programme
    told = (programme.municipality, programme.plan, programme.period, programme.contact, programme.responsible)
    yield from (text for text in told if text)
    policies = (*programme.policies, *((programme.disclosure_standard,) if programme.disclosure_standard else ()))
    yield from (policy.title for policy in policies)
    yield from (standard.title.ja for standard in checklist.standards)
    yield from (law.title.ja for law in checklist.publication.laws)
