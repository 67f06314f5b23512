"""The Ed25519 key that signs checkpoints: one PEM file outside the database.

The first key in the file signs. Public keys after it belong to keys that were replaced and still verify.
"""

import base64
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

_PEM = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----\s*", re.DOTALL)


def public_bytes(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(key: Ed25519PublicKey) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of the raw public key."""
    return hashlib.sha256(public_bytes(key)).hexdigest()[:16]


@dataclass(frozen=True)
class KeyRing:
    """The key that signs, and every public key that is trusted, by its id."""

    signing: Ed25519PrivateKey
    trusted: dict[str, Ed25519PublicKey]

    @property
    def key_id(self) -> str:
        return key_id(self.signing.public_key())

    def sign(self, message: bytes) -> str:
        """Return the signature in base64."""
        return base64.b64encode(self.signing.sign(message)).decode()

    def verifies(self, identifier: str, signature: str, message: bytes) -> bool:
        """Say whether a trusted key of that id made the signature."""
        key = self.trusted.get(identifier)
        if key is None:
            return False
        try:
            key.verify(base64.b64decode(signature, validate=True), message)
        except (InvalidSignature, ValueError):
            return False
        return True


def load_keys() -> KeyRing:
    """Return the keys of `LEDGER_KEY_FILE`; the file is made, readable by its owner only, on first use."""
    path = Path(settings.LEDGER_KEY_FILE)
    if not path.exists():
        _make(path)
    blocks = [match.group(0) for match in _PEM.finditer(path.read_bytes())]
    if not blocks:
        raise ValueError(f"{path} holds no key")
    signing = load_pem_private_key(blocks[0], password=None)
    if not isinstance(signing, Ed25519PrivateKey):
        raise ValueError(f"{path} must begin with an Ed25519 private key")
    trusted = {key_id(signing.public_key()): signing.public_key()}
    for block in blocks[1:]:
        old = load_pem_public_key(block)
        if isinstance(old, Ed25519PublicKey):
            trusted[key_id(old)] = old
    return KeyRing(signing, trusted)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # O_EXCL: of two processes that start together one makes the key, the other reads it.
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
