"""What every refusal must look like, whoever refuses."""

import re
from typing import Any

import httpx

from tests.journeys.people import Person

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


async def refused(
    person: Person, status: int, code: str, method: str, path: str, **given: Any
) -> dict[str, Any]:
    """Ask in both languages; each time it must be refused, as a problem document in that language.

    Return the one in Chinese.
    """
    english = await _problem(person, "en", method, path, given)
    chinese = await _problem(person, "zh-CN", method, path, given)
    for answer, problem in (english, chinese):
        assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
        assert answer.headers["content-type"].startswith("application/problem+json")
    assert english[0].headers["content-language"] == "en"
    assert chinese[0].headers["content-language"] == "zh-CN"
    assert not _CHINESE.search(english[1]["title"])
    assert _CHINESE.search(chinese[1]["title"])
    assert _CHINESE.search(chinese[1]["detail"])
    assert english[1]["detail"] != chinese[1]["detail"]
    return chinese[1]


async def _problem(
    person: Person, language: str, method: str, path: str, given: dict[str, Any]
) -> tuple[httpx.Response, dict[str, Any]]:
    answer = await person.send(method, path, headers={"Accept-Language": language}, **given)
    assert answer.content, f"{method} {path}: {answer.status_code} and not a word"
    problem: dict[str, Any] = answer.json()
    return answer, problem
