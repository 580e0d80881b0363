"""What every screen may follow: the app's reactives by name."""

from assessor.tui.areas import AREA_SHOWN

SHOWN = (
    "cursor",
    "lang",
    "look",
    "legend",
    "counts",
    "programme_title",
    "tabs",
    "saving",
    "notice",
    "alarm",
    "result",
    "stored",
    "pending",
    "view",
    "silences",
    "past",
    "drafts",
    "documents",
    "choices",
    "near",
    "gains",
    "told",
    "baseline",
    *AREA_SHOWN,
)
"""The reactives that a screen is bound to where it declares one of the same name."""
