"""Times the stability of k-means groups by scikit-learn on a matrix of raw float64, as JSON.

usage: sklearn_stability.py FILE N D K RESAMPLES ROWS
"""
import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans

n, d, k, resamples, rows = map(int, sys.argv[2:])
x = np.fromfile(sys.argv[1]).reshape(n, d)
labels = KMeans(k, n_init=3, random_state=1).fit(x[:: max(1, n // 30_000)]).predict(x)
rng = np.random.default_rng(1)
total = np.zeros(k)
start, used = time.perf_counter(), time.process_time()
for b in range(resamples):
    drawn = np.unique(rng.integers(0, n, rows))
    found = KMeans(k, n_init=1, random_state=b).fit(x[drawn]).labels_
    both = np.bincount(labels[drawn] * k + found, minlength=k * k).reshape(k, k)
    union = both.sum(1, keepdims=True) + both.sum(0, keepdims=True) - both
    total += (both / union).max(1)
seconds, cpu = time.perf_counter() - start, time.process_time() - used
json.dump({"seconds": seconds, "cpu": cpu, "jaccard": (total / resamples).tolist()}, sys.stdout)
