import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from assessor.catalog.edited_refusal import Refused
from assessor.catalog.edited_text import edited_from, open_edited, parse_edited
from assessor.errors import FileMissing
from assessor.faults.releases import DocumentRefused
from assessor.model.edited import EditedLine, EditedRemark, LineKind, MarkedRange
from assessor.render.docx import to_docx
from assessor.render.html import to_html
from assessor.render.markdown import to_markdown
from tests.compose.making import marks
from tests.engine.edited_city import EDITED, original, read_back

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TO_BODY = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{KIND}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(body: str = "", **parts: str) -> bytes:
    """A small Word file; `parts` are further parts by name, `__` for a slash."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", parts.pop("types", TYPES))
        archive.writestr("_rels/.rels", TO_BODY)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return target.getvalue()


def lines(content: bytes, kind: str = "docx") -> list[EditedLine]:
    return parse_edited(kind, content)[0]


def reason(content: bytes, kind: str = "docx") -> str:
    with pytest.raises(Refused) as refused:
        parse_edited(kind, content)
    return refused.value.reason


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def start(name: str, number: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int = 1) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


@pytest.mark.parametrize(("kind", "make"), [("docx", to_docx), ("html", to_html), ("md", to_markdown)])
def test_every_format_we_make_is_read_back_with_all_its_marks(kind: str, make: object, tmp_path: Path) -> None:
    assert callable(make)
    document = original()
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(make(document))
    found = read_back(path)
    assert [one.mark for line in found.lines for one in line.marks] == marks(document)
    assert found.name == path.name and found.digest.startswith("sha256:") and found.remarks == ()
    texts = {line.text.strip() for line in found.lines}
    assert {"みらい計画", "取組", "都市OSの運用の責任者を決めています。", "ガバナンス"} <= texts


def test_headings_items_and_cells_are_told_apart() -> None:
    kinds = {line.text: line.kind for line in read_back(EDITED / "saved.docx").lines}
    assert kinds["取組"] is LineKind.HEADING
    assert kinds["都市OSの運用の責任者を決めています。"] is LineKind.ITEM
    assert kinds["都市OSへの接続や操作を適切に管理します。"] is LineKind.CELL


def test_a_bookmark_goes_on_over_paragraphs_until_it_ends() -> None:
    body = f"<w:p>{run('前。')}{start('s7_A_i')}{run('始め、')}</w:p><w:p>{run('終わり。')}{end()}{run('後。')}</w:p>"
    assert lines(word(body)) == [
        EditedLine("前。始め、", marks=(MarkedRange("s7_A_i", 2, 5),)),
        EditedLine("終わり。後。", marks=(MarkedRange("s7_A_i", 0, 4),)),
    ]


def test_a_bookmark_begun_twice_under_one_name_ends_with_its_second_number() -> None:
    body = (
        f"<w:p>{start('s7_A_i', 1)}{run('始め、')}</w:p>"
        f"<w:p>{start('s7_A_i', 2)}{run('終わり。')}{end(2)}</w:p><w:p>{run('後。')}</w:p>"
    )
    assert [len(line.marks) for line in lines(word(body))] == [1, 1, 0]


def test_a_bookmark_that_never_ends_does_not_claim_the_rest() -> None:
    body = f"<w:p>{start('s7_A_i')}{run('始め')}</w:p>" + f"<w:p>{run('続き')}</w:p>" * 200
    assert sum(bool(line.marks) for line in lines(word(body))) < 50


def test_what_a_reader_does_not_see_is_not_read() -> None:
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        f"<w:del><w:r><w:delText>消した</w:delText></w:r></w:del><w:moveFrom>{run('動かした')}</w:moveFrom>"
        f"<w:ins>{run('加えた')}</w:ins><w:ruby><w:rt>{run('かな')}</w:rt><w:rubyBase>{run('仮名')}</w:rubyBase></w:ruby>"
        "</w:p>"
    )
    found, remarks, _ = parse_edited("docx", word(body))
    assert [line.text for line in found] == ["加えた仮名"]
    assert remarks == [EditedRemark.TRACKED_CHANGES]


def test_comments_are_remarked() -> None:
    assert parse_edited("docx", word(word__comments_xml="<a/>")).remarks == [EditedRemark.COMMENTS]


def test_every_hostile_or_broken_word_file_is_refused_with_its_reason() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert reason(ole + bytes(600)) == "old_word"
    assert reason(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert reason(word(word__vbaProject_bin="x").replace(b"vbaProject_bin", b"vbaProject.bin")) == "macros"
    macro_type = TYPES.replace("/>", '><Override ContentType="application/vnd.ms-word.macroEnabled.12"/></Types>')
    assert reason(word(types=macro_type)) == "macros"
    assert reason(b"PK\x03\x04 no archive") == "not_word"
    assert reason(b"plain text") == "not_word"
    assert reason(word("<w:p>")) == "damaged"
    bomb = word("<w:p>" + run("あ" * 1000) * 14_000 + "</w:p>")
    assert len(bomb) < 1_000_000 and reason(bomb) == "unpacks_too_large"


def test_entities_are_refused_before_they_grow() -> None:
    body = word("<w:p>" + run("x") + "</w:p>")
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            doctype = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>' if entry.filename.endswith("document.xml") else b""
            new.writestr(entry.filename, doctype + old.read(entry.filename))
    assert reason(target.getvalue()) == "damaged"


@pytest.mark.parametrize(("name", "content", "why"), [("a.pdf", b"%PDF", "other_kind"), ("a.docx", b" ", "empty")])
def test_a_file_that_is_no_such_document_is_refused_at_once(
    name: str, content: bytes, why: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentRefused) as refused:
        open_edited(tmp_path / name)
    assert refused.value.values["reason"] == why
    with pytest.raises(FileMissing):
        open_edited(tmp_path / "none.docx")


def test_a_child_that_was_stopped_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        edited_from(tmp_path / "a.docx", b"x", None)
    assert refused.value.values["reason"] == "stopped"


def test_forbidden_characters_have_a_stand_in_and_keep_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("あ\u202eい <!-- s7_A_i -->う\n", "utf-8")
    assert read_back(path).lines == (EditedLine("あ〓い う", marks=(MarkedRange("s7_A_i", 4, None),)),)


def test_a_page_saved_by_a_word_processor_keeps_marks_as_anchors() -> None:
    page = '<html><body><h2>題</h2><ul><li><p><a name="s7_A_i"></a><font>文です。</font></p></ul><script>x</script>'
    assert lines(page.encode(), "html") == [
        EditedLine("題", LineKind.HEADING, 2),
        EditedLine("文です。", LineKind.ITEM, 0, (MarkedRange("s7_A_i", 0, None),)),
    ]


def test_a_page_in_an_older_japanese_encoding_is_read_and_noise_is_not() -> None:
    page = '<meta charset="Shift_JIS"><p>文です。</p>'
    assert [line.text for line in lines(page.encode("cp932"), "html")] == ["文です。"]
    assert reason("<p>文です。</p>".encode("cp932"), "html") == "not_text"


def test_markdown_shows_what_its_reader_sees() -> None:
    text = "# 題\n\n<!-- s7_A_i -->\n**強い**\\*字\n続き\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n"
    text += "| 丙 | <!-- s7_B_p -->丁 |\n"
    found = lines(text.encode(), "md")
    assert [(line.text.strip(), line.kind.value) for line in found] == [
        ("題", "heading"),
        ("強い*字\n続き", "text"),
        ("一", "item"),
        ("二", "item"),
        *((cell, "cell") for cell in "甲乙丙丁"),
    ]
    assert [one.mark for line in found for one in line.marks] == ["s7_A_i", "s7_B_p"]


def test_the_child_loads_nothing_heavy() -> None:
    script = (
        "import sys, assessor.catalog.edited_text; print([m for m in ('pydantic', 'docx', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []
