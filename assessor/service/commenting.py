"""The register of public comments: number, gist, what it speaks of, the city's view; never who sent it."""

from typing import NamedTuple

from assessor.errors import UnknownStatement
from assessor.model.change import RecordChange
from assessor.model.release import COMMENT_KIND, PublicComment
from assessor.release_errors import UnknownComment
from assessor.service.texts import nearest, paragraphs
from assessor.service.workspace import Workspace


def comments(workspace: Workspace) -> tuple[PublicComment, ...]:
    """All comments by number."""
    found = map(PublicComment.model_validate, workspace.snapshot.contents(COMMENT_KIND).values())
    return tuple(sorted(found, key=lambda one: one.number))


def add_comment(workspace: Workspace, gist: str, statement: str | None = None, number: int | None = None) -> int:
    """Enter a comment and return its number (the next one where none is given).

    Raises:
        UnknownStatement: there is no such statement of section 7.
        UnknownComment: the number is taken.
        BadText, TextTooLong: the gist cannot be taken.
    """
    taken = [one.number for one in comments(workspace)]
    chosen = number if number is not None else max(taken, default=0) + 1
    if chosen in taken:
        raise UnknownComment(comment=chosen, known="、".join(map(str, taken)), reason="taken")
    made = PublicComment(number=chosen, gist=paragraphs("gist", gist), statement=_statement(workspace, statement))
    _keep(workspace, made)
    return chosen


class Said(NamedTuple):
    """What is told of a comment, as typed; None = stays as it is."""

    gist: str | None = None
    statement: str | None = None
    view: str | None = None
    reflected: bool | None = None


def set_comment(workspace: Workspace, number: int, said: Said) -> PublicComment:
    """Change what is told of a comment.

    Raises:
        UnknownComment, UnknownStatement, BadText, TextTooLong: something given cannot be taken.
    """
    held = {one.number: one for one in comments(workspace)}
    if number not in held:
        raise UnknownComment(comment=number, known="、".join(map(str, held)) or "―")
    told = {
        "gist": paragraphs("gist", said.gist) if said.gist else None,
        "statement": _statement(workspace, said.statement),
        "view": paragraphs("view", said.view) if said.view else None,
        "reflected": said.reflected,
    }
    changed = held[number].model_copy(update={name: value for name, value in told.items() if value is not None})
    _keep(workspace, changed)
    return changed


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
