# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A picture of stacks: each a column from its top down, to scale, with the functions of its deepest way."""

from xml.sax.saxutils import escape

COLUMN, BAR, BAR_LEFT = 300, 46, 52
COLUMNS = 5  # side by side
TOP, HEIGHT, LINE = 56, 560, 15
LABEL = 32  # characters that fit beside a bar
FONT = "font-family='sans-serif' font-size='11'"
COLOURS = ["#4878a8", "#7fa6cc"]
ZONES, MISSING = "#d9b44a", "#c0392b"


def rectangle(x, y, height, fill, title):
    return (f"<rect x='{x}' y='{y:.1f}' width='{BAR}' height='{max(height, 0.5):.1f}' fill='{fill}'>"
            f"<title>{escape(title)}</title></rect>")


def text(x, y, words, anchor="start", weight="normal"):
    return f"<text x='{x}' y='{y:.1f}' text-anchor='{anchor}' font-weight='{weight}'>{escape(words)}</text>"


def spread(places):
    """Moves what is less than a line apart further down."""
    last, found = None, []
    for place in places:
        last = place if last is None else max(place, last + LINE)
        found.append(last)
    return found


def column(stack, scale):
    """`stack["pieces"]`: [(label, bytes, whether it is a frame)] from the top down. Returns the lines of the drawing,
    and where they end."""
    lines = [text(BAR_LEFT, 16, stack["name"], weight="bold"), text(BAR_LEFT, 32, stack["verdict"])]
    y, middles, right = TOP, [], BAR_LEFT + BAR
    for number, (label, size, is_frame) in enumerate(stack["pieces"]):
        height = size * scale
        lines.append(rectangle(BAR_LEFT, y, height, COLOURS[number % 2] if is_frame else ZONES, f"{size} {label}"))
        middles.append(y + height / 2)
        y += height
    places = spread(middles)
    for (label, size, _), middle, place in zip(stack["pieces"], middles, places):
        lines.append(f"<path d='M{right} {middle:.1f} L{right + 14} {place:.1f}' stroke='#999' fill='none'/>")
        lines.append(text(right + 18, place + 4, f"{size}  {shorten(label)}"))
    if stack["has"] is not None and stack["has"] * scale <= HEIGHT:
        lines += size_mark(TOP + stack["has"] * scale, stack["has"], stack["has"] < stack["needs"])
    return lines, max([y, *places])


def shorten(label):
    """The whole of it is what a pointer over the bar shows."""
    return label if len(label) <= LABEL else label[: LABEL - 1] + "\u2026"


def size_mark(y, size, is_small):
    return [f"<path d='M{BAR_LEFT - 8} {y:.1f} h{BAR + 16}' stroke='{MISSING if is_small else '#222'}' "
            "stroke-width='2'/>", text(BAR_LEFT - 10, y + 4, str(size), "end")]


def draw(title, stacks):
    """The SVG of a list of dicts with name, verdict, pieces, needs and has, all to one scale."""
    scale = HEIGHT / max(1, *(1.1 * stack["needs"] for stack in stacks))
    body, top = [], 0
    for first in range(0, len(stacks), COLUMNS):
        bottom = 0
        for number, stack in enumerate(stacks[first : first + COLUMNS]):
            lines, end = column(stack, scale)
            body += [f"<g transform='translate({number * COLUMN} {top:.0f})'>", *lines, "</g>"]
            bottom = max(bottom, end)
        top += bottom + 40
    width = COLUMN * min(len(stacks), COLUMNS)
    return "\n".join([
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{top:.0f}' {FONT}>",
        f"<title>{escape(title)}</title>", f"<rect width='{width}' height='{top:.0f}' fill='white'/>",
        *body, "</svg>", ""])
