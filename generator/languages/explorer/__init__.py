"""A service as data for the explorer's page: what `explore/page/src/model.ts` describes."""

from .compose import view as view
