"""RFC 9457 problem documents: every refusal and every fault, in the caller's language."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from chassis.messages import (
    CHASSIS_MESSAGES,
    FIELD_MESSAGES,
    Language,
    Message,
    Messages,
    preferred_language,
)

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, tuple[str, str]] = {
    400: ("请求不完整", "Bad request"),
    401: ("未登录", "Not signed in"),
    403: ("没有权限", "Forbidden"),
    404: ("没有找到", "Not found"),
    405: ("方法不支持", "Method not allowed"),
    409: ("当前状态不允许", "Conflict"),
    412: ("已被他人修改", "Changed meanwhile"),
    413: ("内容过大", "Too large"),
    415: ("类型不支持", "Unsupported type"),
    422: ("内容有误", "Malformed"),
    428: ("缺少版本", "Version required"),
    429: ("请求过多", "Too many requests"),
    500: ("系统错误", "Internal error"),
    502: ("下游无响应", "Bad gateway"),
    503: ("暂时不可用", "Unavailable"),
    504: ("下游超时", "Gateway time-out"),
}
SERVER_FAULT = 500
# What passed for sound and fits no column: NUL in words, a number or a day too great.
UNSTORABLE = {"22000", "22003", "22007", "22008", "22021", "22P02", "22P05"}
BY_STATUS = {404: "no_such_route", 405: "method_not_allowed"}


def problem(
    code: str,
    message: Message,
    *,
    language: Language,
    facts: Mapping[str, object] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """Build a problem document. `code` is stable and for machines; `detail` is for people."""
    zh, en = TITLES[message.status]
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": zh if language == "zh" else en,
        "status": message.status,
        "code": code,
        "detail": message.say(language, facts or {}),
    }
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(
        body,
        message.status,
        headers={"Content-Language": "zh-CN" if language == "zh" else "en", **(headers or {})},
        media_type=MEDIA_TYPE,
    )


def documented(messages: Messages, *codes: str) -> dict[int | str, dict[str, Any]]:
    """Describe, for OpenAPI, the problems a route may answer with besides those every route may."""
    catalogue = {**CHASSIS_MESSAGES, **messages}
    responses: dict[int | str, dict[str, Any]] = {}
    if "changed_meanwhile" in codes:
        codes = tuple(dict.fromkeys((*codes, "version_required")))
    for code in codes:
        message = catalogue[code]
        described = responses.setdefault(
            message.status, {"description": "", "content": {MEDIA_TYPE: {"examples": {}}}}
        )
        zh, _ = TITLES[message.status]
        described["description"] = f"{described['description']} `{code}`".strip()
        described["content"][MEDIA_TYPE]["examples"][code] = {
            "value": {
                "type": f"/problems/{code}",
                "title": zh,
                "status": message.status,
                "code": code,
                "detail": message.zh,
            }
        }
    return responses


class Explainer:
    """Turns any exception into a problem document, in the language the request asks for."""

    def __init__(self, messages: Messages) -> None:
        self._catalogue = {**CHASSIS_MESSAGES, **messages}

    async def __call__(self, request: Request, error: Exception) -> JSONResponse:
        """Answer a refusal with its own words; what nobody expected is a 500, and is logged."""
        language = preferred_language(request.headers.get("accept-language"))
        if isinstance(error, RequestValidationError):
            return _malformed(error, language)
        if isinstance(error, HTTPException):
            return _plain(request, error, language)
        if _is_unstorable(error):
            log.warning("input.unstorable", error=type(error).__name__)
            return self._say("malformed", language, facts={"count": 1})
        if is_outage(error):
            log.warning("store.unavailable", error=type(error).__name__)
            return self._say("store_unavailable", language, headers={"Retry-After": "5"})
        code = getattr(error, "code", None)
        if isinstance(code, str) and code in self._catalogue:
            return self._refusal(error, code, language)
        log.error("request.failed", exc_info=error)
        facts = {"request_id": getattr(request.state, "request_id", "—")}
        return self._say("internal_error", language, facts=facts)

    def _refusal(self, error: Exception, code: str, language: Language) -> JSONResponse:
        facts = dict(getattr(error, "facts", {}))
        errors = list(getattr(error, "errors", ()))
        pointer = facts.pop("field", None)
        if pointer:
            words = self._catalogue[code].say(language, facts)
            errors.append({"pointer": str(pointer), "code": code, "message": words})
        headers = getattr(error, "headers", None)
        return self._say(code, language, facts=facts, errors=errors, headers=headers)

    def _say(
        self,
        code: str,
        language: Language,
        *,
        facts: Mapping[str, object] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> JSONResponse:
        message = self._catalogue[code]
        return problem(
            code, message, language=language, facts=facts, errors=errors, headers=headers
        )


def explain(app: FastAPI, messages: Messages) -> None:
    """Give the app an explainer; routes of `ApiRouter` use it before their transaction ends."""
    explainer = Explainer(messages)
    app.state.explain = explainer
    for kind in (RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, explainer)


def _is_unstorable(error: Exception) -> bool:
    if not isinstance(error, DBAPIError):
        return isinstance(error, OverflowError)
    return getattr(error.orig, "sqlstate", None) in UNSTORABLE


def is_outage(error: Exception) -> bool:
    lost = OperationalError | InterfaceError | PoolTimeout | ConnectionError | TimeoutError
    if isinstance(error, lost) or not isinstance(error, DBAPIError):
        return isinstance(error, lost)
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state[:2] in {"08", "57"}


def _malformed(error: RequestValidationError, language: Language) -> JSONResponse:
    errors = [_field(fault, language) for fault in error.errors()[:100]]
    return problem(
        "malformed",
        CHASSIS_MESSAGES["malformed"],
        language=language,
        facts={"count": len(errors)},
        errors=errors,
    )


def _field(fault: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Name a faulty field by JSON pointer. The value itself is never repeated."""
    where, *path = fault["loc"]
    pointer = "/" + "/".join(str(part) for part in path) if path else ""
    message = FIELD_MESSAGES.get(fault["type"], FIELD_MESSAGES["unusable"])
    return {
        "pointer": pointer if where == "body" else f"{where}:{pointer.strip('/')}",
        "code": str(fault["type"]),
        "message": message.say(language, fault.get("ctx", {})),
    }


def _plain(request: Request, error: HTTPException, language: Language) -> JSONResponse:
    code = BY_STATUS.get(
        error.status_code, "malformed" if error.status_code < SERVER_FAULT else "internal_error"
    )
    return problem(
        code,
        CHASSIS_MESSAGES[code],
        language=language,
        facts={"method": request.method, "count": 1},
        headers=error.headers,
    )
