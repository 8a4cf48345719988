"""Names of people as lists sort them."""

from __future__ import annotations

import re

#: Titles in front of a name; ranks are abbreviated with dots.
_TITLES = re.compile(
    r"(?:ว่าที่\s*)?(?:[ก-ฮ]{1,3}\.(?:[ก-ฮ]{1,2}\.)*|ร้อย(?:ตรี|โท|เอก)|พัน(?:ตรี|โท|เอก)|นางสาว|นาง|นาย|ดร\.)\s*"
)


def without_title(name: str) -> str:
    """The name without its titles: people are looked for by first name (นางสาวมาลี สองหมวก → มาลี สองหมวก)."""
    rest = name.strip()
    while match := _TITLES.match(rest):
        if match.end() == len(rest):
            break
        rest = rest[match.end() :]
    return rest
