"""A questionnaire in the exchange format: written with its questions as comments, read back as answers to it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from assessor.catalog.answer_file import Kinds, ReadExchange, read_exchange
from assessor.catalog.answer_writer import scalar
from assessor.catalog.yaml_source import Source, Steps
from assessor.errors import AnswersInvalid
from assessor.i18n.translator import translator
from assessor.model.assessment import Answer, PairKey
from assessor.model.checklist import Checklist
from assessor.model.exchange import EXCHANGE_VERSION, Exchange, ExchangeAnswer
from assessor.model.inquiry import Place, Question, Questionnaire, QuestionPage, Returned, ReturnedFile, Ticket
from assessor.model.problem import Problem

_OURS = ("programme", "section7", "policies")
_OURS_OF_SUBJECT = ("operator", "organ", "respondent", "facts", "pia")


def questionnaire_yaml(sheet: Questionnaire) -> str:
    """The exchange file that asks: `null` stands where an answer goes, what is asked stands above it."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Questionnaire) -> Iterator[str]:
    say, inquiry = translator("ja"), sheet.inquiry
    yield f"# {_comment(say('workbook.title', municipality=sheet.municipality))}"
    yield from (f"# {say(f'inquiry.yaml.how.{number}')}" for number in range(1, 5))
    yield f"assessor: {EXCHANGE_VERSION}"
    yield f"checklist: {{id: {scalar(sheet.checklist)}, version: {scalar(sheet.version)}}}"
    yield "inquiry:"
    values: dict[str, str | int | date | None] = {
        "id": inquiry.id,
        "round": inquiry.round,
        "token": inquiry.token,
        "checklist": inquiry.checklist,
        "due": inquiry.due,
        "organisation": inquiry.organisation,
        "post": inquiry.post,
    }
    yield from (f"  {name}: {'null' if value is None else _quoted(value)}" for name, value in values.items())
    yield "  answered_on: null"
    yield "subjects:"
    for page in sheet.pages:
        yield from _subject(page)


def _quoted(value: str | int | date) -> str:
    # A token of figures only would be read as a number.
    return f'"{value}"' if isinstance(value, str) and value.isascii() and value.isalnum() else scalar(value)


def _subject(page: QuestionPage) -> Iterator[str]:
    yield f"  - id: {scalar(page.subject)}"
    yield f"    kind: {page.kind}"
    yield f"    name: {scalar(page.name)}"
    yield "    answers:"
    for one in page.questions:
        yield from (f"      # {line}" for line in _asked(one))
        yield f"      {one.control}: null"


def _asked(one: Question) -> Iterator[str]:
    yield _comment(one.question)
    yield _comment(one.why)
    yield from (_comment(line) for line in one.evidence.split("\n") if line)


def _comment(text: str) -> str:
    return " ".join(text.split())


def read_returned_yaml(path: Path, checklist: Checklist, kinds: Kinds, today: date) -> ReturnedFile:
    """Read a returned exchange file; answers without a date speak of the day of answering, else of `today`.

    Raises:
        AnswersInvalid: every problem of the file.
        FileMissing, FileUnreadable: it cannot be read.
    """
    read = read_exchange(path, checklist, kinds)
    problems = list(_problems(read, today))
    if problems:
        raise AnswersInvalid(read.source.path, tuple(problems))
    return _returned(read.exchange, read.source, today)


def _problems(read: ReadExchange, today: date) -> Iterator[Problem]:
    exchange, source = read.exchange, read.source
    ticket = exchange.inquiry
    if ticket is None:
        yield _problem(source, "inquiry_ticket_missing", ())
        return
    for name in ("organisation", "post"):
        if not (getattr(ticket, name) or "").strip():
            yield _problem(source, "inquiry_respondent_missing", ("inquiry", name))
    if ticket.answered_on is not None and ticket.answered_on > today:
        yield _problem(source, "inquiry_day_to_come", ("inquiry", "answered_on"), text=str(ticket.answered_on))
    for key in _OURS:
        if key in exchange.model_fields_set:
            yield _problem(source, "inquiry_not_yours", (key,), key=key)
    for number, subject in enumerate(exchange.subjects):
        for key in _OURS_OF_SUBJECT:
            if key in subject.model_fields_set:
                yield _problem(source, "inquiry_not_yours", ("subjects", number, key), key=key)


def _problem(source: Source, code: str, path: Steps, **values: str | int) -> Problem:
    where, line, column = _place(source, path)
    told = {"where": where, **values}
    return Problem(code=code, path=source.path, line=line, column=column, values=told)


def _place(source: Source, path: Steps) -> Place:
    line, column = source.place(path)
    return Place("/".join(str(step) for step in path) or "-", line, column)


def _returned(exchange: Exchange, source: Source, today: date) -> ReturnedFile:
    ticket = exchange.inquiry
    if ticket is None:
        raise AnswersInvalid(source.path, ())
    day = ticket.answered_on
    answers: dict[PairKey, Answer | None] = {}
    places: dict[str | PairKey, Place] = {
        name: _place(source, ("inquiry", "id" if name == "inquiry" else name))
        for name in ("inquiry", "round", "token", "checklist")
    }
    for number, subject in enumerate(exchange.subjects):
        for control, said in subject.answers.items():
            key = (subject.id, control)
            answers[key] = None if said is None else _answer(said, day or today)
            places[key] = _place(source, ("subjects", number, "answers", control))
    returned = Returned(
        Ticket(ticket.id, ticket.round, ticket.token, ticket.checklist),
        ticket.organisation or "",
        ticket.post or "",
        day,
        answers,
    )
    return ReturnedFile(returned, places)


def _answer(said: ExchangeAnswer, day: date) -> Answer:
    return Answer(**{**said.model_dump(), "evidence": said.evidence, "as_of": said.as_of or day})
