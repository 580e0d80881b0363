"""What the tests of inquiries share: an inquiry on the small checklist, its workbook, and a hand that fills it in."""

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from assessor.engine.evaluate import evaluate
from assessor.engine.inquiry import questionnaire
from assessor.model.assessment import Assessment, PairKey
from assessor.model.checklist import Checklist
from assessor.model.inquiry import Inquiry, Questionnaire, pair_text
from assessor.model.inquiry_form import COLUMNS, FIRST_ROW
from assessor.model.result import AssessmentResult
from tests.model.mini import TODAY, mini, one_of_each, programme

TOKEN = "0123456789abcdef0123456789abcdef"  # noqa: S105 (a made one)
DUE = date(2026, 12, 15)


def result_of(assessment: Assessment | None = None, checklist: Checklist | None = None) -> AssessmentResult:
    given = assessment or Assessment(programme=programme(contact="企画課"), subjects=one_of_each())
    return evaluate(checklist or mini(), given, TODAY)


def asking(*pairs: PairKey, **more: object) -> Inquiry:
    values: dict[str, object] = {
        "id": "I-001",
        "organisation": "みらい交通株式会社",
        "post": "運行管理課長",
        "sent": TODAY,
        "due": DUE,
        "token": TOKEN,
        "checklist": "sha256:0",
        "asked": dict.fromkeys(map(pair_text, pairs), 0),
    }
    return Inquiry.model_validate({**values, **more})


def sheet_of(inquiry: Inquiry, assessment: Assessment | None = None) -> Questionnaire:
    return questionnaire(result_of(assessment), inquiry)


def filled(content: bytes, cells: Mapping[tuple[int, str], str], *, page: int = 2, raw: str | None = None) -> bytes:
    """A workbook with texts written into its cells, as Excel would: `cells` by (question from 0, column key)."""
    given = {f"{chr(65 + COLUMNS.index(key))}{FIRST_ROW + row}": text for (row, key), text in cells.items()}
    return rewritten(content, f"xl/worksheets/sheet{page}.xml", given, raw=raw)


def rewritten(content: bytes, part: str, cells: Mapping[str, str], *, raw: str | None = None) -> bytes:
    """The same with cells named `F4`; `raw` stands in the cells instead of a text (`<f>1+1</f>`)."""

    def change(xml: str) -> str:
        for place, text in cells.items():
            inside = raw if raw is not None else f'<is><t xml:space="preserve">{excel(text)}</t></is>'
            kind = "" if raw is not None else ' t="inlineStr"'
            pattern = rf'<c r="{place}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)'
            new = rf'<c r="{place}"\1{kind}>'
            found = re.search(pattern, xml, re.S)
            assert found is not None, place
            xml = f"{xml[: found.start()]}{found.expand(new)}{inside}</c>{xml[found.end() :]}"
        return xml

    return changed_part(content, part, change)


def excel(text: str) -> str:
    """A text as Excel writes it into XML: what looks like its own escape is escaped, and so is what XML cannot hold."""
    kept = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return re.sub(
        "[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda found: f"_x{ord(found[0]):04X}_", escape(kept, quote=False)
    )


def changed_part(content: bytes, part: str, change: object) -> bytes:
    """The workbook with one part changed by a function of its text."""
    assert callable(change)
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, change(data.decode()).encode() if name == part else data)
    return target.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part more."""
    target = BytesIO(content)
    with ZipFile(target, "a", ZIP_DEFLATED) as copy:
        copy.writestr(name, data)
    return target.getvalue()
