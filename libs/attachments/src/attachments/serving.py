"""Hand a kept file out so that no browser takes it for anything but a file."""

from fastapi.responses import FileResponse

from attachments.files import Files
from attachments.store import Attachment

EXTENSIONS = {
    "image/jpeg": "jpg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/3gpp": "3gp",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


def file_answer(files: Files, kept: Attachment) -> FileResponse:
    """Answer with a file, in ranges if asked. Who may have it, the route has decided."""
    return FileResponse(
        files.path(kept.sha256),
        media_type=kept.media_type,
        filename=f"{kept.id}.{EXTENSIONS[kept.media_type]}",
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )
