"""What is said of an upload that is refused, beside what the chassis says of any."""

from chassis.messages import Message, Messages

ATTACHMENT_MESSAGES: Messages = {
    "empty_file": Message(
        422, zh="没有收到文件内容,请重新选择文件上传。", en="The file is empty; choose it again."
    ),
    "photo_damaged": Message(
        422,
        zh="照片已损坏或不完整,没有保存;请重新拍摄或换一张。",
        en="The photograph is damaged or incomplete and was not stored; take another.",
    ),
    "media_damaged": Message(
        422,
        zh="这段音视频无法读取,或编码不受支持,没有保存;请换一种格式再传。",
        en="This sound or video cannot be read, or its encoding is not taken, and was not stored.",
    ),
    "photo_too_many_pixels": Message(
        413,
        zh="照片超过 {limit} 百万像素,没有保存;请缩小后再传。",
        en="The photograph has more than {limit} million pixels and was not stored; make it smaller.",
    ),
}
