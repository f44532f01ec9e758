"""What can be set, each with its reason; read once, from the environment and ``convoca.toml``."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AnyHttpUrl, AwareDatetime, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from config.errors import SettingsError

PREFIX = "CONVOCA_"
FILE = Path("convoca.toml")

Score = Annotated[float, Field(ge=0, le=1)]


class Settings(BaseSettings):
    """Read from ``CONVOCA_*`` and, below those, from ``convoca.toml`` in the current folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    data_dir: Path = Path("data")
    """Where the database and the outbox lie, unless named apart."""

    database_url: SecretStr | None = None
    """An SQLAlchemy address. Unset: SQLite in ``data_dir``. A secret because it may hold a password."""

    replay_origin: AnyHttpUrl | None = None
    """Read the world from a replay server: ``https://HOST/PATH`` is fetched from ``<origin>/HOST/PATH``."""

    now: AwareDatetime | None = None
    """The clock of a whole command, with its offset: ``2026-06-01T06:00:00Z``. Unset: the machine's clock."""

    model: str | None = None
    """A Sentence Transformers model by name or folder. Unset: the English one that is installed with the program."""

    backend: Literal["auto", "openvino", "torch"] = "auto"
    """What runs the default model. ``auto``: OpenVINO where a check on first use finds it true and quick, else torch.
    To be set where one wants the reference itself (``torch``), or no silent fall back to it (``openvino``)."""

    crawl_delay: Annotated[float, Field(ge=0)] | None = None
    """Seconds between two requests to one host. Unset: as the crawler's own settings say, none under replay."""

    contact: str = "https://www.example.org/contact"
    """Who runs this crawler: an address or a page that sources find in the user agent."""

    smtp_url: SecretStr | None = None
    """``smtp://``, ``smtp+starttls://`` or ``smtps://user:password@host:port``. Unset: digests go to ``outbox/``."""

    operator: str | None = None
    """The address that is told, once a day at most, when a step of the clock has failed."""

    mails_per_minute: Annotated[int, Field(gt=0)] | None = None
    """As many as the mail server allows. Unset: as fast as it takes them."""

    sender: str = "convoca <convoca@example.org>"
    """The From of every mail."""

    log: Literal["text", "json"] = "text"
    """How ``convoca serve`` and ``convoca schedule`` write what happens: for people, or for whatever collects logs."""

    public_url: AnyHttpUrl | None = None
    """Where people find the window: what the links in mails begin with. Unset: on this machine only."""

    oidc_issuer: AnyHttpUrl | None = None
    """Sign people in at this OpenID Connect provider, by their verified address, beside the links."""

    oidc_client_id: str | None = None
    """How the provider knows this service."""

    oidc_client_secret: SecretStr | None = None
    """What proves it to the provider."""

    strong: Score = 0.5
    """From this score on a match is called strong."""

    worth_a_look: Score = 0.12
    """From this score on a match is mailed; below it is weak and shown on request only. See ``docs/quality.md``."""

    @classmethod
    def settings_customise_sources(  # the signature is the library's
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def database(self) -> str:
        """The address of the database, its password included: never print it."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{(self.data_dir / 'convoca.db').absolute()}"

    @property
    def origin(self) -> str | None:
        return str(self.replay_origin).rstrip("/") if self.replay_origin else None

    @property
    def outbox(self) -> Path:
        return self.data_dir / "outbox"

    @classmethod
    def read(cls) -> Self:
        """Read every setting; raise :class:`SettingsError` that names the wrong one and the mend."""
        unknown = [
            each
            for each in os.environ
            if each.startswith(PREFIX) and each[len(PREFIX) :].lower() not in cls.model_fields
        ]
        if unknown:
            raise SettingsError(
                f"{_listed(unknown)} in the environment: no such setting; there are {_listed(_names())}."
            )
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("; ".join(_said(each["loc"], each["msg"]) for each in error.errors())) from None
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{FILE}: {error}: mend that line.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{FILE} cannot be read: {error}.") from None


def _names() -> list[str]:
    return [PREFIX + each.upper() for each in Settings.model_fields]


def _said(loc: tuple[int | str, ...], message: str) -> str:
    name = str(loc[0]) if loc else ""
    if name == "now":
        return f"{PREFIX}NOW (or 'now' in {FILE}) is no instant with an offset; write it like 2026-06-01T06:00:00Z."
    if name not in Settings.model_fields:
        return f"{FILE}: {name!r} is no setting; there are {_listed(sorted(Settings.model_fields))}."
    return f"{PREFIX}{name.upper()} (or {name!r} in {FILE}): {message[0].lower()}{message[1:]}."


def _listed(names: list[str]) -> str:
    return ", ".join(names)
