"""What goes with an inquiry: the covering letter, and the reminder once its due date has passed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from assessor.compose.framed import Head, framed
from assessor.compose.parsing import parse
from assessor.compose.templates import Fill, compose_markdown
from assessor.compose.workdays import workdays_later
from assessor.model.document import Document, Letterhead
from assessor.model.fiscal import era_date
from assessor.model.inquiry import Inquiry, Questionnaire
from assessor.model.own_name import own_name
from assessor.model.programme import Programme
from assessor.model.template import Template

Json = dict[str, Any]
DAYS_TO_ANSWER = 10
"""Office days."""

LETTER_PLACEHOLDERS = frozenset(
    (
        "city",
        "own",
        "plan",
        "contact",
        "recipient",
        "honorific",
        "number",
        "round",
        "due",
        "subjects",
        "count",
        "file",
        "form",
    )
)
"""The names a template of the covering letter may use."""

REMINDER_PLACEHOLDERS = frozenset(("city", "own", "plan", "contact", "several", "inquiries"))
"""The names a template of the reminder may use."""


def inquiry_letter(
    sheet: Questionnaire, file: str, template: Template, *, dated: date, fill: Fill = compose_markdown
) -> Document:
    """The draft of the covering letter to the file named; `xlsx` files are filled in otherwise than others.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    context: Json = {
        "city": sheet.municipality,
        "own": own_name(sheet.municipality)[0],
        "plan": sheet.plan,
        "contact": sheet.contact,
        "recipient": sheet.inquiry.recipient,
        "honorific": _honorific(sheet.inquiry),
        "number": sheet.inquiry.id,
        "round": sheet.inquiry.round,
        "due": era_date(sheet.inquiry.due),
        "subjects": [{"name": page.name, "count": len(page.questions)} for page in sheet.pages],
        "count": sheet.total,
        "file": file,
        "form": "workbook" if file.lower().endswith(".xlsx") else "yaml",
    }
    letter = _letterhead(sheet.municipality, sheet.contact, sheet.inquiry)
    return _document(sheet.municipality, sheet.plan, template, fill(template, context), dated).model_copy(
        update={"letter": letter}
    )


def inquiry_reminder(
    programme: Programme,
    inquiries: Sequence[Inquiry],
    template: Template,
    *,
    dated: date,
    fill: Fill = compose_markdown,
) -> Document:
    """The draft of a reminder of inquiries whose answers are awaited.

    Raises:
        TemplateInvalid: the template names something it is not given.
    """
    context: Json = {
        "city": programme.municipality,
        "own": own_name(programme.municipality)[0],
        "plan": programme.plan,
        "contact": programme.contact,
        "several": len(inquiries) > 1,
        "inquiries": [
            {
                "number": one.id,
                "recipient": one.recipient,
                "honorific": _honorific(one),
                "sent": era_date(one.sent),
                "due": era_date(one.due),
                "due_again": era_date(max(one.due, workdays_later(dated, DAYS_TO_ANSWER))),
                "days_late": max(0, (dated - one.due).days),
                "count": len(one.asked),
                "outstanding": len(one.outstanding),
            }
            for one in inquiries
        ],
    }
    letter = _letterhead(programme.municipality, programme.contact, inquiries[0]) if len(inquiries) == 1 else None
    return _document(programme.municipality, programme.plan, template, fill(template, context), dated).model_copy(
        update={"letter": letter}
    )


def _honorific(inquiry: Inquiry) -> str:
    """A post is addressed with 様, an organisation with 御中."""
    return "様" if inquiry.post else "御中"


def _letterhead(city: str, contact: str | None, inquiry: Inquiry) -> Letterhead:
    return Letterhead(
        to=f"{inquiry.recipient}　{_honorific(inquiry)}",
        sender=f"{city}　{contact}" if contact else city,
        number=f"照会の番号　{inquiry.id}（第{inquiry.round}回）",
    )


def _document(city: str, plan: str | None, template: Template, markdown: str, dated: date) -> Document:
    return framed(template, Head(city, plan, dated), parse(markdown))
