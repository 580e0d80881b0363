"""What a Word file would fetch by itself is refused; a link that waits for a click is counted and told."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from assessor.catalog.edited_refusal import Refused
from assessor.catalog.edited_text import Parsed, kind_of_part, parse_edited
from assessor.faults.releases import DocumentRefused
from assessor.i18n.sentences import sentences
from assessor.i18n.translator import Translator
from assessor.model.edited import EditedRemark
from tests.engine.edited_city import EDITED, read_back

OPEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

FETCHED = {
    "attachedTemplate": "outside_template",
    **dict.fromkeys(("image", "video", "audio"), "outside_picture"),
    **dict.fromkeys(
        ("oleObject", "package", "frame", "subDocument", "aFChunk", "mailMergeSource", "mailMergeHeaderSource"),
        "outside_object",
    ),
    **dict.fromkeys(
        ("externalLink", "externalLinkPath", "stylesheet", "transform", "font", "unheardOf"), "outside_object"
    ),
}
PARTS = {
    "word/document.xml": "body",
    "word/header1.xml": "header",
    "word/footer2.xml": "footer",
    "word/comments.xml": "comments",
    "word/footnotes.xml": "notes",
    "word/endnotes.xml": "notes",
    "word/settings.xml": "settings",
    "word/numbering.xml": "other",
}
ADDRESSES = (
    "https://a.example/x.png",
    "file:///C:/x.dotx",
    r"\\server\share\x.dotx",
    "//server/share/x",
    "%5C%5Cserver%5Cx",
    "file%3A%2F%2F%2Fx",
    "%2566ile:///x",
    "  HTTP://a.example/",
    "x.png",
    "",
)


def relationship(kind: str, target: str = "https://a.example/", mode: str = ' TargetMode="External"') -> str:
    return f'<Relationship Id="rId9" Type="{kind}" Target="{target}"{mode}/>'


def packed(parts: dict[str, str | bytes], body: str = "<w:p/>", prefix: str = "") -> bytes:
    """A Word file of a body and further parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", rels(relationship(f"{OPEN}/officeDocument", "word/document.xml", "")))
        archive.writestr("word/document.xml", f'{prefix}<w:document xmlns:w="{W}" xmlns:r="{OPEN}">{body}</w:document>')
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def rels(*told: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(told)}</Relationships>'


def named(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def with_relation(told: str, part: str = "word/document.xml", body: str = "<w:p/>") -> bytes:
    return packed({named(part): rels(told)}, body)


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        parse_edited("docx", content)
    return refused.value.reason.value, refused.value.part


def accepted(content: bytes) -> Parsed:
    return parse_edited("docx", content)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("base", [OPEN, STRICT])
@pytest.mark.parametrize("kind", FETCHED)
def test_what_is_fetched_unasked_is_refused_and_its_part_named(kind: str, base: str, part: str) -> None:
    assert refusal(with_relation(relationship(f"{base}/{kind}"), part)) == (FETCHED[kind], part)
    assert kind_of_part(part) == PARTS[part]


@pytest.mark.parametrize("target", ADDRESSES)
def test_no_way_of_writing_the_address_lets_it_through(target: str) -> None:
    assert refusal(with_relation(relationship(f"{OPEN}/image", target)))[0] == "outside_picture"


@pytest.mark.parametrize(
    "told",
    [
        relationship(f"{OPEN}/image", mode=' TargetMode="external"'),
        relationship(f"{OPEN}/image", mode=' TargetMode=" EXTERNAL "'),
        relationship(f"{OPEN}/image", mode=' TargetMode="Elsewhere"'),
        relationship(f"{OPEN}/image", mode=' targetmode="External"'),
        relationship(f"{OPEN.upper()}/IMAGE"),
        relationship(f"{OPEN}/image").replace("Relationship ", "RELATIONSHIP "),
        relationship(f"{OPEN}/image", r"\\\\server\\x.png", ""),
        relationship(f"{OPEN}/image", "http%3A//a.example/", ' TargetMode="Internal"'),
        relationship(f"{OPEN}/image", "&#104;ttp://a.example/", ""),
    ],
)
def test_odd_case_and_a_missing_word_hide_nothing(told: str) -> None:
    assert refusal(with_relation(told))[0] == "outside_picture"


@pytest.mark.parametrize("name", ["WORD/_RELS/document.xml.RELS", r"word\_rels\document.xml.rels", "a/b/_rels/c.rels"])
def test_relationships_are_looked_for_under_every_name(name: str) -> None:
    assert refusal(packed({name: rels(relationship(f"{OPEN}/image"))}))[0] == "outside_picture"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_relationships_and_fields_are_read_in_every_encoding(encoding: str) -> None:
    content = rels(relationship(f"{OPEN}/image")).encode(encoding)
    assert refusal(packed({"word/_rels/document.xml.rels": content}))[0] in ("outside_picture", "damaged")
    field = field_of(r'INCLUDEPICTURE "http://a.example/"').encode(encoding)
    assert refusal(packed({"word/header1.xml": field}))[0] in ("outside_field", "damaged")


def test_of_two_parts_with_one_name_both_are_looked_at() -> None:
    target = BytesIO(with_relation(relationship(f"{OPEN}/image")))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/_rels/document.xml.rels", rels())
    assert refusal(target.getvalue())[0] == "outside_picture"


def test_another_document_put_in_whole_is_refused_though_it_lies_inside() -> None:
    told = relationship(f"{OPEN}/aFChunk", "chunk.html", "")
    assert refusal(with_relation(told)) == ("outside_object", "word/document.xml")


@pytest.mark.parametrize("base", [OPEN, STRICT])
def test_a_link_that_waits_for_a_click_is_counted_and_told(base: str) -> None:
    link = relationship(f"{base}/hyperlink")
    body = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>県のページ</w:t></w:r></w:hyperlink></w:p>'
    found = accepted(with_relation(link, body=body))
    assert (found.links, found.remarks) == (1, [EditedRemark.LINKS])
    assert [line.text for line in found.lines] == ["県のページ"]
    assert accepted(packed({})) == Parsed(accepted(packed({})).lines, [], 0)


@pytest.mark.parametrize("target", ["file:///G:/plan.xlsx", r"\\server\share", "%5C%5Cserver", "Y:/x", "smb://server/"])
def test_a_link_into_the_office_is_told_apart(target: str) -> None:
    found = accepted(with_relation(relationship(f"{OPEN}/hyperlink", target)))
    assert found.remarks == [EditedRemark.LINKS, EditedRemark.LOCAL_LINKS]


@pytest.mark.parametrize("element", ['<a:blip xmlns:a="a" r:link="rId9"/>', '<w:attachedTemplate r:id="rId9"/>'])
def test_a_link_used_as_a_source_is_no_link(element: str) -> None:
    content = with_relation(relationship(f"{OPEN}/hyperlink"), body=element)
    assert refusal(content) == ("outside_picture", "word/document.xml")
    written_otherwise = with_relation(relationship(f"{OPEN}/hyperlink"), body=element.replace("rId9", "&#114;Id9"))
    assert refusal(written_otherwise)[0] == "outside_picture"


def test_an_old_drawing_that_names_its_picture_by_address_is_refused() -> None:
    drawing = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://a.example/x.png"/>'
    assert refusal(packed({}, drawing))[0] == "outside_picture"
    assert accepted(packed({}, drawing.replace("http://a.example/x.png", "media/x.png"))).links == 0


def field_of(code: str, pieces: int = 1) -> str:
    """A field with its code in so many pieces."""
    step = -(-len(code) // pieces)
    runs = "".join(
        f"<w:r><w:instrText>{code[at : at + step].replace(chr(34), '&quot;')}</w:instrText></w:r>"
        for at in range(0, len(code), step)
    )
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f'<w:p xmlns:w="{W}">{begin}{runs}{middle}<w:r><w:t>結果</w:t></w:r>{end}</w:p>'


@pytest.mark.parametrize("pieces", [1, 3, 9])
@pytest.mark.parametrize(
    "code",
    [
        r'INCLUDEPICTURE "http://a.example/x.png" \d',
        r'includetext "\\\\server\\x.docx"',
        r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
        'DDE Excel "a.xlsx"',
        "LINK Excel.Sheet.12 a.xlsx",
        ' "IMPORT" x.png',
        "DATABASE x",
    ],
)
def test_a_field_that_fetches_is_refused_in_however_many_pieces(code: str, pieces: int) -> None:
    assert refusal(packed({}, field_of(code, pieces))) == ("outside_field", "word/document.xml")
    assert refusal(packed({"word/footer1.xml": field_of(code, pieces)})) == ("outside_field", "word/footer1.xml")
    simple = f'<w:fldSimple w:instr="{code.replace(chr(34), "&quot;")}"/>'
    assert refusal(packed({}, simple))[0] == "outside_field"


def test_a_field_within_a_field_and_one_that_never_ends_are_looked_at_too() -> None:
    inner = field_of("DDE x")
    outer = field_of("PAGE").replace("<w:r><w:instrText>", f"{inner}<w:r><w:instrText>", 1)
    assert refusal(packed({}, outer))[0] == "outside_field"
    assert refusal(packed({}, "<w:p><w:r><w:instrText>DDE x</w:instrText></w:r></w:p>"))[0] == "outside_field"
    split = field_of("INCLUDEPICTURE x", 2).replace(
        "</w:r><w:r><w:instrText>", f"</w:r>{field_of('PAGE')}<w:r><w:instrText>", 1
    )
    assert refusal(packed({}, split))[0] == "outside_field"


def test_ordinary_fields_are_read_over_and_links_among_them_counted() -> None:
    body = "".join(
        map(field_of, ("PAGE", r"TOC \o 1-3 \h", 'HYPERLINK "https://a.example/"', r'HYPERLINK \l "s7_A_i"'))
    )
    found = accepted(packed({}, body))
    assert (found.links, [line.text for line in found.lines]) == (1, ["結果"] * 4)


def test_the_files_saved_by_word_processors_are_read_as_before() -> None:
    for path in sorted(EDITED.glob("*.docx")):
        assert read_back(path).lines, path.name


@pytest.mark.parametrize("kind", sorted({*FETCHED.values(), "outside_field"}))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_both_sentences_name_the_part_and_what_to_do(kind: str, lang: str, tmp_path: Path) -> None:
    error = DocumentRefused(path="plan.docx", reason=kind, word_part="footer")
    what, then = sentences(error, Translator(lang))
    assert {"ja": "フッター", "en": "footer"}[lang] in what
    assert len({what, then, *sentences(DocumentRefused(path="plan.docx", reason="damaged"), Translator(lang))}) == 4
