# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Influence and blockers
# Who moves the decision, and who costs P(win)?

# %%
import influence as inf
from influence import sample

net = inf.load(sample.folder("en"), as_of=sample.AS_OF)
inf.committee(net, deal="premium-line")

# %% [markdown]
# The head of design moves the decision more than the founder above her.

# %%
influencers = inf.influencers(net, deal="premium-line")
influencers.to_frame().head(8)

# %%
blockers = inf.blockers(net, deal="premium-line")
blockers.to_frame()

# %% [markdown]
# The arithmetic of the first line, in words.

# %%
print(blockers.explain("zhao-gang"))

# %%
inf.interests(net, "oakhall").to_frame()

# %%
inf.map(net, account="oakhall")
