"""The keys to personal numbers, opened once when the application is built."""

from typing import Annotated

from fastapi import Depends, Request

from training_records.store import vault


def _vault(request: Request) -> vault.Vault:
    found: vault.Vault = request.app.state.vault
    return found


Vault = Annotated[vault.Vault, Depends(_vault)]
