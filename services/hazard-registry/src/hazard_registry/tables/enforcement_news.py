"""What enforcement did beside its cases, as its events told it: measures, accountability, grades."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from hazard_registry.domain.enforcement_news import NewsKind
from hazard_registry.tables.columns import metadata, one_of

enforcement_news = Table(
    "enforcement_news",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", one_of(NewsKind), nullable=False),
    Column("code", Text, nullable=False),
    Column("unit_id", Uuid, ForeignKey("units.id"), index=True),
    Column("area", Text(collation="C"), nullable=False),
    Column("department", Text),
    Column("hazard_ids", ARRAY(Uuid), nullable=False),
    Column("began_on", Date, nullable=False),
    Column("ended_on", Date),
)
Index("enforcement_news_hazards", enforcement_news.c.hazard_ids, postgresql_using="gin")
