"""Chunked uploads over HTTP."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from reporting_whistleblower.schemas.words import Given, Told


class BeginIn(Given):
    media_type: Annotated[str, Field(max_length=100, examples=["video/mp4"])]
    size: Annotated[int, Field(gt=0, le=1 << 40, description="Bytes")]
    keep_original: Annotated[
        bool, Field(description="Keep what was sent, sealed, beside the cleaned copy: as evidence")
    ] = False


class BegunOut(Told):
    ticket: Annotated[str, Field(description="For `X-Zhiben-Upload`; it holds the only key")]
    upload_id: UUID
    chunk_bytes: int
    chunks: int


class StandingOut(Told):
    """How many chunks there are, and which came."""

    chunks: int
    received: list[int]
