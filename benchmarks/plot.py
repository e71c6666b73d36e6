"""The results as a picture: bars on a logarithmic scale, as SVG."""

from __future__ import annotations

from math import log10
from typing import Final
from xml.sax.saxutils import escape

from .report import Task, label

_BAR: Final = 18
_GAP: Final = 6
_LEFT: Final = 160
_WIDE: Final = 520
_DECADES: Final = 3
_COLOURS: Final = {"ours": "#1f77b4", "floor": "#bbbbbb", "nothing": "#bbbbbb"}
_OTHER: Final = "#d8a05c"


def svg(tasks: list[Task]) -> str:
    """A picture of the ratios to the floor."""
    parts: list[str] = []
    top = 10
    for task in tasks:
        parts.append(_text(0, top + 14, f"{task.title}, times {task.floor}", "bold"))
        top += 24
        for name, times in task.times.items():
            parts += _bar(top, name, times.ratio)
            top += _BAR + _GAP
        top += 14
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDE + 70}"'
        f' height="{top}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _bar(top: int, name: str, ratio: float) -> list[str]:
    length = max(2.0, min(1.0, log10(max(ratio, 1.0)) / _DECADES) * _WIDE)
    colour = _COLOURS.get(name, _OTHER)
    return [
        _text(0, top + 13, label(name)),
        f'<rect x="{_LEFT}" y="{top}" width="{length:.0f}" height="{_BAR}"'
        f' fill="{colour}"/>',
        _text(_LEFT + round(length) + 6, top + 13, f"{ratio:.3g}"),
    ]


def _text(left: int, top: int, text: str, weight: str = "normal") -> str:
    return f'<text x="{left}" y="{top}" font-weight="{weight}">{escape(text)}</text>'
