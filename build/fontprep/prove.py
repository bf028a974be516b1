"""Shapes texts with the sources and with what was made of them, and compares."""

import io
import pathlib
import sys

import uharfbuzz as hb
from fontTools.ttLib import TTFont

TEXTS = pathlib.Path(__file__).resolve().parent.parent.parent / "assets" / "testdata" / "fonts_exemplars.txt"


def exemplars(languages):
    """The words of these languages in the file the Go tests read too."""
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        language, _, words = line.partition("\t")
        if language in languages:
            yield from words.split()


def outline(font, glyph):
    pen = []
    font.draw_glyph(glyph, RECORDER, pen)
    return tuple(pen)


def _recorder():
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.append(("m", x, y)))
    funcs.set_line_to_func(lambda x, y, pen: pen.append(("l", x, y)))
    funcs.set_quadratic_to_func(lambda a, b, x, y, pen: pen.append(("q", a, b, x, y)))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen.append(("c", a, b, c, d, x, y)))
    funcs.set_close_path_func(lambda pen: pen.append(("z",)))
    return funcs


RECORDER = _recorder()


def shaped(font, word, features):
    """What is drawn for a word: outlines with their places, not glyph numbers."""
    buf = hb.Buffer()
    buf.add_str(word)
    buf.guess_segment_properties()
    buf.language = "en"
    hb.shape(font, buf, features)
    return [(outline(font, i.codepoint), p.x_advance, p.x_offset, p.y_offset, i.cluster)
            for i, p in zip(buf.glyph_infos, buf.glyph_positions)]


def as_harfbuzz(face, name, data):
    """How HarfBuzz shapes each word with a font: glyph, advance and offsets, in drawing order."""
    font = hb.Font(hb.Face(data))
    for word in exemplars(face["languages"]):
        buf = hb.Buffer()
        buf.add_str(word)
        buf.guess_segment_properties()
        buf.language = "en"
        hb.shape(font, buf)
        glyphs = " ".join(f"{i.codepoint},{p.x_advance},{p.x_offset},{p.y_offset}"
                          for i, p in zip(buf.glyph_infos, buf.glyph_positions))
        yield f"{name}\t{word}\t{glyphs}\n"


def same_shaping(face, made, sources):
    """Stops when a word is drawn otherwise than its source draws it.

    sources is a list of the font's bytes, the characters and the features taken
    from it. A feature that was left out on purpose is not used with the source.
    """
    result = hb.Font(hb.Face(made))
    checked = 0
    for data, points, features in sources:
        if hb.Face(data).upem != result.face.upem:
            continue  # scaled, so rounded
        font = hb.Font(hb.Face(data))
        off = {f: False for f in ("liga", "kern", "calt", "clig") if f not in features}
        for word in exemplars(face["languages"]):
            if not all(ord(c) in points or c in "\u200b\u200c\u200d" for c in word):
                continue
            if shaped(font, word, off) != shaped(result, word, off):
                sys.exit(f"{face['id']}: {word} is not drawn as by {TTFont(io.BytesIO(data))['name'].getDebugName(4)}")
            checked += 1
    if checked < 3:
        sys.exit(f"{face['id']}: {checked} words are too few to prove anything")
