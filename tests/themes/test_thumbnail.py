"""A page in miniature, drawn from slots alone."""

from xml.etree import ElementTree

import pytest

from tests.themes.importing import uploads
from themes import intake, thumbnail
from themes.contrast import colour

DRAWN = {"svg", "path", "rect"}


@pytest.mark.parametrize("name", [*uploads.DIRTY, "duinrade.css"])
def test_a_thumbnail_holds_shapes_and_colours_alone(name: str) -> None:
    theme = intake.from_file(uploads.house(name)).theme

    assert theme is not None
    drawing = thumbnail.svg(theme.values)

    parts = list(ElementTree.fromstring(drawing).iter())  # noqa: S314 - our own
    assert {part.tag.rpartition("}")[2] for part in parts} == DRAWN
    assert {key for part in parts for key in part.attrib} <= {
        "viewBox",
        "fill",
        "d",
        "x",
        "y",
        "width",
        "height",
        "rx",
    }
    assert colour(theme.values, "btn-bg").css.encode() in drawing
    assert len(drawing) < 4_000
