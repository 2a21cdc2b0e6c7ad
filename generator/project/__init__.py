"""`[tool.tc3gen]`: what another project's `pyproject.toml` says of the code that it vendors.

The table is read here to the last key, each mistake with its place; `definitions` brings the specs
that it wants of installed packages, `pins` moves their versions on, `writing` writes a table.
"""

from __future__ import annotations

from .folders import with_folders as with_folders
from .rules import RULES as RULES
from .table import FILE_NAME as FILE_NAME
from .table import Definition as Definition
from .table import Table as Table
from .table import check as check
from .table import find as find
