"""A signed proof of filing (举报回执): that something was filed on a day, and nothing about what.

The statement holds a day and a commitment: SHA-256 over a random salt and what was sent. Only who
has the salt and his own words can show what they were; anybody can check the signature offline with
the key of `GET /v1/receipts/proof-key` (a JWS, RFC 7515, with Ed25519, RFC 9864).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from joserfc import jws
from joserfc.jwk import OKPKey

from reporting_whistleblower.use_cases import sealing

ISSUER: Final = "zhiben-reporting"


@dataclass(frozen=True, slots=True)
class Proof:
    statement: str  # compact JWS
    salt: bytes


def filing_proof(*, key: OKPKey, said: Mapping[str, Any], on: date) -> Proof:
    """Sign that these words, or something else, were filed on this day."""
    salt = sealing.new_key()
    payload = {"iss": ISSUER, "on": on.isoformat(), "commitment": commitment(salt, said).hex()}
    header = {"alg": "Ed25519", "kid": str(key.thumbprint()), "typ": "zhiben-filing+jws"}
    written = json.dumps(payload, separators=(",", ":"))
    return Proof(jws.serialize_compact(header, written, key, algorithms=["Ed25519"]), salt)


def commitment(salt: bytes, said: Mapping[str, Any]) -> bytes:
    """Hide the words behind a salt: without it nobody can even try guesses.

    What was said is written as JSON with sorted keys, no spaces, in UTF-8.
    """
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(salt + written.encode()).digest()


def signing_key(seed: bytes) -> OKPKey:
    """The deployment's signing key, out of the 32 secret bytes of its own file."""
    public = sealing.signing_public(seed)
    return OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "d": sealing.to_text(seed),
            "x": sealing.to_text(public),
        }
    )
