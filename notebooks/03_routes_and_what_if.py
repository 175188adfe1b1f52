# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Routes and what-if
# None of us knows Chen Fang. Who can introduce us?

# %%
import influence as inf
from influence import sample

net = inf.load(sample.folder("en"), as_of=sample.AS_OF)
routes = inf.routes(net, to="Chen Fang", k=5)
routes.to_frame()

# %%
print(routes.explain(0))

# %% [markdown]
# A change gives a new network; the old one stays as it was.

# %%
without = net.without("jiang-tao")
inf.routes(without, to="Chen Fang", k=3).to_frame()

# %%
warmer = net.with_attitude("zhao-gang", "doubt")
before, after = (inf.committee(one, deal="premium-line").answer["pwin"] for one in (net, warmer))
print(f"P(win) {before:.3f} -> {after:.3f}")

# %%
inf.map(warmer, account="oakhall")
