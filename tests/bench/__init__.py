"""The benchmarks: jdflow beside floors and peers, in one run; `make bench` runs them all, `rows` lists them."""
