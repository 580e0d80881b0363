"""Inquiries and merging: a workbook of 1,000 questions out and back, hostile ones refused, two large copies merged."""

import resource
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from assessor.engine.evaluate import evaluate
from assessor.engine.inquiry import Chosen, Filter, choose
from assessor.errors import InputInvalid
from assessor.model.assessment import Answer
from assessor.model.change import AnswerChange, SubjectChange
from assessor.model.scales import Status
from assessor.service.assessing import create_programme
from assessor.service.copies import Wish, merge
from assessor.service.inquiring import Files, Sending, send
from assessor.service.receiving import compare, take
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from benchmarks.programmes import TODAY, large, shipped
from benchmarks.timing import row

QUESTIONS = 1_000
ANSWERS = 30_000
SESSION = Session(by="benchmark")


def measure() -> Iterator[str]:
    """Seconds out and back, the worst refusal in seconds and MB, seconds for a merge."""
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    with TemporaryDirectory() as name:
        yield from _questions(Path(name))
    with TemporaryDirectory() as name:
        yield from _merging(Path(name))


def _now() -> tuple[float, float]:
    """The clock, and the processor time of this process and of the readers it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used)


def _rows(what: str, begun: tuple[float, float], aim: str) -> Iterator[str]:
    wall, used = (now - then for now, then in zip(_now(), begun, strict=True))
    yield row(what, wall, "s", aim)
    yield row(f"{what}, processor time", used, "s", "")


def programme(path: Path, subjects: int) -> Workspace:
    """A new programme of so many subjects, open."""
    create_programme(str(path), SESSION, titles={"municipality": "みらい市"})
    opened = open_workspace(str(path), SESSION)
    opened.apply([SubjectChange(subject=one) for one in large(shipped(), subjects).subjects])
    return opened


def _questions(folder: Path) -> Iterator[str]:
    with programme(folder / "city.assessor", 30) as city:
        pairs = choose(evaluate(city.checklist, city.assessment, TODAY), Chosen(filters=(Filter.ALL,)))
        subjects = tuple(dict.fromkeys(subject for subject, _ in pairs[:QUESTIONS]))
        sending = Sending(SESSION.today + timedelta(days=30), "会社", "課長", Chosen(subjects=subjects))
        path, back = folder / "q.xlsx", folder / "back.xlsx"
        begun = _now()
        sent = send(city, sending, Files(path))
        yield from _rows(f"{sent.sheet.total} questions out", begun, "≤ 1 s")
        back.write_bytes(_filled(path.read_bytes()))
        begun = _now()
        taken = take(city, compare(city, str(back)))
        yield from _rows(f"{taken.recorded} answers back", begun, "≤ 2 s")
        worst = max(_refusal(city, folder / "bad.xlsx", one) for one in _hostile(path.read_bytes()))
        yield row("the slowest refusal of a hostile workbook", worst, "s", "≤ 1 s")


def _filled(content: bytes) -> bytes:
    """Every question answered, as a person would by the drop-down."""
    import re

    def status(xml: str) -> str:
        cell = r'<c r="(F\d+)" s="(\d+)"/>'
        return re.sub(cell, r'<c r="\1" s="\2" t="inlineStr"><is><t>実施している</t></is></c>', xml)

    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, status(data.decode()).encode() if name.startswith("xl/worksheets/") else data)
    return target.getvalue()


def _hostile(content: bytes) -> Iterator[bytes]:
    parts = {
        "xl/styles.xml": (b"</cellXfs>", b"<xf/>" * 3_000_000 + b"</cellXfs>"),
        "xl/sharedStrings.xml": (b"</sst>", b"<si><t>" + b"x" * 14_000_000 + b"</t></si></sst>"),
        "xl/worksheets/sheet2.xml": (b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 150_000 + b"</row></sheetData>"),
        "xl/workbook.xml": (b"<workbook", b'<!DOCTYPE x [<!ENTITY e "x">]><workbook'),
    }
    for part, (old, new) in parts.items():
        target = BytesIO()
        with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
            for name in source.namelist():
                data = source.read(name)
                copy.writestr(name, data.replace(old, new, 1) if name == part else data)
        yield target.getvalue()


def _refusal(city: Workspace, path: Path, content: bytes) -> float:
    path.write_bytes(content)
    begun = time.perf_counter()
    try:
        compare(city, str(path))
    except InputInvalid:
        return time.perf_counter() - begun
    raise AssertionError("taken")


def _merging(folder: Path) -> Iterator[str]:
    first, second = folder / "a.assessor", folder / "b.assessor"
    with programme(first, 1_000) as city:
        pairs = [pair.key for pair in evaluate(city.checklist, city.assessment, TODAY).pairs][:ANSWERS]
        third = len(pairs) // 3
        _answer(city, pairs[:third])
    shutil.copyfile(first, second)
    for path, some in ((first, pairs[third : 2 * third]), (second, pairs[2 * third :])):
        with open_workspace(str(path), SESSION) as copy:
            _answer(copy, some)
    begun = _now()
    found = merge((str(first), str(second)), folder / "c.assessor", SESSION, Wish())
    yield from _rows(f"two copies merged into {len(pairs)} answers", begun, "≤ 5 s")
    assert len(found.taken) == len(pairs) - 2 * third


def _answer(city: Workspace, pairs: list[tuple[str, str]]) -> None:
    said = Answer(status=Status.IMPLEMENTED, comment="確認済み", as_of=TODAY)
    city.apply([AnswerChange(subject=subject, control=control, answer=said) for subject, control in pairs])
