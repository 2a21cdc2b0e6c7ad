"""A service as data for the explorer's page: what `explorer/src/model.ts` describes."""

from .compose import view as view
