"""Passwords: hashing, the rules of a good one, and the secrets that an administrator hands over on paper."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflow_app.errors import Invalid

SHORTEST = 10
LONGEST = 200
#: No 0/o, 1/l/i: a secret is read from paper and typed.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4

#: 19 MiB, two passes: the least that OWASP's password storage sheet (2025) advises for Argon2id.
_FULL = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
#: For secrets made by ``printed_secret``: 59 random bits need no slow hash, and a list of 300 people no minute.
_QUICK = PasswordHasher(time_cost=1, memory_cost=1_024, parallelism=1)
#: The hash of nobody's password; compared where an account has none, so that the answer takes as long.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$mORLw3pRBuDSNZcZwH9x7Q$H9aJjn7ayx2QkdCr/OzVNLsshEqssqpoeFxlezntbsQ"


def hash_chosen(password: str) -> str:
    """The hash of a password that somebody thought of."""
    return _FULL.hash(password)


def hash_printed(secret: str) -> str:
    """The hash of a secret from ``printed_secret``."""
    return _QUICK.hash(plain(secret))


def matches(password_hash: str, typed: str) -> bool:
    """True when ``typed`` is the password. Takes the same time for no hash, a quick and a full one."""
    full = password_hash.startswith("$argon2id$v=19$m=19456,")
    spent = _compare(password_hash if full else _NOBODY, typed)
    if full:
        return spent
    return _compare(password_hash, plain(typed))


def printed_secret() -> str:
    """A new secret to be printed on a slip: three groups of four, e.g. ``k7mp-x3wd-9hta`` (59 random bits)."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def plain(secret: str) -> str:
    """A printed secret as it is compared: capitals, spaces and hyphens do not matter."""
    return secret.strip().lower().replace("-", "").replace(" ", "")


def code_digest(code: str) -> str:
    """The digest under which a one-time code is kept (hex)."""
    return hashlib.sha256(plain(code).encode()).hexdigest()


def check_new(password: str, *, username: str, repeated: str | None = None) -> None:
    """Refuse a weak new password. :raises Invalid: field ``password`` or ``repeated`` with what is wrong."""
    problem = _weakness(password, username)
    if problem:
        raise Invalid({"password": problem})
    if repeated is not None and repeated != password:
        raise Invalid({"repeated": "รหัสผ่านสองช่องไม่ตรงกัน พิมพ์ใหม่ทั้งสองช่อง"})


def _weakness(password: str, username: str) -> str | None:
    if len(password) < SHORTEST:
        return f"รหัสผ่านต้องยาวอย่างน้อย {SHORTEST} ตัวอักษร"
    if len(password) > LONGEST:
        return f"รหัสผ่านยาวได้ไม่เกิน {LONGEST} ตัวอักษร"
    if len(set(password)) < 5:
        return "รหัสผ่านเดาง่ายเกินไป ใช้ตัวอักษรที่ต่างกันอย่างน้อย 5 ตัว"
    if username and username.lower() in password.lower():
        return "รหัสผ่านต้องไม่มีชื่อผู้ใช้อยู่ในนั้น"
    if password.lower() in COMMON or password.isdigit():
        return "รหัสผ่านนี้เดาง่าย ใช้คำหลายคำหรือตัวอักษรปนตัวเลข"
    return None


def _compare(password_hash: str, typed: str) -> bool:
    try:
        return _QUICK.verify(password_hash, typed)
    except (VerificationError, InvalidHashError):
        return False


COMMON = frozenset(
    {
        "password123", "password1234", "passw0rd123", "qwertyuiop", "qwerty12345", "1q2w3e4r5t", "1qaz2wsx3edc",
        "iloveyou123", "thailand123", "thailand2567", "administrator", "welcome1234", "changeme123", "letmein1234",
    }
)  # fmt: skip
