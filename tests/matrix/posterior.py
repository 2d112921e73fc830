#!/usr/bin/env python3
"""The posteriors of two calibrations are the same but for rounding: posterior.py ONE.h5 OTHER.h5 [TOLERANCE]"""

import sys

import h5py
import numpy

tolerance = float(sys.argv[3]) if len(sys.argv) > 3 else 1e-9
with h5py.File(sys.argv[1]) as one, h5py.File(sys.argv[2]) as other:
    a, b = one["/posterior/value"][...], other["/posterior/value"][...]
spread = numpy.maximum(a.std(axis=0), 1e-300)
worst = (numpy.abs(a - b) / spread).max() if a.shape == b.shape else numpy.inf
if not worst <= tolerance:
    sys.exit(f"values of the posterior differ by {worst:.1e} of their standard deviation")
