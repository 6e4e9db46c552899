CREATE TABLE jobs (
    id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    parameters JSONB NOT NULL,
    language TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_name TEXT NOT NULL,
    grants JSONB NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(32) NOT NULL,
    input TEXT,
    result TEXT,
    result_name TEXT,
    outcome JSONB,
    problem TEXT,
    facts JSONB NOT NULL,
    errors JSONB NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    version INTEGER NOT NULL,
    CONSTRAINT jobs_pkey PRIMARY KEY (id)
)

CREATE INDEX jobs_of ON jobs (asked_by, asked_at, id)

CREATE INDEX jobs_queued ON jobs (asked_at) WHERE status = 'queued'

CREATE TABLE job_progress (
    job_id UUID NOT NULL,
    attempts INTEGER NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    done INTEGER NOT NULL,
    total INTEGER,
    cancel_asked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT job_progress_pkey PRIMARY KEY (job_id),
    CONSTRAINT job_progress_job_id_fkey FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
)
