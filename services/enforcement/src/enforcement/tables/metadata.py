"""One collection for all tables of the service."""

from chassis.db import NAMING
from sqlalchemy import MetaData

metadata = MetaData(naming_convention=NAMING)
