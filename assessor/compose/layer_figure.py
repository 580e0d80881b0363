"""The layers of the reference architecture beside the categories that cover them: the same whatever the answers."""

from itertools import groupby

from assessor.model.document import Figure, LayerRow, Layers
from assessor.model.publication import PublicView

LABELS = ("層", "主な内容", "対策の分野")


def layer_figure(view: PublicView) -> Figure | None:
    """The figure that a template calls `layers`; None where the checklist knows no layers."""
    if not view.layers:
        return None
    return Figure(
        title="スマートシティの層と対策の分野",
        description="".join(_said(view)),
        chart=Layers(
            rows=tuple(
                LayerRow(title=layer.title, contents=layer.contents, covered_by=layer.categories)
                for layer in view.layers
            ),
            labels=LABELS,
        ),
    )


def _said(view: PublicView) -> list[str]:
    """One sentence for each run of layers that the same categories cover."""
    groups = groupby(view.layers, key=lambda layer: layer.categories)
    return [
        f"{'、'.join(layer.title for layer in layers)}の層は、{'・'.join(categories)}の分野に当たります。"
        for categories, layers in groups
        if categories
    ]
