CREATE TABLE projects (
    id UUID NOT NULL,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    department TEXT NOT NULL,
    source TEXT,
    works VARCHAR(32),
    cost NUMERIC(14, 2),
    safety_cost NUMERIC(14, 2),
    spent NUMERIC(14, 2) NOT NULL,
    starts_on DATE,
    due_on DATE NOT NULL,
    done_on DATE,
    percent SMALLINT NOT NULL,
    milestones JSONB NOT NULL,
    next_due_on DATE,
    note TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT projects_pkey PRIMARY KEY (id),
    CONSTRAINT projects_percent_check CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT projects_number_key UNIQUE (number),
    CONSTRAINT projects_department_fkey FOREIGN KEY(department) REFERENCES departments (code)
)

CREATE INDEX projects_area_idx ON projects (area)

CREATE TABLE inventory_items (
    id UUID NOT NULL,
    kind VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    known_on DATE NOT NULL,
    project_id UUID,
    treated_on DATE,
    evidence TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT inventory_items_pkey PRIMARY KEY (id),
    CONSTRAINT inventory_items_project_id_fkey FOREIGN KEY(project_id) REFERENCES projects (id)
)

CREATE INDEX inventory_items_of ON inventory_items (kind, area)

CREATE INDEX inventory_items_project_id_idx ON inventory_items (project_id)

CREATE TABLE campaigns (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    department TEXT NOT NULL,
    sector TEXT,
    scope TEXT NOT NULL,
    begins_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    result TEXT,
    finished_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT campaigns_pkey PRIMARY KEY (id),
    CONSTRAINT campaigns_department_fkey FOREIGN KEY(department) REFERENCES departments (code)
)

CREATE INDEX campaigns_area_idx ON campaigns (area)

CREATE TABLE budget_lines (
    id UUID NOT NULL,
    year INTEGER NOT NULL,
    source VARCHAR(32) NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    department TEXT NOT NULL,
    purpose TEXT NOT NULL,
    planned NUMERIC(14, 2) NOT NULL,
    spent NUMERIC(14, 2) NOT NULL,
    project_id UUID,
    hazard_id UUID,
    version INTEGER NOT NULL,
    CONSTRAINT budget_lines_pkey PRIMARY KEY (id),
    CONSTRAINT budget_lines_spent_check CHECK (0 <= spent AND spent <= planned),
    CONSTRAINT budget_lines_department_fkey FOREIGN KEY(department) REFERENCES departments (code),
    CONSTRAINT budget_lines_project_id_fkey FOREIGN KEY(project_id) REFERENCES projects (id),
    CONSTRAINT budget_lines_hazard_id_fkey FOREIGN KEY(hazard_id) REFERENCES hazards (id)
)

CREATE INDEX budget_lines_hazard_id_idx ON budget_lines (hazard_id)

CREATE INDEX budget_lines_of ON budget_lines (year, area)

CREATE INDEX budget_lines_project_id_idx ON budget_lines (project_id)
