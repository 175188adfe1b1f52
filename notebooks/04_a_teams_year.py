# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A team's year
# The same tables, asked as of different days. What is dated later does not exist yet.

# %%
from datetime import date

import pandas as pd

import influence as inf
from influence import sample

DAYS = [date(2026, 2, 15), date(2026, 5, 1), date(2026, 8, 1), sample.AS_OF]
year = {day: inf.load(sample.folder("en"), as_of=day) for day in DAYS}

# %%
rows = [(day, inf.committee(net, deal="premium-line").answer["pwin"]) for day, net in year.items()]
pd.DataFrame(rows, columns=["as of", "P(win)"])

# %% [markdown]
# What changed in the last quarter, in words.

# %%
inf.diff(year[date(2026, 8, 1)], year[sample.AS_OF]).to_frame()

# %% [markdown]
# What needs care now, each with its counter-measure.

# %%
inf.alerts(year[sample.AS_OF]).to_frame()

# %%
inf.ledger(year[sample.AS_OF]).to_frame()

# %%
inf.map(year[sample.AS_OF], account="oakhall")
