"""What no model can see in a checklist: each rule is a small function from a checklist to its faults."""

from collections.abc import Callable, Iterator
from datetime import date

from assessor.catalog import lint_ids, lint_privacy, lint_scales, lint_texts
from assessor.catalog.fault import Fault
from assessor.model.checklist import Checklist

Rule = Callable[[Checklist], Iterator[Fault]]

STRUCTURAL: tuple[Rule, ...] = (
    lint_ids.doubled_ids,
    lint_ids.unknown_facts,
    lint_ids.unknown_references,
    lint_ids.unknown_sections,
    lint_ids.unknown_categories,
    lint_ids.unknown_controls,
    lint_scales.missing_entries,
    lint_scales.points_out_of_order,
    lint_scales.bands_out_of_order,
    lint_scales.severities_with_gaps,
    lint_scales.risk_matrix,
    lint_texts.empty_texts,
    lint_texts.sentences_against_their_rule,
    lint_texts.planned_sentences_of_duties,
    lint_texts.terms_without_entry,
    lint_texts.banned_words,
    lint_privacy.doubled_privacy_ids,
    lint_privacy.unknown_privacy_questions,
    lint_privacy.unknown_privacy_controls,
    lint_privacy.unknown_privacy_references,
    lint_privacy.mynumber_rows_out_of_order,
)
"""Rules whose faults make a checklist unusable: a loaded checklist keeps them all."""

STYLISTIC: tuple[Rule, ...] = (
    lint_texts.planned_sentences_that_confess,
    lint_texts.partial_sentences_of_technical_controls,
    lint_texts.long_sentences,
    lint_texts.stacked_kanji,
    lint_ids.doubled_ranks,
    lint_ids.facts_not_asked,
)
"""Rules whose faults are advice."""


def structural_faults(checklist: Checklist) -> Iterator[Fault]:
    """Everything that makes a checklist unusable."""
    for rule in STRUCTURAL:
        yield from rule(checklist)


def stylistic_faults(checklist: Checklist, today: date | None = None) -> Iterator[Fault]:
    """Everything that is advice only; with a day, planned sentences of duties in force by then too."""
    for rule in STYLISTIC:
        for fault in rule(checklist):
            yield fault._replace(warning=True)
    if today is not None:
        yield from lint_texts.planned_sentences_of_dated_duties(checklist, today)
