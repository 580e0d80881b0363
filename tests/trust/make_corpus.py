"""Makes the hostile corpus: `python -m tests.trust.make_corpus` writes `tests/trust/corpus/`, always the same bytes.

A file's folder says who reads it, its name whether it must be refused (`no-…`) or may be taken (`ok-…`).
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.trust.inquiry_corpus import returned
from tests.trust.mutating import packed

CORPUS = Path(__file__).resolve().parent / "corpus"
Files = Iterator[tuple[str, bytes]]
_NOTHING: Mapping[str, bytes] = MappingProxyType({})

_HEAD = "assessor: 1\nsubjects:\n"
_ONE = "  - id: programme\n    kind: programme\n    name: みらい市\n"
_ANSWER = _HEAD + _ONE + "    answers:\n      GOV-01:\n        status: partial\n        as_of: 2026-04-01\n"

VALUES = {
    "anchor": "&a x",
    "alias": "*a",
    "tag-python": "!!python/object/apply:os.system [id]",
    "tag-str": "!!str x",
    "tag-own": "!x y",
    "tag-bool": "!!bool x",
    "tag-int": '!!int ""',
    "tag-time": "!!timestamp x",
    "tag-binary": "!!binary QUJD",
    "tag-set": "!!set {a, b}",
    "escape": '"\\e]52;c;AAAA\\a"',
    "escape-nul": '"\\0"',
    "escape-bell": '"\\a"',
    "escape-c1": '"\\x9b31m"',
    "escape-surrogate": '"\\ud800"',
    "escape-bidi": '"\\u202e"',
    "escape-isolate": '"\\u2066"',
    "escape-zero-width": '"\\u200b"',
    "escape-mark": '"\\ufeff"',
    "escape-line-separator": '"\\u2028"',
    "escape-filler": '"\\u3164"',
    "escape-tag-character": '"\\U000E0041"',
    "escape-too-large": '"\\UFFFFFFFF"',
    "escape-noncharacter": '"\\uffff"',
    "escape-soft-hyphen": '"\\xad"',
    "bidi": "a\u202eb",
    "c1": "a\u0085b",
    "zero-width": "a\u200bb",
    "list": "[a, b]",
    "mapping": "{a: b}",
    "open-quote": '"a',
    "open-bracket": "[a",
    "open-brace": "{a",
    "at": "@x",
    "backquote": "`x`",
    "percent": "%x",
    "colon": "a: b: c",
    "number": "12",
    "decimal": "1.5",
    "true": "true",
    "many-digits": "9" * 14,
    "too-long": "長" * 20_001,
    "nested": "[" * 40 + "]" * 40,
    "nested-deep": "[" * 3000,
    "braces-deep": "{a: " * 3000,
}
"""What stands where a comment belongs; each is refused."""

FINE_VALUES = {
    "no": "no",
    "octal": "'010'",
    "time": "'12:30'",
    "clock": "12:30",
    "exponent": "1e3",
    "formula": '"=HYPERLINK(1)"',
    "markup": '"[@click=app.bell]x[/]"',
    "html": '"<script>alert(1)</script>"',
    "template": '"{{ 7 * 7 }}"',
    "markdown": '"![x](http://a.example/b.png)"',
    "selector": "葛\U000e0100飾区",
    "path": "../../etc/passwd",
    "option": '"-rf"',
    "emoji": "👨\u200d👩\u200d👧",
}
"""What looks hostile and is a text like any other: stored as it is, escaped where it is shown."""

DOCUMENTS = {
    "empty": "",
    "only-a-comment": "# a\n",
    "text": "assessor",
    "list": "- a\n- b\n",
    "number": "1",
    "no-version": "subjects: []\n",
    "other-version": "assessor: 2\nsubjects: []\n",
    "text-version": "assessor: '1'\nsubjects: []\n",
    "two-documents": _ANSWER + "---\n" + _ANSWER,
    "directive": "%YAML 1.1\n---\n" + _ANSWER,
    "tag-directive": "%TAG ! tag:x,2000:\n---\n" + _ANSWER,
    "tabs": "assessor: 1\nsubjects:\n\t- id: a\n",
    "double-key": "assessor: 1\nassessor: 1\nsubjects: []\n",
    "double-subject": _HEAD + _ONE + _ONE,
    "double-control": _ANSWER + "      GOV-01:\n        status: planned\n",
    "merge-key": _ANSWER + "        <<: {status: planned}\n",
    "merge-bomb": "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a, *a, *a]}}\n" for n in range(9)),
    "laughs": "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a]\n" for n in range(9)),
    "unknown-key": _ANSWER + "extra: 1\n",
    "unknown-control": _ANSWER.replace("GOV-01", "GOV-9999"),
    "unknown-status": _ANSWER.replace("partial", "done"),
    "unknown-kind": _ANSWER.replace("kind: programme", "kind: ship"),
    "unknown-fact": _HEAD + _ONE + "    facts: {flies: true}\n",
    "fact-word": _HEAD + _ONE + "    facts: {cloud: maybe}\n",
    "no-such-day": _ANSWER.replace("2026-04-01", "2026-02-30"),
    "no-such-time": _ANSWER.replace("2026-04-01", "2026-04-01T25:61:00"),
    "no-such-year": _ANSWER + "        planned_for: 平成8年度\n",
    "huge-year": _ANSWER + "        planned_for: 99999年度\n",
    "key-number": _ANSWER + "        1: a\n",
    "key-list": _ANSWER + "        ? [a]\n        : b\n",
    "key-null": _ANSWER + "        ~: b\n",
    "no-reason": _ANSWER.replace("partial", "not_applicable"),
    "many-evidence": _ANSWER + "        evidence: [" + ", ".join("{title: a}" for _ in range(51)) + "]\n",
    "answers-list": _HEAD + _ONE + "    answers: [GOV-01]\n",
}
"""Whole files; each is refused."""

IDS = (
    "../up",
    "a/b",
    "CON",
    "nul",
    "Ａ-1",
    "Аbc",
    "a‐b",
    "a b",
    "a.",
    "x" * 90,
    "-rf",
    "=1",
    "'[x]'",
    "12",
    "あ",
    "a--b",
)


def answers() -> Files:
    """Exchange files."""
    yield "ok-plain.yaml", _ANSWER.encode()
    yield "ok-bom.yaml", b"\xef\xbb\xbf" + _ANSWER.encode()
    yield "ok-other-kind-of-subject.yaml", _ANSWER.replace("GOV-01", "SVC-01").encode()
    yield "ok-crlf.yaml", _ANSWER.replace("\n", "\r\n").encode()
    for name, value in FINE_VALUES.items():
        yield f"ok-value-{name}.yaml", f"{_ANSWER}        comment: {value}\n".encode()
    for name, value in VALUES.items():
        yield f"no-value-{name}.yaml", f"{_ANSWER}        comment: {value}\n".encode()
    for name, text in DOCUMENTS.items():
        yield f"no-file-{name}.yaml", text.encode()
    for number, subject in enumerate(IDS):
        yield f"no-id-{number:02d}.yaml", f"{_HEAD}  - id: {subject}\n    kind: service\n    name: x\n".encode()
    yield "no-bytes-sjis.yaml", _ANSWER.encode("cp932")
    yield "no-bytes-utf16.yaml", _ANSWER.encode("utf-16")
    yield "no-bytes-utf32.yaml", _ANSWER.encode("utf-32")
    yield "no-bytes-euc.yaml", _ANSWER.encode("euc_jp")
    yield "no-bytes-nul.yaml", _ANSWER.encode() + b"\0"
    yield "no-bytes-escape.yaml", _ANSWER.encode() + b"\x1b[2J"
    yield "no-bytes-cut.yaml", "市".encode()[:2]
    yield "no-bytes-zeros.yaml", bytes(5000)
    yield "no-bytes-zip.yaml", _packed({"a": b"b"})
    yield "no-bytes-all.yaml", bytes(range(256)) * 8


def checklists() -> Files:
    """The main file of a checklist."""
    good = "id: own\ntitle: {ja: 点検表}\nversion: '1'\n"
    yield "no-incomplete.yaml", good.encode()
    for name in (
        "anchor",
        "tag-python",
        "escape",
        "escape-bidi",
        "nested-deep",
        "braces-deep",
        "open-quote",
        "too-long",
    ):
        yield f"no-{name}.yaml", f"{good}description: {{ja: {VALUES[name]}}}\n".encode()
    for name in ("empty", "list", "laughs", "merge-bomb", "two-documents", "directive"):
        yield f"no-{name}.yaml", DOCUMENTS[name].encode()


BOMBS = {
    "loops": "".join(f"{{% for {one} in range(1000) %}}" for one in "ijk") + "{% endfor %}" * 3,
    "repeat": "{{ 'a' * 10**9 }}",
    "power": "{% set a = 9**9 %}{{ 9**a }}",
    "center": "{{ 'x'|center(10**9) }}",
    "format": "{{ '{:1000000000}'.format(1) }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "flood": "{% for i in range(99999) %}{% for j in range(99999) %}{{ city }}{% endfor %}{% endfor %}",
    "doubling": "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 30 + "{{ a }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "class": "{{ ''.__class__.__mro__ }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import '../../secret.md.j2' as s %}",
    "unknown": "{{ findings }}",
    "score": "{{ result.score }}",
    "deep": "{% if 1 %}" * 150 + "{% endif %}" * 150,
    "syntax": "{% if %}",
    "open": "{{ city",
    "list-doubling": "{% set a = [1, 1] %}" + "{% set a = a + a %}" * 40 + "{{ a|length }}",
}
_FRONT = "---\nkind: section7\nname: own\ntitle: 考え方\ndescription: 市のひな形\n---\n"


def templates() -> Files:
    """Templates of section 7."""
    yield "ok-plain.md.j2", f"{_FRONT}## 考え方\n\n{{{{ city }}}}の考え方です。\n".encode()
    for name, text in BOMBS.items():
        yield f"no-{name}.md.j2", f"{_FRONT}## 考え方\n\n{text}\n".encode()
    yield "no-head.md.j2", b"no head\n"
    yield "no-head-tag.md.j2", _FRONT.replace("own", "!!python/name:os.system x").encode()
    yield "no-escape.md.j2", f"{_FRONT}\x1b[2J\n".encode()


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_SPACE = "http://schemas.openxmlformats.org"
_OFFICE = f"{_SPACE}/officeDocument/2006/relationships"
_REL = f'<Relationship Id="r{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"{{}}/>'


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _doubled(parts: dict[str, bytes], name: str) -> bytes:
    """An archive in which one part stands twice."""
    return packed([*parts.items(), (name, parts[name])])


def _broken(parts: dict[str, bytes], name: str) -> bytes:
    """An archive whose part cannot be unpacked: its bytes are no stream of any method."""
    content = bytearray(_packed(parts))
    place = content.index(name.encode()) + len(name)
    content[place : place + 12] = b"\xff" * 12
    return bytes(content)


def _flagged(parts: dict[str, bytes], bit: int) -> bytes:
    """An archive that says of every part what a flag says: 1 = encrypted."""
    content = bytearray(_packed(parts))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= bit
            place = content.find(mark, place + 4)
    return bytes(content)


def _lying(parts: dict[str, bytes]) -> bytes:
    """An archive that says that each part is three bytes long."""
    content = bytearray(_packed(parts))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 24 : place + 28] = (3).to_bytes(4, "little")
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


_UNKNOWN = b'<?xml version="1.0" encoding="x-unknown"?>'


def _book(extra: Mapping[str, bytes] = _NOTHING, sheet: str = "") -> dict[str, bytes]:
    space = f'xmlns="{_SPACE}/spreadsheetml/2006/main"'
    main = f'<workbook {space} xmlns:r="{_OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    page = f"<worksheet {space}>{sheet or '<sheetData/>'}</worksheet>"
    return {
        "[Content_Types].xml": _TYPES.format(part="xl/workbook.xml", kind="spreadsheetml.sheet").encode(),
        "_rels/.rels": _RELS.format(_REL.format(1, "officeDocument", "xl/workbook.xml", "")).encode(),
        "xl/workbook.xml": main.encode(),
        "xl/_rels/workbook.xml.rels": _RELS.format(_REL.format(1, "worksheet", "worksheets/sheet1.xml", "")).encode(),
        "xl/worksheets/sheet1.xml": page.encode(),
        **extra,
    }


_LAUGHS = '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;&b;">]>'
_OUTSIDE = _REL.format(9, "image", "http://a.example/b.png", ' TargetMode="External"')


def workbooks() -> Files:
    """Returned workbooks."""
    far = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    merged = '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "no-keys.xlsx", _packed(_book())
    yield "no-far-cell.xlsx", _packed(_book(sheet=far))
    yield "no-merged.xlsx", _packed(_book(sheet=merged))
    yield "no-open-cells.xlsx", _packed(_book({"xl/worksheets/sheet1.xml": b'<c r="A1"' * 100_000}))
    yield "no-open-merges.xlsx", _packed(_book({"xl/worksheets/sheet1.xml": b'<mergeCell ref="A1:' * 100_000}))
    yield (
        "no-styles.xlsx",
        _packed(_book({"xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 1_000_000 + b"</styleSheet>"})),
    )
    yield "no-blown-up.xlsx", _packed(_book({"xl/media/a.bin": bytes(20_000_000)}))
    yield "no-doctype.xlsx", _packed(_book({"xl/sharedStrings.xml": _LAUGHS.encode() + b"<sst>&c;</sst>"}))
    yield "no-utf16.xlsx", _packed(_book({"xl/sharedStrings.xml": "<sst/>".encode("utf-16")}))
    for name in ("vbaProject.bin", "activeX/activeX1.xml", "externalLinks/externalLink1.xml", "connections.xml"):
        yield f"no-part-{name.split('/')[0].split('.')[0]}.xlsx", _packed(_book({f"xl/{name}": b"x"}))
    yield "no-outside.xlsx", _packed(_book({"xl/worksheets/_rels/sheet1.xml.rels": _RELS.format(_OUTSIDE).encode()}))
    yield "no-up.xlsx", _packed(_book({"../up.xml": b"x"}))
    yield "no-root.xlsx", _packed(_book({"/root.xml": b"x"}))
    yield "no-parts.xlsx", _packed(_book({f"xl/a{number}.xml": b"x" for number in range(300)}))
    yield "no-broken-xml.xlsx", _packed(_book(sheet="<sheetData><row>"))
    yield "no-main.xlsx", _packed({"a.xml": b"x"})
    yield "no-cut.xlsx", _packed(_book())[:400]
    yield "no-text.xlsx", b"id,name\n1,2\n"
    yield "no-doubled.xlsx", _doubled(_book(), "xl/workbook.xml")
    yield "no-broken-stream.xlsx", _broken(_book(), "xl/worksheets/sheet1.xml")
    yield "no-encrypted.xlsx", _flagged(_book(), 1)
    yield "no-lying-sizes.xlsx", _lying(_book())
    yield "no-unknown-encoding.xlsx", _packed(_book({"xl/workbook.xml": _UNKNOWN + b"<workbook/>"}))
    yield "no-backslash.xlsx", _packed(_book({"xl\\a.xml": b"x"}))
    yield "no-sheet-missing.xlsx", _packed({k: v for k, v in _book().items() if "sheet1" not in k})
    yield "no-relations-missing.xlsx", _packed({k: v for k, v in _book().items() if "workbook.xml.rels" not in k})
    for name in (
        "embeddings/oleObject1.bin",
        "ctrlProps/a.xml",
        "queryTables/a.xml",
        "macrosheets/a.xml",
        "dialogsheets/a.xml",
    ):
        yield f"no-part-{name.split('/')[0]}.xlsx", _packed(_book({f"xl/{name}": b"x"}))
    yield "no-zip-in-zip.xlsx", _packed({"a.zip": _packed({"b.zip": bytes(5_000_000)})})
    yield (
        "no-string-far.xlsx",
        _packed(_book(sheet='<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>')),
    )
    yield (
        "no-row-negative.xlsx",
        _packed(_book(sheet='<sheetData><row r="-1"><c r="A1"><v>9</v></c></row></sheetData>')),
    )
    yield "no-empty.xlsx", b""


def _word(body: str, extra: Mapping[str, bytes] = _NOTHING) -> dict[str, bytes]:
    space = f'xmlns:w="{_SPACE}/wordprocessingml/2006/main"'
    main = f"<w:document {space}><w:body>{body}</w:body></w:document>"
    return {
        "[Content_Types].xml": _TYPES.format(part="word/document.xml", kind="wordprocessingml.document").encode(),
        "_rels/.rels": _RELS.format(_REL.format(1, "officeDocument", "word/document.xml", "")).encode(),
        "word/document.xml": main.encode(),
        **extra,
    }


def documents() -> Files:
    """Documents edited outside."""
    line = "<w:p><w:r><w:t>市は個人情報を守ります。</w:t></w:r></w:p>"
    yield "ok-plain.docx", _packed(_word(line))
    yield "ok-deep.html", b"<div>" * 800 + "市は守ります。".encode() + b"</div>" * 800
    yield "ok-script.html", "<script>alert(1)</script><p>市は守ります。</p>".encode()
    yield "ok-link.md", "市は[守ります](javascript:alert(1))。\n".encode()
    yield "no-doctype.docx", _packed({**_word(line), "word/document.xml": _LAUGHS.encode() + b"<a>&c;</a>"})
    yield "no-macro.docx", _packed(_word(line, {"word/vbaProject.bin": b"x"}))
    yield "ok-media-never-unpacked.docx", _packed(_word(line, {"word/media/a.bin": bytes(80_000_000)}))
    yield "no-broken-xml.docx", _packed(_word("<w:p>"))
    yield "no-main.docx", _packed({"a.xml": b"x"})
    yield "no-cut.docx", _packed(_word(line))[:300]
    yield "no-text.docx", b"a text\n"
    yield "no-broken-stream.docx", _broken(_word(line), "word/document.xml")
    yield "no-encrypted.docx", _flagged(_word(line), 1)
    yield "no-lying-sizes.docx", _lying(_word(line))
    yield "no-unknown-encoding.docx", _packed({**_word(line), "word/document.xml": _UNKNOWN + b"<a/>"})
    yield "no-relations.docx", _packed({k: v for k, v in _word(line).items() if not k.endswith(".rels")})
    yield "no-far-main.docx", _packed({**_word(line), "_rels/.rels": _RELS.format("").encode()})
    yield "no-huge-part.docx", _packed({**_word(line), "word/document.xml": b"<a>" + bytes(41_000_000)})
    yield "ok-doubled.docx", _doubled(_word(line), "word/document.xml")
    template, link = (
        _REL.format(9, kind, "file:///G:/x.dotm", ' TargetMode="External"')
        for kind in ("attachedTemplate", "hyperlink")
    )
    for name, part, told in (
        ("no-picture-outside", "document", _OUTSIDE),
        ("no-picture-outside-below", "footer1", _OUTSIDE),
        ("no-template-outside", "settings", template),
        ("ok-link", "document", link),
    ):
        yield f"{name}.docx", _packed(_word(line, {f"word/_rels/{part}.xml.rels": _RELS.format(told).encode()}))
    field = "<w:p><w:r><w:instrText>DDEAUTO c:\\\\x.exe</w:instrText></w:r></w:p>"
    yield "no-field.docx", _packed(_word(field))
    yield "no-empty.docx", b""
    yield "no-old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield "no-nul.md", b"a\0b"
    yield "no-latin.html", b"<p>\xe9\xff</p>"
    yield "no-kind.pdf", b"%PDF-1.7\n"


READERS = {
    "answers": answers,
    "checklists": checklists,
    "templates": templates,
    "workbooks": workbooks,
    "documents": documents,
    "inquiries": returned,
}


def corpus() -> Iterator[tuple[str, bytes]]:
    """Every file of the corpus: `folder/name`, content."""
    for folder, files in READERS.items():
        for name, content in files():
            yield f"{folder}/{name}", content


def main() -> None:
    """Write them all."""
    for name, content in corpus():
        file = CORPUS / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    main()
