CREATE TABLE bodies (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    area TEXT NOT NULL,
    document_prefix TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE,
    source TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT bodies_pkey PRIMARY KEY (code),
    CONSTRAINT bodies_period_check CHECK (valid_to IS NULL OR valid_from <= valid_to)
)

CREATE TABLE officers (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    account_id UUID,
    certificate_number TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT officers_pkey PRIMARY KEY (id),
    CONSTRAINT officers_period_check CHECK (valid_from <= valid_to),
    CONSTRAINT officers_body_fkey FOREIGN KEY(body) REFERENCES bodies (code),
    CONSTRAINT officers_account_id_key UNIQUE (account_id),
    CONSTRAINT officers_certificate_number_key UNIQUE (certificate_number)
)

CREATE INDEX officers_body_idx ON officers (body)

CREATE TABLE matters (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    lead TEXT NOT NULL,
    criteria TEXT[] NOT NULL,
    departments TEXT[] NOT NULL,
    CONSTRAINT matters_pkey PRIMARY KEY (code),
    CONSTRAINT matters_lead_fkey FOREIGN KEY(lead) REFERENCES bodies (code)
)

CREATE TABLE competences (
    id UUID NOT NULL,
    matter TEXT NOT NULL,
    body TEXT NOT NULL,
    may_inspect BOOLEAN NOT NULL,
    may_order BOOLEAN NOT NULL,
    may_punish BOOLEAN NOT NULL,
    transfer_to TEXT,
    effective_from DATE NOT NULL,
    effective_to DATE,
    source TEXT NOT NULL,
    decision TEXT,
    entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    confirmed_by TEXT,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT competences_pkey PRIMARY KEY (id),
    CONSTRAINT competences_period_check CHECK (effective_to IS NULL OR effective_from < effective_to),
    CONSTRAINT competences_matter_fkey FOREIGN KEY(matter) REFERENCES matters (code),
    CONSTRAINT competences_body_fkey FOREIGN KEY(body) REFERENCES bodies (code),
    CONSTRAINT competences_transfer_to_fkey FOREIGN KEY(transfer_to) REFERENCES bodies (code)
)

CREATE INDEX competences_matter_body_effective_from_idx ON competences (matter, body, effective_from)

CREATE TABLE units (
    id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    industry TEXT,
    department TEXT,
    CONSTRAINT units_pkey PRIMARY KEY (id)
)

CREATE TABLE hazards (
    id UUID NOT NULL,
    unit_id UUID,
    area TEXT NOT NULL,
    level TEXT NOT NULL,
    department TEXT,
    criteria TEXT[] NOT NULL,
    lead_id UUID,
    due_on DATE,
    verified_on DATE,
    closed_on DATE,
    CONSTRAINT hazards_pkey PRIMARY KEY (id)
)

CREATE TABLE clues (
    id UUID NOT NULL,
    source TEXT NOT NULL,
    area TEXT NOT NULL,
    body TEXT NOT NULL,
    matter TEXT,
    unit_id UUID,
    hazard_ids UUID[] NOT NULL,
    lead_id UUID,
    summary TEXT,
    from_body TEXT,
    from_clue UUID,
    received_on DATE NOT NULL,
    answer_by JSONB NOT NULL,
    answer_by_day DATE NOT NULL,
    status TEXT NOT NULL,
    answered_on DATE,
    answered_by UUID,
    reason TEXT,
    handed_to TEXT,
    case_id UUID,
    version INTEGER NOT NULL,
    CONSTRAINT clues_pkey PRIMARY KEY (id),
    CONSTRAINT clues_body_fkey FOREIGN KEY(body) REFERENCES bodies (code),
    CONSTRAINT clues_matter_fkey FOREIGN KEY(matter) REFERENCES matters (code),
    CONSTRAINT clues_from_body_fkey FOREIGN KEY(from_body) REFERENCES bodies (code),
    CONSTRAINT clues_from_clue_key UNIQUE (from_clue),
    CONSTRAINT clues_from_clue_fkey FOREIGN KEY(from_clue) REFERENCES clues (id)
)

CREATE INDEX clues_body_status_idx ON clues (body, status, answer_by_day)

CREATE INDEX clues_hazard_ids_idx ON clues USING gin (hazard_ids)

CREATE UNIQUE INDEX clues_lead_id_key ON clues (lead_id) WHERE lead_id IS NOT NULL AND from_clue IS NULL

CREATE INDEX clues_received_on_id_idx ON clues (received_on, id)

CREATE INDEX clues_unit_id_idx ON clues (unit_id)

CREATE TABLE clue_hazards (
    hazard_id UUID NOT NULL,
    clue_id UUID NOT NULL,
    CONSTRAINT clue_hazards_pkey PRIMARY KEY (hazard_id),
    CONSTRAINT clue_hazards_clue_id_fkey FOREIGN KEY(clue_id) REFERENCES clues (id)
)

CREATE INDEX clue_hazards_clue_id_idx ON clue_hazards (clue_id)

CREATE TABLE cases (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    clue_id UUID NOT NULL,
    body TEXT NOT NULL,
    area TEXT NOT NULL,
    matter TEXT NOT NULL,
    unit_id UUID,
    hazard_ids UUID[] NOT NULL,
    cause TEXT NOT NULL,
    act_on DATE NOT NULL,
    act_key TEXT NOT NULL,
    harmful_result BOOLEAN NOT NULL,
    status TEXT NOT NULL,
    filed_on DATE NOT NULL,
    filed_by UUID NOT NULL,
    place JSONB NOT NULL,
    team JSONB NOT NULL,
    evidence JSONB NOT NULL,
    penalties JSONB NOT NULL,
    proposed_by UUID,
    reviews JSONB NOT NULL,
    notice JSONB,
    statements JSONB NOT NULL,
    hearing JSONB,
    discussion JSONB,
    decision JSONB,
    performance JSONB,
    publication JSONB,
    transferred_to TEXT,
    ended_because TEXT,
    extended_because TEXT,
    closing JSONB,
    deadlines JSONB NOT NULL,
    version INTEGER NOT NULL,
    decided_on DATE,
    outcome TEXT,
    fine_unit NUMERIC(14, 2) NOT NULL,
    fine_persons NUMERIC(14, 2) NOT NULL,
    collected NUMERIC(14, 2) NOT NULL,
    strikes_both BOOLEAN NOT NULL,
    stops BOOLEAN NOT NULL,
    closed_on DATE,
    next_due DATE,
    CONSTRAINT cases_pkey PRIMARY KEY (id),
    CONSTRAINT cases_number_key UNIQUE (number),
    CONSTRAINT cases_clue_id_key UNIQUE (clue_id),
    CONSTRAINT cases_clue_id_fkey FOREIGN KEY(clue_id) REFERENCES clues (id),
    CONSTRAINT cases_body_fkey FOREIGN KEY(body) REFERENCES bodies (code),
    CONSTRAINT cases_matter_fkey FOREIGN KEY(matter) REFERENCES matters (code)
)

CREATE UNIQUE INDEX cases_act_key_key ON cases (act_key) WHERE status NOT IN ('withdrawn', 'transferred')

CREATE INDEX cases_body_status_idx ON cases (body, status)

CREATE INDEX cases_evidence_idx ON cases USING gin (evidence jsonb_path_ops)

CREATE INDEX cases_filed_on_id_idx ON cases (filed_on, id)

CREATE INDEX cases_hazard_ids_idx ON cases USING gin (hazard_ids)

CREATE INDEX cases_unit_id_idx ON cases (unit_id)

CREATE TABLE numbers (
    body TEXT NOT NULL,
    document TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT numbers_pkey PRIMARY KEY (body, document, year),
    CONSTRAINT numbers_body_fkey FOREIGN KEY(body) REFERENCES bodies (code)
)

CREATE TABLE bans (
    id UUID NOT NULL,
    person_hash BYTEA NOT NULL,
    name_sealed BYTEA NOT NULL,
    scope TEXT NOT NULL,
    trade TEXT,
    from_on DATE NOT NULL,
    until_on DATE,
    ground TEXT NOT NULL,
    article TEXT NOT NULL,
    reason TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    case_id UUID,
    body TEXT NOT NULL,
    area TEXT NOT NULL,
    imposed_by UUID NOT NULL,
    lifted_on DATE,
    lifted_because TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT bans_pkey PRIMARY KEY (id),
    CONSTRAINT bans_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT bans_body_fkey FOREIGN KEY(body) REFERENCES bodies (code)
)

CREATE INDEX bans_from_on_idx ON bans (from_on)

CREATE INDEX bans_person_hash_idx ON bans (person_hash)
