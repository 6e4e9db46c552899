"""Who is calling: the gateway's short-lived token, verified by every service for itself."""

from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from chassis.ids import new_id

ISSUER, AUDIENCE, ALGORITHM = "zhiben-gateway", "zhiben", "Ed25519"
LONGEST_LIFE = timedelta(minutes=5)
TRUSTED_FOR = timedelta(seconds=60)  # how long a verified token is taken from the cache
CACHED_TOKENS = 10_000


class NotSignedIn(Exception):
    """The operation needs a caller who is known."""

    code = "not_signed_in"


class TokenExpired(NotSignedIn):
    """The token was good, but no longer is."""

    code = "token_expired"


class TokenInvalid(NotSignedIn):
    """The token was not made by our gateway, or not for us."""

    code = "token_invalid"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, and what it is narrowed to. An empty area is the whole city."""

    role: str
    area: str = ""
    department: str | None = None
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling. `name` is an official's name as the office registered it."""

    id: UUID
    name: str = ""
    grants: tuple[Grant, ...] = field(default=())

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def holds(self, role: str) -> bool:
        return role in self.roles


def issue_token(key: OKPKey, principal: Principal, *, at: datetime, life: timedelta) -> str:
    """Sign a token for the services. Only the gateway holds such a key."""
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(principal.id),
        "name": principal.name,
        "grants": [_grant_out(grant) for grant in principal.grants],
        "iat": int(at.timestamp()),
        "exp": int((at + min(life, LONGEST_LIFE)).timestamp()),
        "jti": str(new_id()),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, key, algorithms=[ALGORITHM])


class TokenVerifier:
    """Verifies tokens against the gateway's public key, and remembers them for a minute at most."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key
        self._known: OrderedDict[str, tuple[datetime, datetime, Principal]] = OrderedDict()

    def verify(self, token: str, *, at: datetime) -> Principal:
        """Raise `TokenExpired` or `TokenInvalid` unless our gateway made this token for now."""
        known = self._known.get(token)
        if known is not None and at < min(known[0], known[1] + TRUSTED_FOR):
            return known[2]
        claims = self._claims(token)
        expires = datetime.fromtimestamp(claims["exp"], tz=at.tzinfo)
        if at >= expires:
            raise TokenExpired
        principal = _principal(claims)
        self._known[token] = (expires, at, principal)
        if len(self._known) > CACHED_TOKENS:
            self._known.popitem(last=False)
        return principal

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            claims = jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError) as error:
            raise TokenInvalid from error
        if claims.get("iss") != ISSUER or claims.get("aud") != AUDIENCE:
            raise TokenInvalid
        if not isinstance(claims.get("exp"), int) or not isinstance(claims.get("iat"), int):
            raise TokenInvalid
        if claims["exp"] - claims["iat"] > LONGEST_LIFE.total_seconds():
            raise TokenInvalid
        return claims


def _principal(claims: dict[str, Any]) -> Principal:
    try:
        return Principal(
            id=UUID(claims["sub"]),
            name=str(claims.get("name", "")),
            grants=tuple(_grant_in(grant) for grant in claims["grants"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TokenInvalid from error


def _grant_out(grant: Grant) -> dict[str, str | None]:
    return asdict(grant) | {"unit": str(grant.unit) if grant.unit else None}


def _grant_in(claim: dict[str, Any]) -> Grant:
    return Grant(
        role=str(claim["role"]),
        area=str(claim.get("area") or ""),
        department=claim.get("department"),
        unit=UUID(claim["unit"]) if claim.get("unit") else None,
    )
