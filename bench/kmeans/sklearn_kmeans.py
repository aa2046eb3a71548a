"""Times one fit of scikit-learn's KMeans on a matrix of raw float64 and prints it as JSON.

usage: sklearn_kmeans.py FILE N D K STARTS SEED
"""
import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans

n, d, k, starts, seed = map(int, sys.argv[2:])
x = np.fromfile(sys.argv[1]).reshape(n, d)
# Loads libraries and starts threads, so that neither is timed.
KMeans(k, n_init=1, max_iter=2, random_state=seed).fit(x[:5000])
start = time.perf_counter()
fit = KMeans(k, n_init=starts, random_state=seed).fit(x)
seconds = time.perf_counter() - start
json.dump({"seconds": seconds, "inertia": fit.inertia_, "iterations": int(fit.n_iter_)}, sys.stdout)
