"""What a refusal says: one table from code to status and words, in Chinese and English."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]

# What codes are called, for each fact by its name: code → Chinese and English.
# By fact, because "closed" is 已销号 as a state, and what somebody typed is never a code of ours.
Names: TypeAlias = Mapping[str, tuple[str, str]]
Words: TypeAlias = Mapping[str, Names]


@dataclass(frozen=True, slots=True)
class Message:
    """The status and the words of one refusal. Braces name facts the refusal carries."""

    status: int
    zh: str
    en: str
    words: Words = field(default_factory=dict)

    def say(self, language: Language, facts: Mapping[str, object]) -> str:
        """Fill the facts in; a fact that is missing shows as a dash rather than as an error."""
        template = self.zh if language == "zh" else self.en
        named = {name: self._named(name, fact, language) for name, fact in facts.items()}
        return template.format_map(_Facts(named))

    def _named(self, name: str, fact: object, language: Language) -> object:
        """Call a code, or each of several, by its name; anything else stays as it is."""
        if isinstance(fact, list | tuple):
            parts = [str(self._named(name, part, language)) for part in fact]
            return ("、" if language == "zh" else ", ").join(parts)
        names = self.words.get(name, {}).get(str(fact))
        return fact if names is None else names[0 if language == "zh" else 1]


Messages: TypeAlias = Mapping[str, Message]


def worded(messages: Messages, words: Words) -> Messages:
    """Let messages call codes by their names: people read no codes."""
    return {code: replace(message, words=words) for code, message in messages.items()}


def read_words(path: Path) -> dict[str, Names]:
    """Read names from JSON: `{"status": {"closed": ["已销号", "closed"]}}`."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {
        fact: {code: (zh, en) for code, (zh, en) in names.items()} for fact, names in found.items()
    }


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "—"


def preferred_language(accept_language: str | None) -> Language:
    """Chinese unless the caller ranks English before it."""
    for tag in (accept_language or "").lower().split(","):
        name = tag.split(";")[0].strip()
        if name.startswith("zh"):
            return "zh"
        if name.startswith("en"):
            return "en"
    return "zh"


CHASSIS_MESSAGES: Messages = {
    "malformed": Message(
        422,
        zh="提交的内容有 {count} 处不符合要求,请按 errors 中的说明逐项修改后重新提交。",
        en="{count} parts of the request are not as they must be; mend each as `errors` says and send it again.",
    ),
    "not_signed_in": Message(401, zh="请先登录。", en="Sign in first."),
    "token_expired": Message(
        401, zh="登录已过期,请重新登录。", en="Your sign-in has expired; sign in again."
    ),
    "token_invalid": Message(
        401, zh="登录凭证无效,请重新登录。", en="The token is not valid; sign in again."
    ),
    "forbidden": Message(
        403,
        zh="您的岗位没有办理“{operation}”的权限;如工作需要,请向权限管理员申请。",
        en="Your roles do not allow {operation}; if your work needs it, ask the security administrator.",
    ),
    "not_found": Message(
        404,
        zh="没有找到该记录,或者您无权查看。",
        en="There is no such record, or it is not yours to see.",
    ),
    "no_such_route": Message(404, zh="没有这个地址。", en="There is nothing at this address."),
    "method_not_allowed": Message(
        405, zh="该地址不支持 {method} 方法。", en="This address does not take {method}."
    ),
    "version_required": Message(
        428,
        zh="修改前请先读取最新记录,并把它的 ETag 放在 If-Match 里一起提交。",
        en="Read the record first and send its ETag back in If-Match.",
    ),
    "changed_meanwhile": Message(
        412,
        zh="该记录刚被别人修改过,您的修改没有保存;请刷新后再试。",
        en="Somebody changed this record meanwhile; nothing of yours was saved. Load it again.",
    ),
    "key_required": Message(
        400,
        zh="该操作需要 Idempotency-Key 请求头(16 到 128 个可见字符,每次新操作换一个),以免重复提交。",
        en="This operation needs an Idempotency-Key header: 16 to 128 visible characters, a new one for each new operation.",
    ),
    "key_reused": Message(
        422,
        zh="这个 Idempotency-Key 已用于另一份内容;请为新的提交换一个。",
        en="This Idempotency-Key was used with another request; take a new one.",
    ),
    "request_in_progress": Message(
        409,
        zh="同一请求正在处理,请稍候再查。",
        en="The same request is being worked on; ask again in a moment.",
    ),
    "shown_before": Message(
        409,
        zh="这项内容只显示一次,已经显示过;如仍需要,请重新申请。",
        en="This is shown once, and was; apply again if you still need it.",
    ),
    "cursor_invalid": Message(
        422,
        zh="翻页标记无效或与当前筛选条件不符,请从第一页重新开始。",
        en="The page cursor is not valid for this filter; start from the first page.",
    ),
    "too_large": Message(
        413,
        zh="内容超过 {limit} 的上限,请压缩或拆分后再传。",
        en="This is larger than the limit of {limit}; make it smaller or split it.",
    ),
    "not_what_it_says": Message(
        415,
        zh="文件内容与声明的类型({declared})不符,没有保存;请选择正确的文件。",
        en="The file is not the {declared} it says it is; nothing was stored.",
    ),
    "unsupported_file": Message(
        415,
        zh="不支持这种文件;可用的类型有:{allowed}。",
        en="This kind of file is not taken; use one of {allowed}.",
    ),
    "no_rule_in_force": Message(
        409,
        zh="规则 {rule} 在 {on} 没有有效版本,请管理员先维护规则库。",
        en="No version of rule {rule} is in force on {on}; an administrator must enter one first.",
    ),
    "rule_to_confirm": Message(
        409,
        zh="规则 {rule} 尚待确认,不能据此作出影响他人的决定;请管理员先核对原文并确认。",
        en="Rule {rule} is still to be confirmed; nothing binding may rest on it until an administrator confirms it.",
    ),
    "store_unavailable": Message(
        503,
        zh="系统暂时无法保存,您的内容没有提交成功;请稍后用同一个 Idempotency-Key 重试。",
        en="The store cannot be reached; nothing was saved. Try again soon with the same Idempotency-Key.",
    ),
    "internal_error": Message(
        500,
        zh="系统出错,本次操作没有完成;请把编号 {request_id} 告诉管理员。",
        en="Something went wrong and nothing was done; give the administrator the number {request_id}.",
    ),
}

_DATE = Message(422, zh="日期应写作 2026-03-05", en="Write dates as 2026-03-05")
_ISO = "2026-03-05T09:00:00+08:00"
_TIME = Message(422, zh=f"时间应写作 {_ISO}", en=f"Write times as {_ISO}")

# What pydantic calls a field's fault, in words for people. Braces are pydantic's own context.
FIELD_MESSAGES: Messages = {
    "missing": Message(422, zh="必填", en="Required"),
    "extra_forbidden": Message(422, zh="没有这一项,请删除", en="There is no such field; remove it"),
    "string_too_short": Message(
        422, zh="至少 {min_length} 个字", en="At least {min_length} characters"
    ),
    "string_too_long": Message(
        422, zh="最多 {max_length} 个字", en="At most {max_length} characters"
    ),
    "string_pattern_mismatch": Message(422, zh="格式不符", en="Not in the required form"),
    "string_type": Message(422, zh="应为文字", en="Must be text"),
    "int_parsing": Message(422, zh="应为整数", en="Must be a whole number"),
    "decimal_parsing": Message(422, zh="应为数字", en="Must be a number"),
    "greater_than_equal": Message(422, zh="不能小于 {ge}", en="Must be at least {ge}"),
    "greater_than": Message(422, zh="应大于 {gt}", en="Must be more than {gt}"),
    "less_than_equal": Message(422, zh="不能大于 {le}", en="Must be at most {le}"),
    "less_than": Message(422, zh="应小于 {lt}", en="Must be less than {lt}"),
    "enum": Message(422, zh="只能是:{expected}", en="Must be one of {expected}"),
    "literal_error": Message(422, zh="只能是:{expected}", en="Must be one of {expected}"),
    "uuid_parsing": Message(422, zh="不是有效的编号", en="Not a valid id"),
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "datetime_parsing": _TIME,
    "datetime_from_date_parsing": _TIME,
    "timezone_aware": Message(
        422, zh="时间要带时区,例如 +08:00", en="The time needs its zone, for example +08:00"
    ),
    "too_short": Message(422, zh="至少 {min_length} 项", en="At least {min_length} items"),
    "too_long": Message(422, zh="最多 {max_length} 项", en="At most {max_length} items"),
    "json_invalid": Message(422, zh="不是有效的 JSON", en="Not valid JSON"),
    "bool_parsing": Message(422, zh="只能是 true 或 false", en="Must be true or false"),
    "unusable": Message(422, zh="内容不符合要求", en="Not as it must be"),
}
