"""The browser's own cryptography and Python's agree, in both directions."""

from __future__ import annotations

import random
from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import pytest

from generator.publish.encrypt.datafile import SHARD, seal_file
from generator.publish.encrypt.derivation import (
    decrypt,
    encrypt,
    hkdf,
    wrapping_key,
)
from generator.publish.encrypt.format import DIGEST, KIB_64
from tests.browsing import opened
from tests.encrypt.sealing import keys_of
from tests.encrypt.vectors import RFC_7914, gcm_vectors, hkdf_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    Run = Callable[[str, list[Any]], list[Any]]

# Each job is an object of base64 texts and numbers; the answer is base64 or null.
RUNNER: Final = """async ([name, jobs]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const text = (buffer) => {
    let all = "";
    for (const one of new Uint8Array(buffer)) all += String.fromCharCode(one);
    return btoa(all);
  };
  const aes = async (job, use) => [
    { name: "AES-GCM", iv: bytes(job.nonce), additionalData: bytes(job.associated) },
    await crypto.subtle.importKey("raw", bytes(job.key), "AES-GCM", false, [use]),
  ];
  const derived = async (job, name, more) => {
    const raw = bytes(name === "HKDF" ? job.key : job.password);
    const key = await crypto.subtle.importKey("raw", raw, name, false, ["deriveBits"]);
    const how = { name, hash: "SHA-256", salt: bytes(job.salt), ...more };
    return crypto.subtle.deriveBits(how, key, 8 * job.length);
  };
  const run = {
    decrypt: async (job) =>
      crypto.subtle.decrypt(...await aes(job, "decrypt"), bytes(job.sealed)),
    encrypt: async (job) =>
      crypto.subtle.encrypt(...await aes(job, "encrypt"), bytes(job.plain)),
    hkdf: (job) => derived(job, "HKDF", { info: bytes(job.info) }),
    pbkdf2: (job) => derived(job, "PBKDF2", { iterations: job.rounds }),
  };
  const answers = [];
  for (const job of jobs) {
    try { answers.push(text(await run[name](job))); } catch (error) {
      answers.push(null);
    }
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def run(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Return a function that runs jobs in a page that was opened from a folder."""
    page: Path = tmp_path_factory.mktemp("page") / "index.html"
    page.write_text("<!doctype html><title>x</title>", encoding="utf-8")
    tab = opened(browser)
    tab.goto(page.as_uri())

    def answers(name: str, jobs: list[Any]) -> list[bytes | None]:
        plain = [
            {key: texted(value) for key, value in fields(job).items()} for job in jobs
        ]
        found = tab.evaluate(RUNNER, [name, plain])
        return [None if one is None else b64decode(one) for one in found]

    yield answers
    tab.context.close()


def fields(job: Any) -> dict[str, Any]:
    """Return a record or a dictionary as a dictionary."""
    return job if isinstance(job, dict) else asdict(job)


def texted(value: Any) -> Any:
    """Return bytes as base64, all else as it is."""
    return b64encode(value).decode() if isinstance(value, bytes) else value


def random_jobs(number: int) -> list[dict[str, Any]]:
    """Return random keys and texts, empty ones among them."""
    chance = random.Random(7)  # noqa: S311 - no key
    return [
        {
            "key": chance.randbytes(32),
            "nonce": chance.randbytes(12),
            "associated": chance.randbytes(chance.randrange(90)),
            "plain": chance.randbytes(chance.choice([0, 1, 32, 5000])),
            "salt": chance.randbytes(32),
            "info": b"airbook/1/content",
            "password": "zo\u00eb's boat \U0001f6f6".encode(),
            "rounds": chance.randrange(1, 2000),
            "length": 32,
        }
        for _ in range(number)
    ]


def test_wycheproof_aes_gcm_in_the_browser(run: Run) -> None:
    """With keys of 256 bits and nonces of 12 bytes, the ones that are used."""
    vectors = gcm_vectors() or pytest.skip("no vector was run: they cannot be had")
    ours = [one for one in vectors if (len(one.key), len(one.nonce)) == (32, 12)]
    assert len(ours) == 66
    expected = [one.plain if one.valid else None for one in ours]
    assert run("decrypt", ours) == expected
    valid = [one for one in ours if one.valid]
    assert run("encrypt", valid) == [one.sealed for one in valid]


def test_wycheproof_hkdf_in_the_browser(run: Run) -> None:
    """Each; what is too long is refused."""
    vectors = hkdf_vectors() or pytest.skip("no vector was run: they cannot be had")
    expected = [one.derived if one.valid else None for one in vectors]
    assert run("hkdf", vectors) == expected


def test_pbkdf2_in_the_browser(run: Run) -> None:
    """The vectors of RFC 7914, whole."""
    jobs = [{**asdict(one), "length": len(one.derived)} for one in RFC_7914]
    assert run("pbkdf2", jobs) == [one.derived for one in RFC_7914]


def test_what_one_side_makes_the_other_opens(run: Run) -> None:
    """Encrypted here and opened there, the other way round, and the same keys."""
    jobs = random_jobs(60)
    ours = [
        encrypt(job["key"], job["nonce"], job["plain"], job["associated"])
        for job in jobs
    ]
    sealed = [{**job, "sealed": one} for job, one in zip(jobs, ours, strict=True)]
    assert run("decrypt", sealed) == [job["plain"] for job in jobs]
    theirs = run("encrypt", jobs)
    opened_here = [
        decrypt(job["key"], job["nonce"], one, job["associated"])
        for job, one in zip(jobs, theirs, strict=True)
    ]
    assert opened_here == [job["plain"] for job in jobs]
    assert run("hkdf", jobs) == [
        hkdf(job["key"], job["salt"], job["info"]) for job in jobs
    ]
    assert run("pbkdf2", jobs) == [
        wrapping_key(job["password"], job["salt"], job["rounds"]) for job in jobs
    ]


def test_a_data_file_opens_in_the_browser(run: Run) -> None:
    """From the master key on, by the browser's means alone."""
    keys = keys_of()
    roles = keys.roles()
    content = seal_file(roles, SHARD, b"some data", KIB_64, bytes(16))
    digest, ciphertext = content[:DIGEST], content[DIGEST:]
    master = {"key": keys.master, "salt": b"", "length": 32}
    (of_content,) = run("hkdf", [{**master, "info": b"airbook/1/content"}])
    (key,) = run(
        "hkdf",
        [{**master, "key": of_content, "salt": digest, "info": b"airbook/1/file"}],
    )
    job = {
        "key": key,
        "nonce": bytes(12),
        "associated": f"airbook/1/shard/{roles.book}/".encode() + digest,
        "sealed": ciphertext,
    }
    (plain,) = run("decrypt", [job])
    assert plain[16:29] == b"\0\0\0\x09some data"
