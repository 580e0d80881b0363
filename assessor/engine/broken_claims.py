"""What a release claims and the answers of today support no more; quick, for it is asked after every answer."""

from collections.abc import Iterator

from assessor.engine.claim_phrases import unsupported_phrases
from assessor.engine.holdings import Standing, standings
from assessor.engine.released_text import lines_under_headings
from assessor.engine.wordings import comparable, promised_year
from assessor.model.claims import BrokenClaim
from assessor.model.programme import WordingStage
from assessor.model.release import Release, ReleasedStatement
from assessor.model.result import AssessmentResult, Pair


def broken_claims(release: Release, result: AssessmentResult) -> tuple[BrokenClaim, ...]:
    """The sentences of a release that hold no more, in its order; then its fixed phrases without ground."""
    return tuple(_Look(release, result).all())


class _Look:
    """One look at one release."""

    def __init__(self, release: Release, result: AssessmentResult) -> None:
        self._release, self._result = release, result
        self._standings = standings(result)
        self._lines: list[tuple[str, str, str]] | None = None

    def all(self) -> Iterator[BrokenClaim]:
        for one in self._release.statements:
            standing = self._standings.get(one.id)
            year = promised_year(one.text) if one.written is WordingStage.PLANNED else None
            if standing is None or not standing.supports(one.written, year):
                yield self._broken(one.id, self._section(one), one.text, self._against(standing, one.written))
        for phrase in unsupported_phrases(self._result):
            for section, key, text in self._read():
                if phrase.key in key:
                    yield self._broken(phrase.id, section, text, phrase.pairs)
                    break

    def _broken(self, statement: str, section: str, text: str, pairs: tuple[Pair, ...]) -> BrokenClaim:
        stage = self._release.stage
        pair = pairs[0].key if pairs else None
        return BrokenClaim(self._release.id, stage.label, stage.is_public, statement, section, text, pair)

    def _against(self, standing: Standing | None, written: WordingStage) -> tuple[Pair, ...]:
        return (standing.against(written, self._result) or standing.pairs) if standing else ()

    def _section(self, one: ReleasedStatement) -> str:
        key = comparable(one.text)
        return next((section for section, line, _ in self._read() if key in line), "")

    def _read(self) -> list[tuple[str, str, str]]:
        """Each line of the text with the heading above it, and in the form in which lines are compared."""
        if self._lines is None:
            under = lines_under_headings(self._release.document)
            self._lines = [(section, comparable(line.text), line.text.strip()) for section, line in under]
        return self._lines
