"""Contrast: the published values, and a proposal that can always be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.contrast import contrast, luminance, nearest_readable, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_black_on_white_is_21_and_a_colour_on_itself_is_1() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#9c3a2a", "#9C3A2A") == 1


def test_the_palette_of_the_house_can_be_read_on_its_paper() -> None:
    for colour in ("#221c16", "#9c3a2a", "#24406b", "#2f6147"):
        assert readable(colour, "#fbf6ec")
    assert not readable("#e2a72e", "#fbf6ec")


def test_grey_767676_is_the_lightest_grey_that_can_be_read_on_white() -> None:
    assert readable("#767676", "#fff")
    assert not readable("#777777", "#fff")
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-4)


@given(COLOURS, COLOURS, st.sampled_from([3.0, 4.5]))
def test_a_proposal_can_always_be_read(colour: str, background: str, ratio: float) -> None:
    assert readable(nearest_readable(colour, background, ratio), background, ratio)


@given(COLOURS, COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(colour: str, background: str) -> None:
    proposal = nearest_readable(colour, background)
    assert (proposal == colour) == readable(colour, background)
    assert nearest_readable(proposal, background) == proposal


def test_a_brand_colour_keeps_its_hue() -> None:
    proposal = nearest_readable("#e2a72e", "#fbf6ec")
    red, green, blue = (int(proposal[i : i + 2], 16) for i in (1, 3, 5))
    assert red > green > blue


def test_what_is_no_colour_or_cannot_be_reached_is_refused() -> None:
    for text in ("red", "#12", "#12345g", "url(x)", "#ffffff;}"):
        with pytest.raises(ValueError, match="is no colour"):
            contrast(text, "#fff")
    with pytest.raises(ValueError, match="no colour reaches"):
        nearest_readable("#888", "#777", 15)
