CREATE TABLE plans (
    code TEXT NOT NULL,
    title JSONB NOT NULL,
    source TEXT NOT NULL,
    area TEXT NOT NULL,
    begins DATE NOT NULL,
    ends DATE NOT NULL,
    actions JSONB NOT NULL,
    copied_from TEXT,
    CONSTRAINT plans_pkey PRIMARY KEY (code),
    CONSTRAINT plans_period_check CHECK (begins < ends),
    CONSTRAINT plans_copied_from_fkey FOREIGN KEY(copied_from) REFERENCES plans (code)
)

CREATE TABLE plan_rows (
    plan TEXT NOT NULL,
    row TEXT NOT NULL,
    part_of TEXT,
    position SMALLINT NOT NULL,
    action SMALLINT,
    title JSONB NOT NULL,
    asks JSONB NOT NULL,
    owner TEXT NOT NULL,
    bodies TEXT[] NOT NULL,
    groups TEXT[] NOT NULL,
    CONSTRAINT plan_rows_pkey PRIMARY KEY (plan, row),
    CONSTRAINT plan_rows_plan_fkey FOREIGN KEY(plan) REFERENCES plans (code)
)

CREATE TABLE plan_milestones (
    id UUID NOT NULL,
    plan TEXT NOT NULL,
    row TEXT NOT NULL,
    by DATE NOT NULL,
    words JSONB NOT NULL,
    reached_on DATE,
    reached_by_entry UUID,
    CONSTRAINT plan_milestones_pkey PRIMARY KEY (id),
    CONSTRAINT row_fkey FOREIGN KEY(plan, row) REFERENCES plan_rows (plan, row)
)

CREATE INDEX plan_milestones_plan_row_idx ON plan_milestones (plan, row)

CREATE TABLE plan_progress (
    id UUID NOT NULL,
    plan TEXT NOT NULL,
    row TEXT NOT NULL,
    milestone_id UUID,
    area TEXT NOT NULL,
    body TEXT NOT NULL,
    as_of DATE NOT NULL,
    words TEXT NOT NULL,
    evidence UUID[] NOT NULL,
    entered_by UUID NOT NULL,
    entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status TEXT NOT NULL,
    answered_by UUID,
    answered_at TIMESTAMP WITH TIME ZONE,
    why TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT plan_progress_pkey PRIMARY KEY (id),
    CONSTRAINT row_fkey FOREIGN KEY(plan, row) REFERENCES plan_rows (plan, row),
    CONSTRAINT plan_progress_milestone_id_fkey FOREIGN KEY(milestone_id) REFERENCES plan_milestones (id),
    CONSTRAINT plan_progress_body_fkey FOREIGN KEY(body) REFERENCES bodies (code)
)

CREATE INDEX plan_progress_evidence_idx ON plan_progress USING gin (evidence)

CREATE INDEX plan_progress_plan_as_of_idx ON plan_progress (plan, as_of, id)

CREATE INDEX plan_progress_plan_row_idx ON plan_progress (plan, row, status, as_of)
