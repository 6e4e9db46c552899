"""Files people send: bounded, sniffed, cleaned, and kept under the digest of their content."""

from attachments.files import Empty, Files, TooLarge
from attachments.kinds import Kind
from attachments.media import MediaRefused, clean_media
from attachments.messages import ATTACHMENT_MESSAGES
from attachments.photos import Photo, PhotoRefused, clean_photo, examine_photo
from attachments.store import (
    Attachment,
    NoSuchAttachment,
    NotWhatItSays,
    UnsupportedFile,
    get_attachment,
    remove_attachment,
    store_file,
    store_photo,
    tidy_files,
)
from attachments.tables import ATTACHMENTS_DDL
from attachments.workshop import Workshop

__all__ = [
    "ATTACHMENTS_DDL",
    "ATTACHMENT_MESSAGES",
    "Attachment",
    "Empty",
    "Files",
    "Kind",
    "MediaRefused",
    "NoSuchAttachment",
    "NotWhatItSays",
    "Photo",
    "PhotoRefused",
    "TooLarge",
    "UnsupportedFile",
    "Workshop",
    "clean_media",
    "clean_photo",
    "examine_photo",
    "get_attachment",
    "remove_attachment",
    "store_file",
    "store_photo",
    "tidy_files",
]
