"""The register of public comments: number, gist, what it speaks of, the city's view; never who sent it."""

from collections.abc import Iterable
from typing import NamedTuple

from assessor.errors import UnknownStatement
from assessor.faults.releases import CommentBlocked, UnknownComment
from assessor.model.change import RecordChange
from assessor.model.record_kinds import COMMENT_KIND
from assessor.model.release import PassedFinding, PublicComment
from assessor.model.remark import RemarkCode
from assessor.service.passing import Blocking, blocking, left, noted
from assessor.service.text_checking import remarks_on
from assessor.service.texts import nearest, paragraphs
from assessor.service.workspace import Workspace

_PERSONS = frozenset(
    code.value for code in (RemarkCode.PERSON, RemarkCode.POSTAL_ADDRESS, RemarkCode.PRIVATE_PHONE, RemarkCode.EMAIL)
)


def comments(workspace: Workspace) -> tuple[PublicComment, ...]:
    """All comments by number."""
    found = map(PublicComment.model_validate, workspace.snapshot.contents(COMMENT_KIND).values())
    return tuple(sorted(found, key=lambda one: one.number))


class Passing(NamedTuple):
    """The findings that somebody lets pass, by their keys, and why."""

    keys: tuple[str, ...] = ()
    reason: str | None = None


def findings_on(workspace: Workspace, texts: Iterable[str | None]) -> tuple[Blocking, ...]:
    """What of the texts of a comment should not be published; who sent it (`is_person`) must not even be kept."""
    return blocking(one for text in texts if text for one in remarks_on(workspace, text))


def is_person(found: Blocking) -> bool:
    """True for what tells who somebody is or where they live: no register of opinions holds that."""
    return found.code in _PERSONS


def add_comment(
    workspace: Workspace,
    gist: str,
    statement: str | None = None,
    number: int | None = None,
    *,
    passing: Passing = Passing(),  # noqa: B008 - frozen
) -> int:
    """Enter a comment and return its number (the next one where none is given).

    Raises:
        UnknownStatement: there is no such statement of section 7.
        UnknownComment: the number is taken.
        CommentBlocked, PassReasonMissing: it tells who somebody is, and nobody let that pass with a reason.
        BadText, TextTooLong: the gist cannot be taken.
    """
    taken = [one.number for one in comments(workspace)]
    chosen = number if number is not None else max(taken, default=0) + 1
    if chosen in taken:
        raise UnknownComment(comment=chosen, known="、".join(map(str, taken)), reason="taken")
    told = paragraphs("gist", gist)
    made = PublicComment(
        number=chosen,
        gist=told,
        statement=_statement(workspace, statement),
        passed=_passed(workspace, (told,), passing),
    )
    _keep(workspace, made)
    return chosen


class Said(NamedTuple):
    """What is told of a comment, as typed; None = stays as it is."""

    gist: str | None = None
    statement: str | None = None
    view: str | None = None
    reflected: bool | None = None


def set_comment(
    workspace: Workspace,
    number: int,
    said: Said,
    *,
    passing: Passing = Passing(),  # noqa: B008 - frozen
) -> PublicComment:
    """Change what is told of a comment.

    Raises:
        UnknownComment, UnknownStatement, BadText, TextTooLong: something given cannot be taken.
        CommentBlocked, PassReasonMissing: it tells who somebody is, and nobody let that pass with a reason.
    """
    held = {one.number: one for one in comments(workspace)}
    if number not in held:
        raise UnknownComment(comment=number, known="、".join(map(str, held)) or "―")
    gist = paragraphs("gist", said.gist) if said.gist else None
    view = paragraphs("view", said.view) if said.view else None
    passed = _passed(workspace, (gist, view), passing)
    told = {
        "gist": gist,
        "statement": _statement(workspace, said.statement),
        "view": view,
        "reflected": said.reflected,
        "passed": (*held[number].passed, *passed) if passed else None,
    }
    changed = held[number].model_copy(update={name: value for name, value in told.items() if value is not None})
    _keep(workspace, changed)
    return changed


def _passed(workspace: Workspace, texts: Iterable[str | None], passing: Passing) -> tuple[PassedFinding, ...]:
    """What looks like a person and was let stand; anything else of the kind stops the entry."""
    found = [one for one in findings_on(workspace, texts) if is_person(one)]
    stopped = left(found, passing.keys)
    if stopped:
        raise CommentBlocked(count=len(stopped), codes=", ".join(one.key for one in stopped))
    return tuple(noted(found, passing.keys, passing.reason, workspace.session.by))


def _keep(workspace: Workspace, one: PublicComment) -> None:
    key, content = _key(one.number), one.model_dump(mode="json")
    expected = workspace.snapshot.revision(COMMENT_KIND, key)
    workspace.apply([RecordChange(kind=COMMENT_KIND, id=key, content=content, expected_revision=expected)])


def _key(number: int) -> str:
    return f"{number:05d}"


def _statement(workspace: Workspace, name: str | None) -> str | None:
    from assessor.engine.holdings import standings

    if name is None:
        return None
    known = standings(workspace.result())
    if name not in known:
        raise UnknownStatement(statement=name, nearest=nearest(name, known))
    return name
