"""A remark on one place of a public text: what is hard to read in it, or tells what should stay inside."""

from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from assessor.model.base import Model


class RemarkSeverity(StrEnum):
    """`block` keeps a text from being released unless someone passes it by name; `notice` is advice."""

    BLOCK = "block"
    NOTICE = "notice"


class RemarkCode(StrEnum):
    """What a remark is about; `remark.<code>.what` and `remark.<code>.next` are its two sentences."""

    SENTENCE_LONG = "sentence_long"
    BANNED_WORD = "banned_word"
    TERM_UNEXPLAINED = "term_unexplained"
    KANJI_STACKED = "kanji_stacked"
    PASSIVES = "passives"
    DOUBLE_NEGATION = "double_negation"
    HARD_WORD = "hard_word"
    WORRYING_WORD = "worrying_word"
    CONFESSION = "confession"
    FIGURE = "figure"
    FREQUENCY = "frequency"
    KEY_LENGTH = "key_length"
    CIPHER = "cipher"
    PRODUCT = "product"
    VENDOR = "vendor"
    INSIDE_NAME = "inside_name"
    VERSION = "version"
    MODEL_NUMBER = "model_number"
    HOST = "host"
    NETWORK_ADDRESS = "network_address"
    PORT = "port"
    EMAIL = "email"
    POSTAL_ADDRESS = "postal_address"
    PLACE = "place"
    PRIVATE_PHONE = "private_phone"
    PERSON = "person"
    PERSON_PERHAPS = "person_perhaps"


class Remark(Model):
    """One place of a text: `block`, `sentence` and `column` count from 1, the mark ※ is not counted.

    Blocks are the headings, paragraphs, list items and cell lines of a document in reading order, or the lines of a
    plain text. `section` is the heading above, `mark` the statement's bookmark name where the text still has it,
    `words` what was found.
    """

    code: RemarkCode
    severity: RemarkSeverity
    block: int = Field(ge=1)
    sentence: int = Field(ge=1)
    column: int = Field(ge=1)
    words: str
    text: str
    section: str = ""
    mark: str | None = None
    values: dict[str, str | int] = Field(default_factory=dict)


class KnownNames(NamedTuple):
    """Names a check of a text knows beforehand.

    `terms` are explained in the glossary; `published` is what the city tells of itself (plan, policies, contact);
    `inside` are names that stay inside, such as those of operators.
    """

    terms: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
