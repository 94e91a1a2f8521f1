"""The colours of the product: enough contrast to be read, and told apart by every eye.

Contrast: WCAG 2.2, relative luminance. Colour-vision deficiencies: the matrices of Machado, Oliveira and
Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0,
applied to linear RGB. Difference of two colours: CIE 1976 ΔE*ab; about 2.3 is just noticeable.
"""

import re
from itertools import combinations

import numpy as np
import pytest

from app.places import static_dir

THEMES = ("light", "dark")
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
MEANINGS = ("forward", "backward", "ink")
"""The colours that carry a meaning, apart from which nothing tells a value from a gradient at a glance."""

TEXT = [
    *((ink, ground) for ink in ("ink", "mute") for ground in ("ground", "panel")),
    *((ink, ground) for ink in ("ink", "mute", "forward") for ground in ("lane-forward", "node")),
    *((ink, ground) for ink in ("ink", "mute", "backward") for ground in ("lane-backward", "node")),
    ("forward", "panel"),
    ("forward", "forward-soft"),
    ("backward", "panel"),
    ("backward", "backward-soft"),
    ("confirmed", "panel"),
    ("panel", "ink"),
]
"""Text and the ground that it stands on."""


def tokens(theme: str) -> dict[str, np.ndarray]:
    """Linear RGB in [0, 1] of each colour token of a theme."""
    sheet = (static_dir() / "css" / "tokens.css").read_text("utf-8")
    blocks = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    found: dict[str, np.ndarray] = {}
    for selector, body in blocks:
        if ":root" in selector and ("data-theme" not in selector or f'"{theme}"' in selector):
            for name, colour in re.findall(r"--([\w-]+):\s*#([0-9a-f]{6});", body):
                found[name] = decoded(np.array([int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]))
    return found


def decoded(srgb: np.ndarray) -> np.ndarray:
    """Linear RGB of sRGB, as it is written in style sheets."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def encoded(linear: np.ndarray) -> np.ndarray:
    """The other way round."""
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Ratio of two colours' luminances, at least 1."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    bright, dim = sorted((float(weights @ one), float(weights @ other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lab(linear: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear sRGB, under D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    scaled = to_xyz @ np.clip(linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    root = np.where(scaled > (6 / 29) ** 3, np.cbrt(scaled), scaled / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_values_and_gradients_are_told_apart_by_every_eye(theme: str, deficiency: str) -> None:
    seen = {name: lab(DEFICIENCIES[deficiency] @ tokens(theme)[name]) for name in MEANINGS}
    for one, other in combinations(MEANINGS, 2):
        difference = float(np.linalg.norm(seen[one] - seen[other]))
        assert difference >= 35, f"{one} and {other} differ by {difference:.1f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("tone", ["forward", "backward"])
def test_the_sign_of_a_number_in_a_heat_map_is_seen_by_every_eye(theme: str, deficiency: str, tone: str) -> None:
    """However strong the two are, from two fifths of the scale on."""
    colours = tokens(theme)
    ground, positive, negative = (encoded(colours[name]) for name in ("panel", tone, f"{tone}-negative"))
    strengths = (0.4, 0.55, 0.7, 0.85, 1.0)

    def seen(end: np.ndarray, strength: float) -> np.ndarray:
        return lab(DEFICIENCIES[deficiency] @ decoded(ground + strength * (end - ground)))

    for strong in strengths:
        for weak in strengths:
            difference = float(np.linalg.norm(seen(positive, strong) - seen(negative, weak)))
            assert difference >= 15, f"{strong} and -{weak} differ by {difference:.1f}"
    assert abs(seen(positive, 1)[0] - seen(negative, 1)[0]) >= 15, "in a grey copy too"
    for end in (positive, negative):
        assert np.linalg.norm(seen(end, 1) - lab(DEFICIENCIES[deficiency] @ colours["panel"])) >= 20


def test_the_figures_that_this_is_measured_with_are_right() -> None:
    white, black = np.ones(3), np.zeros(3)
    assert contrast(white, black) == pytest.approx(21)
    assert lab(white) == pytest.approx([100, 0, 0], abs=0.05)
    assert lab(np.array([1.0, 0, 0])) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    for matrix in DEFICIENCIES.values():
        assert matrix @ white == pytest.approx(white, abs=1e-5), "grey stays grey"
