"""Files as they are shown."""

from uuid import UUID

from attachments import Kind
from pydantic import AwareDatetime

from hazard_registry.schemas.fields import Out


class AttachmentOut(Out):
    """A kept file. `evidence` is when and where a photograph says that it was taken."""

    id: UUID
    sha256: str
    kind: Kind
    media_type: str
    size: int
    evidence: dict[str, str]
    added_at: AwareDatetime
