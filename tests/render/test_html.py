from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings

from assessor.model.document import Document, Span
from assessor.render.html import to_html
from tests.render.documents import document, documents, leaves, paragraph, sample, squeezed

GOLDEN = Path(__file__).parent.parent / "golden" / "render" / "sample.html"
LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "th", "td", "dt", "dd", "li", "caption"}
TAGS = LEAVES | {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "header",
    "aside",
    "strong",
    "span",
    "br",
    "div",
}
TAGS |= {"dl", "ul", "ol", "table", "thead", "tbody", "tr", "colgroup", "col", "figure", "figcaption"}


class Reader(HTMLParser):
    """Reads the texts of a page in order, and every tag and attribute."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self._silent = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._silent += tag in ("style", "title", "svg")
        if tag in LEAVES:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "title", "svg")
        if tag in LEAVES:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts[-1] += data


def read(doc: Document) -> Reader:
    return Reader(to_html(doc).decode())


@given(doc=documents)
@settings(max_examples=40)
def test_every_text_reads_back_and_none_becomes_a_tag(doc: Document) -> None:
    page = read(doc)
    head = ["取扱注意内部資料です。公表しないでください。"] if doc.internal else []
    head += [doc.title, doc.subtitle or "", "みらい市令和8年11月22日", *(text for fact in doc.facts for text in fact)]
    wanted = [*head, *(text for _, text in leaves(doc.blocks))]
    assert [squeezed(text) for text in page.texts if text.strip()] == [
        squeezed(text) for text in wanted if text.strip()
    ]
    assert page.tags <= TAGS


@given(doc=documents)
@settings(max_examples=30)
def test_no_address_outside_the_page_is_named_and_ids_are_given_once(doc: Document) -> None:
    page = read(doc)
    assert not {name for name, _ in page.attributes} & {"src", "href", "action", "style", "onclick", "xlink:href"} - {
        "style"
    }
    styles = [value for name, value in page.attributes if name == "style"]
    assert all(value.startswith("width: ") for value in styles)
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_the_page_forbids_itself_to_load_or_run_anything() -> None:
    page = read(sample())
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert ("content", policy) in page.attributes
    assert "url(" not in to_html(sample()).decode().replace("url(#chart-", "")
    assert "://" not in to_html(document(paragraph("文"))).decode()


def test_a_statement_is_a_span_with_its_id_unless_the_document_is_final() -> None:
    marked = to_html(sample()).decode()
    assert '<span id="s7_AST_07_i">管理者を定めています。</span>' in marked
    assert "s7_" not in to_html(sample().model_copy(update={"marked": False})).decode()


def test_a_statement_printed_twice_gives_its_id_once() -> None:
    twice = paragraph(Span(text="文。", mark="s7_A_i"), "・", Span(text="文。", mark="s7_A_i"))
    assert to_html(document(twice)).decode().count('id="s7_A_i"') == 1


def test_the_sample_looks_as_it_was_approved() -> None:
    assert to_html(sample()).decode() == GOLDEN.read_text("utf-8")
