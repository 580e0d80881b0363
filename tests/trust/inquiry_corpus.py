"""Hostile and odd files that come back to an inquiry, made from the questionnaire as it was sent."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assessor.catalog.inquiry_yaml import questionnaire_yaml
from assessor.model.change import RecordChange, SubjectChange
from assessor.model.inquiry import token_digest
from assessor.model.inquiry_form import ANSWERED, COLUMNS
from assessor.model.record_kinds import INQUIRY_KIND
from assessor.service.assessing import create_programme
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from tests.model.inquiries import TOKEN, asking, changed_part, filled, result_of, rewritten, sheet_of, with_part
from tests.model.mini import MINI, one_of_each

WORKBOOKS = Path(__file__).resolve().parents[1] / "catalog" / "workbooks"
PAIRS = [pair.key for pair in result_of().pairs if pair.subject == "bus"]
QUESTIONS, TICKET = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml"
SAID = {(0, "status"): "実施している", (0, "comment"): "点検済み", (1, "status"): "分からない"}
_FORMULA = "<f>1+1</f><v>2</v>"
_LINK = '<Relationship Id="x" Type="y/externalLink" Target="file:///etc/passwd" TargetMode="External"/>'
_FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
_MERGE = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'

Files = Iterator[tuple[str, bytes]]
Change = Callable[[bytes], bytes]


def city_that_asked(path: Path) -> None:
    """A programme that waits for the answers to the questionnaire."""
    session = Session("企画課")
    create_programme(str(path), session, titles={"municipality": "みらい市"}, checklist=MINI)
    with open_workspace(str(path), session) as city:
        city.apply([SubjectChange(subject=one) for one in one_of_each()])
        asked = asking(*PAIRS)
        inquiry = asked.model_copy(update={"token": token_digest(asked.token)})
        city.apply([RecordChange(kind=INQUIRY_KIND, id=inquiry.id, content=inquiry.model_dump(mode="json"))])


def returned() -> Files:
    """Every file; the same bytes each time."""
    answered = filled((WORKBOOKS / "sent.xlsx").read_bytes(), SAID)
    yield "ok-blank.xlsx", (WORKBOOKS / "sent.xlsx").read_bytes()
    yield "ok-libreoffice.xlsx", (WORKBOOKS / "answered_in_libreoffice.xlsx").read_bytes()
    yield "ok-answered.xlsx", _fixed(answered)
    for name, change in {**_cells(), **_tickets(), **_packages()}.items():
        yield f"no-{name}.xlsx", _fixed(change(answered))
    yield "no-cut.xlsx", _fixed(answered)[:3_000]
    yield "no-old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield "no-text.xlsx", b"id,name\n1,2\n"
    yield from _texts()


def _fixed(content: bytes) -> bytes:
    """The same parts, packed as of one moment."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for part in source.infolist():
            copy.writestr(ZipInfo(part.filename, (2026, 1, 1, 0, 0, 0)), source.read(part), ZIP_DEFLATED)
    return target.getvalue()


def _put(key: str, text: str, row: int = 2) -> Change:
    return lambda content: filled(content, {(row, "status"): "実施している", (row, key): text})


def _raw(key: str, inside: str) -> Change:
    return lambda content: filled(filled(content, {(2, "status"): "実施している"}), {(2, key): ""}, raw=inside)


def _cells() -> dict[str, Change]:
    """What may stand in no cell."""
    found: dict[str, Change] = {f"formula-{key}": _raw(key, _FORMULA) for key in ANSWERED}
    found["formula-outside"] = _raw("comment", "<f>[1]Sheet1!A1</f><v>2</v>")
    found["formula-key"] = partial(_rewritten, cells={"A4": ""}, raw=_FORMULA)
    found |= {
        "number-comment": _raw("comment", "<v>1</v>"),
        "number-status": _raw("status", "<v>1</v>"),
        "status": _put("status", "はい"),
        "status-full-width": _put("status", "ｉｍｐｌｅｍｅｎｔｅｄ"),
        "status-missing": lambda content: filled(content, {(3, "comment"): "まだ"}),
        "reason-missing": _put("status", "該当しない"),
        "year": _put("planned_for", "来年"),
        "day": _put("evidence_date", "2026-02-30"),
        "day-alone": _put("evidence_date", "2026-03-25"),
        "bidi": _put("comment", "a\u202eb"),
        "escape": _put("comment", "\x1b]52;c;x\x07"),
        "zero-width": _put("comment", "a\u200bb"),
        "line-in-title": _put("evidence", "a\nb"),
        "long": _put("comment", "あ" * 20_001),
        "not-asked": partial(_rewritten, cells={"A4": "os/COS-01", "B4": "COS-01"}),
        "unknown-id": partial(_rewritten, cells={"A4": "bus/ZZZ-99", "B4": "ZZZ-99"}),
        "other-number": partial(_rewritten, cells={"B4": "SVC-99"}),
        "doubled-row": partial(_rewritten, cells={"A5": "/".join(PAIRS[0]), "B5": PAIRS[0][1]}),
        "column-gone": partial(_rewritten, cells={f"{chr(65 + COLUMNS.index('status'))}1": "x"}),
        "stray-cell": _rows('<row r="200"><c r="F200" t="inlineStr"><is><t>x</t></is></c></row>'),
        "beside": _rows('<row r="201"><c r="Z201" t="inlineStr"><is><t>x</t></is></c></row>'),
        "nobody": lambda content: rewritten(content, "xl/worksheets/sheet1.xml", {"C11": "", "C12": ""}),
        "tomorrow": lambda content: rewritten(content, "xl/worksheets/sheet1.xml", {"C13": "2099-01-01"}),
    }
    return found


def _rewritten(content: bytes, cells: dict[str, str], raw: str | None = None) -> bytes:
    return rewritten(content, QUESTIONS, cells, raw=raw)


def _rows(rows: str) -> Change:
    return lambda content: changed_part(
        content, QUESTIONS, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>")
    )


def _tickets() -> dict[str, Change]:
    """Another city's, an older round's, a made-up one."""
    wrong = {
        "format": {"B2": "2"},
        "inquiry": {"B3": "I-002"},
        "round": {"B4": "2"},
        "round-text": {"B4": "１"},
        "token": {"B5": "0" * 32},
        "token-case": {"B5": TOKEN.upper()},
        "token-blank": {"B5": ""},
        "checklist": {"B6": "sha256:1"},
        "no-mark": {"A1": "x"},
    }
    return {f"ticket-{name}": partial(rewritten, part=TICKET, cells=cells) for name, cells in wrong.items()}


def _packages() -> dict[str, Change]:
    """What may stand in no workbook, whatever its cells say."""
    parts = ("vbaProject.bin", "activeX/activeX1.xml", "externalLinks/externalLink1.xml", "embeddings/oleObject1.bin")
    found: dict[str, Change] = {
        f"part-{name.split('/')[0].split('.')[0]}": partial(with_part, name=f"xl/{name}", data=b"x") for name in parts
    }
    relations = "xl/_rels/workbook.xml.rels"
    end = "</Relationships>"
    found |= {
        "outside": lambda content: changed_part(content, relations, lambda xml: xml.replace(end, _LINK + end)),
        "far-cell": _rows(_FAR),
        "merged": lambda content: changed_part(
            content, QUESTIONS, lambda xml: xml.replace("</sheetData>", "</sheetData>" + _MERGE)
        ),
        "doctype": lambda content: changed_part(
            content,
            "xl/workbook.xml",
            lambda xml: xml.replace("<workbook", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook', 1),
        ),
        "styles": lambda content: changed_part(
            content, "xl/styles.xml", lambda xml: xml.replace("</cellXfs>", "<xf/>" * 1_000_000 + "</cellXfs>")
        ),
        "hidden-page": _another_page,
        "broken": lambda content: changed_part(content, QUESTIONS, lambda xml: xml[: len(xml) // 2]),
    }
    return found


def _another_page(content: bytes) -> bytes:
    """A page more, very hidden: what an honest hand cannot add."""
    page = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet9.xml"/></Relationships>'
    sheet = '<sheet name="x" sheetId="99" state="veryHidden" r:id="rId99"/></sheets>'
    changed = changed_part(content, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", relation))
    changed = changed_part(changed, "xl/workbook.xml", lambda xml: xml.replace("</sheets>", sheet))
    return with_part(changed, "xl/worksheets/sheet9.xml", page.encode())


def _texts() -> Files:
    """The same in the exchange format."""
    blank = questionnaire_yaml(sheet_of(asking(*PAIRS)))
    (_, control) = PAIRS[0]
    answered = blank.replace(f"{control}: null", f"{control}: {{status: implemented, comment: 点検済み}}", 1)
    yield "ok-answered.yaml", answered.encode()
    changes = {
        "token": (TOKEN, "0" * 32),
        "round": ("round: 1", "round: 2"),
        "checklist": ("sha256:0", "sha256:1"),
        "inquiry": ("id: I-001", "id: I-002"),
        "nobody": ("organisation: みらい交通株式会社", "organisation: null"),
        "not-asked": ("  - id: bus", "  - id: walk"),
        "unknown-id": (f"{control}: {{", "ZZZ-99: {"),
        "facts": ("    answers:", "    facts: {personal_data: true}\n    answers:"),
        "section7": ("subjects:", "section7: {hide: []}\nsubjects:"),
        "programme": ("subjects:", "programme: {municipality: 市}\nsubjects:"),
        "alias": ("status: implemented", "status: *a"),
        "tag": ("comment: 点検済み", "comment: !!python/name:os.system x"),
        "twice": ("subjects:", "inquiry: {}\nsubjects:"),
        "escape": ("comment: 点検済み", 'comment: "\\e]52;c;x\\a"'),
    }
    for name, (old, new) in changes.items():
        changed = answered.replace(old, new, 1)
        if changed == answered:
            raise ValueError(name)
        yield f"no-{name}.yaml", changed.encode()
