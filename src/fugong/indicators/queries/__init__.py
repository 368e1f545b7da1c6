"""Reads of indicators: definitions, values as of now or then, the rows behind them, curves from the stored cells."""
