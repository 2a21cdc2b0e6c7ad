"""Generated clients against services, networks and clocks that fail."""

import sys
from pathlib import Path

# What is tested is the client as it is committed.
sys.path.insert(0, str(Path(__file__).parents[2] / "generated" / "python"))
