"""The identifiers of Chinese administration: read, checked, masked."""

from office.identifiers.area import (
    AreaLevel,
    area_level,
    area_prefix,
    parent_area,
    parse_area_code,
)
from office.identifiers.masks import (
    mask_certificate_number,
    mask_identity_number,
    mask_name,
    mask_phone,
)
from office.identifiers.person import (
    CertificateNumber,
    IdentityNumber,
    identity_check_character,
    parse_certificate_number,
    parse_identity_number,
)
from office.identifiers.unit import (
    UnitId,
    UnitIdType,
    credit_check_character,
    make_credit_code,
    organisation_check_character,
    parse_credit_code,
    parse_organisation_code,
    parse_registration_number,
    parse_unit_id,
)
from office.identifiers.words import IDENTIFIER_WORDS

__all__ = [
    "IDENTIFIER_WORDS",
    "AreaLevel",
    "CertificateNumber",
    "IdentityNumber",
    "UnitId",
    "UnitIdType",
    "area_level",
    "area_prefix",
    "credit_check_character",
    "identity_check_character",
    "make_credit_code",
    "mask_certificate_number",
    "mask_identity_number",
    "mask_name",
    "mask_phone",
    "organisation_check_character",
    "parent_area",
    "parse_area_code",
    "parse_certificate_number",
    "parse_credit_code",
    "parse_identity_number",
    "parse_organisation_code",
    "parse_registration_number",
    "parse_unit_id",
]
