# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Load and explore
# The sample: invented people around two deals. Any folder, workbook or store loads in the same way.

# %%
import influence as inf
from influence import sample

net = inf.load(sample.folder("en"), as_of=sample.AS_OF)
net

# %% [markdown]
# Who is there, and what do we know?

# %%
inf.coverage(net, account="oakhall").to_frame()

# %% [markdown]
# Every graph is a networkx graph, with every attribute.

# %%
graph = net.to_networkx()
graph

# %% [markdown]
# Structure is evidence, not the answer.

# %%
inf.centrality(net, account="oakhall").to_frame().head()

# %%
inf.map(net, account="oakhall")
