"""What a page may do in a browser: nothing but what it needs, and nothing from outside."""

from typing import Final

Header = tuple[bytes, bytes]

_CONTENT: Final = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
# A camera is used through the file chooser, which needs no permission.
_FEATURES: Final = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture",
    "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial",
    "usb", "xr-spatial-tracking",
)  # fmt: skip

_EVERYWHERE: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_SHOWN: Final[tuple[Header, ...]] = (
    *_EVERYWHERE,
    (b"cache-control", b"no-store"),
    (b"permissions-policy", ", ".join(f"{name}=()" for name in _FEATURES).encode()),
    (b"x-robots-tag", b"noindex"),
)

ASSET: Final[tuple[Header, ...]] = (
    *_EVERYWHERE,
    (b"cache-control", b"public, max-age=31536000, immutable"),
)
# A worker obeys the policy of its own script, not of the page that starts it.
WORKER: Final[tuple[Header, ...]] = (
    *_EVERYWHERE,
    (b"cache-control", b"no-cache"),
    (b"content-security-policy", _CONTENT.format(scripts="").encode()),
)
PAGE: Final[tuple[Header, ...]] = (
    *_SHOWN,
    (b"content-security-policy", _CONTENT.format(scripts="").encode()),
)
# Argon2id in a phone's browser is WebAssembly; only the pages that make or take a receipt run it.
RECEIPT_PAGE: Final[tuple[Header, ...]] = (
    *_SHOWN,
    (b"content-security-policy", _CONTENT.format(scripts=" 'wasm-unsafe-eval'").encode()),
)
