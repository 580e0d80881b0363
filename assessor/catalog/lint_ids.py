"""Ids and the names that point to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from assessor.catalog.fault import Fault, unknown
from assessor.catalog.yaml_source import Steps
from assessor.model.checklist import Checklist, Control, Reference


def controls_of(checklist: Checklist) -> Iterator[tuple[Steps, Control]]:
    """Every control with its path, in checklist order."""
    for row, category in enumerate(checklist.categories):
        for number, control in enumerate(category.controls):
            yield ("categories", row, "controls", number), control


def statement_ids(checklist: Checklist) -> tuple[str, ...]:
    """The ids a public sentence can have: controls, `<category>-policy`, `<category>-fact` and promises."""
    folded = [f"{category.id}-{what}" for category in checklist.categories for what in ("policy", "fact")]
    promises = [promise.id for promise in checklist.publication.promises]
    return (*checklist.controls, *folded, *promises)


def doubled_ids(checklist: Checklist) -> Iterator[Fault]:
    """Ids of one list, and of all public sentences, differ by more than case."""
    publication = checklist.publication
    statements = [((*path, "id"), control.id) for path, control in controls_of(checklist)]
    for row, category in enumerate(checklist.categories):
        statements += [(("categories", row, "category"), f"{category.id}-{what}") for what in ("policy", "fact")]
    statements += [(("publication", "promises", n, "id"), item.id) for n, item in enumerate(publication.promises)]
    yield from doubled(statements)
    for name in ("bands", "facts", "standards", "sources", "legal_dates", "layers", "severities"):
        items = getattr(checklist, name)
        yield from doubled(((name, number, "id"), item.id) for number, item in enumerate(items))
    for number, standard in enumerate(checklist.standards):
        yield from doubled(
            (("standards", number, "editions", n, "id"), edition.id) for n, edition in enumerate(standard.editions)
        )
    yield from doubled((("risk", "bands", n, "id"), band.id) for n, band in enumerate(checklist.risk.bands))
    yield from doubled((("glossary", n, "term"), term.term) for n, term in enumerate(checklist.glossary))


def doubled(items: Iterable[tuple[Steps, str]]) -> Iterator[Fault]:
    """Names that came before, whatever their case, each at its path."""
    seen: set[str] = set()
    for path, name in items:
        if name.casefold() in seen:
            yield Fault("doubled_id", path, {"id": name})
        seen.add(name.casefold())


def unknown_facts(checklist: Checklist) -> Iterator[Fault]:
    """Conditions and laws name facts of the checklist only."""
    known = checklist.fact_ids
    order = [fact.id for fact in checklist.facts]
    for path, control in controls_of(checklist):
        for part, names in (("all", control.applies_if.all), ("any", control.applies_if.any)):
            for number, name in enumerate(names):
                if name not in known:
                    yield unknown("unknown_fact", (*path, "applies_if", part, number), name, order)
    for row, law in enumerate(checklist.publication.laws):
        for number, name in enumerate(law.facts):
            if name not in known:
                yield unknown("unknown_fact", ("publication", "laws", row, "facts", number), name, order)


def unknown_references(checklist: Checklist) -> Iterator[Fault]:
    """References name a standard, one of its editions and sources that the checklist lists."""
    editions = {item.id: [edition.id for edition in item.editions] for item in checklist.standards}
    sources = {source.id for source in checklist.sources}
    for path, control in controls_of(checklist):
        yield from unknown_requirements(checklist, (*path, "references"), control.references)
    for number, day in enumerate(checklist.legal_dates):
        yield from _unknown_sources(("legal_dates", number, "sources"), day.sources, sources)
    guideline = checklist.publication.guideline
    if guideline is not None and guideline not in editions:
        yield unknown("unknown_standard", ("publication", "guideline"), guideline, editions)


def unknown_requirements(checklist: Checklist, path: Steps, references: Iterable[Reference]) -> Iterator[Fault]:
    """References whose standard, edition or source the checklist does not list; `path` leads to their list."""
    editions = {item.id: [edition.id for edition in item.editions] for item in checklist.standards}
    sources = {source.id for source in checklist.sources}
    for number, item in enumerate(references):
        here = (*path, number)
        if item.standard not in editions:
            yield unknown("unknown_standard", (*here, "standard"), item.standard, editions)
        elif item.edition is not None and item.edition not in editions[item.standard]:
            yield unknown("unknown_edition", (*here, "edition"), item.edition, editions[item.standard])
        yield from _unknown_sources((*here, "sources"), item.sources, sources)


def _unknown_sources(path: Steps, names: tuple[str, ...], known: set[str]) -> Iterator[Fault]:
    for number, name in enumerate(names):
        if name not in known:
            yield unknown("unknown_source", (*path, number), name, sorted(known))


def unknown_sections(checklist: Checklist) -> Iterator[Fault]:
    """Sentences stand in sections that the publication data list."""
    known = checklist.publication.sections
    for row, category in enumerate(checklist.categories):
        if category.section not in known:
            yield unknown("unknown_section", ("categories", row, "section"), category.section, known)
    for path, control in controls_of(checklist):
        section = control.public.section
        if section is not None and section not in known:
            yield unknown("unknown_section", (*path, "public", "section"), section, known)
    for number, promise in enumerate(checklist.publication.promises):
        if promise.section not in known:
            yield unknown("unknown_section", ("publication", "promises", number, "section"), promise.section, known)


def unknown_categories(checklist: Checklist) -> Iterator[Fault]:
    """Layers name categories that exist."""
    known = [category.id for category in checklist.categories]
    for row, layer in enumerate(checklist.layers):
        for number, name in enumerate(layer.categories):
            if name not in known:
                yield unknown("unknown_category", ("layers", row, "categories", number), name, known)


def unknown_controls(checklist: Checklist) -> Iterator[Fault]:
    """Promises and fixed phrases rest on controls that exist."""
    publication = checklist.publication
    rests: list[tuple[Steps, tuple[str, ...]]] = [
        (("publication", "promises", n, "rests_on"), item.rests_on) for n, item in enumerate(publication.promises)
    ]
    rests += [(("publication", "backing", name), controls) for name, controls in publication.backing.items()]
    for path, names in rests:
        for number, name in enumerate(names):
            if name not in checklist.controls:
                yield unknown("unknown_control", (*path, number), name, checklist.controls)


def doubled_ranks(checklist: Checklist) -> Iterator[Fault]:
    """Of one topic the first rank is printed, so two controls should not share a rank."""
    taken: dict[tuple[str, int], str] = {}
    for path, control in controls_of(checklist):
        if control.public.topic is None:
            continue
        key = (control.public.topic, control.public.topic_rank)
        if key in taken:
            values: dict[str, str | int] = {"topic": key[0], "rank": key[1], "control": taken[key]}
            yield Fault("doubled_rank", (*path, "public", "topic"), values)
        taken.setdefault(key, control.id)


def facts_not_asked(checklist: Checklist) -> Iterator[Fault]:
    """A control asked of a kind of subject can only be decided by facts that this kind is asked for."""
    kinds = {fact.id: fact.kinds for fact in checklist.facts}
    gaps: dict[tuple[str, str], tuple[Steps, list[str]]] = defaultdict(lambda: ((), []))
    for path, control in controls_of(checklist):
        kind = checklist.category_of[control.id].kind_of(control)
        for name in control.applies_if.facts:
            if kind not in kinds.get(name, (kind,)):
                first, controls = gaps[name, kind.value]
                gaps[name, kind.value] = (first or (*path, "applies_if"), [*controls, control.id])
    for (name, kind_name), (path, controls) in gaps.items():
        yield Fault("fact_not_asked", path, {"fact": name, "kind": kind_name, "controls": ", ".join(controls[:8])})
