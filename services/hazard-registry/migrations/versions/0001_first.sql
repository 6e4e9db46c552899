CREATE SEQUENCE hazard_number

CREATE TABLE areas (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level VARCHAR(32) NOT NULL,
    parent TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE,
    letters TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT areas_pkey PRIMARY KEY (code),
    CONSTRAINT areas_parent_fkey FOREIGN KEY(parent) REFERENCES areas (code)
)

CREATE INDEX areas_parent_idx ON areas (parent)

CREATE TABLE departments (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    safety_role VARCHAR(32) NOT NULL,
    leader TEXT,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT departments_pkey PRIMARY KEY (code)
)

CREATE TABLE units (
    id UUID NOT NULL,
    id_type VARCHAR(32) NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    address TEXT,
    longitude NUMERIC(11, 8),
    latitude NUMERIC(11, 8),
    crs VARCHAR(32),
    industry TEXT,
    sector VARCHAR(32),
    department TEXT,
    size VARCHAR(32),
    employees INTEGER,
    legal_representative TEXT,
    legal_representative_phone TEXT,
    principal TEXT,
    principal_phone TEXT,
    actual_controller TEXT,
    actual_controller_phone TEXT,
    training_high_risk BOOLEAN NOT NULL,
    assessment_high_risk BOOLEAN NOT NULL,
    drill_high_risk BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT units_pkey PRIMARY KEY (id),
    CONSTRAINT units_id_type_code_key UNIQUE (id_type, code),
    CONSTRAINT units_department_fkey FOREIGN KEY(department) REFERENCES departments (code)
)

CREATE INDEX units_area_idx ON units (area)

CREATE TABLE standards (
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT,
    effective_from DATE NOT NULL,
    effective_to DATE,
    guidance BOOLEAN NOT NULL,
    clause_prefix TEXT,
    clause_chapters TEXT[] NOT NULL,
    note TEXT,
    source TEXT,
    CONSTRAINT standards_pkey PRIMARY KEY (code)
)

CREATE TABLE criteria (
    code TEXT COLLATE "C" NOT NULL,
    standard TEXT NOT NULL,
    article TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    industry TEXT NOT NULL,
    source TEXT NOT NULL,
    to_confirm BOOLEAN NOT NULL,
    CONSTRAINT criteria_pkey PRIMARY KEY (code),
    CONSTRAINT criteria_standard_fkey FOREIGN KEY(standard) REFERENCES standards (code)
)

CREATE INDEX criteria_standard_idx ON criteria (standard)

CREATE TABLE hazards (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    status VARCHAR(32) NOT NULL,
    level VARCHAR(32) NOT NULL,
    channel VARCHAR(32) NOT NULL,
    origin VARCHAR(32) NOT NULL,
    description TEXT NOT NULL,
    place TEXT,
    area TEXT COLLATE "C" NOT NULL,
    unit_id UUID,
    industry TEXT,
    sector TEXT,
    department TEXT,
    found_on DATE NOT NULL,
    found_by TEXT,
    reported_by UUID,
    reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    lead_id UUID,
    source_id UUID,
    previous_id UUID,
    ledger_number TEXT,
    ledger_key TEXT,
    criteria TEXT[] NOT NULL,
    exception_reason TEXT,
    finding TEXT,
    verified_by UUID,
    verified_on DATE,
    due_on DATE,
    reject_reason TEXT,
    notified_on DATE,
    responsible TEXT,
    measures TEXT,
    funds NUMERIC(14, 2),
    deadline DATE,
    contingency TEXT,
    interim_control TEXT,
    planned_on DATE,
    started_on DATE,
    percent SMALLINT NOT NULL,
    funds_used NUMERIC(14, 2),
    submitted_on DATE,
    review_due_on DATE,
    rectifiers UUID[] NOT NULL,
    reviewers UUID[] NOT NULL,
    passed_by UUID[] NOT NULL,
    passed_on DATE,
    closed_by UUID,
    closed_on DATE,
    reopened SMALLINT NOT NULL,
    extensions SMALLINT NOT NULL,
    extension_to DATE,
    extension_by UUID,
    overdue_on DATE,
    order_level TEXT,
    order_due_on DATE,
    stopped_on DATE,
    resumption_by UUID,
    resumption_on DATE,
    version INTEGER NOT NULL,
    words TEXT[] NOT NULL,
    CONSTRAINT hazards_pkey PRIMARY KEY (id),
    CONSTRAINT hazards_percent_check CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT hazards_closed_check CHECK ((status = 'closed') = (closed_on IS NOT NULL)),
    CONSTRAINT hazards_number_key UNIQUE (number),
    CONSTRAINT hazards_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT hazards_department_fkey FOREIGN KEY(department) REFERENCES departments (code),
    CONSTRAINT hazards_lead_id_key UNIQUE (lead_id),
    CONSTRAINT hazards_previous_id_fkey FOREIGN KEY(previous_id) REFERENCES hazards (id),
    CONSTRAINT hazards_ledger_key_key UNIQUE (ledger_key)
)

CREATE INDEX hazards_area ON hazards (area, reported_at, id)

CREATE INDEX hazards_department ON hazards (department, reported_at, id)

CREATE INDEX hazards_due ON hazards (due_on) WHERE status IN ('verified', 'planned', 'rectifying', 'awaiting_review') AND overdue_on IS NULL

CREATE INDEX hazards_newest ON hazards (reported_at, id)

CREATE INDEX hazards_source_id_idx ON hazards (source_id)

CREATE INDEX hazards_unit_id_idx ON hazards (unit_id)

CREATE INDEX hazards_words ON hazards USING gin (words)

CREATE TABLE notices (
    id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    "to" VARCHAR(32) NOT NULL,
    recipient TEXT,
    phone TEXT,
    due_on DATE,
    method VARCHAR(32),
    document TEXT,
    sent_on DATE,
    delivered_on DATE,
    acknowledged_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT notices_pkey PRIMARY KEY (id),
    CONSTRAINT notices_hazard_id_to_key UNIQUE (hazard_id, "to"),
    CONSTRAINT notices_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX notices_hazard_id_idx ON notices (hazard_id)

CREATE TABLE progress_notes (
    id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    percent SMALLINT NOT NULL,
    funds_used NUMERIC(14, 2),
    note TEXT NOT NULL,
    noted_by UUID NOT NULL,
    noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT progress_notes_pkey PRIMARY KEY (id),
    CONSTRAINT progress_notes_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX progress_notes_hazard_id_idx ON progress_notes (hazard_id)

CREATE TABLE extensions (
    id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    reason TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    granted BOOLEAN,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    decision TEXT,
    CONSTRAINT extensions_pkey PRIMARY KEY (id),
    CONSTRAINT extensions_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX extensions_hazard_id_idx ON extensions (hazard_id)

CREATE TABLE reviews (
    id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    reviewer UUID,
    reviewer_name TEXT,
    department TEXT,
    visited_on DATE NOT NULL,
    passed BOOLEAN NOT NULL,
    opinion TEXT NOT NULL,
    reviewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT reviews_pkey PRIMARY KEY (id),
    CONSTRAINT reviews_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX reviews_hazard_id_idx ON reviews (hazard_id)

CREATE TABLE supervision_orders (
    id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    level VARCHAR(32) NOT NULL,
    number TEXT NOT NULL,
    listed BOOLEAN NOT NULL,
    issued_on DATE NOT NULL,
    due_on DATE NOT NULL,
    opinion TEXT,
    reply TEXT,
    replied_on DATE,
    lifted_on DATE,
    lift_reason TEXT,
    issued_by UUID NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT supervision_orders_pkey PRIMARY KEY (id),
    CONSTRAINT supervision_orders_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX supervision_orders_hazard_id_idx ON supervision_orders (hazard_id)

CREATE TABLE stoppages (
    id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    scope TEXT NOT NULL,
    document TEXT NOT NULL,
    stopped_on DATE NOT NULL,
    stopped_by UUID NOT NULL,
    application TEXT,
    applied_on DATE,
    applied_by UUID,
    review_due_on DATE,
    opinion TEXT,
    resumed_on DATE,
    resumed_by UUID,
    CONSTRAINT stoppages_pkey PRIMARY KEY (id),
    CONSTRAINT stoppages_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX stoppages_hazard_id_idx ON stoppages (hazard_id)

CREATE TABLE hazard_photos (
    hazard_id UUID NOT NULL,
    attachment_id UUID NOT NULL,
    stage TEXT NOT NULL,
    added_by UUID,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT hazard_photos_pkey PRIMARY KEY (hazard_id, attachment_id),
    CONSTRAINT hazard_photos_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE TABLE enforcement_facts (
    case_id UUID NOT NULL,
    hazard_id UUID NOT NULL,
    clue_id UUID NOT NULL,
    department TEXT NOT NULL,
    filed_on DATE,
    decided_on DATE,
    outcome TEXT,
    fine NUMERIC(14, 2),
    transferred_on DATE,
    closed_on DATE,
    CONSTRAINT enforcement_facts_pkey PRIMARY KEY (case_id, hazard_id)
)

CREATE INDEX enforcement_facts_hazard_id_idx ON enforcement_facts (hazard_id)

CREATE TABLE hazard_deltas (
    seq BIGINT GENERATED ALWAYS AS IDENTITY,
    area TEXT COLLATE "C" NOT NULL,
    industry TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    month DATE NOT NULL,
    hazards INTEGER NOT NULL,
    overdue INTEGER NOT NULL,
    under_order INTEGER NOT NULL,
    CONSTRAINT hazard_deltas_pkey PRIMARY KEY (seq)
)

CREATE TABLE hazard_counters (
    area TEXT COLLATE "C" NOT NULL,
    industry TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    month DATE NOT NULL,
    hazards INTEGER NOT NULL,
    overdue INTEGER NOT NULL,
    under_order INTEGER NOT NULL,
    CONSTRAINT hazard_counters_pkey PRIMARY KEY (area, industry, channel, level, status, month)
)
