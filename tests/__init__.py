"""Tests of jdflow; the benchmarks are in tests.bench."""
