"""Archives that are the same whenever the same is in them: entries with one date, and no moment of making inside."""

from __future__ import annotations

import io
import re
import zipfile

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP archive can hold."""
MOMENT = "2000-01-01T00:00:00Z"
"""What is written where a file must say when it was made."""

_DATED = ("docProps/core.xml", "meta.xml")
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?(?=<)")


def frozen(data: bytes, leave_out: frozenset[str] = frozenset()) -> bytes:
    """The archive `data` with nothing in it that a clock has said, without the entries named in `leave_out`.

    The order of the entries stays, and what was stored stays stored: ODF wants its `mimetype` first and plain.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename in leave_out:
                continue
            content = old.read(info)
            if info.filename in _DATED:
                content = _MOMENT.sub(MOMENT.encode(), content)
            new.writestr(zipfile.ZipInfo(info.filename, BEGINNING), content, info.compress_type)
    return out.getvalue()
