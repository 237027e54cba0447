"""The styles of an ODT: one font, the pack's colours, the language of the view."""

from __future__ import annotations

from collections.abc import Iterator

from tyopaja_office.documents.paper import FONT, Look


def styles(look: Look) -> Iterator[str]:
    """Each style as XML; those of tables are for the content, the others are common."""
    language, *further = look.language.split("-")
    country = next((one for one in further if len(one) == 2 and one.isalpha()), "none")
    tongue = f'fo:language="{language}" fo:country="{country}"'
    base = (
        f'fo:font-family="{FONT}" style:font-name-complex="{FONT}" fo:font-size="10.5pt" fo:color="{look.ink}" {tongue}'
    )
    quiet, accent = "#5b6470", look.accent
    paragraphs = {
        "TyBody": ("", 'fo:margin-top="3pt" fo:margin-bottom="3pt"', base),
        "TyTitle": ("TyBody", 'fo:margin-top="30pt" fo:margin-bottom="6pt"', _font(28, accent)),
        "TySubtitle": ("TyBody", 'fo:margin-bottom="18pt"', f'fo:font-size="13pt" fo:color="{quiet}"'),
        "TyQuiet": ("TyBody", "", f'fo:font-style="italic" fo:color="{quiet}"'),
        "TyPrompt": ("TyBody", "", f'fo:font-style="italic" fo:color="{accent}"'),
        "TyItem": ("TyBody", 'fo:margin-top="1pt" fo:margin-bottom="2pt"', ""),
        "TyCell": ("TyBody", 'fo:margin-top="1pt" fo:margin-bottom="1pt"', 'fo:font-size="9pt"'),
        "TyHead": ("TyCell", "", 'fo:font-weight="bold" fo:color="#ffffff" fo:font-size="8pt"'),
        "TyBreak": ("TyBody", 'fo:break-after="page"', ""),
        "TyContents": ("TyBody", 'fo:margin-top="12pt" fo:margin-bottom="6pt"', _font(17, accent)),
        "TyContents1": ("TyBody", 'fo:margin-top="4pt"', 'fo:font-weight="bold"'),
        "TyContents2": ("TyBody", 'fo:margin-left="14pt" fo:margin-top="0pt" fo:margin-bottom="1pt"', ""),
        "TyFoot": ("TyBody", 'fo:text-align="end"', f'fo:font-size="8.5pt" fo:color="{quiet}"'),
    }
    for number, size in enumerate((18.0, 15.0, 12.5, 11.0, 10.5, 10.5), start=1):
        how = f'fo:margin-top="{18 if number < 3 else 10}pt" fo:margin-bottom="4pt" fo:keep-with-next="always"'
        paragraphs[f"TyHeading{number}"] = ("TyBody", how, _font(size, accent if number < 4 else look.ink))
    for name, (parent, how, letters) in paragraphs.items():
        level = f' style:default-outline-level="{name[-1]}"' if name.startswith("TyHeading") else ""
        based = f' style:parent-style-name="{parent}"' if parent else ""
        yield (
            f'<style:style style:name="{name}" style:family="paragraph"{based}{level}>'
            f"<style:paragraph-properties {how}/><style:text-properties {letters}/></style:style>"
        )
        yield (
            f'<style:style style:name="{name}Left" style:family="paragraph" style:parent-style-name="{name}">'
            '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"/></style:style>'
        )
    for bold in (False, True):
        for italic in (False, True):
            for grey in (False, True):
                name = ("Bold" if bold else "") + ("Italic" if italic else "") + ("Quiet" if grey else "")
                how = 'fo:font-weight="bold" ' if bold else ""
                how += 'fo:font-style="italic" ' if italic else ""
                how += f'fo:color="{quiet}"' if grey else ""
                if name:
                    yield (
                        f'<style:style style:name="Ty{name}" style:family="text"><style:text-properties {how}/>'
                        "</style:style>"
                    )
    yield (
        '<style:style style:name="TyLink" style:family="text"><style:text-properties style:text-underline-style="none"'
        f' fo:color="{look.ink}"/></style:style>'
    )
    yield (
        '<style:style style:name="TyTable" style:family="table">'
        f'<style:table-properties style:width="{look.width:.1f}pt" table:align="left"/></style:style>'
    )
    for name, ground in (("TyHeadCell", accent), ("TyBodyCell", "transparent")):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding="3pt"'
            f' fo:background-color="{ground}" fo:border-bottom="0.5pt solid #c9d0d6"/></style:style>'
        )
    yield (
        '<style:style style:name="TyPicture" style:family="graphic"><style:graphic-properties style:vertical-pos="top"'
        ' style:vertical-rel="baseline"/></style:style>'
    )
    for name, form, mark in (
        ("TyBullets", "bullet", 'text:bullet-char="•"'),
        ("TyNumbers", "number", 'style:num-format="1" style:num-suffix="."'),
    ):
        levels = "".join(
            f'<text:list-level-style-{form} text:level="{at}" {mark}>{_indented(at)}</text:list-level-style-{form}>'
            for at in range(1, 5)
        )
        yield f'<text:list-style style:name="{name}">{levels}</text:list-style>'


def _indented(level: int) -> str:
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-14pt"'
        f' fo:margin-left="{16 * level}pt"/></style:list-level-properties>'
    )


def _font(size: float, colour: str) -> str:
    return f'fo:font-size="{size}pt" fo:font-weight="bold" fo:color="{colour}"'
