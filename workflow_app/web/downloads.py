"""Files on their way out: their Thai name, and nothing in them that a browser could run."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Response

from workflow_app.text import ARABIC_OF_THAI
from workflow_app.uploads import plain_name

_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
#: What may be shown in the browser instead of saved. A PDF runs nothing in our name, and older browsers show an
#: empty page for one in a sandbox.
_INLINE = {
    "application/pdf": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "image/png": _SANDBOX,
}
_NOT_IN_ASCII_NAMES = re.compile(r"[^A-Za-z0-9._ -]+")
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")


def download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> Response:
    """The response that hands over ``content`` under the (Thai) file ``name``, which ends with its extension.

    Saved by the browser; ``inline`` shows a PDF or PNG instead, and is not heard for any other media type.
    ``media_type`` is the one found when the file was stored, never one that a sender said.
    """
    shown = inline and media_type in _INLINE
    response = Response(content, mimetype=media_type)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = disposition(name, "inline" if shown else "attachment")
    response.headers["Content-Security-Policy"] = _INLINE[media_type] if shown else _SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def disposition(name: str, how: str = "attachment") -> str:
    """The header's value: an ASCII name for old programmes, and the whole name in UTF-8 for all others."""
    whole = plain_name(name) or "file"
    return f"{how}; filename=\"{_ascii_name(whole)}\"; filename*=UTF-8''{quote(whole, safe='')}"


def _ascii_name(name: str) -> str:
    """What is left of the name in ASCII, Thai digits as Arabic ones; "file" where that would be the ending alone."""
    stem, dot, ending = name.translate(ARABIC_OF_THAI).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    words = [word.strip(".-") for word in _NOT_IN_ASCII_NAMES.sub(" ", stem).split()]
    plain = " ".join(filter(None, words))
    plain = plain if _LETTER_OR_DIGIT.search(plain) else "file"
    return f"{plain}.{_NOT_IN_ASCII_NAMES.sub('', ending)}".rstrip(". ")
