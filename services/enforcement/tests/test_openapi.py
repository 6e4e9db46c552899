"""The API documents itself."""

from fastapi import FastAPI


def test_the_api_documents_itself(app: FastAPI) -> None:
    document = app.openapi()

    operations = [operation for path in document["paths"].values() for operation in path.values()]
    ours = [one for one in operations if one["tags"][0] in {"cases", "clues", "bans", "bodies"}]
    assert len(ours) > 40
    assert all(one.get("summary") for one in ours)
    decide = document["paths"]["/v1/cases/{case_id}/decide"]["post"]
    assert decide["operationId"] == "decideCase"
    conflict = decide["responses"]["409"]["content"]["application/problem+json"]["examples"]
    assert {"self_approval", "still_time_to_answer", "heavier_than_informed"} <= set(conflict)
