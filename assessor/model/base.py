"""What every noun shares: frozen, closed to unknown keys, built only when first used."""

from collections.abc import Callable
from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function, str_schema


class Model(BaseModel):
    """A frozen noun; two with equal values are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def unsaid(cls) -> Self:
        """The noun of which nothing was said; a default made so does not build the check of data while loading."""
        return cast("Self", cls.model_construct())


class Cleaned:
    """Marks a text that goes through a cleaner.

    The library's own mark looks at the cleaner's signature anew for each field, and a checklist has a hundred of them.
    """

    def __init__(self, clean: Callable[[str], str]) -> None:
        """One check for every field that has it."""
        self.clean = clean
        self._schema = no_info_after_validator_function(clean, str_schema())

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """The check as the library wants it."""
        return self._schema
