"""Calculations: DataFrame in, DataFrame out; no files, no SQL."""
