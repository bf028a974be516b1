#!/usr/bin/env python3
"""Makes the fonts of assets/fonts. Same sources, same tools: the same bytes.

    pip install fonttools==4.68.0 uharfbuzz==0.57.0
    fontprep.py fetch FOLDER     fetches the source packages with npm and apt-get
    fontprep.py make FOLDER      writes assets/fonts from them
    fontprep.py check FOLDER     makes them elsewhere and compares the bytes

recipe.json says which package, which version, which face. Neither building
nor testing the program needs any of this: the results are committed.

A face is a source font cut to the characters charsets.py names, without hints,
joined with the Latin letters of Noto Sans, so that one face serves a whole line.
Its line is measured anew: Fyne takes the height of a line from the first face
alone, and what sticks out of it is cut off. Before it is written, texts are
shaped with source and result, and must come out the same.
"""

import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import fontTools
import uharfbuzz
from fontTools import merge, subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph

import charsets
import prove

HERE = pathlib.Path(__file__).resolve().parent
ASSETS = HERE.parent.parent / "assets"
RECIPE = json.loads((HERE / "recipe.json").read_text(encoding="utf-8"))
WEIGHTS = {"regular": ("Regular", "400Regular", 400), "bold": ("Bold", "700Bold", 700)}

UNITS_PER_EM = 1000

# 2026-01-01 in seconds since 1904, so that the day of making does not show.
MADE = 3850156800

# What shaping needs, and for East Asian and for Latin letters a part of it. The
# rest (small capitals, old-style figures, vertical and half-width forms) cannot
# be asked for from the window.
SHAPING = """abvf abvm abvs akhn blwf blwm blws calt ccmp cfar cjct clig curs dist fin2 fin3 fina half haln init
isol kern liga ljmo locl ltra ltrm mark med2 medi mkmk mset nukt pref pres pstf psts rclt rkrf rlig rphf rtla rtlm
tjmo vatu vjmo""".split()
SHAPING_CJK = "ccmp mark mkmk".split()
SHAPING_LATIN = "ccmp kern locl mark mkmk".split()
DROP = ["vhea", "vmtx", "VORG", "BASE", "STAT", "DSIG", "gasp", "LTSH", "VDMX", "hdmx", "meta", "JSTF", "MATH", "TTFA"]


def package_folder(folder, source):
    return folder / (source.get("npm") or source["deb"]).replace("/", "_").replace("@", "")


def font_path(folder, source, weight):
    name, npm_name, _ = WEIGHTS[weight]
    if "npm" in source:
        return package_folder(folder, source) / "package" / npm_name / f"{source['stem']}_{npm_name}.ttf"
    return package_folder(folder, source) / "usr/share/fonts/truetype" / source.get("folder", "noto") / f"{source['stem']}-{name}.ttf"


def fetch(folder):
    """Puts each source package, unpacked, into folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in RECIPE["sources"].values():
        to = package_folder(folder, source)
        if to.exists():
            continue
        with tempfile.TemporaryDirectory(dir=folder) as work:
            if "npm" in source:
                subprocess.run(["npm", "pack", "--silent", f"{source['npm']}@{source['version']}"],
                               cwd=work, check=True, stdout=subprocess.DEVNULL)
                archive, = pathlib.Path(work).glob("*.tgz")
                to.mkdir()
                subprocess.run(["tar", "xzf", archive, "-C", to], check=True)
            else:
                subprocess.run(["apt-get", "download", f"{source['deb']}={source['version']}"], cwd=work, check=True)
                archive, = pathlib.Path(work).glob("*.deb")
                subprocess.run(["dpkg-deb", "-x", archive, to], check=True)


def open_source(folder, source, weight):
    """The bytes of a source font, which must be those the fonts were first made from."""
    data = font_path(folder, source, weight).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    want = json.loads((HERE / "sources.sha256.json").read_text()).get(f"{source['stem']}-{weight}")
    if digest != want:
        sys.exit(f"{source['stem']}-{weight}: SHA-256 is {digest}, sources.sha256.json says {want}")
    return data


def features(take):
    if take == "script":
        return SHAPING
    return SHAPING_LATIN if take.startswith("letters") else SHAPING_CJK


def cut(data, take, keep):
    """The font in data, reduced to what charsets.wanted names."""
    options = subset.Options(
        hinting=False, notdef_outline=True, name_IDs=[], recalc_timestamp=False,
        drop_tables=[*subset.Options._drop_tables_default, *DROP], layout_features=[*features(take), *keep])
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    points = charsets.wanted(take, font.getBestCmap())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    if font["head"].unitsPerEm != UNITS_PER_EM:
        scale_upem(font, UNITS_PER_EM)
    return font, points


def join(fonts):
    if len(fonts) == 1:
        return fonts[0]
    with tempfile.TemporaryDirectory() as work:
        paths = []
        for i, font in enumerate(fonts):
            paths.append(f"{work}/{i}.ttf")
            font.save(paths[-1])
        joined = merge.Merger(merge.Options(drop_tables=["name"])).merge(paths)
        out = io.BytesIO()
        joined.recalcTimestamp = False
        joined.save(out)
    return TTFont(io.BytesIO(out.getvalue()), recalcTimestamp=False)


def add_invisible(font):
    """Maps what charsets.INVISIBLE names to an empty glyph without width."""
    missing = [c for c in charsets.INVISIBLE if c not in font.getBestCmap()]
    if not missing:
        return
    name = "invisible"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = Glyph()
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"].metrics[name] = (0, 0)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            for c in missing:
                table.cmap[c] = name


def set_line(font, ascent, descent, weight):
    """The same line in every table that speaks of it, whoever reads which."""
    hhea, os2, head = font["hhea"], font["OS/2"], font["head"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, descent, 0
    os2.version = max(os2.version, 4)
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, -descent
    os2.usWeightClass = WEIGHTS[weight][2]
    os2.fsType = 0
    os2.fsSelection = (1 << 5 if weight == "bold" else 1 << 6) | 1 << 7  # and USE_TYPO_METRICS
    os2.achVendID = "NONE"
    os2.recalcUnicodeRanges(font)
    head.macStyle = 1 if weight == "bold" else 0
    head.created = head.modified = MADE
    head.fontRevision = 1.0


def set_names(font, face, weight, copyrights, made_from):
    style = WEIGHTS[weight][0]
    family = face["family"]
    postscript = f"{family.replace(' ', '')}-{style}"
    name = font["name"] = newTable("name")
    name.names = []
    for number, text in {
        0: "; ".join(copyrights), 1: family, 2: style, 3: f"1.000;NONE;{postscript}", 4: f"{family} {style}",
        5: "Version 1.000", 6: postscript, 10: f"A modified version, made from {made_from}.",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://scripts.sil.org/OFL",
    }.items():
        name.setName(text, number, 3, 1, 0x409)


def make_face(folder, face, weight):
    """The bytes of one font and what was learnt on the way."""
    parts, copyrights, sources, texts = [], [], [], []
    for part in face["parts"]:
        source = RECIPE["sources"][part["source"]]
        data = open_source(folder, source, weight)
        original = TTFont(io.BytesIO(data))
        font, points = cut(data, part["take"], face.get("keep", []))
        parts.append(font)
        texts.append((data, points, features(part["take"])))
        notice = original["name"].getDebugName(0).strip()
        if notice not in copyrights:
            copyrights.append(notice)
        sources.append({"package": source.get("npm") or source["deb"], "version": source["version"],
                        "file": font_path(folder, source, weight).name, "sha256": hashlib.sha256(data).hexdigest(),
                        "font_version": original["name"].getDebugName(5).split(";")[0]})
    font = join(parts)
    add_invisible(font)
    for unicode_cmap in (t.cmap for t in font["cmap"].tables if t.isUnicode() and t.format != 14):
        unicode_cmap.update({int(to, 16): unicode_cmap[int(of, 16)] for to, of in face.get("alias", {}).items()})
    set_line(font, face["ascent"], face["descent"], weight)
    set_names(font, face, weight, copyrights, ", ".join(s["file"] for s in sources))
    font["post"].formatType = 3.0
    font["post"].underlinePosition, font["post"].underlineThickness = -100, 50
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    data = out.getvalue()
    prove.same_shaping(face, data, texts)
    return data, copyrights, sources


def licence(copyrights):
    body = (HERE / "ofl_1_1.txt").read_text(encoding="utf-8")
    return "\n".join(copyrights) + "\n\n" + body


def make(folder, out):
    """Writes fonts, licences and index into out; answers how HarfBuzz shapes with them."""
    shaped = []
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    index = []
    for face in RECIPE["faces"]:
        notices = []
        for weight in WEIGHTS:
            data, copyrights, sources = make_face(folder, face, weight)
            notices += [c for c in copyrights if c not in notices]
            name = f"{face['id']}_{weight}.ttf"
            (out / name).write_bytes(data)
            shaped += prove.as_harfbuzz(face, name, data)
            cmap = TTFont(io.BytesIO(data)).getBestCmap()
            index.append({
                "file": name, "family": face["family"], "weight": WEIGHTS[weight][2], "face": face["id"],
                "role": "primary and fallback" if face.get("fallback") else "primary",
                "languages": face["languages"], "scripts": face["scripts"],
                "ascent": face["ascent"], "descent": face["descent"], "units_per_em": 1000,
                "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
                "characters": len(cmap), "coverage": charsets.coverage(face["id"], cmap),
                "licence": "OFL-1.1", "licence_file": f"{face['id']}_ofl.txt", "sources": sources,
                "changes": changes(face),
            })
            print(f"{name:26} {len(data):9}")
        (out / f"{face['id']}_ofl.txt").write_text(licence(notices), encoding="utf-8")
    (out / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(f['bytes'] for f in index):>36} in all")
    return "".join(shaped)


def changes(face):
    what = ["renamed", "cut to the characters listed in build/fontprep", "hints and vertical layout removed",
            f"line set to {face['ascent']}/{face['descent']} per 1000"]
    if len(face["parts"]) > 1:
        what.insert(2, "joined with " + ", ".join(RECIPE["sources"][p["source"]]["stem"] for p in face["parts"][1:]))
    return what


def check(folder):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        make(folder, work)
        here = {p.name: p.read_bytes() for p in (ASSETS / "fonts").iterdir()}
        again = {p.name: p.read_bytes() for p in work.iterdir()}
    other = sorted(n for n in here.keys() | again.keys() if here.get(n) != again.get(n))
    sys.exit("not the same: " + ", ".join(other) if other else None)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    verb, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    for name, have in (("fonttools", fontTools.version), ("uharfbuzz", uharfbuzz.__version__)):
        if have != RECIPE[name]:
            sys.exit(f"{name} {RECIPE[name]} is needed for the same bytes, this is {have}")
    if verb == "fetch":
        fetch(folder)
    elif verb == "make":
        shaped = make(folder, ASSETS / "fonts")
        (ASSETS / "testdata" / "fonts_shaped.txt").write_text(shaped, encoding="utf-8")
        (ASSETS / "testdata" / "fonts_jisx0213.txt").write_text(charsets.dump(charsets.jis_x_0213()))
    elif verb == "check":
        check(folder)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
