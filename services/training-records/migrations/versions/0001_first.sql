CREATE TABLE deployment (
    singleton BOOLEAN DEFAULT true NOT NULL,
    look_up_fingerprint BYTEA NOT NULL,
    CONSTRAINT deployment_pkey PRIMARY KEY (singleton),
    CONSTRAINT deployment_one_row_check CHECK (singleton)
)

CREATE TABLE known_unit (
    unit_id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    industry TEXT,
    department TEXT,
    training_high_risk BOOLEAN NOT NULL,
    assessment_high_risk BOOLEAN NOT NULL,
    drill_high_risk BOOLEAN NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT known_unit_pkey PRIMARY KEY (unit_id)
)

CREATE INDEX known_unit_area_idx ON known_unit (area text_pattern_ops)

CREATE TABLE person (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    identity_box BYTEA NOT NULL,
    identity_key TEXT NOT NULL,
    identity_digest BYTEA NOT NULL,
    identity_mask TEXT NOT NULL,
    phone_box BYTEA,
    phone_key TEXT,
    phone_digest BYTEA,
    phone_mask TEXT,
    account_id UUID,
    registered_on DATE NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT person_pkey PRIMARY KEY (id)
)

CREATE UNIQUE INDEX person_account_id_key ON person (account_id)

CREATE UNIQUE INDEX person_identity_digest_key ON person (identity_digest)

CREATE INDEX person_name_idx ON person (name)

CREATE TABLE employment (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    kind TEXT NOT NULL,
    post TEXT NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT employment_pkey PRIMARY KEY (id),
    CONSTRAINT employment_kind_check CHECK (kind IN ('own', 'dispatched', 'contracted', 'flexible', 'intern')),
    CONSTRAINT employment_period_check CHECK (to_on IS NULL OR from_on <= to_on),
    CONSTRAINT employment_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT employment_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES known_unit (unit_id)
)

CREATE INDEX employment_person_id_unit_id_idx ON employment (person_id, unit_id)

CREATE INDEX employment_unit_id_id_idx ON employment (unit_id, id)

CREATE TABLE employment_need (
    employment_id UUID NOT NULL,
    regime TEXT NOT NULL,
    item TEXT NOT NULL,
    CONSTRAINT employment_need_pkey PRIMARY KEY (employment_id, regime, item),
    CONSTRAINT employment_need_regime_check CHECK (regime IN ('special_operation', 'principal', 'safety_manager', 'special_equipment', 'fire_control', 'construction')),
    CONSTRAINT employment_need_employment_id_fkey FOREIGN KEY(employment_id) REFERENCES employment (id)
)

CREATE TABLE certificate (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    regime TEXT NOT NULL,
    item TEXT NOT NULL,
    number_box BYTEA NOT NULL,
    number_key TEXT NOT NULL,
    number_digest BYTEA NOT NULL,
    number_mask TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on DATE NOT NULL,
    valid_since DATE NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    review_due_on DATE,
    reviewed_on DATE,
    review_result TEXT,
    revoked_on DATE,
    revocation_ground TEXT,
    cancelled_on DATE,
    cancellation_ground TEXT,
    verified_on DATE,
    verified_by TEXT,
    verification_method TEXT,
    verification_attachment UUID,
    version INTEGER NOT NULL,
    CONSTRAINT certificate_pkey PRIMARY KEY (id),
    CONSTRAINT certificate_regime_check CHECK (regime IN ('special_operation', 'principal', 'safety_manager', 'special_equipment', 'fire_control', 'construction')),
    CONSTRAINT certificate_review_result_check CHECK (review_result IN ('passed', 'failed', 'stretched')),
    CONSTRAINT certificate_revocation_ground_check CHECK (revocation_ground IN ('overdue', 'unfit', 'accident', 'false_information', 'fraud', 'other')),
    CONSTRAINT certificate_cancellation_ground_check CHECK (cancellation_ground IN ('death', 'own_request', 'revoked', 'other')),
    CONSTRAINT certificate_verification_method_check CHECK (verification_method IN ('national_site', 'issuer', 'original')),
    CONSTRAINT certificate_term_check CHECK (valid_since <= valid_from AND valid_from <= valid_to),
    CONSTRAINT certificate_person_id_fkey FOREIGN KEY(person_id) REFERENCES person (id)
)

CREATE INDEX certificate_person_id_regime_item_idx ON certificate (person_id, regime, item)

CREATE UNIQUE INDEX certificate_standing_key ON certificate (regime, number_digest, item) WHERE revoked_on IS NULL AND cancelled_on IS NULL

CREATE INDEX certificate_valid_to_id_idx ON certificate (valid_to, id)

CREATE TABLE certificate_term (
    certificate_id UUID NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    review_due_on DATE,
    CONSTRAINT certificate_term_pkey PRIMARY KEY (certificate_id, valid_from),
    CONSTRAINT certificate_term_certificate_id_fkey FOREIGN KEY(certificate_id) REFERENCES certificate (id)
)

CREATE TABLE told_expiring (
    certificate_id UUID NOT NULL,
    action TEXT NOT NULL,
    due_on DATE NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT told_expiring_pkey PRIMARY KEY (certificate_id, action, due_on),
    CONSTRAINT told_expiring_certificate_id_fkey FOREIGN KEY(certificate_id) REFERENCES certificate (id)
)

CREATE TABLE told_lapsed (
    certificate_id UUID NOT NULL,
    unit_id UUID NOT NULL,
    lapsed_on DATE NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT told_lapsed_pkey PRIMARY KEY (certificate_id, unit_id, lapsed_on),
    CONSTRAINT told_lapsed_certificate_id_fkey FOREIGN KEY(certificate_id) REFERENCES certificate (id)
)

CREATE TABLE ban (
    ban_id UUID NOT NULL,
    scope TEXT NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    CONSTRAINT ban_pkey PRIMARY KEY (ban_id),
    CONSTRAINT ban_scope_check CHECK (scope IN ('any', 'trade'))
)
