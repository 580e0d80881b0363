"""The city whose section 7 was edited in LibreOffice (`tests/data/edited`), and its text in memory."""

from functools import cache
from pathlib import Path

from assessor.catalog.edited_text import edited_from, open_edited
from assessor.model.assessment import Assessment
from assessor.model.document import Document
from assessor.model.edited import EditedText
from assessor.model.publication import PublicView
from assessor.model.scales import Status
from assessor.service.containment import run_contained
from tests.compose.making import document, public, template
from tests.model.mini import NEXT_YEAR, answer, assessment, mini, one_of_each, planned, subject

EDITED = Path(__file__).resolve().parent.parent / "data" / "edited"

BODY = """
## はじめに

{{ promises["promise-law"] | statement }}

## 取組

{% for category in categories %}
{% for one in category.whole.every %}
- {{ one | statement }}

{% endfor %}
{% endfor %}

{% if categories %}
| 分野 | 考え方 |
|---|---|
{% for category in categories if category.policy %}
| {{ category.title }} | {{ category.policy | statement }} |
{% endfor %}
{% endif %}
"""
"""A template with a paragraph, a list and a table, so that marks lie in each."""


@cache
def city() -> Assessment:
    """Two services and one of each other kind; facts, a sentence of some services, and plans."""
    subjects = (*one_of_each(), subject("taxi", "service", one_of_each()[1].facts))
    done, later = answer(Status.IMPLEMENTED), planned(NEXT_YEAR)
    told = {
        ("programme", "GOV-02"): done,
        ("programme", "GOV-03"): later,
        ("programme", "GOV-04"): done,
        ("programme", "COS-03"): done,
        ("cam", "AST-03"): later,
        ("bus", "PIA-02"): done,
        ("taxi", "PIA-02"): answer(Status.NOT_IMPLEMENTED),
        **{(name, "SVC-01"): later for name in ("bus", "taxi")},
        **{(name, control): done for name in ("bus", "taxi") for control in ("SVC-04", "PIA-01")},
    }
    return assessment(subjects, dict(told), plan="みらい計画", budget_state="approved")


def view() -> PublicView:
    return public(city(), mini())


def original() -> Document:
    """Section 7 as it was before anybody edited it."""
    return document(view(), template(BODY))


def read_back(path: Path) -> EditedText:
    """A document read as the program reads it: in a child."""
    opened = open_edited(path)
    return edited_from(path, opened.content, run_contained("assessor.catalog.edited_text", opened.job))


@cache
def edited(name: str) -> EditedText:
    """One of the documents that were really edited."""
    return read_back(EDITED / f"{name}.docx")
