"""Sound and video: the same packets in a new container, with nothing else that the old one held.

Remuxed, never transcoded: the pictures and the sound stay what they were. What a telephone writes
beside them (place, time, model, thumbnails, sensor tracks, encoder notes) does not come along, and
neither does anything hidden behind the container's end.
"""

import io
from dataclasses import dataclass
from typing import Any, Final

MOST_STREAMS: Final = 8
MOST_PACKETS: Final = 5_000_000


class MediaRefused(Exception):
    """The bytes are no sound or video we can take."""

    code = "media_damaged"


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind is read, and how it is written again."""

    reader: str
    writer: str
    codecs: frozenset[str]
    options: tuple[tuple[str, str], ...] = ()


_VIDEO = frozenset({"h264", "hevc", "av1", "mpeg4", "h263", "vp8", "vp9"})
_SOUND = frozenset({"aac", "mp3", "opus", "vorbis", "amrnb", "amr_nb", "amrwb", "amr_wb", "flac"})
_PCM = frozenset({"pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_s16be"})
_FORMS: Final = {
    "video/mp4": _Form("mp4", "mp4", _VIDEO | _SOUND),
    "video/quicktime": _Form("mov", "mov", _VIDEO | _SOUND | _PCM),
    "video/3gpp": _Form("3gp", "3gp", _VIDEO | _SOUND),
    "video/webm": _Form("matroska", "webm", _VIDEO | _SOUND),
    "audio/mp4": _Form("m4a", "ipod", _SOUND),
    "audio/mpeg": _Form("mp3", "mp3", _SOUND, (("id3v2_version", "0"), ("write_xing", "0"))),
    "audio/aac": _Form("aac", "adts", _SOUND),
    "audio/amr": _Form("amr", "amr", _SOUND),
    "audio/wav": _Form("wav", "wav", _PCM),
    "audio/ogg": _Form("ogg", "ogg", _SOUND),
}
# Notes that encoders and cameras put between the pictures (SEI), by their numbers in each codec.
_NOTES: Final = {"h264": "filter_units=remove_types=6", "hevc": "filter_units=remove_types=39|40"}
TAKEN: Final = frozenset(_FORMS)


def clean_media(data: bytes, media_type: str) -> bytes:
    """Write sound or video anew without metadata. Raise `MediaRefused`.

    Bound it from outside: it parses what strangers send. Only the one reader that fits the type is
    tried, so that no playlist makes it fetch anything.
    """
    form = _FORMS[media_type]
    out = io.BytesIO()
    try:
        _remux(data, form, out)
    except MediaRefused:
        raise
    except Exception as error:  # whatever a reader stumbles over, the file is at fault
        raise MediaRefused from error
    return out.getvalue()


def _remux(data: bytes, form: _Form, out: io.BytesIO) -> None:
    import av  # noqa: PLC0415 - FFmpeg is loaded in the workshop only, with the first recording

    av.logging.set_level(None)
    options = dict(form.options) | {"fflags": "+bitexact"}
    source: Any
    with (
        av.open(io.BytesIO(data), "r", format=form.reader) as source,
        av.open(out, "w", format=form.writer, container_options=options) as target,
    ):
        tracks = _tracks(source, target, form)
        seen = 0
        for packet in source.demux([source.streams[index] for index in tracks]):
            if packet.dts is None:
                continue
            seen += 1
            if seen > MOST_PACKETS:
                raise MediaRefused
            track, notes = tracks[packet.stream.index]
            for kept in notes.filter(packet) if notes else (packet,):
                kept.stream = track
                target.mux(kept)
        if not seen:
            raise MediaRefused


def _tracks(source: Any, target: Any, form: _Form) -> dict[int, tuple[Any, Any]]:
    """Choose the pictures and the sound, and say what must be taken out of each."""
    import av.bitstream  # noqa: PLC0415

    if len(source.streams) > MOST_STREAMS * 2:
        raise MediaRefused
    tracks: dict[int, tuple[Any, Any]] = {}
    for stream in source.streams:
        if stream.type not in {"video", "audio"} or _is_cover(stream):
            continue
        codec = stream.codec_context.name
        if codec not in form.codecs:
            raise MediaRefused
        track = target.add_stream_from_template(stream)
        track.metadata.clear()
        notes = _NOTES.get(codec)
        filters = av.bitstream.BitStreamFilterContext(notes, stream) if notes else None
        tracks[stream.index] = (track, filters)
    if not 0 < len(tracks) <= MOST_STREAMS:
        raise MediaRefused
    return tracks


def _is_cover(stream: Any) -> bool:
    """A picture that stands beside the sound, as a cover does."""
    return "attached_pic" in str(stream.disposition).lower()
