"""Signing in with OpenID Connect: the code flow with PKCE, ended by a verified address that we know."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, Self, cast

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from web.errors import ProviderTrouble
from web.window import Provider

SCOPE = "openid email"
SECONDS = 10
"""What one answer of the provider may take."""
LEEWAY = 120
"""Seconds that its clock may differ from ours."""
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""How its tokens may be signed where it does not say; never "none", never with a shared secret."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What one browser keeps while somebody is away at the provider."""

    state: str
    nonce: str
    verifier: str
    wanted: str = ""

    @classmethod
    def begin(cls, wanted: str) -> Self:
        """A new one, with secrets that nobody can guess."""
        return cls(token_urlsafe(24), token_urlsafe(24), token_urlsafe(48), wanted)

    @classmethod
    def read(cls, kept: str | None) -> Self | None:
        """The one that a cookie holds, if it holds one."""
        parts = (kept or "").split(" ")
        return cls(*parts) if len(parts) == 4 else None

    def kept(self) -> str:
        """As a cookie holds it."""
        return " ".join(astuple(self))


def leave(provider: Provider, flow: Flow, *, back: str) -> str:
    """Where to send somebody to; raise :class:`ProviderTrouble` where the provider does not answer."""
    with _client(provider, back) as client:
        endpoint = _metadata(client, provider)["authorization_endpoint"]
        address, _ = client.create_authorization_url(
            endpoint, state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
        )
    return cast("str", address)


def verified_email(provider: Provider, flow: Flow, *, code: str, back: str, now: datetime) -> str | None:
    """The address that the provider has verified, ``None`` where it vouches for none.

    Raise :class:`ProviderTrouble` where it does not answer, or what it says does not hold.
    """
    try:
        with _client(provider, back) as client:
            metadata = _metadata(client, provider)
            token = client.fetch_token(metadata["token_endpoint"], code=code, code_verifier=flow.verifier)
            keys = client.request("GET", metadata["jwks_uri"], withhold_token=True).raise_for_status().json()
        claims = _claims(provider, flow, metadata, token, keys, now)
    except (HTTPError, AuthlibBaseError, JoseError, LookupError, ValueError, TypeError) as error:
        raise ProviderTrouble(f"{provider.issuer}: {type(error).__name__}: {error}") from error
    email = claims.get("email")
    return email if claims.get("email_verified") is True and isinstance(email, str) else None


def _claims(
    provider: Provider,
    flow: Flow,
    metadata: Mapping[str, Any],
    token: Mapping[str, Any],
    keys: KeySetSerialization,
    now: datetime,
) -> Mapping[str, Any]:
    allowed = [each for each in metadata.get("id_token_signing_alg_values_supported", ALGORITHMS) if each in ALGORITHMS]
    registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
    decoded = jwt.decode(token["id_token"], key=KeySet.import_key_set(keys), registry=registry)
    options = {
        "iss": {"essential": True, "value": metadata["issuer"]},
        "aud": {"essential": True, "value": provider.client_id},
    }
    wanted = {"nonce": flow.nonce, "client_id": provider.client_id, "access_token": token["access_token"]}
    claims = CodeIDToken(decoded.claims, decoded.header, options, wanted)
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    return cast("Mapping[str, Any]", claims)


def _client(provider: Provider, back: str) -> Any:  # noqa: ANN401 - authlib is not typed
    return OAuth2Client(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        scope=SCOPE,
        redirect_uri=back,
        code_challenge_method="S256",
        timeout=SECONDS,
    )


def _metadata(client: Any, provider: Provider) -> Mapping[str, Any]:  # noqa: ANN401
    """What the provider says of itself; it must be who we asked."""
    where = f"{provider.issuer}/.well-known/openid-configuration"
    try:
        said = cast("dict[str, Any]", client.request("GET", where, withhold_token=True).raise_for_status().json())
        if str(said["issuer"]).rstrip("/") != provider.issuer or not said["authorization_endpoint"]:
            raise ValueError(f"it says it is {said['issuer']}")
    except (HTTPError, LookupError, ValueError, TypeError) as error:
        raise ProviderTrouble(f"{where}: {error}") from error
    return said
