"""Words sealed on the sender's own device: checked for shape, since nobody here can read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Session

from reporting_whistleblower.domain.identity import BLOB_BYTES, CONSENTS, pairs
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.domain.refusals import Refusal, VaultClosed
from reporting_whistleblower.store import keys, vault
from reporting_whistleblower.use_cases import sealing


class KeysChanged(Refusal):
    """It was not sealed to those who read here now: fetch their keys and seal again."""

    code = "keys_changed"


class NotPadded(Refusal):
    """Its length would say something of what is in it."""

    code = "not_padded"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedWords:
    """A report as it left the device. The keys' ids say to whom it was sealed."""

    public_key: bytes
    thread_sealed_key: bytes
    content: bytes
    shares: Mapping[UUID, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedIdentity:
    id: UUID
    blob: bytes
    shares: Sequence[vault.Share]


def must_fit(words: SealedWords, readers: Sequence[UUID]) -> None:
    """Raise `KeysChanged` unless it is sealed to exactly those, `NotPadded` if its length tells."""
    if words.shares.keys() != set(readers):
        raise KeysChanged(field="/shares")
    must_be_padded(words.content, field="/content")


def must_be_padded(words: bytes, *, field: str) -> None:
    """Raise `NotPadded` unless sealed words have a padded length."""
    if not sealing.looks_padded(words, sealing.WORDS_BLOCK, boxed=True):
        raise NotPadded(field=field)


async def keep_identity(tx: Session, identity: SealedIdentity, *, area: str) -> UUID:
    """Lock away what a device sealed for each two custodians. Raise as `must_fit`, or `VaultClosed`."""
    custodians = [key.id for key in await keys.active(tx, Purpose.CUSTODIAN, area=area)]
    if len(custodians) < CONSENTS:
        raise VaultClosed
    given = sorted((share.first_key_id, share.second_key_id) for share in identity.shares)
    if given != sorted(pairs(custodians)):
        raise KeysChanged(field="/identity/shares")
    if not sealing.looks_padded(identity.blob, BLOB_BYTES, boxed=False):
        raise NotPadded(field="/identity/blob")
    await vault.put(tx, identity_id=identity.id, blob=identity.blob, shares=identity.shares)
    return identity.id
