"""Reads a returned questionnaire from the cells of its pages, or says every fault with its cell."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from assessor.catalog.text_file import shown
from assessor.catalog.workbook_cells import Cell, Page
from assessor.catalog.workbook_file import letters
from assessor.model.assessment import Answer, Evidence, PairKey
from assessor.model.checklist import Checklist
from assessor.model.fiscal import as_it_was, parse_fiscal_year
from assessor.model.inquiry import INQUIRY_FORMAT, Place, Returned, ReturnedFile, Ticket, pair_of
from assessor.model.inquiry_form import (
    ANSWERED,
    COLUMNS,
    FIRST_ROW,
    KEYS_ROW,
    LISTS,
    MARK,
    PAIR,
    RESPONDENT,
    TICKET,
    read_day,
)
from assessor.model.problem import Problem
from assessor.model.scales import Status
from assessor.model.text import clean_line, clean_text, says_something

MOST_PROBLEMS = 200
_NOTHING = Cell(0, "", "text")
_LOCKED = tuple(key for key in COLUMNS if key not in ANSWERED)


class ReadReturned(NamedTuple):
    """A returned file (None where it cannot be understood) and everything that is wrong with it.

    `of_rows` of the problems are those of single answers, which the file names too; the others concern it as a whole.
    """

    file: ReturnedFile | None
    problems: tuple[Problem, ...]
    of_rows: int = 0

    @property
    def of_whole(self) -> tuple[Problem, ...]:
        """What is wrong with the file itself."""
        return self.problems[self.of_rows :]


def read_returned(path: str, pages: Iterator[Page], checklist: Checklist, today: date) -> ReadReturned:
    """Read the pages of a returned workbook; answers without a date speak of `today`."""
    reader = _Reader(path, checklist, today)
    for page in pages:
        reader.take(page)
    file = reader.file()
    of_rows = [problem for problems in reader.faulty.values() for problem in problems][:MOST_PROBLEMS]
    return ReadReturned(file, (*of_rows, *reader.problems[:MOST_PROBLEMS]), len(of_rows))


class _Reader:
    """Takes page after page; `problems` are those found so far in the whole, `faulty` those of single answers."""

    def __init__(self, path: str, checklist: Checklist, today: date) -> None:
        self.problems: list[Problem] = []
        self.faulty: dict[PairKey, tuple[Problem, ...]] = {}
        self._pair: PairKey | None = None
        self._path, self._today = path, today
        self._labels = {scale.label.ja: status for status, scale in checklist.statuses.items()}
        self._labels |= {status.value: status for status in checklist.statuses}
        self._ticket: dict[str, tuple[str, Place]] = {}
        self._respondent: dict[str, tuple[Cell, Place]] = {}
        self._found: dict[PairKey, tuple[dict[str, Cell], Place]] = {}
        self._rows: list[tuple[str, int, dict[str, Cell], Mapping[str, int]]] = []

    def take(self, page: Page) -> None:
        """Sort one page: the ticket, the respondent, questions, or what is none of ours."""
        cells = {(number, cell.column): cell for number, found in page.rows for cell in found}
        first = cells.get((KEYS_ROW, 0), _NOTHING).text
        if first == MARK:
            self._take_ticket(page, cells)
        elif first == PAIR:
            self._take_questions(page, cells)
        elif any(cells.get((number, 0), _NOTHING).text in RESPONDENT for number, _ in page.rows):
            for number, _ in page.rows:
                name = cells.get((number, 0), _NOTHING).text
                if name in RESPONDENT:
                    cell = cells.get((number, 2), _NOTHING)
                    self._respondent[name] = (cell, self._place(page.title, number, 2))
        elif cells and first != LISTS:
            number, column = min(cells)
            self._fault("inquiry_unknown_page", self._place(page.title, number, column), page=shown(page.title))

    def _take_ticket(self, page: Page, cells: Mapping[tuple[int, int], Cell]) -> None:
        for number, _ in page.rows:
            name = cells.get((number, 0), _NOTHING).text
            if name in TICKET:
                self._ticket[name] = (cells.get((number, 1), _NOTHING).text, self._place(page.title, number, 1))

    def _take_questions(self, page: Page, cells: Mapping[tuple[int, int], Cell]) -> None:
        keys = {cell.text: column for (number, column), cell in cells.items() if number == KEYS_ROW}
        missing = [key for key in COLUMNS if key not in keys]
        if missing:
            self._fault("inquiry_column_missing", self._place(page.title, KEYS_ROW, 0), column=missing[0])
            return
        known = {keys[key]: key for key in COLUMNS}
        for number, found in page.rows:
            if number < FIRST_ROW:
                continue
            row = {known[cell.column]: cell for cell in found if cell.column in known}
            for cell in found:
                if cell.column not in known or PAIR not in row:
                    self._fault("inquiry_stray_cell", self._place(page.title, number, cell.column), text=cell.text)
            if PAIR in row:
                self._take_row(page.title, number, row, keys)

    def _take_row(self, title: str, number: int, row: dict[str, Cell], keys: Mapping[str, int]) -> None:
        pair = row[PAIR].text
        place = self._place(title, number, keys[PAIR])
        if any(row.get(key, _NOTHING).kind == "formula" for key in _LOCKED):
            self._fault("inquiry_formula", place)
        elif pair_of(pair)[1] != row.get("control", _NOTHING).text:
            self._fault("inquiry_rows_mixed", self._place(title, number, keys["control"]), pair=shown(pair))
        elif pair_of(pair) in self._found:
            self._fault("inquiry_doubled_row", place, pair=shown(pair))
        else:
            self._found[pair_of(pair)] = (row, place)
            self._rows.append((title, number, row, keys))

    def file(self) -> ReturnedFile | None:
        """The whole, once every page was taken; None where it has no ticket of ours."""
        if set(TICKET) - self._ticket.keys():
            self._fault("inquiry_ticket_missing", Place("-", 1, 1))
            return None
        said = {name: text for name, (text, _) in self._ticket.items()}
        if said["format"] != str(INQUIRY_FORMAT):
            self._fault("inquiry_other_format", self._ticket["format"][1], text=shown(said["format"]))
            return None
        number = int(said["round"]) if said["round"].isascii() and said["round"].isdigit() else 0
        organisation, post = (self._who(name) for name in RESPONDENT[:2])
        day = self._day_of_answering()
        answers = self._answers(day or self._today)
        places: dict[str | PairKey, Place] = {name: place for name, (_, place) in self._ticket.items()}
        places |= {key: place for key, (_, place) in self._found.items()}
        ticket = Ticket(said["inquiry"], number, said["token"], said["checklist"])
        return ReturnedFile(Returned(ticket, organisation, post, day, answers), places, self.faulty)

    def _answers(self, day: date) -> dict[PairKey, Answer | None]:
        """The answer of every row; what is wrong with one is kept with its pair."""
        found: dict[PairKey, Answer | None] = {}
        for title, number, row, keys in self._rows:
            pair = self._pair = pair_of(row[PAIR].text)
            said = self._answer(title, number, row, keys, day)
            found[pair] = None if pair in self.faulty else said
        self._pair = None
        return found

    def _who(self, name: str) -> str:
        cell, place = self._respondent.get(name, (_NOTHING, Place("-", 1, 1)))
        if not cell.text.strip():
            self._fault("inquiry_respondent_missing", place)
            return ""
        return self._line(cell, place) or ""

    def _day_of_answering(self) -> date | None:
        cell, place = self._respondent.get("answered_on", (_NOTHING, Place("-", 1, 1)))
        day = self._day(cell, place)
        if day is not None and day > self._today:
            self._fault("inquiry_day_to_come", place, text=shown(cell.text))
        return day

    def _answer(
        self, title: str, number: int, row: Mapping[str, Cell], keys: Mapping[str, int], day: date
    ) -> Answer | None:
        cells = {key: (row.get(key, _NOTHING), self._place(title, number, keys[key])) for key in ANSWERED}
        status = self._status(*cells["status"], is_needed=any(cell.text.strip() for cell, _ in cells.values()))
        comment, reason = (
            self._text(
                *cells[key],
            )
            for key in ("comment", "reason")
        )
        evidence = self._evidence(*cells["evidence"], *cells["evidence_date"])
        year = self._year(*cells["planned_for"])
        if status is None:
            return None
        if status is Status.NOT_APPLICABLE and not says_something(reason):
            self._fault("inquiry_reason_missing", cells["reason"][1])
            return None
        return Answer(status=status, comment=comment, reason=reason, evidence=evidence, planned_for=year, as_of=day)

    def _status(self, cell: Cell, place: Place, *, is_needed: bool) -> Status | None:
        text = cell.text.strip()
        if cell.kind == "formula":
            self._fault("inquiry_formula", place)
        elif text and text not in self._labels:
            self._fault("inquiry_unknown_status", place, text=shown(text))
        elif not text and is_needed:
            self._fault("inquiry_status_missing", place)
        return self._labels.get(text)

    def _text(self, cell: Cell, place: Place, *, is_line: bool = False) -> str | None:
        if cell.kind == "formula":
            self._fault("inquiry_formula", place)
        elif cell.kind == "number":
            self._fault("inquiry_number_in_text", place, text=shown(cell.text))
        elif cell.text.strip():
            return self._cleaned(cell.text, place, is_line=is_line)
        return None

    def _line(self, cell: Cell, place: Place) -> str | None:
        return self._text(cell, place, is_line=True)

    def _cleaned(self, text: str, place: Place, *, is_line: bool) -> str | None:
        try:
            return clean_line(text) if is_line else clean_text(text)
        except PydanticCustomError as fault:
            values = dict(fault.context or {})
            too_long = fault.type == "text_too_long"
            self._fault("inquiry_text_too_long" if too_long else "inquiry_bad_character", place, **values)
            return None

    def _evidence(self, cell: Cell, place: Place, dated: Cell, at: Place) -> tuple[Evidence, ...]:
        title, day = self._line(cell, place), self._day(dated, at)
        if dated.text.strip() and not cell.text.strip():
            self._fault("inquiry_evidence_missing", place)
        return (Evidence(title=title, date=day),) if title else ()

    def _day(self, cell: Cell, place: Place) -> date | None:
        if cell.kind == "formula":
            self._fault("inquiry_formula", place)
            return None
        if not cell.text.strip():
            return None
        day = read_day(cell.text, is_number=cell.kind == "number")
        if day is None:
            self._unreadable("inquiry_bad_day", place, cell)
        return day

    def _year(self, cell: Cell, place: Place) -> int | None:
        if cell.kind == "formula":
            self._fault("inquiry_formula", place)
            return None
        year = parse_fiscal_year(cell.text) if cell.text.strip() else None
        if year is None and cell.text.strip():
            self._unreadable("inquiry_bad_year", place, cell)
        return year

    def _unreadable(self, code: str, place: Place, cell: Cell) -> None:
        right = as_it_was(cell.text)
        if right is None:
            self._fault(code, place, text=shown(cell.text))
        else:
            self._fault("inquiry_era_over", place, text=shown(cell.text), right=right)

    def _place(self, title: str, number: int, column: int) -> Place:
        return Place(f"「{shown(title)}」の {letters(column)}{number}", number, column + 1)

    def _fault(self, code: str, place: Place, /, **values: str | int) -> None:
        told = {name: shown(value) if isinstance(value, str) else value for name, value in values.items()}
        told["where"] = place.where
        problem = Problem(code=code, path=self._path, line=place.line, column=place.column, values=told)
        if self._pair is None:
            self.problems.append(problem)
        else:
            self.faulty[self._pair] = (*self.faulty.get(self._pair, ()), problem)
