"""Twenty-three broken ways to publish section 7: each lets one inside thing through, and the wall must notice each."""

import base64
import hashlib
import html
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

import docx
from docx.document import Document as WordDocument

from assessor.compose.section7 import section7
from assessor.compose.templates import compose_markdown
from assessor.engine.publication import public_view
from assessor.model.assessment import Assessment
from assessor.model.document import Document, Paragraph, Span
from assessor.model.publication import PublicView
from assessor.model.result import AssessmentResult
from assessor.model.scales import Status
from assessor.model.template import Template
from assessor.render.registry import render
from assessor.render.typesetting import typeset_pdf
from assessor.render.word_file import with_fixed_times
from tests.compose.making import shipped_template
from tests.compose.pairs import Publish
from tests.model.mini import TODAY, judged, shipped


def publish(said: Assessment, format_name: str, name: str = "standard") -> bytes:
    """The honest way, with the checklist and the templates that are shipped."""
    return render(_composed(judged(said, shipped()), name), format_name)


def _composed(result: AssessmentResult, name: str = "standard") -> Document:
    return section7(public_view(result), shipped_template("section7", name), dated=TODAY)


# what is inside


def comment(result: AssessmentResult) -> str:
    return next((one.comment for one in result.assessment.answers.values() if one.comment), "")


def undone(result: AssessmentResult) -> int:
    return sum(one.status is Status.NOT_IMPLEMENTED for one in result.assessment.answers.values())


def severities(result: AssessmentResult) -> list[str]:
    return [one.severity.value for one in result.findings]


def operator(result: AssessmentResult) -> str:
    return result.assessment.subjects[0].operator or ""


# where it gets out


def in_the_view(change: Callable[[AssessmentResult, PublicView], PublicView], said: Assessment) -> bytes:
    result = judged(said, shipped())
    view = change(result, public_view(result))
    return render(section7(view, shipped_template("section7", "standard"), dated=TODAY), "md")


def in_the_template(added: Callable[[AssessmentResult], str], said: Assessment) -> bytes:
    result = judged(said, shipped())

    def fill(chosen: Template, values: Any) -> str:
        return compose_markdown(chosen, values) + "\n\n{}\n".format(added(result).replace("\n", "\n\n"))

    chosen = shipped_template("section7", "standard")
    return render(section7(public_view(result), chosen, dated=TODAY, fill=fill), "md")


def in_the_document(change: Callable[[AssessmentResult, Document], dict[str, Any]], said: Assessment) -> bytes:
    result = judged(said, shipped())
    made = _composed(result)
    return render(made.model_copy(update=change(result, made)), "md")


def in_the_page(added: Callable[[AssessmentResult], str], said: Assessment) -> bytes:
    result = judged(said, shipped())
    page = render(_composed(result), "html")
    return page.replace(b"</main>", added(result).encode() + b"</main>")


def in_word(change: Callable[[AssessmentResult, WordDocument], object], said: Assessment) -> bytes:
    result = judged(said, shipped())
    word = docx.Document(BytesIO(render(_composed(result), "docx")))
    word.core_properties.modified = datetime(TODAY.year, TODAY.month, TODAY.day)
    change(result, word)
    target = BytesIO()
    word.save(target)
    return with_fixed_times(target.getvalue())


def in_pdf(added: Callable[[AssessmentResult], str], said: Assessment) -> bytes:
    result = judged(said, shipped())

    def broken(source: bytes, *others: Any) -> bytes:
        return typeset_pdf(source + added(result).encode(), *others)

    with patch("assessor.render.pdf.typeset_pdf", broken):
        return render(_composed(result), "pdf")


def in_the_name(said: Assessment) -> bytes:
    result = judged(said, shipped())
    name = f"section7_{(severities(result) or ['none'])[0]}.md"
    return name.encode() + b"\0" + render(_composed(result), "md")


# the leaks


def _closing(text: Callable[[AssessmentResult], str]) -> Publish:
    return partial(in_the_view, lambda result, view: view.model_copy(update={"closing": view.closing + text(result)}))


def _paragraph(text: Callable[[AssessmentResult], str]) -> Publish:
    def change(result: AssessmentResult, made: Document) -> dict[str, Any]:
        return {"blocks": (*made.blocks, Paragraph(spans=(Span(text=text(result)),)))}

    return partial(in_the_document, change)


def _weakest_first(result: AssessmentResult, view: PublicView) -> PublicView:
    ratios = {card.id: card.tally.ratio or 0 for card in result.scorecard.categories}
    return view.model_copy(update={"categories": tuple(sorted(view.categories, key=lambda one: ratios[one.id]))})


def _day_of_an_answer(result: AssessmentResult, made: Document) -> dict[str, Any]:
    return {"dated": next((one.as_of for one in result.assessment.answers.values()), made.dated)}


def _score(result: AssessmentResult, made: Document) -> dict[str, Any]:
    total = result.scorecard.total
    return {"subtitle": f"{made.subtitle}　{total.earned * 100 // (total.possible or 1)}%"}


def _hidden_run(result: AssessmentResult, word: WordDocument) -> None:
    word.add_paragraph().add_run(comment(result)).font.hidden = True


def _split_runs(result: AssessmentResult, word: WordDocument) -> None:
    last = word.add_paragraph()
    for char in comment(result):
        last.add_run(char)


def _encoded(result: AssessmentResult) -> str:
    told = "".join(f"{key}{one.status}" for key, one in result.assessment.answers.items())
    return f'<img src="data:x;base64,{base64.b64encode(told.encode()).decode()}">'


def _class(result: AssessmentResult) -> str:
    return f'<p class="s{len(severities(result))}">&#160;</p>'


def _plans(result: AssessmentResult) -> str:
    return f"<!-- {[one.planned_for for one in result.assessment.answers.values()]} -->"


LEAKS: Mapping[str, Publish] = MappingProxyType(
    {
        "a comment as it is": _paragraph(comment),
        "a comment escaped twice": partial(in_the_page, lambda r: html.escape(html.escape(f"<{comment(r)}>"))),
        "the first characters of a comment": _closing(lambda r: comment(r)[1:7]),
        "how many are not implemented": partial(in_the_template, lambda r: f"未実施　{undone(r)}件"),
        "the score": partial(in_the_document, _score),
        "the weakest category first": partial(in_the_view, _weakest_first),
        "the plans in a comment of the page": partial(in_the_page, _plans),
        "the answers in a data address": partial(in_the_page, _encoded),
        "the day of an answer": partial(in_the_document, _day_of_an_answer),
        "the severity in the name of the file": in_the_name,
        "a sentence only where nothing was found": _closing(lambda r: "" if r.findings else "特に課題はありません。"),
        "a comment in other letters": _closing(lambda r: unicodedata.normalize("NFKC", comment(r)).upper()),
        "a comment in short lines": partial(in_the_template, lambda r: "\n".join(textwrap.wrap(comment(r), 8))),
        "a comment as references": partial(in_the_page, lambda r: "".join(f"&#{ord(c)};" for c in comment(r))),
        "a number in the name of a style": partial(in_the_page, _class),
        "the digest of a comment": partial(
            in_the_page, lambda r: f'<a id="{hashlib.sha256(comment(r).encode()).hexdigest()[:12]}"></a>'
        ),
        "who works here as the author": partial(
            in_word, lambda r, w: setattr(w.core_properties, "author", operator(r))
        ),
        "a comment among the properties": partial(
            in_word, lambda r, w: setattr(w.core_properties, "comments", comment(r))
        ),
        "a comment in a hidden run": partial(in_word, _hidden_run),
        "a comment letter by letter": partial(in_word, _split_runs),
        "a comment beside the page": partial(in_pdf, lambda r: f'\n#place(dx: 99cm, text(lang: "ja")[{comment(r)}])'),
        "a comment among the keywords": partial(in_pdf, lambda r: f'\n#set document(keywords: "{comment(r)}")'),
        "a number in white on white": partial(in_pdf, lambda r: f"\n#text(fill: white)[{r.scorecard.total.earned}]"),
    }
)
