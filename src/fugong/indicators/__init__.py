"""Indicators 统计指标."""
