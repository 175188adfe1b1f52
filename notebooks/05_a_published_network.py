# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A published network as a workspace
# Krackhardt's kite (1990): ten people, three measures, three different winners.

# %%
import csv
import tempfile
from pathlib import Path

import influence as inf

PEOPLE = ["Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"]
TIES = ["AB", "AC", "AD", "AF", "BD", "BE", "BG", "CD", "CF", "DE", "DF", "DG", "EG", "FG", "FH", "GH", "HI", "IJ"]
name = {person[0]: person for person in PEOPLE}

# %%
folder = Path(tempfile.mkdtemp())
with (folder / "contacts.csv").open("w", newline="") as file:
    csv.writer(file).writerows([("name", "account"), *((person, "kite") for person in PEOPLE)])
with (folder / "relationships.csv").open("w", newline="") as file:
    csv.writer(file).writerows([("source", "target"), *((name[one], name[other]) for one, other in TIES)])
net = inf.load(folder)

# %% [markdown]
# Diane knows most people, Heather stands between, Fernando and Garth are nearest to everyone.

# %%
measures = inf.centrality(net, account="kite", measures=["degree", "betweenness", "closeness"]).to_frame()
measures

# %%
best = {name: measures.sort_values(name)["name"].iloc[-1] for name in ("degree", "betweenness")}
best

# %%
inf.map(net, account="kite")
