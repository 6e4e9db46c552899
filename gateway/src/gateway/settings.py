"""What the gateway reads from its environment besides what every process does."""

from pathlib import Path

from chassis.settings import Settings
from joserfc.jwk import OKPKey
from pydantic import Field

from gateway.routing import Service


class GatewaySettings(Settings):
    """`ZHIBEN_UPSTREAMS` is a JSON object from a service's name to its address."""

    service_name: str = "gateway"
    token_private_key_file: Path | None = None
    upstreams: dict[Service, str] = Field(default_factory=dict)
    limits_factor: float = Field(
        default=1, gt=0, description="Multiplies every rate limit; 0.5 for each of two replicas."
    )
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(
        default=None, description="Figures are told there, never at the door; off without it."
    )
    web_dir: Path = Field(
        default=Path(__file__).parents[3] / "web" / "dist", description="The built web clients."
    )
    public_name_zh: str = "柳城街道安全生产"
    public_name_en: str = "Liucheng work safety"
    public_area: str = Field(default="350583002", description="Whose reports are taken here.")
    office_phone: str | None = Field(default=None, description="Shown on the public pages.")
    public_url: str = "http://127.0.0.1:8000"

    @property
    def secure(self) -> bool:
        """Whether clients come over TLS, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The prefix makes browsers refuse a cookie that another host or plain HTTP has set."""
        return "__Host-zhiben" if self.secure else "zhiben"

    def signing_key(self) -> OKPKey:
        """Raise `FileNotFoundError` without a key: then no service would believe us anything."""
        path = self.token_private_key_file or self.secrets_dir / "token.private.pem"
        return OKPKey.import_key(path.read_bytes())
