"""Which papers carry the head of the trail: every internal one, in every format; no public one, none sent to others.

A new kind of document is internal unless it is named here: it cannot be forgotten.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from assessor.cli.main import run
from assessor.compose.anchored import LABEL, anchored, anchored_sheet
from assessor.model.anchor import Anchor, read_anchor
from assessor.model.change import AnswerChange
from assessor.model.document import Document
from assessor.model.sheet import Column, Sheet
from assessor.model.template import TemplateKind
from assessor.render.registry import FORMATS
from assessor.render.workbook import to_workbook
from assessor.service.composing import OF_ONE_SUBJECT, STANDARD_TEMPLATES, Wanted
from assessor.service.inquiring import Files, Sending, send
from assessor.service.inquiry_reminding import reminder
from assessor.service.item_export import FORMATS as ITEM_FORMATS
from assessor.service.item_export import export_items
from assessor.service.outputs import Output
from assessor.service.release_reporting import write_changes
from assessor.service.reporting import compose
from assessor.service.roadmap_files import REQUEST_FORMATS, request_content
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.cli.calls import NOW, Caller, door
from tests.model.mini import answer
from tests.trust.conftest import SAMPLE
from tests.tui.stage import city, session

PUBLIC = {"section7", "glossary", "roadmap", "pia-summary", "comments", "release-changes"}
"""What citizens may read: the number of events would tell them of work that is not public."""

TO_OTHERS = {"inquiry-letter", "inquiry-reminder"}
"""What goes to an organisation outside."""

NO_PLACE = {"csv", "ics"}
"""Tables that other programs read, as the exchange file is."""

SUBJECT = "bus"


@pytest.fixture(scope="module")
def full_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of which every kind of document can be made."""
    folder = tmp_path_factory.mktemp("full")
    file = folder / "city.assessor"
    sample = SAMPLE
    for call in (
        ("new", str(file), "--municipality", "みらい市"),
        ("import", str(file), str(sample)),
        ("release", "create", str(file), "--stage", "素案"),
        ("release", "create", str(file), "--stage", "成案"),
        ("comments", "add", str(file), "カメラが心配です"),
        ("remediation", "draft", str(file)),
    ):
        assert run(list(call), door()) == 0
    return file


@contextmanager
def opened(file: Path | str) -> Iterator[Workspace]:
    with open_workspace(str(file), Session("花子", lambda: NOW), read_only=True) as workspace:
        yield workspace


def composed(file: Path | str, kind: str) -> Document:
    with opened(file) as workspace:
        return compose(workspace, Wanted(kind, subject=SUBJECT if kind in OF_ONE_SUBJECT else None))


def carried(document: Document) -> list[str]:
    return [value for label, value in document.facts if label == LABEL]


def test_every_kind_of_document_is_decided(full_once: Path) -> None:
    kinds = {kind.value for kind in TemplateKind}
    assert kinds >= PUBLIC | TO_OTHERS and not PUBLIC & TO_OTHERS
    assert kinds - TO_OTHERS - {"release-changes"} == set(STANDARD_TEMPLATES)


@pytest.mark.parametrize("kind", STANDARD_TEMPLATES)
def test_an_internal_document_carries_the_anchor_and_a_public_one_does_not(kind: str, full_once: Path) -> None:
    with opened(full_once) as workspace:
        head = workspace.snapshot.anchor
    document = composed(full_once, kind)
    assert document.internal is (kind not in PUBLIC)
    assert carried(document) == ([] if kind in PUBLIC else [head.written])
    assert kind not in PUBLIC or head.digest[:8] not in document.model_dump_json()


def words_of(content: bytes, format_name: str) -> str:
    if format_name == "docx":
        word = docx.Document(BytesIO(content))
        return "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return unescape(re.sub(r"<[^>]*>", " ", content.decode()))


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "pdf"])
def test_it_reads_back_from_every_format_as_somebody_would_copy_it(format_name: str, full_once: Path) -> None:
    document = composed(full_once, "gap")
    found = _after_label(words_of(FORMATS[format_name].render(document), format_name))
    with opened(full_once) as workspace:
        assert found == workspace.snapshot.anchor


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_it_reads_back_from_a_pdf(full_once: Path, tmp_path: Path) -> None:
    from tests.render.test_pdf import read

    with opened(full_once) as workspace:
        assert (
            _after_label(read(FORMATS["pdf"].render(composed(full_once, "gap")), tmp_path)) == workspace.snapshot.anchor
        )


def _after_label(text: str) -> Anchor | None:
    """The first anchor after its label, whatever breaks the lines."""
    found = re.search(r"[0-9]+:(\s*[0-9a-f]){64}", text[text.index(LABEL) :])
    return read_anchor(found[0]) if found else None


def test_what_goes_to_others_has_no_anchor(full_once: Path, tmp_path: Path) -> None:
    file = Path(shutil.copyfile(full_once, tmp_path / "city.assessor"))
    letter = tmp_path / "letter.md"
    files = Files(tmp_path / "q.xlsx", letter)
    with open_workspace(str(file), Session("花子", lambda: NOW)) as workspace:
        digest = workspace.snapshot.head_digest
        send(workspace, Sending(date(2026, 12, 25), "みらい交通株式会社"), files)
        later = workspace.snapshot.head_digest
        reminded = reminder(workspace, ["I-001"])
        table = write_changes(workspace, ("S-001", "S-002"), Output("md", "-"))
    told = [letter.read_text("utf-8"), reminded.model_dump_json(), str(table)]
    told += [str(row) for page in load_workbook(files.questions) for row in page.iter_rows(values_only=True)]
    assert not [one for one in told if digest[:8] in one or later[:8] in one or LABEL in one]


@pytest.mark.parametrize("format_name", ITEM_FORMATS)
def test_the_workbook_of_items_carries_it_under_each_page_and_after_its_notes(
    format_name: str, full_once: Path
) -> None:
    with opened(full_once) as workspace:
        content, head = export_items(workspace, format_name, "-"), workspace.snapshot.anchor
    check_table(content or b"", format_name, head)


@pytest.mark.parametrize("format_name", REQUEST_FORMATS)
def test_the_budget_request_carries_it_too(format_name: str, full_once: Path) -> None:
    with opened(full_once) as workspace:
        content, head = request_content(workspace, None, format_name), workspace.snapshot.anchor
    check_table(content, format_name, head)


def check_table(content: bytes, format_name: str, head: Anchor) -> None:
    if format_name in NO_PLACE:
        assert LABEL.encode() not in content and head.digest[:8].encode() not in content
        return
    book = load_workbook(BytesIO(content))
    footer = book.worksheets[0].oddFooter
    assert footer is not None
    foot = footer.left.text
    notes = [cell.value for cell in book["書き方"]["A"]]
    assert foot == notes[-1] == f"内部資料　{LABEL} {head.written}"
    assert _after_label(foot) == head


def test_a_sign_that_commands_a_footer_is_printed_as_itself() -> None:
    """Positive control of what the page footer is given: with one & it would be a command."""
    sheet = anchored_sheet(Sheet("一覧", (Column("id", "番号", 8),), ()), Anchor(1, "a" * 64))
    made = to_workbook(sheet._replace(foot="みらい&Pまち"), date(2026, 11, 22))
    assert "みらい&amp;&amp;Pまち" in _part(made)


def _part(content: bytes) -> str:
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


HAND_OVERS: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "seal": lambda to: ("seal", "FILE", "-o", str(to / "x.age"), "--passphrase"),
    "backup": lambda to: ("backup", "FILE", str(to / "copy.assessor")),
    "copy": lambda to: ("copy", "FILE", str(to / "copied.assessor")),
    "merge": lambda to: ("merge", "FILE", "FILE", "-o", str(to / "merged.assessor")),
    "salvage": lambda to: ("salvage", "FILE", "-o", str(to / "salvaged.assessor")),
    "history": lambda _: ("history", "FILE"),
    "verify": lambda _: ("verify", "FILE"),
}
"""Every command that hands a programme on, or tells what happened to it, and says where its trail stands."""


@pytest.mark.parametrize("name", HAND_OVERS)
def test_every_command_that_hands_a_programme_on_says_where_its_trail_stands(
    name: str, full_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import StringIO

    monkeypatch.setattr("sys.stdin", StringIO("ひらがなの長い合言葉をここに書きます\n" * 2))
    with opened(full_once) as workspace:
        head = workspace.snapshot.anchor
    words = [str(full_once) if word == "FILE" else word for word in HAND_OVERS[name](tmp_path)]
    ended = Caller(capsys).well(*words)
    assert head.text in ended.out + ended.err


def test_two_programmes_with_equal_answers_and_other_pasts_give_equal_public_documents(tmp_path: Path) -> None:
    first, other = tmp_path / "first", tmp_path / "other"
    first.mkdir()
    other.mkdir()
    target = city(first)
    with open_workspace(target, session()) as workspace:
        for status in ("implemented", "unknown"):
            workspace.apply([AnswerChange(subject="bus", control="SVC-01", answer=answer(status))])
    same = city(other, answers={("bus", "SVC-01"): answer("unknown")})
    for kind in ("section7", "glossary", "roadmap"):
        assert composed(same, kind) == composed(target, kind), kind
    assert composed(same, "gap") != composed(target, "gap")


def test_an_anchor_in_a_public_document_would_be_seen_by_these_tests(full_once: Path) -> None:
    """Positive control."""
    public = composed(full_once, "section7")
    assert anchored(public, Anchor(1, "a" * 64)) == public
    marked = anchored(public.model_copy(update={"internal": True}), Anchor(1, "a" * 64))
    assert carried(marked) and marked.facts != public.facts
