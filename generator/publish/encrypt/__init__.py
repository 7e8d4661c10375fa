"""The encrypted site: written, read back, verified; the keys that open it."""

from __future__ import annotations

from generator.publish.encrypt.format import EncryptedSiteError
from generator.publish.encrypt.keys import (
    Keys,
    KeysError,
    Slot,
    add_passphrase,
    new_keys,
    revoke,
    rotated,
)
from generator.publish.encrypt.keystore import key_file, load_keys, store_keys
from generator.publish.encrypt.passphrase import (
    WeakPassphraseError,
    check_strength,
    generate,
)
from generator.publish.encrypt.reader import OpenedSite, open_site
from generator.publish.encrypt.shell import read_shell
from generator.publish.encrypt.site import Sealing, encrypt_site
from generator.publish.encrypt.verify import Verified, verify_site

__all__ = [
    "EncryptedSiteError",
    "Keys",
    "KeysError",
    "OpenedSite",
    "Sealing",
    "Slot",
    "Verified",
    "WeakPassphraseError",
    "add_passphrase",
    "check_strength",
    "encrypt_site",
    "generate",
    "key_file",
    "load_keys",
    "new_keys",
    "open_site",
    "read_shell",
    "revoke",
    "rotated",
    "store_keys",
    "verify_site",
]
