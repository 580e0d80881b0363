"""One fault of an input file with its place; said in both languages from the message catalogues."""

from pydantic import Field

from assessor.model.base import Model


class Problem(Model):
    """`code` names two sentences, `problem.<code>.what` and `problem.<code>.next`; `values` fill them."""

    code: str
    path: str
    line: int = Field(default=1, ge=1)
    column: int = Field(default=1, ge=1)
    values: dict[str, str | int] = Field(default_factory=dict)
    warning: bool = False

    @property
    def place(self) -> str:
        """`file:line:column`, both counted from 1."""
        return f"{self.path}:{self.line}:{self.column}"
