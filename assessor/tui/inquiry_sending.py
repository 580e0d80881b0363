"""An inquiry from the first field to the files that go out."""

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.engine.inquiry import Chosen, Filter, choose
from assessor.model.checklist import Respondent
from assessor.service.inquiring import (
    Files,
    Sending,
    Sent,
    awaited,
    check_targets,
    dispatch,
    due_day,
    find_inquiry,
    next_id,
    prepare,
)
from assessor.service.texts import optional_line
from assessor.service.workspace import Workspace
from assessor.tui.inquiry_asking import may_replace, several, typed
from assessor.tui.inquiry_nouns import Draft
from assessor.tui.messages import Notice
from assessor.tui.screens.ask import Asking, Choice
from assessor.tui.screens.items import Item
from assessor.tui.tasks import Work
from assessor.tui.widgets.inquiry_list import day_text
from assessor.tui.widgets.subject_list import subject_name

if TYPE_CHECKING:
    from assessor.tui.app import AssessorApp

DAYS_TO_ANSWER = 21
FILTERS = ("unanswered", "unknown", "must", "starter", "all")


async def begin(app: "AssessorApp", again: str) -> None:
    """Show the form: of a new inquiry, or of what is outstanding of one that was sent."""
    if app.sitting is None or app.result is None:
        return
    workspace, due = app.sitting.workspace, app.result.today + timedelta(days=DAYS_TO_ANSWER)
    if again:
        held = find_inquiry(workspace, again)
        path = app.say("draft.path.again", id=held.id, round=held.round + 1)
        draft = Draft(held.id, due, path, held.organisation, held.post or "", again=held.id, pairs=held.outstanding)
    else:
        name = next_id(workspace)
        draft = counted(app, Draft(name, due, app.say("draft.path.new", id=name)))
    app.inquiry_draft = draft
    await app.show_screen("inquiry_draft")


def counted(app: "AssessorApp", draft: Draft) -> Draft:
    """The draft with what would be asked now."""
    if app.sitting is None or app.result is None or draft.again:
        return draft
    asked, chosen = awaited(app.sitting.workspace), wished(draft)
    pairs = choose(app.result, chosen, asked)
    return draft._replace(pairs=pairs, already=len(choose(app.result, chosen)) - len(pairs))


def wished(draft: Draft) -> Chosen:
    """What the draft asks for."""
    role = Respondent(draft.role) if draft.role else None
    return Chosen(role, draft.subjects, draft.categories, tuple(map(Filter, draft.filters)))


async def fill_in(app: "AssessorApp", field: str) -> None:
    """Ask for one field of the draft and keep it."""
    draft = app.inquiry_draft
    if draft is None or app.result is None:
        return
    if field == "letter":
        app.inquiry_draft = draft._replace(letter=not draft.letter)
        return
    if field in ("role", "subject", "category", "filter"):
        draft = await _chosen(app, draft, field)
    else:
        draft = await _typed(app, draft, field)
    app.inquiry_draft = counted(app, draft)


async def _typed(app: "AssessorApp", draft: Draft, field: str) -> Draft:
    if field == "due":
        due = await typed(app, "draft.due", partial(due_day, today=app.session.today), draft.due.isoformat())
        return draft._replace(due=due) if due else draft
    if field == "path":
        path = await typed(app, "draft.path", str, draft.path)
        return draft._replace(path=path) if path else draft
    proposed = getattr(draft, field) or (_operator(app, draft) if field == "organisation" else "")
    read = partial(optional_line, field)
    text = await typed(app, f"draft.{field}", lambda given: read(given) or "", proposed, optional=field == "post")
    if text is None:
        return draft
    return draft._replace(organisation=text) if field == "organisation" else draft._replace(post=text)


def _operator(app: "AssessorApp", draft: Draft) -> str:
    """The operator of the one subject that is asked about."""
    subjects = {subject for subject, _ in draft.pairs}
    found = app.result.assessment.subject(subjects.pop()) if app.result and len(subjects) == 1 else None
    return (found.operator or "") if found else ""


async def _chosen(app: "AssessorApp", draft: Draft, field: str) -> Draft:
    result, say, lang = app.result, app.say, app.lang
    if result is None:
        return draft
    if field == "role":
        roles = [one for one in Respondent if one in result.checklist.respondents]
        names = [say("draft.role.all"), *(result.checklist.respondents[one].say(lang) for one in roles)]
        start = roles.index(Respondent(draft.role)) + 1 if draft.role else 0
        found = await app.choose(say("draft.role"), [Item("", name, n) for n, name in enumerate(names)], start=start)
        return draft if found is None else draft._replace(role=roles[found - 1].value if found else "")
    if field == "subject":
        held = [(one.id, subject_name(result, one.id, say("subject.whole"))) for one in result.assessment.subjects]
        subjects = await several(app, say("draft.subject"), held, draft.subjects)
        return draft._replace(subjects=tuple(subjects))
    if field == "category":
        named = [(one.id, one.title.say(lang)) for one in result.checklist.categories]
        return draft._replace(categories=tuple(await several(app, say("draft.category"), named, draft.categories)))
    filters = [(one, say(f"draft.filter.{one}")) for one in FILTERS]
    return draft._replace(filters=tuple(await several(app, say("draft.filter"), filters, draft.filters)))


async def send_draft(app: "AssessorApp") -> None:
    """Ask once more, then keep the inquiry and write its files."""
    draft, sitting, say = app.inquiry_draft, app.sitting, app.say
    if draft is None or sitting is None:
        return
    path = Path(draft.path).expanduser()
    letter = path.with_name(say("draft.letter.path", name=path.stem)) if draft.letter else None
    files = Files(path, letter, force=True, templates=app.templates)
    check_targets(sitting.workspace, files)
    held = [one for one in (path, letter) if one is not None and one.exists()]
    if held and not await may_replace(app, held):
        return
    lines = (
        say("draft.confirm.to", to=f"{draft.organisation} {draft.post}".rstrip()),
        say("draft.confirm.due", due=day_text(draft.due, say.lang)),
        say("draft.confirm.files", files=say("list.comma").join(one.name for one in (path, letter) if one)),
        say("draft.confirm.after"),
    )
    count = len(draft.pairs)
    choices = (
        Choice("Enter", say("draft.confirm.yes", count=count), "yes"),
        Choice("Esc", say("draft.confirm.no"), ""),
    )
    if await app.ask(Asking(say("draft.confirm", count=count), lines, choices)) != "yes":
        return
    sending = Sending(draft.due, draft.organisation, draft.post or None, wished(draft), draft.again or None)
    prepared: list[Sent] = []

    def do(workspace: Workspace) -> Sent:
        # A save that is tried again must keep the token of the first try: it may have been kept already.
        if not prepared:
            prepared.append(prepare(workspace, sending))
        dispatch(workspace, prepared[0], files)
        return prepared[0]

    sitting.work(Work(do, partial(_gone, app, path)), say("inquiry.kept", id=draft.id))


def _gone(app: "AssessorApp", path: Path, sent: Sent) -> None:
    app.notice = Notice(app.say("inquiry.sent", id=sent.inquiry.id, count=sent.sheet.total, path=path.name), "good")
    app.run_worker(app.show_screen("inquiries"))
