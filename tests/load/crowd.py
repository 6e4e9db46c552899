"""A city's hazards: so many that only counters and indexes answer in time."""

from launcher.members import Member

from tests.load.rig import Rig

AREAS = 100  # villages, in ten subdistricts
_WORDS = (
    "'配电箱','疏散通道','灭火器','安全出口','燃气软管','消火栓','脚手架','切割机','电梯','仓库'",
    "'无盖','堵塞','过期','锁闭','老化','被遮挡','缺连墙件','护罩缺失','未年检','超量存放'",
    "'一号车间','二号车间','厨房','三楼','门厅','地下室','北侧','南侧','料场','宿舍'",
)
# Statuses as a registry of some years has them: most are closed.
_HAZARDS = f"""
INSERT INTO hazards (id, number, status, level, channel, origin, description, area, industry,
  found_on, reported_at, criteria, verified_on, due_on, closed_on, percent, rectifiers, reviewers,
  passed_by, reopened, extensions, version, words)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'C-' || n,
  (ARRAY['closed','closed','closed','closed','rectifying','verified','reported','rejected'])[1 + n % 8],
  CASE WHEN n % 8 = 6 THEN 'suspected' WHEN n % 19 = 0 THEN 'major' ELSE 'general' END,
  (ARRAY['self_check','supervision','public_report'])[1 + n % 3],
  (ARRAY['self_check','inspection','public_report'])[1 + n % 3],
  said, '3505830' || lpad((n % {AREAS} / 10)::text, 2, '0') || '2' || lpad((n % {AREAS})::text, 2, '0'),
  'C' || (13 + n / 7 % 20) || '10', found, now() - n * interval '10 seconds', '{{}}',
  found, found + 30, CASE WHEN n % 8 < 4 THEN found + 20 END, 0, '{{}}', '{{}}', '{{}}', 0, 0, 1,
  CASE WHEN $3 THEN ARRAY(SELECT DISTINCT substr(said, i, 2) FROM generate_series(1, length(said) - 1) i)
    ELSE '{{}}' END
FROM generate_series($1::bigint, $2::bigint) AS n
CROSS JOIN LATERAL (SELECT date '2023-01-01' + (n / 11 % 1100)::int AS found,
  (ARRAY[{_WORDS[2]}])[1 + n / 100 % 10] || (ARRAY[{_WORDS[0]}])[1 + n % 10]
    || (ARRAY[{_WORDS[1]}])[1 + n / 10 % 10] || '需限期整改编号' || n % 9973
    || CASE WHEN n % 200000 = 77 THEN '鼋鼍' ELSE '' END AS said) AS words
"""  # noqa: S608 - our own words
RARE, COMMON, MEDIUM, ABSENT = "鼋鼍", "整改", "一号车间灭火器过期", "饕餮"


async def gather(rig: Rig, registry: Member, first: int, last: int, *, words: bool) -> None:
    """Make the hazards numbered so; with `words`, such as can be searched."""
    async with rig.database(registry) as connection:
        await connection.execute(
            "SET statement_timeout = 0; SET session_replication_role = replica"
        )
        await connection.execute("DROP INDEX IF EXISTS hazards_words")
        await connection.execute(_HAZARDS, first, last, words)
        if words:
            await connection.execute("CREATE INDEX hazards_words ON hazards USING gin (words)")
        await connection.execute("VACUUM (ANALYZE) hazards")
        await connection.execute("CHECKPOINT")
