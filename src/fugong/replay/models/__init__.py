"""What replay remembers."""

from fugong.replay.models.replayed_step import ReplayedStep

__all__ = ["ReplayedStep"]
