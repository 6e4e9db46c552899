ALTER TABLE hazard_deltas ADD COLUMN funds NUMERIC(18, 2) DEFAULT 0 NOT NULL

ALTER TABLE hazard_deltas ADD COLUMN funds_used NUMERIC(18, 2) DEFAULT 0 NOT NULL

ALTER TABLE hazard_counters ADD COLUMN funds NUMERIC(18, 2) DEFAULT 0 NOT NULL

ALTER TABLE hazard_counters ADD COLUMN funds_used NUMERIC(18, 2) DEFAULT 0 NOT NULL

ALTER TABLE hazard_deltas ADD COLUMN marks TEXT[] DEFAULT '{}' NOT NULL

ALTER TABLE hazard_deltas ADD COLUMN criteria TEXT[] DEFAULT '{}' NOT NULL

CREATE INDEX hazards_criteria ON hazards USING gin (criteria) WHERE criteria != '{}'

CREATE TABLE hazard_rollups (
    area TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    month DATE NOT NULL,
    hazards INTEGER NOT NULL,
    overdue INTEGER NOT NULL,
    under_order INTEGER NOT NULL,
    funds NUMERIC(18, 2) DEFAULT 0 NOT NULL,
    funds_used NUMERIC(18, 2) DEFAULT 0 NOT NULL,
    CONSTRAINT hazard_rollups_pkey PRIMARY KEY (area, channel, level, status, month)
)

CREATE TABLE hazard_marks (
    area TEXT COLLATE "C" NOT NULL,
    industry TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    month DATE NOT NULL,
    mark TEXT COLLATE "C" NOT NULL,
    day DATE NOT NULL,
    hazards INTEGER NOT NULL,
    CONSTRAINT hazard_marks_pkey PRIMARY KEY (area, industry, channel, level, month, mark, day)
)

CREATE TABLE hazard_problems (
    area TEXT COLLATE "C" NOT NULL,
    industry TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    month DATE NOT NULL,
    criterion TEXT COLLATE "C" NOT NULL,
    hazards INTEGER NOT NULL,
    CONSTRAINT hazard_problems_pkey PRIMARY KEY (area, industry, level, month, criterion)
)

LOCK TABLE hazards, hazard_deltas IN EXCLUSIVE MODE

DELETE FROM hazard_deltas

DELETE FROM hazard_counters

CREATE TEMPORARY TABLE shares ON COMMIT DROP AS
SELECT left(area, 12) AS area,
  CASE WHEN length(ltrim(industry, 'ABCDEFGHIJKLMNOPQRST')) > 1
    THEN left(ltrim(industry, 'ABCDEFGHIJKLMNOPQRST'), 2) ELSE '' END AS industry,
  channel, level, status, date_trunc('month', found_on)::date AS month,
  1 AS hazards,
  (overdue_on IS NOT NULL
    AND status IN ('verified', 'planned', 'rectifying', 'awaiting_review'))::int AS overdue,
  (order_level IS NOT NULL AND status <> 'rejected')::int AS under_order,
  coalesce(funds, 0) AS funds, coalesce(funds_used, 0) AS funds_used,
  CASE WHEN verified_on IS NULL OR status = 'rejected' THEN '{}' ELSE ARRAY(
    SELECT mark || ':' || CASE WHEN level = 'major' THEN day ELSE date_trunc('month', day)::date END FROM (VALUES
      ('verified', verified_on), ('due', due_on), ('closed', closed_on),
      ('met', CASE WHEN closed_on <= due_on THEN due_on END),
      ('late', CASE WHEN (closed_on <= due_on) IS NOT TRUE THEN closed_on END),
      ('waiting', CASE WHEN status = 'awaiting_review' AND submitted_on <= due_on THEN due_on END),
      ('fixed', CASE WHEN coalesce(responsible, '') <> '' AND coalesce(measures, '') <> '' AND funds IS NOT NULL
  AND deadline IS NOT NULL AND coalesce(contingency, '') <> '' THEN planned_on END)) AS happened (mark, day)
    WHERE day IS NOT NULL) END AS marks,
  criteria
FROM hazards WHERE merged_into IS NULL

INSERT INTO hazard_counters (area, industry, channel, level, status, month, hazards, overdue, under_order, funds, funds_used)
SELECT area, industry, channel, level, status, month, sum(hazards)::int AS hazards, sum(overdue)::int AS overdue, sum(under_order)::int AS under_order, sum(funds) AS funds, sum(funds_used) AS funds_used FROM shares GROUP BY 1, 2, 3, 4, 5, 6

INSERT INTO hazard_rollups (area, channel, level, status, month, hazards, overdue, under_order, funds, funds_used)
SELECT left(area, 9) AS area, channel, level, status, month, sum(hazards)::int AS hazards, sum(overdue)::int AS overdue, sum(under_order)::int AS under_order, sum(funds) AS funds, sum(funds_used) AS funds_used
FROM shares GROUP BY 1, 2, 3, 4, 5

INSERT INTO hazard_marks (area, industry, channel, level, month, mark, day, hazards)
SELECT area, industry, channel, level, month, split_part(one, ':', 1) AS mark,
split_part(one, ':', 2)::date AS day, sum(hazards)::int AS hazards
FROM shares, unnest(marks) AS one GROUP BY 1, 2, 3, 4, 5, 6, 7

INSERT INTO hazard_problems (area, industry, level, month, criterion, hazards)
SELECT area, industry, level, month, criterion, sum(hazards)::int AS hazards
FROM shares, unnest(criteria) AS criterion GROUP BY 1, 2, 3, 4, 5
