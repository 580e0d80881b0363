"""What every noun shares: frozen, closed to unknown keys, built only when first used."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen noun; two with equal values are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
