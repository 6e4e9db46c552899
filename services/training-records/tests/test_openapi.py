"""Everything in OpenAPI says what it does."""

from itertools import product

from fastapi import FastAPI
from fastapi.routing import APIRoute
from training_records.routes import ROUTERS


async def test_everything_in_openapi_says_what_it_does(app: FastAPI) -> None:
    document = app.openapi()

    own = {
        route.path for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)
    }
    for path, method in product(own, ("get", "post", "put")):
        operation = document["paths"].get(path, {}).get(method)
        if operation:
            assert len(operation["summary"]) > 15
            assert {"401", "403", "422", "503"} <= {*operation["responses"]}
