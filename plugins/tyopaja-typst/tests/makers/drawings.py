"""A section of every drawing, blank and filled."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from tyopaja.views.nodes import Axes, PartView, Picture, SectionView, SheetView

Views = dict[str, Any]
KEY = "sha256:" + "1" * 64
REASONS = ("Kysytään jo ennalta.", "Noutopaikka jää hukkaan.", "Kota on kaunis, haalarit kuluneita.", "Kannattaa.")
PARTS = ("Haluttava", "Helppokäyttöinen", "Hyvännäköinen ja hyväntuntuinen", "Kustannustehokas")
MOMENTS = (
    ("Ennen", ("Ajatus tarpeesta", "Vaihtoehtojen kartoitus", "Varaus")),
    ("Aikana", ("Nouto lentokentältä", "Palvelun vastaanottaminen", "Odottaminen", "Maksaminen")),
    ("Jälkeen", ("Palautteen antaminen", "Mitä kerron ystäville?")),
)


def photo(_: Views, width: int = 400, height: int = 300, colour: str = "#c04020") -> Picture:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "jpeg")
    return Picture(media_type="image/jpeg", data=out.getvalue(), width=width, height=height)


def scale(make: Views, value: int | None = None, **more: Any) -> Any:
    """A field of a score from 1 to 5."""
    return make["field"]("score", "Arvio", "scale", value, scale=(1.0, 5.0), **more)


def drawn(make: Views, draw: str, filled: bool, **more: Any) -> SectionView:
    """A section of one drawing; blank, or with what somebody might write."""
    section: Callable[..., SectionView] = make["section"]
    entry, field = make["entry"], make["field"]
    prompts = ("Mitä tähän kirjoitetaan?",)
    words = ("Pakkanen tulee läpi", "Kukaan ei tiedä lähtöaikaa", "Bussi ei odota")
    fields: tuple[Any, ...] = ()
    entries: tuple[Any, ...] = tuple(entry(text) for text in words)
    if draw == "text":
        entries = (entry("Kukaan ei jää yksin ensimmäisenä iltana."),)
    elif draw == "blanks":
        asked = (
            field("nimi", "Nimi", value="Gisela" if filled else None),
            field("tapa", "Miten hän matkustaa?", "choice", "yksin" if filled else None, choices=("yksin", "seurassa")),
            field("tuttu", "Onko ennen käynyt?", "yes-no"),
            scale(make, 4 if filled else None, low="ei lainkaan", high="todella"),
        )
        return section("s", "Kuka hän on?", draw="blanks", prompts=prompts, blanks=asked, **more)
    elif draw == "results":
        entries = tuple(
            make["result"](text, unit="%", start=1, now=2, target=5, due="1.9.2026", owner="Ilse") for text in words
        )
    elif draw == "cards":
        fields = (field("teko", "Asiakas tekee"), scale(make), field("tapa", "Tapa", "choice", choices=("a", "b")))
        entries = tuple(
            entry(text, fields=(field("teko", "Asiakas tekee", value="Etsii ovea"), scale(make, at + 2)))
            for at, text in enumerate(words)
        )
    elif draw == "checks":
        fields = (field("done", "Tehty", "yes-no"), field("note", "Huomio"))
        entries = tuple(
            entry(
                text,
                fields=(
                    field("done", "Tehty", "yes-no", at > 0, "kyllä"),
                    field("note", "Huomio", value="Aila hoitaa"),
                ),
            )
            for at, text in enumerate(words)
        )
    elif draw == "picture":
        fields = (field("picture", "Kuva", "picture"),)
        entries = (entry("Sanna ladulla", picture=KEY, fields=(field("picture", "Kuva", "picture", KEY, "kuva"),)),)
    elif draw in ("scale", "radar"):
        fields = (scale(make),)
        parts = tuple(
            PartView(
                id=f"p{at}",
                title=title,
                prompts=("Miltä tämä tuntuu?",),
                entries=(entry(REASONS[at], fields=(scale(make, at + 1),)),) if filled else (),
            )
            for at, title in enumerate(PARTS)
        )
        more = {"parts": parts, "fields": fields, "many": False, "prompts": prompts} | more
        return section("s", "Arvio", draw=draw, **more)
    elif draw == "curve":
        return curve(make, filled, **more)
    elif draw == "map":
        fields = (field("place", "Paikka", "place"), field("ours", "Me itse", "yes-no"))
        entries = tuple(
            entry(
                text,
                fields=(field("place", "Paikka", "place", place, "x"), field("ours", "Me", "yes-no", at == 0, "kyllä")),
            )
            for at, (text, place) in enumerate(
                (
                    ("Me itse", (80.0, 70.0)),
                    ("Iso hotelli", (20.0, 30.0)),
                    ("Safarit", (22.0, 31.0)),
                    ("M", (50.0, 50.0)),
                )
            )
        )
        more.setdefault("axes", Axes(left="Iso porukka", right="Oma rauha", bottom="Katsellaan", top="Tehdään itse"))
    more = {"entries": entries if filled else (), "fields": fields, "prompts": prompts} | more
    return section("s", "Osion otsikko", draw=draw, **more)


def curve(make: Views, filled: bool, **more: Any) -> SectionView:
    """A path of moments in three parts, with the moments that stand there from the beginning."""
    field = make["field"]
    fields = (
        field("guest", "Asiakas tekee"),
        make["field"]("feeling", "Tunne", "scale", scale=(1.0, 5.0), low="ikävä", high="ihana"),
        field("we", "Me teemme"),
    )
    parts = tuple(
        PartView(
            id=title,
            title=title,
            entries=tuple(
                make["entry"](
                    text,
                    author="",
                    fields=(
                        field("guest", "Asiakas tekee", value=f"Katsoo kelloa {at}"),
                        scale(make, 1 + (at * 3) % 5),
                        field("we", "Me teemme", value=f"Soitamme {at}"),
                    )
                    if filled
                    else (),
                )
                for at, text in enumerate(moments)
            ),
        )
        for title, moments in MOMENTS
    )
    more = {"parts": parts} | more
    section: Callable[..., SectionView] = make["section"]
    return section("s", "Asiakkaan polku", draw="curve", ordered=True, fields=fields, **more)


def alone(make: Views, one: SectionView, paper: str = "a3", way: str = "landscape", **more: Any) -> SheetView:
    """A sheet of one section."""
    pictures = {KEY: photo(make)}
    out = make["sheet"]([one], make["grid"](paper, way, one.id), **({"pictures": pictures} | more))
    assert isinstance(out, SheetView)
    return out


MAKERS = (photo, drawn, curve, alone)
"""What `conftest` offers to tests; each takes the makers of the simplest things first."""
