"""What the sender's device does with a receipt code. Web, tests and the story do the same.

1. Draw sixteen digits at random; show them to the sender, once, and store them nowhere.
2. `GET /v1/receipts/parameters`; Argon2id over the digits (ASCII, no spaces) with these gives 64
   bytes: the first 32 are the verifier, the last 32 the private X25519 key of the thread.
3. Send the verifier and the thread's public key with the report; later the verifier (and, to have
   the words opened by the service, the thread key) with each question about it.
"""

from reporting_whistleblower.domain.receipts import ReceiptSecrets, Stretching
from reporting_whistleblower.use_cases.sealing import key_pair, unseal, unseal_words
from reporting_whistleblower.use_cases.stretching import stretched_here


def derive(code: str, how: Stretching) -> ReceiptSecrets:
    """Turn sixteen digits into the verifier and the thread key."""
    return ReceiptSecrets.split(stretched_here(code, how))


def thread_public_key(secrets: ReceiptSecrets) -> bytes:
    return key_pair(secrets.thread_key).public


def read_sealed(secrets: ReceiptSecrets, *, sealed_key: bytes, sealed: bytes) -> str:
    """Open one sealed message on the device, without showing the service any key."""
    content_key = unseal(secrets.thread_key, sealed_key)
    return str(unseal_words(content_key, sealed)["text"])
